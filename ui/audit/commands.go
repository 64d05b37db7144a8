package audit

import (
	"runchecks/ui/shell"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.audit",
			Name:  "Audit log",
			Place: shell.Go + 130,
			Key:   "Ctrl+Shift+7",
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "audit.undo",
			Name:    "Undo this decision alone",
			Place:   shell.Lists,
			Key:     "U",
			On:      ID,
			Button:  shell.Main("Undo this one"),
			Enabled: func() bool { return x.Model.CanUndo() },
			Run:     func() { x.Model.UndoOne() },
		},
		{
			ID:     "audit.verify",
			Name:   "Check the chain of the journal",
			Place:  shell.Lists,
			Key:    "C",
			On:     ID,
			Button: shell.Plain("Check the chain"),
			Run:    func() { x.Model.Verify() },
		},
		{
			ID:     "audit.export",
			Name:   "Export the audit log…",
			Place:  shell.Lists,
			Key:    "E",
			On:     ID,
			Button: shell.Plain("Export…"),
			Run:    x.exportJournal,
		},
	}
}
