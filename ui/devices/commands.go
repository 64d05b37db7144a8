package devices

import (
	"runchecks/domain"
	"runchecks/ui/shell"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.devices",
			Name:  "Devices",
			Place: shell.Go + 100,
			Key:   "Ctrl+Shift+6",
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "devices.link",
			Name:    "Link the devices…",
			About:   shell.Several(func() []domain.Device { return x.Model.ToLink() }, "device"),
			Place:   shell.Lists,
			Key:     "Enter",
			On:      ID,
			Button:  shell.Main("Link…"),
			Enabled: func() bool { return len(x.Model.ToLink()) > 0 },
			Run:     x.linkDevices,
		},
		{
			ID:      "devices.link-all",
			Name:    "Link all devices that wait…",
			About:   shell.Several(func() []domain.Device { return x.Model.AllUnlinked() }, "device"),
			Place:   shell.Lists,
			Key:     "L",
			On:      ID,
			Button:  shell.Plain("Link all…"),
			Enabled: func() bool { return x.Model.May() && len(x.Model.AllUnlinked()) > 0 },
			Run:     x.linkAllDevices,
		},
		{
			ID:      "devices.link-to-job",
			Name:    "Link the devices to an existing job…",
			About:   shell.Several(func() []domain.Device { return x.Model.ToLink() }, "device"),
			Place:   shell.Lists,
			Key:     "O",
			On:      ID,
			Button:  shell.Plain("To a job…"),
			Enabled: func() bool { return len(x.Model.ToLink()) > 0 },
			Run:     x.linkToJob,
		},
		{
			ID:    "devices.ignore",
			Name:  "Ignore the devices, or ask about them again",
			About: shell.Several(func() []domain.Device { return x.Model.ToLink() }, "device"),
			Place: shell.Lists,
			Key:   "D",
			On:    ID,
			Button: shell.PlainNow(func() string {
				if list := x.Model.ToLink(); len(list) > 0 && list[0].State == "ignored" {
					return "Ask again"
				}
				return "Ignore"
			}),
			Enabled: func() bool { return len(x.Model.ToLink()) > 0 },
			Run:     func() { x.Model.SwitchIgnored() },
		},
		{
			ID:      "devices.rules",
			Name:    "Rules for devices…",
			Place:   shell.Lists,
			Key:     "R",
			On:      ID,
			Button:  shell.Plain("Rules…"),
			Enabled: func() bool { return x.Model.CanSetRules() },
			Run:     x.setDeviceRules,
		},
		{
			ID:      "devices.unlink",
			Name:    "Unlink the devices",
			About:   shell.Several(func() []domain.Device { return x.Model.Linked() }, "device"),
			Place:   shell.Lists,
			Key:     "U",
			On:      ID,
			Button:  shell.Plain("Unlink"),
			Enabled: func() bool { return len(x.Model.Linked()) > 0 },
			Run:     func() { x.Model.Unlink() },
		},
		{
			ID:      "devices.follow",
			Name:    "Give the job of a moved device to its new customer",
			About:   shell.Several(func() []domain.Device { return x.Model.Moved() }, "device"),
			Place:   shell.Lists,
			Key:     "M",
			On:      ID,
			Button:  shell.Plain("Follow the move"),
			Enabled: func() bool { return len(x.Model.Moved()) > 0 },
			Run:     func() { x.Model.ConfirmMove(true) },
		},
		{
			ID:      "devices.leave",
			Name:    "Leave the job of a moved device where it is",
			About:   shell.Several(func() []domain.Device { return x.Model.Moved() }, "device"),
			Place:   shell.Lists,
			Key:     "N",
			On:      ID,
			Button:  shell.Plain("Leave it"),
			Enabled: func() bool { return len(x.Model.Moved()) > 0 },
			Run:     func() { x.Model.ConfirmMove(false) },
		},
	}
}
