package audit

import (
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.audit",
			Name:  words.T("audit.title"),
			Place: shell.Go + 130,
			Key:   "U",
			In:    keys.Decisions,
			Also:  []keys.Key{"Ctrl+Shift+7"},
			Leads: ID,
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "audit.undo",
			Name:    words.T("audit.command_undo"),
			Place:   shell.Lists,
			Key:     "U",
			On:      ID,
			Button:  shell.Main(words.T("audit.button_undo")),
			Enabled: func() bool { return x.Model.CanUndo() },
			Run:     func() { x.Model.UndoOne() },
		},
		{
			ID:     "audit.verify",
			Name:   words.T("audit.command_verify"),
			Place:  shell.Lists,
			Key:    "C",
			On:     ID,
			Button: shell.Plain(words.T("audit.button_verify")),
			Run:    func() { x.Model.Verify() },
		},
		{
			ID:     "audit.export",
			Name:   words.T("audit.command_export"),
			Place:  shell.Lists,
			Key:    "E",
			On:     ID,
			Button: shell.Plain(words.T("audit.button_export")),
			Run:    x.exportJournal,
		},
	}
}
