package reprocess

import (
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:      "reread.these",
			Name:    words.T("reprocess.these"),
			Place:   shell.Readers + 10,
			Key:     keys.ReadAgain,
			Enabled: x.canReread,
			Run:     x.reread,
		},
		{
			ID:      "reread.all",
			Name:    words.T("reprocess.all"),
			Place:   shell.Readers + 20,
			Key:     "Ctrl+Shift+R",
			Enabled: x.may,
			Run:     x.rereadAll,
		},
	}
}
