package mailpane

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/keys"
	"runchecks/ui/words"
)

// openMenu opens the context menu for a point of the page.
func (p *Pane) openMenu(x, y float64, at fyne.Position) {
	c := fyne.CurrentApp().Driver().CanvasForObject(p)
	if c == nil || p.now.sheet == nil {
		return
	}
	item := func(name string, enabled bool, run func()) *fyne.MenuItem {
		i := fyne.NewMenuItem(name, run)
		i.Disabled = !enabled
		return i
	}
	table, hasTable := p.Table(x, y)
	target := p.now.sheet.LinkAt(x, y)
	clip := fyne.CurrentApp().Clipboard()
	items := []*fyne.MenuItem{
		item(words.T("mailpane.menu_copy", "key", string(keys.CopyInReport)), !p.selection.Empty(), p.Copy),
		item(words.T("mailpane.menu_table"), hasTable, func() { clip.SetContent(table) }),
		item(words.T("mailpane.menu_link"), target != "", func() { clip.SetContent(target) }),
		item(words.T("mailpane.menu_all", "key", string(keys.SelectAll)), true, p.SelectAll),
		fyne.NewMenuItemSeparator(),
		item(words.T("mailpane.menu_find", "key", string(keys.FindInReport)), true, p.OpenFind),
	}
	if p.p.Menu != nil {
		if more := p.p.Menu(); len(more) > 0 {
			items = append(items, fyne.NewMenuItemSeparator())
			items = append(items, more...)
		}
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, at)
}
