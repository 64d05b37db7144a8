package domain

import (
	"net/url"
	"strings"
	"time"
)

// DeskKind is a kind of service desk: where tickets are made that others work on.
type DeskKind string

// The kinds.
const (
	DeskAutotask    DeskKind = "autotask"
	DeskHalo        DeskKind = "halopsa"
	DeskConnectWise DeskKind = "connectwise"
)

// DeskKinds lists the kinds, in the order in which they are offered.
func DeskKinds() []DeskKind { return []DeskKind{DeskAutotask, DeskHalo, DeskConnectWise} }

// Product is the name of the product, which is the same in every language; a kind that this version does
// not know is called as it is written.
func (k DeskKind) Product() string {
	switch k {
	case DeskAutotask:
		return "Autotask"
	case DeskHalo:
		return "HaloPSA"
	case DeskConnectWise:
		return "ConnectWise Manage"
	default:
		return string(k)
	}
}

// DeskID says which service desk of which tenant a company or a ticket is in, since the numbers
// of two desks mean nothing to each other. "" is Autotask, as it was before there were others.
type DeskID string

// Kind is the kind of the desk.
func (d DeskID) Kind() DeskKind {
	kind, _, _ := strings.Cut(string(d), " ")
	if kind == "" {
		return DeskAutotask
	}
	return DeskKind(kind)
}

// DeskLogin is how a service desk is reached (product.md, section 6).
type DeskLogin struct {
	Kind DeskKind
	// Address is of HaloPSA and ConnectWise the server's; of Autotask where the tenant's zone is asked
	// for, empty for the vendor's own.
	Address string
	// Tenant is the company that signs in to ConnectWise, and the tenant of a HaloPSA that has several.
	Tenant string
	// User is the API user of Autotask, the client ID of HaloPSA, the public key of ConnectWise.
	User string
	// Secret is the API user's secret, the client secret, the private key.
	Secret string
	// Code is the tracking identifier of Autotask and the client ID of ConnectWise. It is as secret as Secret.
	Code string
}

// Desk says which desk the login is for.
func (l DeskLogin) Desk() DeskID {
	if l.Kind == DeskAutotask || l.Kind == "" {
		return ""
	}
	host := l.Address
	if u, err := url.Parse(l.Address); err == nil && u.Host != "" {
		host = u.Host
	}
	id := string(l.Kind) + " " + strings.ToLower(host)
	if l.Tenant != "" {
		id += "/" + strings.ToLower(l.Tenant)
	}
	return DeskID(id)
}

// DeskState is how the connection stands.
type DeskState struct {
	Connected bool // credentials are kept
	Kind      DeskKind
	Desk      DeskID
	Address   string
	Tenant    string
	User      string
	// Used and Limit are requests of the tenant in the last hour, all integrations
	// together; Limit 0 where that is not known.
	Used, Limit int64
	Checked     time.Time
	Defaults    DeskDefaults
	// Pending is the title of a creation whose outcome is not known, "" for none, and Reference
	// what it is found by in the desk.
	Pending, Reference string
	// SessionOnly says why the credentials are gone when the program ends, "" where they
	// are kept.
	SessionOnly string
}

// DeskDefaults are the values of the tenant's pick lists that a new ticket gets.
// Queue is the queue of Autotask, the ticket type of HaloPSA, the board of ConnectWise. 0 is the tenant's
// own default.
type DeskDefaults struct{ Status, Priority, Queue int64 }

// DeskChoice is one value of a pick list.
type DeskChoice struct {
	ID   int64
	Name string
}

// DeskFields are the tenant's pick lists, and what else it requires of a ticket.
type DeskFields struct {
	Statuses, Priorities, Queues []DeskChoice
	// Required names fields that the tenant demands and Run Checks does not fill.
	Required []string
}

// DeskCompany is a company of the tenant: a client of HaloPSA.
type DeskCompany struct {
	ID     int64
	Name   string
	Active bool
}

// CompanyState says how a customer's company stands: the id leads, the name is for
// people (product.md, section 6).
type CompanyState string

// The states of a mapping.
const (
	MappingOK      CompanyState = "ok"      // there, active, with the name that is shown
	MappingRenamed CompanyState = "renamed" // there and active under another name: the display follows
	MappingMissing CompanyState = "missing" // asked for by its id, it is not there
	MappingInvalid CompanyState = "invalid" // no id, or the company is inactive
)

// Blocks reports whether no ticket can be created for such a customer.
func (s CompanyState) Blocks() bool { return s == MappingMissing || s == MappingInvalid }

// DeskDraft is a ticket to be made in a service desk.
type DeskDraft struct {
	Customer    Customer
	Title       string
	Description string
	DeskDefaults
	Due time.Time
	// Reference is what the ticket is found by, where it was shown before; "" is one of its own.
	Reference string
}
