package autotask

import (
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:      "autotask.set-up",
			Name:    words.T("autotask.command_set_up"),
			Place:   shell.File + 100,
			Key:     "Ctrl+Shift+A",
			Enabled: x.MaySetUp,
			Run:     x.SetUp,
		},
	}
}
