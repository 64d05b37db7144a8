package settings

import (
	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/setting"
	"runchecks/ui/shell"
	"runchecks/ui/theme"
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
			Leads: ID,
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "settings.night",
			Name:    words.T("setting.command_night"),
			Place:   shell.File + 110,
			Key:     "Ctrl+Shift+G",
			Enabled: func() bool { return x.p.Desk.May(rules.ActSettings) },
			Run:     func() { x.Show(Section(setting.Day)) },
		},
		{
			ID:    "settings.theme",
			Name:  words.T("setting.command_theme"),
			Place: shell.View + 100,
			Key:   "Ctrl+D",
			Run:   x.switchTheme,
		},
		{
			ID:      "settings.rows",
			Name:    words.T("setting.command_rows"),
			Place:   shell.View + 90,
			Key:     "Ctrl+L",
			Enabled: func() bool { return x.host.Shown() == shell.RunChecks || x.host.Shown() == ID },
			Run:     x.switchRows,
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
			ID:      "settings.notices",
			Name:    words.T("setting.command_notices"),
			Place:   shell.File + 116,
			Key:     "Alt+Shift+N",
			Enabled: x.maySetNotices,
			Run:     x.setNotices,
		},
		{
			ID:      "settings.mail",
			Name:    words.T("setting.command_mail"),
			Place:   shell.File + 117,
			Key:     "Alt+Shift+M",
			Enabled: x.maySetMail,
			Run:     x.setMail,
		},
		{
			ID:      "settings.keys-reset",
			Name:    words.T("setting.command_keys_reset"),
			Place:   shell.Help + 25,
			Key:     "Ctrl+Shift+Q",
			Enabled: func() bool { return len(x.p.Keys.Chosen()) > 0 },
			Run:     x.Model.ResetKeys,
		},
		{
			ID:    "settings.role",
			Name:  words.T("setting.command_role"),
			Place: shell.File + 120,
			Key:   "Ctrl+Shift+P",
			Run:   x.changeRole,
		},
		{
			ID:    "settings.licences",
			Name:  words.T("setting.command_licences"),
			Place: shell.Help + 40,
			Key:   "Ctrl+F9",
			Run:   x.showLicences,
		},
	}
}

// Show opens the page at a section.
func (x *Feature) Show(s Section) {
	x.host.Open(ID)
	x.view.jumpTo(s)
}

// switchTheme goes between light and dark.
func (x *Feature) switchTheme() {
	to := domain.ThemeDark
	if theme.IsDark() {
		to = domain.ThemeLight
	}
	x.Model.Set(domain.SettingTheme, to)
}

// switchRows goes between rows of two lines and of one.
func (x *Feature) switchRows() {
	to := domain.RowsCompact
	if x.appearance.Compact() {
		to = domain.RowsComfortable
	}
	x.Model.Set(domain.SettingRows, to)
}

// showLicences shows of what the program is made, and under which licences.
func (x *Feature) showLicences() {
	x.host.ShowText(words.T("setting.licences_title"), words.T("setting.licences_text", "modules", x.Model.about.Licences))
}
