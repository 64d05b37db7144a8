package tickets

import (
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.tickets",
			Name:  words.T("tickets.title"),
			Place: shell.Go + 70,
			Key:   "T",
			In:    keys.Decisions,
			Also:  []keys.Key{"Ctrl+9"},
			Leads: ID,
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "tickets.change",
			Name:    words.T("tickets.change"),
			Place:   shell.Lists,
			Key:     "Enter",
			On:      ID,
			Button:  shell.Main(words.T("tickets.change_button")),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     x.editTicket,
		},
		{
			ID:      "tickets.new",
			Name:    words.T("tickets.new"),
			Place:   shell.Lists,
			Key:     "N",
			On:      ID,
			Button:  shell.Plain(words.T("tickets.new_button")),
			Enabled: func() bool { return x.Model.May() },
			Run:     x.newTicket,
		},
		{
			ID:    "tickets.resolve",
			Name:  words.T("tickets.resolve"),
			Place: shell.Lists,
			Key:   "R",
			On:    ID,
			Button: shell.PlainNow(func() string {
				if t := x.Model.Ticket(); t != nil && !t.Resolved.IsZero() {
					return words.T("tickets.reopen_button")
				}
				return words.T("tickets.resolve_button")
			}),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     func() { x.Model.Resolve() },
		},
		{
			ID:      "tickets.copy-number",
			Name:    words.T("tickets.copy_number"),
			Place:   shell.Lists,
			Key:     "Y",
			On:      ID,
			Button:  shell.Plain(words.T("tickets.copy_number_button")),
			Enabled: func() bool { return x.Model.Ticket() != nil },
			Run:     x.copyNumber,
		},
		{
			ID:      "tickets.open",
			Name:    words.T("tickets.open"),
			Place:   shell.Lists,
			Key:     "B",
			On:      ID,
			Button:  shell.Plain(words.T("tickets.open_button")),
			Enabled: x.canOpenTicket,
			Run:     x.openTicket,
		},
	}
}
