package readers

import (
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.readers",
			Name:  words.T("readers.title"),
			Place: shell.Go + 110,
			Key:   "R",
			In:    keys.SetUp,
			Leads: ID,
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "readers.write",
			Name:    words.T("readers.command_write"),
			Place:   shell.Readers + 50,
			Key:     "W",
			On:      ID,
			Enabled: x.Model.CanTeach,
			Run:     x.Model.Teach,
		},
		{
			ID:      "readers.copy",
			Name:    words.T("readers.command_copy"),
			Place:   shell.Readers + 60,
			Key:     "C",
			Enabled: x.shown,
			Run:     x.Model.Copy,
		},
		{
			ID:      "readers.try",
			Name:    words.T("readers.command_try"),
			Place:   shell.Readers + 70,
			Key:     keys.TryDefinition,
			Enabled: x.canTry,
			Run:     x.try,
		},
		{
			ID:      "readers.delete",
			Name:    words.T("readers.command_delete"),
			Place:   shell.Readers + 80,
			Key:     "Ctrl+Shift+D",
			Enabled: func() bool { return x.shown() && x.Model.CanDelete() },
			Run:     x.Model.Delete,
		},
		{
			ID:      "readers.import",
			Name:    words.T("readers.command_import"),
			Place:   shell.Readers + 90,
			Key:     "Ctrl+O",
			Enabled: x.mayTeach,
			Run:     x.importDefinition,
		},
		{
			ID:      "readers.export",
			Name:    words.T("readers.command_export"),
			Place:   shell.Readers + 100,
			Key:     keys.ReviewShown,
			Enabled: x.shown,
			Run:     x.exportDefinition,
		},
	}
}
