// Package autotask is the service desk: its credentials, what a new ticket gets, and a ticket that is sent.
// What Autotask is asked is not its own (runchecks/sync/autotask).
package autotask

import (
	"cmp"
	"context"
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
	p    services.Base
	desk services.Autotask // nil where there is none
}

// New makes the feature.
func New(host shell.Host, p services.Base, desk services.Autotask) *Feature {
	return &Feature{host: host, p: p, desk: desk}
}

// Documenting is a ticket about runs, as the screen makes it that shows them.
type Documenting interface {
	Draft() domain.AutotaskDraft
	ScopeWords() []string
	SendTicket(desk services.Autotask, d domain.AutotaskDraft, scope int, reviewed bool, failed func(error))
}

func (x *Feature) has() bool { return x.desk != nil }

// MaySetUp reports whether the profile can be connected with a tenant by whoever sits here.
func (x *Feature) MaySetUp() bool { return x.has() && x.p.Desk.May(rules.ActSettings) }

// Missing reports whether its credentials are missing; it is called beside the interface thread.
func (x *Feature) Missing(ctx context.Context) bool { return x.desk.Missing(ctx) }

// Send makes a ticket in Autotask. It is one of the few things that cannot be
// undone: it is asked about here, and sent by one click.
func (x *Feature) Send(title string, d Documenting, reviewed bool) {
	x.host.ClosePopup()
	x.host.Background().Go(func(ctx context.Context) func() {
		state, err := x.desk.State(ctx)
		var fields domain.AutotaskFields
		if err == nil && state.Connected {
			fields, err = x.desk.Fields(ctx)
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
	f := form.New(words.T("autotask.ticket_title"), words.T("autotask.send"))
	company := cmp.Or(draft.Customer.CompanyName, words.T("autotask.not_mapped"))
	f.Note = sentences(words.T("autotask.ticket_note", "subject", subject, "company", company), limitWords(state))
	title := f.Text(words.T("autotask.title"), draft.Title, "")
	description := f.Lines(words.T("autotask.description"), draft.Description, "", 6)
	parts, at := choiceWords(fields.Statuses, state.Defaults.Status)
	_, status := f.Choice(words.T("autotask.status"), parts, at)
	parts, at = choiceWords(fields.Priorities, state.Defaults.Priority)
	_, priority := f.Choice(words.T("autotask.priority"), parts, at)
	parts, at = choiceWords(fields.Queues, state.Defaults.Queue)
	_, queue := f.Choice(words.T("autotask.queue"), parts, at)
	_, scope := f.Choice(words.T("autotask.about"), d.ScopeWords(), 0)
	f.Size = fyne.NewSize(720, 0)
	f.Changed = func() {
		switch {
		case draft.Customer.CompanyID == 0:
			f.Say(words.T("autotask.no_company", "customer", draft.Customer.Name), true)
		case strings.TrimSpace(title.Text) == "":
			f.Say(words.T("autotask.no_title"), true)
		case len(fields.Required) > 0:
			f.Say(words.T("autotask.required", "fields", strings.Join(fields.Required, ", ")), false)
		case state.Pending != "":
			f.Say(words.T("autotask.pending", "ticket", words.Clip(state.Pending, 50)), false)
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
		x.host.Say(words.Toast{Text: words.T("autotask.sending")})
		d.SendTicket(x.desk, draft, scope(), reviewed, func(err error) {
			if err != nil {
				x.host.Say(words.Failed(err))
			}
		})
		return true
	}
	x.host.Ask(f)
}

// sentences puts one behind the other, without those that are empty.
func sentences(list ...string) string { return strings.Join(words.NonEmpty(list...), " ") }

func limitWords(s domain.AutotaskState) string {
	if s.Limit == 0 {
		return ""
	}
	return words.T("autotask.limit", "used", int(s.Used), "limit", int(s.Limit))
}

// SetUp connects the profile with a tenant, or changes what a new ticket gets.
func (x *Feature) SetUp() {
	x.host.Background().Go(func(ctx context.Context) func() {
		state, err := x.desk.State(ctx)
		var fields domain.AutotaskFields
		if err == nil && state.Connected {
			fields, err = x.desk.Fields(ctx)
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
	f := form.New(words.T("autotask.name"), words.T("autotask.connect"))
	f.Note = words.T("autotask.login_note")
	user := f.Text(words.T("autotask.user"), state.User, words.T("autotask.user_hint"))
	secret := f.Secret(words.T("autotask.secret"), words.T("autotask.secret_hint"))
	code := f.Secret(words.T("autotask.code"), words.T("autotask.code_hint"))
	f.Changed = func() {
		if user.Text == "" || secret.Text == "" || code.Text == "" {
			f.Say(words.T("autotask.incomplete"), true)
			return
		}
		f.Say(words.T("autotask.tested_first"), false)
	}
	f.Done = func() bool {
		login := domain.AutotaskLogin{
			User:            strings.TrimSpace(user.Text),
			Secret:          secret.Text,
			IntegrationCode: strings.TrimSpace(code.Text),
		}
		x.host.Say(words.Toast{Text: words.T("autotask.connecting")})
		x.do(
			func(ctx context.Context) error { return x.desk.Connect(ctx, login) },
			words.T("autotask.connected"),
			x.SetUp,
		)
		return true
	}
	x.host.Ask(f)
}

func (x *Feature) defaultsForm(state domain.AutotaskState, fields domain.AutotaskFields) {
	f := form.New(words.T("autotask.name"), words.T("autotask.save"))
	note := []string{sentences(words.T("autotask.connected_as", "user", state.User), limitWords(state))}
	if state.SessionOnly != "" {
		note = append(note, words.T("autotask.session_only", "why", words.Clip(state.SessionOnly, 110)))
	}
	if len(fields.Required) > 0 {
		note = append(note, words.T("autotask.tenant_requires", "fields", strings.Join(fields.Required, ", ")))
	}
	f.Note = strings.Join(note, "\n")
	choices, at := choiceWords(fields.Statuses, state.Defaults.Status)
	_, status := f.Choice(words.T("autotask.new_status"), choices, at)
	choices, at = choiceWords(fields.Priorities, state.Defaults.Priority)
	_, priority := f.Choice(words.T("autotask.priority"), choices, at)
	choices, at = choiceWords(fields.Queues, state.Defaults.Queue)
	_, queue := f.Choice(words.T("autotask.queue"), choices, at)
	off := f.Check("", words.T("autotask.disconnect"), false)
	f.Changed = func() { f.Say("", false) }
	f.Done = func() bool {
		if off.Checked {
			x.do(x.desk.Disconnect, words.T("autotask.disconnected"), nil)
			return true
		}
		d := domain.AutotaskDefaults{
			Status:   chosenID(fields.Statuses, status()),
			Priority: chosenID(fields.Priorities, priority()),
			Queue:    chosenID(fields.Queues, queue()),
		}
		x.do(func(ctx context.Context) error { return x.desk.SetDefaults(ctx, d) }, words.T("autotask.saved"), nil)
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
