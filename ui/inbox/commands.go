package inbox

import (
	"strconv"

	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return append([]shell.Command{
		{
			ID:    "go.inbox",
			Name:  words.T("inbox.title"),
			Place: shell.Go + 20,
			Key:   "Ctrl+2",
			Leads: ID,
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "inbox.customer",
			Name:    words.T("inbox.command_customer"),
			Place:   shell.Decide + 130,
			Key:     "Enter",
			On:      ID,
			Enabled: func() bool { return x.shown() && x.Model.CanGive() },
			Run:     x.view.EditCustomer,
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
			ID:      "inbox.tick-sure",
			Name:    words.T("inbox.command_tick_sure"),
			Place:   shell.Decide + 134,
			Key:     "A",
			On:      ID,
			Enabled: func() bool { return x.shown() && x.Model.CanTickSure() },
			Run:     x.Model.TickSure,
		},
		{
			ID: "inbox.tick-all", Name: words.T("inbox.command_tick_all"), Place: shell.Decide + 135, Key: keys.SelectAll, On: ID,
			Enabled: func() bool { return x.shown() && len(x.Model.Rows()) > 0 },
			Run:     x.Model.TickAll,
		},
		{
			ID:      "inbox.approve",
			Name:    words.T("inbox.command_approve"),
			Words:   x.on(x.Model.ApproveLabel),
			Place:   shell.Decide + 136,
			Key:     keys.Complete,
			On:      ID,
			Enabled: func() bool { return x.shown() && x.Model.CanApprove() },
			Run:     x.Model.Approve,
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
		{
			ID: "inbox.group", Name: words.T("inbox.command_group"), Place: shell.View + 112, Key: "G", On: ID,
			Run: x.Model.SwitchGrouping,
		},
		{
			ID: "inbox.unfold", Name: words.T("inbox.command_unfold"), Place: shell.View + 113, Key: "Right", On: ID,
			Run: func() { x.Model.Fold(false) },
		},
		{
			ID: "inbox.fold", Name: words.T("inbox.command_fold"), Place: shell.View + 114, Key: "Left", On: ID,
			Run: func() { x.Model.Fold(true) },
		},
		{
			ID: "inbox.report", Name: words.T("inbox.command_report"), Place: shell.View + 115, Key: "Z", On: ID,
			Run: func() { x.view.ShowDetails(!x.view.DetailsShown()) },
		},
	}, x.chipCommands()...)
}

// chipCommands narrow the list by the keys 1 to 5.
func (x *Feature) chipCommands() (out []shell.Command) {
	for i, c := range Chips() {
		name := words.T("inbox.only", "chip", c.Word())
		if c == ChipAll {
			name = words.T("inbox.only_all")
		}
		out = append(out, shell.Command{
			ID: "inbox.chip-" + strconv.Itoa(i+1), Name: name, Place: shell.View + 120 + shell.Place(i),
			Key: keys.Key(strconv.Itoa(i + 1)), On: ID, Run: func() { x.Model.PressChip(c) },
		})
	}
	return out
}
