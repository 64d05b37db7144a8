package accepted

import (
	"runchecks/ui/shell"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.accepted",
			Name:  "Accepted problems",
			Place: shell.Go + 90,
			Key:   "Ctrl+Shift+8",
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "accepted.end",
			Name:    "Accept it no longer",
			Place:   shell.Lists,
			Key:     "D",
			On:      ID,
			Button:  shell.Main("Accept it no longer"),
			Enabled: func() bool { return x.Model.CanEnd() },
			Run:     func() { x.Model.End() },
		},
	}
}
