package closeday

import (
	"runchecks/ui/shell"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "closeday.open",
			Name:  "Close the day…",
			Place: shell.File + 90,
			Key:   "Ctrl+Shift+S",
			Run:   x.closeDay,
		},
	}
}
