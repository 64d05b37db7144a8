// Package autotask is the service desk: its credentials, what a new ticket gets, and a ticket that is sent.
// What Autotask is asked is not its own (runchecks/sync/autotask).
package autotask

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/form"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Feature is the service desk in the window. Its methods are called on the interface thread.
type Feature struct {
	host shell.Host
	p    services.Params
}

// New makes the feature.
func New(host shell.Host, p services.Params) *Feature { return &Feature{host: host, p: p} }

// Documenting is a ticket about runs, as the screen makes it that shows them.
type Documenting interface {
	Draft() domain.AutotaskDraft
	ScopeWords() []string
	SendTicket(desk services.Autotask, d domain.AutotaskDraft, scope int, reviewed bool, failed func(error))
}

func (x *Feature) has() bool { return x.p.Autotask != nil }

// MaySetUp reports whether the profile can be connected with a tenant by whoever sits here.
func (x *Feature) MaySetUp() bool { return x.has() && x.p.Desk.May(rules.ActSettings) }

// Missing reports whether its credentials are missing; it is called beside the interface thread.
func (x *Feature) Missing(ctx context.Context) bool { return x.p.Autotask.Missing(ctx) }

// Send makes a ticket in Autotask. It is one of the few things that cannot be
// undone: it is asked about here, and sent by one click.
func (x *Feature) Send(title string, d Documenting, reviewed bool) {
	x.host.ClosePopup()
	x.host.Background().Go(func(ctx context.Context) func() {
		state, err := x.p.Autotask.State(ctx)
		var fields domain.AutotaskFields
		if err == nil && state.Connected {
			fields, err = x.p.Autotask.Fields(ctx)
		}
		return func() {
			switch {
			case err != nil:
				x.host.Say(words.Failed(err))
			case !state.Connected:
				x.SetUp()
			default:
				x.ticketForm(title, d, reviewed, state, fields)
			}
		}
	})
}

func choiceWords(list []domain.AutotaskChoice, id int64) (words []string, at int) {
	for i, c := range list {
		words = append(words, c.Name)
		if c.ID == id {
			at = i
		}
	}
	return words, at
}

func chosenID(list []domain.AutotaskChoice, at int) int64 {
	if at < len(list) {
		return list[at].ID
	}
	return 0
}

func (x *Feature) ticketForm(subject string, d Documenting, reviewed bool, state domain.AutotaskState, fields domain.AutotaskFields) {
	draft := d.Draft()
	f := form.New("Ticket in Autotask", "Send to Autotask")
	f.Note = subject + "\n" + fmt.Sprintf(
		"Company: %s. A ticket that is sent cannot be taken back from here. %s",
		orNone(draft.Customer.CompanyName, "not mapped"),
		limitWords(state),
	)
	title := f.Text("Title", draft.Title, "")
	description := f.Lines("Description", draft.Description, "", 6)
	parts, at := choiceWords(fields.Statuses, state.Defaults.Status)
	_, status := f.Choice("Status", parts, at)
	parts, at = choiceWords(fields.Priorities, state.Defaults.Priority)
	_, priority := f.Choice("Priority", parts, at)
	parts, at = choiceWords(fields.Queues, state.Defaults.Queue)
	_, queue := f.Choice("Queue", parts, at)
	_, scope := f.Choice("About", d.ScopeWords(), 0)
	f.Size = fyne.NewSize(720, 0)
	f.Changed = func() {
		switch {
		case draft.Customer.CompanyID == 0:
			f.Say(draft.Customer.Name+" is mapped to no company. Map it on the screen Customers.", true)
		case strings.TrimSpace(title.Text) == "":
			f.Say("A ticket needs a title.", true)
		case len(fields.Required) > 0:
			f.Say("The tenant also requires "+strings.Join(fields.Required, ", ")+": Autotask may refuse the ticket.", false)
		case state.Pending != "":
			f.Say("The outcome of “"+words.Clip(state.Pending, 50)+"” is not known; it is looked up first.", false)
		default:
			f.Say("", false)
		}
	}
	f.Done = func() bool {
		draft.Title, draft.Description = title.Text, description.Text
		draft.Status, draft.Priority, draft.Queue = chosenID(
			fields.Statuses,
			status(),
		), chosenID(
			fields.Priorities,
			priority(),
		), chosenID(
			fields.Queues,
			queue(),
		)
		x.host.Say(words.Toast{Text: "Sending the ticket to Autotask…"})
		d.SendTicket(x.p.Autotask, draft, scope(), reviewed, func(err error) {
			if err != nil {
				x.host.Say(words.Failed(err))
			}
		})
		return true
	}
	x.host.Ask(f)
}

