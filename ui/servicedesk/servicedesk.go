// Package servicedesk is where tickets are made that others work on: which service desk the profile has, its
// credentials, what a new ticket gets, and a ticket that is sent. What a desk is asked is not its own
// (runchecks/sync/ticketing).
package servicedesk

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Feature is the service desk in the window. Its methods are called on the interface thread.
type Feature struct {
	host shell.Host
	p    services.Base
	desk services.ServiceDesk // nil where there is none
}

// New makes the feature.
func New(host shell.Host, p services.Base, desk services.ServiceDesk) *Feature {
	return &Feature{host: host, p: p, desk: desk}
}

// Documenting is a ticket about runs, as the screen makes it that shows them.
type Documenting interface {
	Draft() domain.DeskDraft
	ScopeWords() []string
	SendTicket(desk services.ServiceDesk, d domain.DeskDraft, scope int, reviewed bool, failed func(error))
}

func (x *Feature) has() bool { return x.desk != nil }

// MaySetUp reports whether the profile can be connected with a service desk by whoever sits here.
func (x *Feature) MaySetUp() bool { return x.has() && x.p.Desk.May(rules.ActSettings) }

// Missing reports whether its credentials are missing; it is called beside the interface thread.
func (x *Feature) Missing(ctx context.Context) bool { return x.desk.Missing(ctx) }

// Send makes a ticket in the service desk. It is one of the few things that cannot be
// undone: it is asked about here, and sent by one click.
func (x *Feature) Send(title string, d Documenting, reviewed bool) {
	x.host.ClosePopup()
	x.ask(func(state domain.DeskState, fields domain.DeskFields, err error) {
		switch {
		case err != nil:
			x.host.Say(words.Failed(err))
		case !state.Connected:
			x.SetUp()
		default:
			x.ticketForm(title, d, reviewed, state, fields)
		}
	})
}

// SetUp connects the profile with a service desk, or changes what a new ticket gets.
func (x *Feature) SetUp() {
	x.ask(func(state domain.DeskState, fields domain.DeskFields, err error) {
		switch {
		case err != nil:
			x.host.Say(words.Failed(err))
			x.loginForm(state)
		case state.Connected:
			x.defaultsForm(state, fields)
		default:
			x.kindForm()
		}
	})
}

// ask asks how the desk stands and for its fields; then is called on the interface thread.
func (x *Feature) ask(then func(domain.DeskState, domain.DeskFields, error)) {
	x.host.Background().Go(func(ctx context.Context) func() {
		state, err := x.desk.State(ctx)
		var fields domain.DeskFields
		if err == nil && state.Connected {
			fields, err = x.desk.Fields(ctx)
		}
		return func() { then(state, fields, err) }
	})
}

// do carries something out beside the interface thread and says how it went.
func (x *Feature) do(do func(context.Context) error, said string, then func()) {
	x.host.Background().Go(func(ctx context.Context) func() {
		err := do(ctx)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			x.host.Say(words.Toast{Text: said})
			if then != nil {
				then()
			}
		}
	})
}
