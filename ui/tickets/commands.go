package tickets

import (
	"runchecks/ui/shell"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.tickets",
			Name:  "Tickets",
			Place: shell.Go + 70,
			Key:   "Ctrl+9",
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "tickets.change",
			Name:    "Change the ticket…",
			Place:   shell.Lists,
			Key:     "Enter",
			On:      ID,
			Button:  shell.Main("Change…"),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     x.editTicket,
		},
		{
			ID:      "tickets.new",
			Name:    "New ticket…",
			Place:   shell.Lists,
			Key:     "N",
			On:      ID,
			Button:  shell.Plain("New…"),
			Enabled: func() bool { return x.Model.May() },
			Run:     x.newTicket,
		},
		{
			ID:    "tickets.resolve",
			Name:  "Resolve the ticket, or reopen it",
			Place: shell.Lists,
			Key:   "R",
			On:    ID,
			Button: shell.PlainNow(func() string {
				if t := x.Model.Ticket(); t != nil && !t.Resolved.IsZero() {
					return "Reopen"
				}
				return "Resolve"
			}),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     func() { x.Model.Resolve() },
		},
		{
			ID:      "tickets.copy-number",
			Name:    "Copy the number of the ticket",
			Place:   shell.Lists,
			Key:     "Y",
			On:      ID,
			Button:  shell.Plain("Copy number"),
			Enabled: func() bool { return x.Model.Ticket() != nil },
			Run:     x.copyNumber,
		},
		{
			ID:      "tickets.open",
			Name:    "Open the ticket in Autotask",
			Place:   shell.Lists,
			Key:     "B",
			On:      ID,
			Button:  shell.Plain("Open in Autotask"),
			Enabled: x.canOpenTicket,
			Run:     x.openTicket,
		},
	}
}
