package servicedesk

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/form"
	"runchecks/ui/widget/formentry"
	"runchecks/ui/words"
)

func (x *Feature) ticketForm(subject string, d Documenting, reviewed bool, state domain.DeskState, fields domain.DeskFields) {
	m := &ticket{draft: d.Draft(), state: state, fields: fields}
	desk := state.Kind.Product()
	f := form.New(words.T("servicedesk.ticket_title", "desk", desk), words.T("servicedesk.send", "desk", desk))
	f.Note = sentences(words.T("servicedesk.ticket_note", "subject", subject, "company", m.company()), usage(state))
	title := f.Text(words.T("servicedesk.title"), m.draft.Title, "")
	description := f.Lines(words.T("servicedesk.description"), m.draft.Description, "", 6)
	chosen := x.defaults(f, words.T("servicedesk.status"), state, fields)
	_, scope := f.Choice(words.T("servicedesk.about"), d.ScopeWords(), 0)
	f.Size = fyne.NewSize(720, 0)
	f.Changed = func() { f.Say(m.line(title.Text)) }
	f.Done = func() bool {
		m.draft.Title, m.draft.Description, m.draft.DeskDefaults = title.Text, description.Text, chosen()
		x.host.Say(words.Toast{Text: words.T("servicedesk.sending", "desk", desk)})
		d.SendTicket(x.desk, m.draft, scope(), reviewed, func(err error) {
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

// defaults adds the pick lists that the desk has to a form, and returns what is chosen in them.
func (x *Feature) defaults(f *form.Form, status string, state domain.DeskState, fields domain.DeskFields) func() domain.DeskDefaults {
	pick := func(label string, list []domain.DeskChoice, id int64) func() int64 {
		if len(list) == 0 {
			return func() int64 { return 0 }
		}
		parts, at := choices(list, id)
		_, chosen := f.Choice(label, parts, at)
		return func() int64 { return chosenID(list, chosen()) }
	}
	s := pick(status, fields.Statuses, state.Defaults.Status)
	p := pick(words.T("servicedesk.priority"), fields.Priorities, state.Defaults.Priority)
	q := pick(queueWords(state.Kind), fields.Queues, state.Defaults.Queue)
	return func() domain.DeskDefaults { return domain.DeskDefaults{Status: s(), Priority: p(), Queue: q()} }
}

// kindForm asks which service desk the profile has.
func (x *Feature) kindForm() {
	kinds := x.desk.Kinds()
	if len(kinds) == 1 {
		x.loginForm(domain.DeskState{Kind: kinds[0]})
		return
	}
	f := form.New(words.T("servicedesk.name"), words.T("servicedesk.next"))
	f.Note = words.T("servicedesk.kind_note")
	parts := make([]string, len(kinds))
	for i, k := range kinds {
		parts[i] = k.Product()
	}
	_, which := f.Choice(words.T("servicedesk.kind"), parts, 0)
	f.Changed = func() { f.Say("", false) }
	f.Done = func() bool {
		x.host.ClosePopup()
		x.loginForm(domain.DeskState{Kind: kinds[which()]})
		return false // that window is another one
	}
	x.host.Ask(f)
}

// loginForm asks for the credentials of a kind of service desk.
func (x *Feature) loginForm(state domain.DeskState) {
	kind := state.Kind
	f := form.New(kind.Product(), words.T("servicedesk.connect"))
	f.Note = loginNote(kind)
	known := domain.DeskLogin{Address: state.Address, Tenant: state.Tenant, User: state.User}
	var entries []*formentry.Entry
	for _, a := range loginFields(kind) {
		if a.secret {
			entries = append(entries, f.Secret(a.label, a.hint))
		} else {
			entries = append(entries, f.Text(a.label, *a.into(&known), a.hint))
		}
	}
	typed := func() (out []string) {
		for _, e := range entries {
			out = append(out, e.Text)
		}
		return out
	}
	f.Changed = func() {
		if _, whole := login(kind, typed()); !whole {
			f.Say(words.T("servicedesk.incomplete"), true)
			return
		}
		f.Say(words.T("servicedesk.tested_first"), false)
	}
	f.Done = func() bool {
		l, _ := login(kind, typed())
		x.host.Say(words.Toast{Text: words.T("servicedesk.connecting", "desk", kind.Product())})
		x.do(
			func(ctx context.Context) error { return x.desk.Connect(ctx, l) },
			words.T("servicedesk.connected", "desk", kind.Product()),
			x.SetUp,
		)
		return true
	}
	x.host.Ask(f)
}

// defaultsForm shows how the desk is connected, and what a new ticket gets.
func (x *Feature) defaultsForm(state domain.DeskState, fields domain.DeskFields) {
	desk := state.Kind.Product()
	f := form.New(desk, words.T("servicedesk.save"))
	note := []string{sentences(words.T("servicedesk.connected_as", "user", state.User), usage(state))}
	if state.SessionOnly != "" {
		note = append(note, words.T("servicedesk.session_only", "why", words.Clip(state.SessionOnly, 110)))
	}
	if len(fields.Required) > 0 {
		note = append(note, words.T("servicedesk.tenant_requires", "fields", strings.Join(fields.Required, ", ")))
	}
	f.Note = strings.Join(note, "\n")
	chosen := x.defaults(f, words.T("servicedesk.new_status"), state, fields)
	off := f.Check("", words.T("servicedesk.disconnect"), false)
	f.Changed = func() { f.Say("", false) }
	f.Done = func() bool {
		if off.Checked {
			x.do(x.desk.Disconnect, words.T("servicedesk.disconnected", "desk", desk), nil)
			return true
		}
		d := chosen()
		x.do(func(ctx context.Context) error { return x.desk.SetDefaults(ctx, d) }, words.T("servicedesk.saved"), nil)
		return true
	}
	x.host.Ask(f)
}
