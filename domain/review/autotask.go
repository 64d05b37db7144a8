package review

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// AutotaskDecision is what was decided about the connection with Autotask. It holds no
// secret.
type AutotaskDecision struct {
	Did AutotaskDid
	// User and ZoneURL are the login's, for AutotaskConnected and AutotaskDisconnected.
	User    string `json:",omitempty"`
	ZoneURL string `json:",omitempty"`
	// Defaults are what new tickets get, for AutotaskDefaults.
	Defaults *domain.AutotaskDefaults `json:",omitempty"`
	// Number, Title and Customer are those of a ticket, for AutotaskTicket.
	Number   string `json:",omitempty"`
	Title    string `json:",omitempty"`
	Customer string `json:",omitempty"`
}

// AutotaskDid says what was done.
type AutotaskDid string

// What can be decided about Autotask beside the companies of customers (SaveCustomers).
const (
	AutotaskConnected    AutotaskDid = "connected"
	AutotaskDisconnected AutotaskDid = "disconnected"
	AutotaskDefaults     AutotaskDid = "defaults"
	AutotaskTicket       AutotaskDid = "ticket"
)

// Action is what a role must be permitted to decide so.
func (d AutotaskDid) Action() rules.Action {
	if d == AutotaskTicket {
		return rules.ActTicket
	}
	return rules.ActSettings
}

var autotaskKind = kind{
	apply:     ofProfile,
	dependsOn: onRunsAlone,
	permission: func(d domain.Decision) rules.Action {
		p, _ := payload[AutotaskDecision](d)
		return p.Did.Action()
	},
	words: wordsOf(func(p AutotaskDecision, _ domain.Decision, _ *time.Location) (Phrase, bool) {
		switch p.Did {
		case AutotaskConnected:
			return phrase("autotask.connected", p.User), true
		case AutotaskDisconnected:
			return phrase("autotask.disconnected", p.User), true
		case AutotaskTicket:
			return phrase("autotask.ticket", p.Number, p.Customer, p.Title), true
		}
		return phrase("autotask.defaults"), true
	}),
}

// DecideAutotask keeps a decision about Autotask together with what write writes. The
// connection and its tickets are made by whoever speaks with Autotask, which asks Permit
// before it does so.
func (svc *Service) DecideAutotask(ctx context.Context, did AutotaskDecision, write func(domain.Tx) error) (domain.Decision, error) {
	return svc.decideWith(ctx, did.Did.Action(), domain.DecideAutotask, func(_ domain.Reader, e *entry) error {
		did.ZoneURL = withoutSecrets(did.ZoneURL)
		e.payload = did
		if did.Number != "" {
			e.Targets = []string{did.Number}
		}
		return nil
	}, write)
}
