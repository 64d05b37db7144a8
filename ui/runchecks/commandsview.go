package runchecks

import (
	"strconv"

	"runchecks/domain/search"
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// viewCommands show and change the searches that the profile keeps.
func (x *Feature) viewCommands() (out []shell.Command) {
	for n := range search.MostViews {
		out = append(out, shell.Command{
			ID: "runchecks.view-" + strconv.Itoa(n+1), Name: words.T("runchecks.view", "number", n+1),
			Words:   func() string { return x.Model.ViewLine(n) },
			Place:   shell.View + 200 + shell.Place(n),
			Key:     keys.Key("Alt+" + strconv.Itoa(n+1)),
			Enabled: x.shown,
			Run:     func() { x.Model.ShowView(n) },
		})
	}
	return append(out,
		shell.Command{
			ID: "runchecks.view-save", Name: words.T("runchecks.cmd_view_save"), Place: shell.View + 220, Key: "Alt+S",
			Enabled: func() bool { return x.shown() && x.Model.CanSaveView() }, Run: x.saveView,
		},
		shell.Command{
			ID: "runchecks.view-rename", Name: words.T("runchecks.cmd_view_rename"), Place: shell.View + 230, Key: "Alt+R",
			Enabled: x.onView, Run: x.renameView,
		},
		shell.Command{
			ID: "runchecks.view-remove", Name: words.T("runchecks.cmd_view_remove"), Place: shell.View + 240, Key: "Alt+D",
			Enabled: x.onView, Run: x.Model.RemoveView,
		},
	)
}

// onView reports whether the search of the list is that of a view.
func (x *Feature) onView() bool { return x.shown() && x.Model.View() >= 0 }
