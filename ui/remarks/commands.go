package remarks

import (
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.remarks",
			Name:  words.T("remarks.title"),
			Place: shell.Go + 80,
			Key:   "R",
			In:    keys.Decisions,
			Also:  []keys.Key{"Ctrl+Shift+9"},
			Leads: ID,
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "remarks.change",
			Name:    words.T("remarks.change"),
			Place:   shell.Lists,
			Key:     "Enter",
			On:      ID,
			Button:  shell.Main(words.T("remarks.change_button")),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     x.editRemark,
		},
		{
			ID:      "remarks.delete",
			Name:    words.T("remarks.delete"),
			Place:   shell.Lists,
			Key:     "D",
			On:      ID,
			Button:  shell.Plain(words.T("remarks.delete_button")),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     func() { x.Model.Delete() },
		},
	}
}
