package inbox

import (
	"runchecks/ui/shell"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.inbox",
			Name:  "Inbox",
			Place: shell.Go + 20,
			Key:   "Ctrl+2",
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "inbox.approve",
			Name:    "Approve for a customer",
			Words:   x.on(func() string { return x.Model.ApproveLabel() + " for a customer" }),
			Place:   shell.Decide + 130,
			Key:     "Enter",
			Enabled: func() bool { return x.shown() && x.Model.CanApprove() },
			Run:     func() { x.view.EditCustomer(x.host.Canvas()) },
		},
		{
			ID:      "inbox.delete",
			Name:    "Delete messages from the inbox, or restore them",
			Words:   x.on(func() string { return x.Model.DeleteLabel() }),
			Place:   shell.Decide + 140,
			Key:     "Del",
			Enabled: func() bool { return x.shown() && x.Model.CanDelete() },
			Run:     func() { x.Model.Delete() },
		},
		{
			ID:      "inbox.deleted",
			Name:    "Deleted messages, or the inbox again",
			Place:   shell.View + 110,
			Key:     "Ctrl+Shift+I",
			Enabled: func() bool { return x.shown() && x.Model.CanSeeDeleted() },
			Run:     func() { x.Model.SwitchDeleted() },
		},
		{
			ID:      "inbox.join",
			Name:    "It is a run of the job that it looks like",
			Words:   x.on(func() string { return x.Model.JoinLabel() }),
			Place:   shell.Readers + 30,
			Key:     "L",
			Where:   "in the inbox",
			Enabled: func() bool { return x.shown() && x.Model.CanJoin() },
			Run:     func() { x.Model.Join() },
		},
	}
}
