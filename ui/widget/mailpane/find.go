package mailpane

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/ui/keys"
	"runchecks/ui/mailview/page"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/searchfield"
	"runchecks/ui/words"
)

// found is what was searched for.
type found struct {
	words  string
	hits   []page.Range
	at     int
	number int // of the search, so that late answers are dropped
	// given are words that are found without a search in the report: those of a search that
	// led to it.
	given string
}

// findBar is the row above the page while something is searched.
type findBar struct {
	content *fyne.Container
	field   *findField
	count   *canvas.Text
}

// findField is a search field in which Enter goes on to the next place.
type findField struct {
	searchfield.Field
	pane *Pane
}

// TypedKey belongs to Fyne.
func (f *findField) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF3:
		f.pane.FindNext(shiftHeld())
	case fyne.KeyDown:
		f.pane.FindNext(false)
	case fyne.KeyUp:
		f.pane.FindNext(true)
	case fyne.KeyEscape:
		f.pane.CloseFind()
	default:
		if keyboard.OfNoUseToText(ev.Name) {
			keyboard.Pass(f, ev) // the field within is no widget of the window
			return
		}
		f.Field.TypedKey(ev)
	}
}

func newFindBar(p *Pane) *findBar {
	b := &findBar{count: canvas.NewText("", theme.Get(theme.Dim)), field: &findField{pane: p}}
	b.field.ExtendBaseWidget(b.field)
	b.field.SetPlaceHolder(words.T("mailpane.find"))
	b.field.OnChanged = func(s string) { p.find(s, true) }
	b.count.TextSize = theme.SmallSize
	row := container.NewHBox(
		container.NewCenter(b.count),
		actionbutton.New(actionbutton.Plain, words.T("mailpane.previous"), string(keys.FindPrevious), func() { p.FindNext(true) }),
		actionbutton.New(actionbutton.Plain, words.T("mailpane.next"), string(keys.FindNext), func() { p.FindNext(false) }),
		actionbutton.New(actionbutton.Plain, words.T("form.close"), "Esc", p.CloseFind),
	)
	b.content = container.New(layout.NewCustomPaddedLayout(3, 3, 8, 8), container.NewBorder(nil, nil, nil, row, b.field))
	b.content.Hide()
	return b
}

// OpenFind opens the search; selected words are searched for.
func (p *Pane) OpenFind() {
	p.bar.content.Show()
	if s := page.Fold(p.Selected()); s != "" && len(s) < 100 {
		p.bar.field.SetText(p.Selected())
	}
	p.box.Refresh()
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p.bar.field)
	}
}

// CloseFind ends the search and gives the keyboard back to the page.
func (p *Pane) CloseFind() {
	p.bar.content.Hide()
	p.find(p.found.given, false)
	p.box.Refresh()
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p)
	}
}

// Found marks where words stand for which the report was found, in this one and in those that
// come, and brings the first place into view; "" ends it. A search in the report goes first.
func (p *Pane) Found(words string) {
	if words == p.found.given {
		return
	}
	p.found.given = words
	if !p.bar.content.Visible() {
		p.find(words, true)
	}
}

// find searches beside the interface thread: sources may have fifty megabytes. jump
// reports whether the first place comes into view.
func (p *Pane) find(words string, jump bool) {
	p.found.words = words
	p.found.number++
	number, s := p.found.number, p.now.sheet
	if words == "" || s == nil {
		p.found.hits, p.found.at = nil, 0
		p.showFound()
		return
	}
	p.p.Go(func(context.Context) func() {
		hits := s.Find(words)
		return func() {
			if number != p.found.number || s != p.now.sheet {
				return
			}
			p.found.hits = hits
			p.found.at = min(p.found.at, max(0, len(hits)-1))
			if jump {
				p.found.at = 0
				p.showHit()
			}
			p.showFound()
		}
	})
}

// FindNext goes to the next place, or back to the one before.
func (p *Pane) FindNext(back bool) {
	n := len(p.found.hits)
	if n == 0 {
		return
	}
	if back {
		p.found.at += n - 1
	} else {
		p.found.at++
	}
	p.found.at %= n
	p.showHit()
	p.showFound()
}

func (p *Pane) showHit() {
	if len(p.found.hits) > 0 {
		p.revealRange(p.found.hits[p.found.at])
	}
}

// showFound says which of how many places is shown.
func (p *Pane) showFound() {
	text := ""
	switch n := len(p.found.hits); {
	case n >= page.MostHits:
		text = words.T("mailpane.of_more", "at", p.found.at+1, "of", n)
	case n > 0:
		text = words.T("mailpane.of", "at", p.found.at+1, "of", n)
	case p.found.words != "":
		text = words.T("mailpane.not_found")
	}
	p.bar.count.Text, p.bar.count.Color = text, theme.Get(theme.Dim)
	p.bar.count.Refresh()
	p.box.Refresh()
	p.view.repaint()
}
