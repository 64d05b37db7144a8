package runchecks

import (
	"runchecks/ui/export"
	"runchecks/ui/keys"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/runchecks/model"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// listCommands are about the rows of the list, its heads and columns.
func (x *Feature) listCommands() []shell.Command {
	listed := func() bool { return x.shown() && !x.Model.Grouped() }
	out := []shell.Command{
		{
			ID: "runchecks.later", Name: words.T("runchecks.cmd_later"), Words: x.naming(decide.DoLater),
			Place: shell.Decide + 64, Key: "L", On: ID, Enabled: x.canDo(decide.DoLater), Run: x.lookLater,
		},
		{
			ID: "runchecks.claim", Name: words.T("runchecks.cmd_claim"), Words: x.naming(decide.DoClaim),
			Place: shell.Decide + 65, Key: "Alt+M", On: ID, Enabled: x.canDo(decide.DoClaim), Run: x.claim,
		},
		{
			ID: "runchecks.review-note", Name: words.T("runchecks.cmd_note"), Words: x.naming(decide.DoNote),
			Place: shell.Decide + 12, Key: "Ctrl+Shift+E", On: ID, Enabled: x.canDo(decide.DoNote), Run: x.reviewWithNote,
		},
		{
			ID: "runchecks.row-menu", Name: words.T("runchecks.cmd_row_menu"), Place: shell.View + 48, Key: keys.ContextMenu, On: ID,
			Enabled: x.selected, Run: func() { x.view.OpenRowMenu() },
		},
		{
			ID: "runchecks.head-menu", Name: words.T("runchecks.cmd_head_menu"), Place: shell.View + 49, Key: "Alt+Down", On: ID,
			Enabled: listed, Run: func() { x.view.OpenHeadMenu() },
		},
		{
			ID: "runchecks.reset-columns", Name: words.T("runchecks.cmd_reset_columns"), Place: shell.View + 90, Key: "Alt+Shift+C", On: ID,
			Enabled: listed, Run: func() { x.view.ResetColumns() },
		},
		{
			ID: "runchecks.only-customer", Name: words.T("runchecks.cmd_only_customer"), Place: shell.View + 92, Key: "Alt+K", On: ID,
			Enabled: x.selected, Run: x.Model.OnlyCustomer,
		},
		{
			ID: "runchecks.copy-row", Name: words.T("runchecks.cmd_copy_row"), Place: shell.File + 82, Key: "Alt+Shift+R", On: ID,
			Enabled: x.selected, Run: func() { x.host.CopyText(x.Model.CopyRow()) },
		},
		{
			ID: "runchecks.copy-list", Name: words.T("runchecks.cmd_copy_list"), Place: shell.File + 84, Key: "Alt+Shift+L", On: ID,
			Enabled: x.shown, Run: x.copyList,
		},
	}
	for i, c := range []struct {
		by, name string
		key      keys.Key
	}{
		{"runs", words.T("runchecks.cmd_sort_runs"), "Alt+Shift+1"},
		{"product", words.T("runchecks.cmd_sort_product"), "Alt+Shift+2"},
		{"hint", words.T("runchecks.cmd_sort_hint"), "Alt+Shift+3"},
		{model.ColumnTicket, words.T("runchecks.cmd_sort_ticket"), "Alt+Shift+4"},
	} {
		out = append(out, shell.Command{
			ID: "runchecks.sort-" + c.by, Name: c.name, Place: shell.View + 94 + shell.Place(i),
			Key: c.key, On: ID, Enabled: listed, Run: func() { x.Model.SortBy(c.by) },
		})
	}
	return out
}

// copyList puts the list on the clipboard as CSV.
func (x *Feature) copyList() {
	heads, rows := x.Model.Listing()
	text, err := export.Lines(heads, rows)
	if err != nil {
		x.host.Say(words.Failed(err))
		return
	}
	x.host.CopyText(text)
	x.host.Say(words.Toast{Text: words.T("runchecks.list_copied", "jobs", words.Count(len(rows), "job"))})
}
