package devices

import (
	"runchecks/domain"
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.devices",
			Name:  words.T("devices.title"),
			Place: shell.Go + 100,
			Key:   "D",
			In:    keys.SetUp,
			Also:  []keys.Key{"Ctrl+Shift+6"},
			Leads: ID,
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "devices.link",
			Name:    words.T("devices.command_link"),
			About:   shell.Several(func() []domain.Device { return x.Model.ToLink() }, "device"),
			Place:   shell.Lists,
			Key:     "Enter",
			On:      ID,
			Button:  shell.Main(words.T("devices.button_link")),
			Enabled: func() bool { return len(x.Model.ToLink()) > 0 },
			Run:     x.linkDevices,
		},
		{
			ID:      "devices.link-all",
			Name:    words.T("devices.command_link_all"),
			About:   shell.Several(func() []domain.Device { return x.Model.AllUnlinked() }, "device"),
			Place:   shell.Lists,
			Key:     "L",
			On:      ID,
			Button:  shell.Plain(words.T("devices.button_link_all")),
			Enabled: func() bool { return x.Model.May() && len(x.Model.AllUnlinked()) > 0 },
			Run:     x.linkAllDevices,
		},
		{
			ID:      "devices.link-to-job",
			Name:    words.T("devices.command_link_to_job"),
			About:   shell.Several(func() []domain.Device { return x.Model.ToLink() }, "device"),
			Place:   shell.Lists,
			Key:     "O",
			On:      ID,
			Button:  shell.Plain(words.T("devices.button_link_to_job")),
			Enabled: func() bool { return len(x.Model.ToLink()) > 0 },
			Run:     x.linkToJob,
		},
		{
			ID:    "devices.ignore",
			Name:  words.T("devices.command_ignore"),
			About: shell.Several(func() []domain.Device { return x.Model.ToLink() }, "device"),
			Place: shell.Lists,
			Key:   "D",
			On:    ID,
			Button: shell.PlainNow(func() string {
				if list := x.Model.ToLink(); len(list) > 0 && list[0].State == "ignored" {
					return words.T("devices.button_ask")
				}
				return words.T("devices.button_ignore")
			}),
			Enabled: func() bool { return len(x.Model.ToLink()) > 0 },
			Run:     func() { x.Model.SwitchIgnored() },
		},
		{
			ID:      "devices.rules",
			Name:    words.T("devices.command_rules"),
			Place:   shell.Lists,
			Key:     "R",
			On:      ID,
			Button:  shell.Plain(words.T("devices.button_rules")),
			Enabled: func() bool { return x.Model.CanSetRules() },
			Run:     x.setDeviceRules,
		},
		{
			ID:      "devices.unlink",
			Name:    words.T("devices.command_unlink"),
			About:   shell.Several(func() []domain.Device { return x.Model.Linked() }, "device"),
			Place:   shell.Lists,
			Key:     "U",
			On:      ID,
			Button:  shell.Plain(words.T("devices.button_unlink")),
			Enabled: func() bool { return len(x.Model.Linked()) > 0 },
			Run:     func() { x.Model.Unlink() },
		},
		{
			ID:      "devices.follow",
			Name:    words.T("devices.command_follow"),
			About:   shell.Several(func() []domain.Device { return x.Model.Moved() }, "device"),
			Place:   shell.Lists,
			Key:     "M",
			On:      ID,
			Button:  shell.Plain(words.T("devices.button_follow")),
			Enabled: func() bool { return len(x.Model.Moved()) > 0 },
			Run:     func() { x.Model.ConfirmMove(true) },
		},
		{
			ID:      "devices.leave",
			Name:    words.T("devices.command_leave"),
			About:   shell.Several(func() []domain.Device { return x.Model.Moved() }, "device"),
			Place:   shell.Lists,
			Key:     "N",
			On:      ID,
			Button:  shell.Plain(words.T("devices.button_leave")),
			Enabled: func() bool { return len(x.Model.Moved()) > 0 },
			Run:     func() { x.Model.ConfirmMove(false) },
		},
	}
}
