package runchecks

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/widget/actionbutton"
)

// viewMenu is the button beside the search, with the saved views and what can be done with
// them.
type viewMenu struct {
	view     *Model
	commands func(ids ...string) []*fyne.MenuItem
	button   *actionbutton.Button
}

func newViewMenu(v *Model, commands func(ids ...string) []*fyne.MenuItem) *viewMenu {
	m := &viewMenu{view: v, commands: commands}
	m.button = actionbutton.New(actionbutton.Plain, "…", "", func() { v.ReadViews(m.open) })
	return m
}

// open shows the menu below the button.
func (m *viewMenu) open() {
	menu := fyne.NewMenu("")
	for n := range m.view.Views() {
		for _, item := range m.commands("runchecks.view-" + strconv.Itoa(n+1)) {
			item.Checked = m.view.View() == n
			menu.Items = append(menu.Items, item)
		}
	}
	menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
	menu.Items = append(menu.Items, m.commands("runchecks.view-save", "runchecks.view-rename", "runchecks.view-remove")...)
	menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
	menu.Items = append(menu.Items, m.commands(
		"runchecks.include-reviewed", "runchecks.density", "runchecks.copy-list", "runchecks.reset-columns",
	)...)
	canvas := fyne.CurrentApp().Driver().CanvasForObject(m.button)
	if canvas == nil {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(m.button)
	widget.ShowPopUpMenuAtPosition(menu, canvas, at.AddXY(0, m.button.Size().Height+2))
}
