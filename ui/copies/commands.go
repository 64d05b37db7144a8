package copies

import (
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:      "copies.now",
			Name:    words.T("copies.command_now"),
			Place:   shell.File + 170,
			Key:     "Ctrl+Shift+H",
			Enabled: x.canMake,
			Run:     x.backUp,
		},
		{
			ID:      "copies.list",
			Name:    words.T("copies.command_list"),
			Place:   shell.File + 180,
			Key:     "Ctrl+Shift+O",
			Enabled: x.canMake,
			Run:     x.showCopies,
		},
	}
}
