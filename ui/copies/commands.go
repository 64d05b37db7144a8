package copies

import (
	"runchecks/ui/shell"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:      "copies.now",
			Name:    "Copy the database now",
			Place:   shell.File + 170,
			Key:     "Ctrl+Shift+H",
			Enabled: x.canMake,
			Run:     x.backUp,
		},
		{
			ID:      "copies.list",
			Name:    "Copies of the database…",
			Place:   shell.File + 180,
			Key:     "Ctrl+Shift+O",
			Enabled: x.canMake,
			Run:     x.showCopies,
		},
	}
}
