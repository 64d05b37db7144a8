package remarks

import (
	"runchecks/ui/shell"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.remarks",
			Name:  "Remarks",
			Place: shell.Go + 80,
			Key:   "Ctrl+Shift+9",
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "remarks.change",
			Name:    "Change the remark…",
			Place:   shell.Lists,
			Key:     "Enter",
			On:      ID,
			Button:  shell.Main("Change…"),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     x.editRemark,
		},
		{
			ID:      "remarks.delete",
			Name:    "Delete the remark",
			Place:   shell.Lists,
			Key:     "D",
			On:      ID,
			Button:  shell.Plain("Delete"),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     func() { x.Model.Delete() },
		},
	}
}
