package autotask

import (
	"runchecks/ui/shell"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:      "autotask.set-up",
			Name:    "Autotask…",
			Place:   shell.File + 100,
			Key:     "Ctrl+Shift+A",
			Enabled: x.MaySetUp,
			Run:     x.SetUp,
		},
	}
}
