package domain

import "time"

// AutotaskLogin is how a tenant of Autotask is reached (product.md, section 6).
type AutotaskLogin struct {
	User            string
	Secret          string
	IntegrationCode string
	// ZoneURL is where the tenant's zone is asked for; empty is Autotask's own address.
	ZoneURL string
}

// AutotaskState is how the connection stands.
type AutotaskState struct {
	Connected bool // credentials are kept
	User      string
	// Used and Limit are requests of the tenant in the last hour, all integrations
	// together; Limit 0 where that is not known.
	Used, Limit int64
	Checked     time.Time
	Defaults    AutotaskDefaults
	// Pending is the title of a creation whose outcome is not known, "" for none.
	Pending string
	// SessionOnly says why the credentials are gone when the program ends, "" where they
	// are kept.
	SessionOnly string
}

// AutotaskDefaults are the values of the tenant's pick lists that a new ticket gets.
type AutotaskDefaults struct{ Status, Priority, Queue int64 }

// AutotaskChoice is one value of a pick list.
type AutotaskChoice struct {
	ID   int64
	Name string
}

// AutotaskFields are the tenant's pick lists, and what else it requires of a ticket.
type AutotaskFields struct {
	Statuses, Priorities, Queues []AutotaskChoice
	// Required names fields that the tenant demands and Run Checks does not fill.
	Required []string
}

// AutotaskCompany is a company of the tenant.
type AutotaskCompany struct {
	ID     int64
	Name   string
	Active bool
}

// AutotaskMapping says how a customer's company stands: the id leads, the name is for
// people (product.md, section 6).
type AutotaskMapping string

// The states of a mapping; invalid ones allow no ticket.
const (
	MappingOK      AutotaskMapping = "ok"
	MappingRenamed AutotaskMapping = "renamed"
	MappingMissing AutotaskMapping = "missing"
	MappingInvalid AutotaskMapping = "invalid"
)

// AutotaskDraft is a ticket to be made in Autotask.
type AutotaskDraft struct {
	Customer    Customer
	Title       string
	Description string
	AutotaskDefaults
	Due time.Time
}
