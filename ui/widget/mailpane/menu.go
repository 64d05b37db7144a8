package mailpane

import (
	"fyne.io/fyne/v2"

	"runchecks/ui/keys"
	"runchecks/ui/widget/menu"
	"runchecks/ui/words"
)

// openMenu opens the context menu for a point of the page.
func (p *Pane) openMenu(x, y float64, at fyne.Position) {
	c := fyne.CurrentApp().Driver().CanvasForObject(p)
	if c == nil || p.now.sheet == nil {
		return
	}
	table, hasTable := p.Table(x, y)
	target := p.now.sheet.LinkAt(x, y)
	clip := fyne.CurrentApp().Clipboard()
	items := []menu.Item{
		{Label: words.T("mailpane.menu_copy"), Key: string(keys.CopyInReport), Off: p.selection.Empty(), Run: p.Copy},
		{Label: words.T("mailpane.menu_table"), Off: !hasTable, Run: func() { clip.SetContent(table) }},
		{Label: words.T("mailpane.menu_link"), Off: target == "", Run: func() { clip.SetContent(target) }},
		{Label: words.T("mailpane.menu_all"), Key: string(keys.SelectAll), Run: p.SelectAll},
		{},
		{Label: words.T("mailpane.menu_find"), Key: string(keys.FindInReport), Run: p.OpenFind},
		{},
	}
	if p.p.Menu != nil {
		items = append(items, p.p.Menu()...)
	}
	menu.Show(c, items, at, nil)
}
