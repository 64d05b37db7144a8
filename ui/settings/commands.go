package settings

import (
	"runchecks/domain/rules"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.settings",
			Name:  words.T("setting.command_go"),
			Place: shell.Go + 140,
			Key:   "Ctrl+,",
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "settings.change",
			Name:    words.T("setting.command_change"),
			Place:   shell.Lists,
			Key:     "Enter",
			On:      ID,
			Button:  shell.Main(words.T("setting.button_change")),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     x.change,
		},
		{
			ID:      "settings.night",
			Name:    words.T("setting.command_night"),
			Place:   shell.File + 110,
			Key:     "Ctrl+Shift+G",
			Enabled: func() bool { return x.p.Desk.May(rules.ActSettings) },
			Run:     x.setNight,
		},
		{
			ID:      "settings.proxy",
			Name:    words.T("setting.command_proxy"),
			Place:   shell.File + 115,
			Key:     "Ctrl+Shift+Y",
			Enabled: x.maySetProxy,
			Run:     x.setProxy,
		},
		{
			ID:    "settings.role",
			Name:  words.T("setting.command_role"),
			Place: shell.File + 120,
			Key:   "Ctrl+Shift+P",
			Run:   x.changeRole,
		},
	}
}
