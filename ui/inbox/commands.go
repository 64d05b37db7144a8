package inbox

import (
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.inbox",
			Name:  words.T("inbox.title"),
			Place: shell.Go + 20,
			Key:   "Ctrl+2",
			Leads: ID,
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "inbox.approve",
			Name:    words.T("inbox.command_approve"),
			Words:   x.on(x.Model.ApproveForLabel),
			Place:   shell.Decide + 130,
			Key:     "Enter",
			Enabled: func() bool { return x.shown() && x.Model.CanApprove() },
			Run:     func() { x.view.EditCustomer(x.host.Canvas()) },
		},
		{
			ID:      "inbox.tick-sender",
			Name:    words.T("inbox.command_tick_sender"),
			Place:   shell.Decide + 132,
			Key:     "S",
			On:      ID,
			Enabled: func() bool { return x.shown() && x.Model.Selected() >= 0 },
			Run:     x.Model.TickSender,
		},
		{
			ID:      "inbox.tick-guessed",
			Name:    words.T("inbox.command_tick_guessed"),
			Place:   shell.Decide + 134,
			Key:     "A",
			On:      ID,
			Enabled: func() bool { return x.shown() && x.Model.CanTickGuessed() },
			Run:     x.Model.TickGuessed,
		},
		{
			ID:      "inbox.approve-guessed",
			Name:    words.T("inbox.command_guessed"),
			Words:   x.on(x.Model.GuessedLabel),
			Place:   shell.Decide + 136,
			Key:     keys.Complete,
			On:      ID,
			Enabled: func() bool { return x.shown() && x.Model.CanApproveGuessed() },
			Run:     x.Model.ApproveGuessed,
		},
		{
			ID:      "inbox.delete",
			Name:    words.T("inbox.command_delete"),
			Words:   x.on(func() string { return x.Model.DeleteLabel() }),
			Place:   shell.Decide + 140,
			Key:     "Del",
			Enabled: func() bool { return x.shown() && x.Model.CanDelete() },
			Run:     func() { x.Model.Delete() },
		},
		{
			ID:      "inbox.deleted",
			Name:    words.T("inbox.command_deleted"),
			Place:   shell.View + 110,
			Key:     "Ctrl+Shift+I",
			Enabled: func() bool { return x.shown() && x.Model.CanSeeDeleted() },
			Run:     func() { x.Model.SwitchDeleted() },
		},
		{
			ID:      "inbox.join",
			Name:    words.T("inbox.command_join"),
			Words:   x.on(func() string { return x.Model.JoinLabel() }),
			Place:   shell.Readers + 30,
			Key:     "L",
			Where:   words.T("shell.in_the_inbox"),
			Enabled: func() bool { return x.shown() && x.Model.CanJoin() },
			Run:     func() { x.Model.Join() },
		},
	}
}
