package settings

import (
	"runchecks/domain/rules"
	"runchecks/ui/shell"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.settings",
			Name:  "Settings",
			Place: shell.Go + 140,
			Key:   "Ctrl+,",
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "settings.change",
			Name:    "Change the setting…",
			Place:   shell.Lists,
			Key:     "Enter",
			On:      ID,
			Button:  shell.Main("Change…"),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     x.change,
		},
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
