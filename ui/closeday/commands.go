package closeday

import (
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "closeday.open",
			Name:  words.T("closeday.command_open"),
			Place: shell.File + 90,
			Key:   keys.CloseDay,
			Run:   x.Open,
		},
	}
}
