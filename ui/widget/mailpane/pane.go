package mailpane

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/mailview/reading"
)

// Pane is the widget. It has the keyboard when focused: arrows, PageUp, PageDown,
// space, Home and End scroll.
type Pane struct {
	widget.BaseWidget

	// OnKey and OnRune get the keys that do not scroll, so that the keys of the
	// screen work here too.
	OnKey  func(ev *fyne.KeyEvent)
	OnRune func(r rune)

	paper  *paper
	scroll *container.Scroll
}

// New returns an empty pane.
func New() *Pane {
	p := &Pane{}
	p.ExtendBaseWidget(p)
	p.paper = newPaper(p)
	p.scroll = container.NewVScroll(p.paper)
	return p
}

// SetPage shows a page from its top.
func (p *Pane) SetPage(page reading.Page) { p.show(pageSource(page)) }

// SetText shows plain text or source in a fixed-width font, long lines wrapped.
func (p *Pane) SetText(text string) { p.show(textSource(text)) }

// Clear shows a message in place of a mail, such as why none is stored.
func (p *Pane) Clear(message string) {
	if message == "" {
		p.show(nil)
		return
	}
	p.show(noteSource(message))
}

func (p *Pane) show(s source) {
	p.paper.setSource(s)
	p.scroll.ScrollToOffset(fyne.NewPos(0, 0))
	p.scroll.Refresh()
}

// Offset returns how far the page is scrolled.
func (p *Pane) Offset() float32 { return p.scroll.Offset.Y }

// scrollTo scrolls within the page.
func (p *Pane) scrollTo(y float32) {
	most := max(0, p.paper.Size().Height-p.scroll.Size().Height)
	p.scroll.ScrollToOffset(fyne.NewPos(0, min(most, max(0, y))))
}

// FocusGained belongs to Fyne.
func (p *Pane) FocusGained() {}

// FocusLost belongs to Fyne.
func (p *Pane) FocusLost() {}

// TypedRune belongs to Fyne.
func (p *Pane) TypedRune(r rune) {
	if r != ' ' && p.OnRune != nil {
		p.OnRune(r)
	}
}

// TypedKey belongs to Fyne.
func (p *Pane) TypedKey(ev *fyne.KeyEvent) {
	page := max(lineHeight, p.scroll.Size().Height-2*lineHeight)
	switch y := p.Offset(); ev.Name {
	case fyne.KeyUp:
		p.scrollTo(y - 2*lineHeight)
	case fyne.KeyDown:
		p.scrollTo(y + 2*lineHeight)
	case fyne.KeyPageUp:
		p.scrollTo(y - page)
	case fyne.KeyPageDown, fyne.KeySpace:
		p.scrollTo(y + page)
	case fyne.KeyHome:
		p.scrollTo(0)
	case fyne.KeyEnd:
		p.scrollTo(p.paper.Size().Height)
	default:
		if p.OnKey != nil {
			p.OnKey(ev)
		}
	}
}

// CreateRenderer belongs to Fyne.
func (p *Pane) CreateRenderer() fyne.WidgetRenderer { return &paneRenderer{pane: p} }

type paneRenderer struct{ pane *Pane }

func (r *paneRenderer) Destroy()           {}
func (r *paneRenderer) MinSize() fyne.Size { return fyne.NewSize(160, 80) }
func (r *paneRenderer) Layout(s fyne.Size) { r.pane.scroll.Resize(s) }
func (r *paneRenderer) Refresh()           { r.pane.paper.Refresh() }
func (r *paneRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.pane.scroll}
}
