package mailpane

import (
	"encoding/csv"
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/ui/mailview/page"
	"runchecks/ui/widget/keyboard"
)

// step is how far an arrow key scrolls, in units of Fyne.
const step float32 = 40

// FocusGained belongs to Fyne.
func (p *Pane) FocusGained() { p.view.showFocus(true) }

// FocusLost belongs to Fyne.
func (p *Pane) FocusLost() { p.view.showFocus(false) }

// TypedRune hands letters to the screen; the space bar scrolls.
func (p *Pane) TypedRune(r rune) {
	if r != ' ' && p.p.Rune != nil {
		p.p.Rune(r)
	}
}

// TypedKey scrolls, or hands the key to the screen.
func (p *Pane) TypedKey(ev *fyne.KeyEvent) {
	if p.p.Select != nil && p.wordKey(ev.Name) {
		return
	}
	v := p.view
	screen := max(step, v.scroll.Size().Height-step)
	switch ev.Name {
	case fyne.KeyUp:
		v.scrollBy(0, -step)
	case fyne.KeyDown:
		v.scrollBy(0, step)
	case fyne.KeyLeft:
		v.scrollBy(-step, 0)
	case fyne.KeyRight:
		v.scrollBy(step, 0)
	case fyne.KeyPageUp:
		v.scrollBy(0, -screen)
	case fyne.KeyPageDown, fyne.KeySpace:
		v.scrollBy(0, screen)
	case fyne.KeyHome:
		v.scrollTo(fyne.NewPos(v.offset.X, 0))
	case fyne.KeyEnd:
		v.scrollTo(fyne.NewPos(v.offset.X, v.size().Height))
	case fyne.KeyF3:
		p.FindNext(shiftHeld())
	case fyne.KeyEscape:
		if !p.escape() && p.p.Key != nil {
			p.p.Key(ev)
		}
	default:
		if p.p.Key != nil {
			p.p.Key(ev)
		}
	}
}

// escape closes the search, else drops the selection; false where there is neither.
func (p *Pane) escape() bool {
	switch {
	case p.bar.content.Visible():
		p.CloseFind()
	case !p.selection.Empty():
		p.selection = page.Range{}
		p.view.repaint()
	default:
		return false
	}
	return true
}

func shiftHeld() bool { return keyboard.Held()&fyne.KeyModifierShift != 0 }

// TypedShortcut copies and selects; other shortcuts are the screen's.
func (p *Pane) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutCopy:
		p.Copy()
	case *fyne.ShortcutSelectAll:
		p.SelectAll()
	default:
		if p.p.Shortcut != nil {
			p.p.Shortcut(s)
		}
	}
}

// Selected returns the selected text.
func (p *Pane) Selected() string {
	if p.now.sheet == nil || p.selection.Empty() {
		return ""
	}
	return p.now.sheet.Text(p.selection)
}

// Copy puts the selected text on the clipboard.
func (p *Pane) Copy() {
	if s := p.Selected(); s != "" {
		fyne.CurrentApp().Clipboard().SetContent(s)
	}
}

// SelectAll selects the whole text.
func (p *Pane) SelectAll() {
	if p.now.sheet != nil {
		p.selection = p.now.sheet.All()
		p.anchor = p.selection.From
		p.view.repaint()
	}
}

// Table returns the table at a point of the page as CSV (RFC 4180); false where there is
// none.
func (p *Pane) Table(x, y float64) (string, bool) {
	laid, ok := p.now.sheet.(*page.Page)
	if !ok {
		return "", false
	}
	table, ok := laid.TableAt(x, y)
	if !ok {
		return "", false
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	if err := w.WriteAll(laid.Rows(table)); err != nil {
		return "", false
	}
	return b.String(), true
}

// CopyTable puts the table in the middle of the view on the clipboard as CSV; false where
// there is none.
func (p *Pane) CopyTable() bool {
	size := p.view.scroll.Size()
	for _, share := range []float32{.5, .3, .7, .1, .9} {
		at := p.view.offset.AddXY(size.Width/2, size.Height*share)
		if s, ok := p.Table(p.view.layer.at(at)); ok {
			fyne.CurrentApp().Clipboard().SetContent(s)
			return true
		}
	}
	return false
}
