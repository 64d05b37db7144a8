package overrides

import (
	"runchecks/ui/shell"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.overrides",
			Name:  "Overrides",
			Place: shell.Go + 60,
			Key:   "Ctrl+5",
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "overrides.change",
			Name:    "Change the override…",
			Place:   shell.Lists,
			Key:     "Enter",
			On:      ID,
			Button:  shell.Main("Change…"),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     x.editOverride,
		},
		{
			ID:      "overrides.new",
			Name:    "New override…",
			Place:   shell.Lists,
			Key:     "N",
			On:      ID,
			Button:  shell.Plain("New…"),
			Enabled: func() bool { return x.Model.May() },
			Run:     x.newOverride,
		},
		{
			ID:    "overrides.switch",
			Name:  "Switch the override on or off",
			Place: shell.Lists,
			Key:   "D",
			On:    ID,
			Button: shell.PlainNow(func() string {
				if at := x.Model.Selected(); at >= 0 && !x.Model.Rows()[at].Enabled {
					return "Switch on"
				}
				return "Switch off"
			}),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     func() { x.Model.Switch() },
		},
		{
			ID:      "overrides.delete",
			Name:    "Delete the override",
			Place:   shell.Lists,
			Key:     "Ctrl+Shift+X",
			On:      ID,
			Button:  shell.Plain("Delete"),
			Enabled: func() bool { return x.Model.CanDelete() },
			Run:     func() { x.Model.Delete() },
		},
	}
}
