package listframe

import (
	"strconv"

	"fyne.io/fyne/v2"

	"runchecks/ui/runchecks/model"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/menu"
	"runchecks/ui/words"
)

// Views is the button beside the search, with the saved views and what can be done with
// them.
type Views struct {
	view     *model.Model
	commands func(ids ...string) []menu.Item
	Button   *actionbutton.Button
}

// NewViews returns the button of the saved views with its menu.
func NewViews(v *model.Model, commands func(ids ...string) []menu.Item) *Views {
	m := &Views{view: v, commands: commands}
	m.Button = actionbutton.NewSign(glyph.More, words.T("runchecks.view_menu"), func() { v.ReadViews(m.open) })
	return m
}

// open shows the menu below the button.
func (m *Views) open() {
	driver := fyne.CurrentApp().Driver()
	canvas := driver.CanvasForObject(m.Button)
	if canvas == nil {
		return
	}
	var items []menu.Item
	for n := range m.view.Views() {
		for _, item := range m.commands("runchecks.view-" + strconv.Itoa(n+1)) {
			item.Checked = m.view.View() == n
			items = append(items, item)
		}
	}
	items = append(items, m.commands(
		"", "runchecks.view-save", "runchecks.view-rename", "runchecks.view-remove",
		"", "runchecks.include-reviewed", "runchecks.density", "runchecks.copy-list", "runchecks.reset-columns",
	)...)
	menu.Show(canvas, items, driver.AbsolutePositionForObject(m.Button).AddXY(0, m.Button.Size().Height+2), nil)
}
