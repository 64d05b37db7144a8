package overrides

import (
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.overrides",
			Name:  words.T("overrides.title"),
			Place: shell.Go + 60,
			Key:   "O",
			In:    keys.Decisions,
			Leads: ID,
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "overrides.change",
			Name:    words.T("overrides.change"),
			Place:   shell.Lists,
			Key:     "Enter",
			On:      ID,
			Button:  shell.Main(words.T("overrides.change_button")),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     x.editOverride,
		},
		{
			ID:      "overrides.new",
			Name:    words.T("overrides.new"),
			Place:   shell.Lists,
			Key:     "N",
			On:      ID,
			Button:  shell.Plain(words.T("overrides.new_button")),
			Enabled: func() bool { return x.Model.May() },
			Run:     x.newOverride,
		},
		{
			ID:    "overrides.switch",
			Name:  words.T("overrides.switch"),
			Place: shell.Lists,
			Key:   "D",
			On:    ID,
			Button: shell.PlainNow(func() string {
				if at := x.Model.Selected(); at >= 0 && !x.Model.Rows()[at].Enabled {
					return words.T("overrides.switch_on")
				}
				return words.T("overrides.switch_off")
			}),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     func() { x.Model.Switch() },
		},
		{
			ID:      "overrides.delete",
			Name:    words.T("overrides.delete"),
			Place:   shell.Lists,
			Key:     "Ctrl+Shift+X",
			On:      ID,
			Button:  shell.Plain(words.T("overrides.delete_button")),
			Enabled: func() bool { return x.Model.CanDelete() },
			Run:     func() { x.Model.Delete() },
		},
	}
}
