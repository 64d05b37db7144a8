package review

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// DeskDecision is what was decided about the connection with a service desk. It holds no
// secret.
type DeskDecision struct {
	Did DeskDid
	// Desk is the service desk; "" is Autotask.
	Desk domain.DeskID `json:",omitempty"`
	// User and ZoneURL are the login's, for DeskConnected and DeskDisconnected.
	User    string `json:",omitempty"`
	ZoneURL string `json:",omitempty"`
	// Defaults are what new tickets get, for DeskDefaultsSet.
	Defaults *domain.DeskDefaults `json:",omitempty"`
	// Number, Title and Customer are those of a ticket, for DeskTicketMade.
	Number   string `json:",omitempty"`
	Title    string `json:",omitempty"`
	Customer string `json:",omitempty"`
}

// DeskDid says what was done.
type DeskDid string

// What can be decided about a service desk beside the companies of customers (SaveCustomers).
const (
	DeskConnected    DeskDid = "connected"
	DeskDisconnected DeskDid = "disconnected"
	DeskDefaultsSet  DeskDid = "defaults"
	DeskTicketMade   DeskDid = "ticket"
	// DeskTicketNotMade: somebody looked for a ticket whose outcome was not known, and it is not there.
	DeskTicketNotMade DeskDid = "not made"
)

// Action is what a role must be permitted to decide so.
func (d DeskDid) Action() rules.Action {
	if d == DeskTicketMade || d == DeskTicketNotMade {
		return rules.ActTicket
	}
	return rules.ActSettings
}

var deskKind = kind{
	apply:     ofProfile,
	dependsOn: onRunsAlone,
	permission: func(d domain.Decision) rules.Action {
		p, _ := payload[DeskDecision](d)
		return p.Did.Action()
	},
	words: wordsOf(func(p DeskDecision, _ domain.Decision, _ *time.Location) (Phrase, bool) {
		product := p.Desk.Kind().Product()
		switch p.Did {
		case DeskConnected:
			return phrase("desk.connected", product, p.User), true
		case DeskDisconnected:
			return phrase("desk.disconnected", product, p.User), true
		case DeskTicketMade:
			return phrase("desk.ticket", p.Number, p.Customer, p.Title, product), true
		case DeskTicketNotMade:
			return phrase("desk.not_made", p.Number, p.Customer, p.Title), true
		}
		return phrase("desk.defaults", product), true
	}),
}

// DecideDesk keeps a decision about a service desk together with what write writes. The
// connection and its tickets are made by whoever speaks with the desk, which asks Permit
// before it does so.
func (svc *Service) DecideDesk(ctx context.Context, did DeskDecision, write func(domain.Tx) error) (domain.Decision, error) {
	return svc.decideWith(ctx, did.Did.Action(), domain.DecideDesk, func(_ domain.Reader, e *entry) error {
		did.ZoneURL = withoutSecrets(did.ZoneURL)
		e.payload = did
		if did.Number != "" {
			e.Targets = []string{did.Number}
		}
		return nil
	}, write)
}
