package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/widget/navbar"
)

// showMore lists the screens that have no room in the bar.
func (w *Window) showMore(rest []navbar.Item, at fyne.Position) {
	menu := fyne.NewMenu("")
	for _, it := range rest {
		menu.Items = append(menu.Items, fyne.NewMenuItem(it.Title, func() { w.Open(it.ID) }))
	}
	widget.ShowPopUpMenuAtPosition(menu, w.Canvas(), at)
}