func orNone(text, none string) string {
	if text == "" {
		return none
	}
	return text
}

func limitWords(s domain.AutotaskState) string {
	if s.Limit == 0 {
		return ""
	}
	return fmt.Sprintf("The tenant used %s of %s requests this hour.", words.Number(int(s.Used)), words.Number(int(s.Limit)))
}

// SetUp connects the profile with a tenant, or changes what a new ticket gets.
func (x *Feature) SetUp() {
	x.host.Background().Go(func(ctx context.Context) func() {
		state, err := x.p.Autotask.State(ctx)
		var fields domain.AutotaskFields
		if err == nil && state.Connected {
			fields, err = x.p.Autotask.Fields(ctx)
		}
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
			}
			if state.Connected && err == nil {
				x.defaultsForm(state, fields)
				return
			}
			x.loginForm(state)
		}
	})
}

func (x *Feature) loginForm(state domain.AutotaskState) {
	f := form.New("Autotask", "Connect")
	f.Note = "An API user of the tenant; its security level needs Tickets and Companies. The secret goes into the keychain."
	user := f.Text("User name", state.User, "the API user, such as abc123@EXAMPLE.COM")
	secret := f.Secret("Secret", "of the API user")
	code := f.Secret("Tracking identifier", "of the integration, from the API user's page")
	f.Changed = func() {
		if user.Text == "" || secret.Text == "" || code.Text == "" {
			f.Say("All three are needed.", true)
			return
		}
		f.Say("The connection is tested before anything is kept.", false)
	}
	f.Done = func() bool {
		login := domain.AutotaskLogin{
			User:            strings.TrimSpace(user.Text),
			Secret:          secret.Text,
			IntegrationCode: strings.TrimSpace(code.Text),
		}
		x.host.Say(words.Toast{Text: "Connecting with Autotask…"})
		x.do(
			func(ctx context.Context) error { return x.p.Autotask.Connect(ctx, login) },
			"Autotask is connected.",
			x.SetUp,
		)
		return true
	}
	x.host.Ask(f)
}

func (x *Feature) defaultsForm(state domain.AutotaskState, fields domain.AutotaskFields) {
	f := form.New("Autotask", "Save")
	f.Note = "Connected as " + state.User + ". " + limitWords(state)
	if state.SessionOnly != "" {
		f.Note += "\nThe credentials are kept until Run Checks ends: " + words.Clip(state.SessionOnly, 110) + "."
	}
	if len(fields.Required) > 0 {
		f.Note += "\nThe tenant also requires " + strings.Join(fields.Required, ", ") + " of a ticket."
	}
	words, at := choiceWords(fields.Statuses, state.Defaults.Status)
	_, status := f.Choice("New tickets: status", words, at)
	words, at = choiceWords(fields.Priorities, state.Defaults.Priority)
	_, priority := f.Choice("Priority", words, at)
	words, at = choiceWords(fields.Queues, state.Defaults.Queue)
	_, queue := f.Choice("Queue", words, at)
	off := f.Check("", "disconnect, and forget the credentials", false)
	f.Changed = func() { f.Say("", false) }
	f.Done = func() bool {
		if off.Checked {
			x.do(x.p.Autotask.Disconnect, "Autotask is disconnected; tickets and mappings stay.", nil)
			return true
		}
		d := domain.AutotaskDefaults{
			Status:   chosenID(fields.Statuses, status()),
			Priority: chosenID(fields.Priorities, priority()),
			Queue:    chosenID(fields.Queues, queue()),
		}
		x.do(func(ctx context.Context) error { return x.p.Autotask.SetDefaults(ctx, d) }, "Kept for new tickets.", nil)
		return true
	}
	x.host.Ask(f)
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
