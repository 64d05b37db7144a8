package runchecks

import (
	"runchecks/ui/keys"
	"runchecks/ui/runchecks/view"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// tabCommands are about the tabs beside the report, and the keys within them.
func (x *Feature) tabCommands() []shell.Command {
	inHistory := func() bool { return x.selected() && x.view.InHistory(x.host.Canvas()) }
	return []shell.Command{
		{
			ID: "runchecks.next-tab", Name: words.T("runchecks.next_tab"), Place: shell.View + 60, Key: "V", On: ID,
			Enabled: x.selected, Run: func() { x.view.MoveTab(1) },
		},
		{
			ID: "runchecks.previous-tab", Name: words.T("runchecks.previous_tab"), Place: shell.View + 61, Key: "Shift+V", On: ID,
			Enabled: x.selected, Run: func() { x.view.MoveTab(-1) },
		},
		{
			ID: "runchecks.history", Name: words.T("runchecks.cmd_history"), Place: shell.View + 62, Key: "H", On: ID,
			Enabled: x.selected, Run: func() { x.view.TurnTab(x.host.Canvas(), view.TabHistory) },
		},
		{
			ID: "runchecks.compare", Name: words.T("runchecks.cmd_compare"), Place: shell.View + 63, Key: "C", On: ID,
			Enabled: x.selected, Run: func() { x.view.TurnTab(x.host.Canvas(), view.TabCompare) },
		},
		{
			ID: "runchecks.compare-all", Name: words.T("runchecks.cmd_compare_all"), Place: shell.View + 64, Key: "D", On: ID,
			Enabled: func() bool { return x.selected() && x.view.OnCompare() }, Run: x.Model.SwitchEqual,
		},
		{
			ID: "runchecks.full", Name: words.T("runchecks.cmd_full"), Place: shell.View + 65, Key: "Z", On: ID,
			Enabled: x.selected, Run: func() { x.view.TurnFull() },
		},
		{
			ID: "runchecks.filter", Name: words.T("runchecks.cmd_filter"), Place: shell.View + 66, Key: "F", On: ID,
			Enabled: x.selected, Run: func() { x.view.FilterObjects() },
		},
		{
			ID: "runchecks.pick-night", Name: words.T("runchecks.cmd_pick_night"), Place: shell.View + 67, Key: keys.Pick,
			Where: words.T("runchecks.in_history"), Enabled: inHistory, Run: x.Model.PickNight,
		},
		{
			ID: "runchecks.show-night", Name: words.T("runchecks.cmd_show_night"), Place: shell.View + 68, Key: "Enter",
			Where: words.T("runchecks.in_history"), Enabled: inHistory, Run: x.Model.ShowCursor,
		},
		{
			ID: "runchecks.unfold-object", Name: words.T("runchecks.cmd_unfold_object"), Place: shell.View + 69, Key: "Enter",
			Where: words.T("runchecks.in_objects"), Enabled: func() bool { return x.selected() && x.view.InObjects(x.host.Canvas()) },
			Run: func() { x.Model.TurnObject(x.Model.ObjectSelected()) },
		},
		{
			ID: "runchecks.open-job", Name: words.T("runchecks.cmd_open_job"), Place: shell.Go + 110, Key: keys.OpenOther, On: ID,
			Enabled: x.selected, Run: func() { x.links.ShowJob(x.Model.Job()) },
		},
	}
}
