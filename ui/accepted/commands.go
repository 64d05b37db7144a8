package accepted

import (
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.accepted",
			Name:  words.T("accepted.title"),
			Place: shell.Go + 90,
			Key:   "A",
			In:    keys.Decisions,
			Also:  []keys.Key{"Ctrl+Shift+8"},
			Leads: ID,
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "accepted.end",
			Name:    words.T("accepted.command_end"),
			Place:   shell.Lists,
			Key:     "D",
			On:      ID,
			Button:  shell.Main(words.T("accepted.button_end")),
			Enabled: func() bool { return x.Model.CanEnd() },
			Run:     func() { x.Model.End() },
		},
	}
}
