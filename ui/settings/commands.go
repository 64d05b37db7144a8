package settings

import (
	"runchecks/domain/rules"
	"runchecks/ui/shell"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:      "settings.night",
			Name:    "The night…",
			Place:   shell.File + 110,
			Key:     "Ctrl+Shift+G",
			Enabled: func() bool { return x.p.Desk.May(rules.ActSettings) },
			Run:     x.setNight,
		},
		{
			ID:      "settings.proxy",
			Name:    "Proxy…",
			Place:   shell.File + 115,
			Key:     "Ctrl+Shift+Y",
			Enabled: x.maySetProxy,
			Run:     x.setProxy,
		},
		{
			ID:    "settings.role",
			Name:  "Role of this profile…",
			Place: shell.File + 120,
			Key:   "Ctrl+Shift+P",
			Run:   x.changeRole,
		},
	}
}
