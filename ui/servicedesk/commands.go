package servicedesk

import (
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:      "servicedesk.set-up",
			Name:    words.T("servicedesk.command_set_up"),
			Place:   shell.File + 100,
			Key:     "Ctrl+Shift+A",
			Enabled: x.MaySetUp,
			Run:     x.SetUp,
		},
	}
}
