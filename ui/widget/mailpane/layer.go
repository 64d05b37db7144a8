package mailpane

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/mailview/page"
)

// layer is what scrolls: as large as the page, it draws nothing and takes the mouse. Its
// coordinates are those of the page times the zoom.
type layer struct {
	widget.BaseWidget
	view    *view
	pointer desktop.Cursor
	hovered [2]string // link and words under the pointer
	pressed bool
}

func newLayer(v *view) *layer {
	l := &layer{view: v, pointer: desktop.DefaultCursor}
	l.ExtendBaseWidget(l)
	return l
}

// Move is how every kind of scrolling arrives: wheel, bars, keys and code.
func (l *layer) Move(to fyne.Position) {
	l.BaseWidget.Move(to)
	l.view.moved(fyne.NewPos(-to.X, -to.Y))
}

// MinSize belongs to Fyne.
func (l *layer) MinSize() fyne.Size { return l.view.size() }

// CreateRenderer belongs to Fyne.
func (l *layer) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(l.view.pane.labels.texts)
}

func (l *layer) at(p fyne.Position) (x, y float64) {
	z := l.view.pane.zoom
	return float64(p.X) / z, float64(p.Y) / z
}

// MouseDown begins a selection, or with Shift goes on with it.
func (l *layer) MouseDown(e *desktop.MouseEvent) {
	p := l.view.pane
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p)
	}
	if l.view.sheet == nil || e.Button != desktop.MouseButtonPrimary {
		return
	}
	l.pressed = true
	at := l.view.sheet.Hit(l.at(e.Position))
	if e.Modifier&fyne.KeyModifierShift == 0 {
		p.anchor = at
	}
	p.selectTo(at)
}

// MouseUp follows a link, if nothing was selected.
func (l *layer) MouseUp(e *desktop.MouseEvent) {
	if !l.pressed {
		return
	}
	l.pressed = false
	p := l.view.pane
	if p.p.Select != nil {
		p.selected(e.AbsolutePosition, l.view.sheet, e.Position)
		return
	}
	if l.view.sheet == nil || !p.selection.Empty() || p.p.Link == nil {
		return
	}
	if target := l.view.sheet.LinkAt(l.at(e.Position)); target != "" {
		p.p.Link(target)
	}
}

// edge is how near to the end of the view a drag scrolls, and pull how far each time.
const (
	edge float32 = 12
	pull float32 = 24
)

// Dragged selects, and scrolls where the pointer leaves the view.
func (l *layer) Dragged(e *fyne.DragEvent) {
	v := l.view
	if v.sheet == nil || !l.pressed {
		return
	}
	v.pane.selectTo(v.sheet.Hit(l.at(e.Position)))
	inView := e.Position.Subtract(v.offset)
	size := v.scroll.Size()
	switch {
	case inView.Y < edge:
		v.scrollBy(0, -pull)
	case inView.Y > size.Height-edge:
		v.scrollBy(0, pull)
	}
}

// DragEnd belongs to Fyne.
func (l *layer) DragEnd() { l.pressed = false }

// DoubleTapped selects a word.
func (l *layer) DoubleTapped(e *fyne.PointEvent) {
	if l.view.sheet == nil {
		return
	}
	p := l.view.pane
	r := l.view.sheet.WordAt(l.view.sheet.Hit(l.at(e.Position)))
	p.anchor = r.From
	p.selectTo(r.To)
	if p.p.Select != nil {
		p.tell(e.AbsolutePosition, false)
	}
}

// TappedSecondary opens the context menu.
func (l *layer) TappedSecondary(e *fyne.PointEvent) {
	x, y := l.at(e.Position)
	l.view.pane.openMenu(x, y, e.AbsolutePosition)
}

// MouseIn belongs to Fyne.
func (l *layer) MouseIn(*desktop.MouseEvent) {}

// MouseOut belongs to Fyne.
func (l *layer) MouseOut() { l.hover("", "") }

// MouseMoved shows what is under the pointer: text, or a link.
func (l *layer) MouseMoved(e *desktop.MouseEvent) {
	if l.view.sheet == nil {
		l.pointer = desktop.DefaultCursor
		return
	}
	x, y := l.at(e.Position)
	target := l.view.sheet.LinkAt(x, y)
	if l.pointer = desktop.TextCursor; target != "" {
		l.pointer = desktop.PointerCursor
	}
	l.hover(target, l.view.sheet.TitleAt(x, y))
}

func (l *layer) hover(target, words string) {
	now := [2]string{target, words}
	if now == l.hovered {
		return
	}
	l.hovered = now
	if tell := l.view.pane.p.Hover; tell != nil {
		tell(target, words)
	}
}

// Cursor belongs to Fyne.
func (l *layer) Cursor() desktop.Cursor { return l.pointer }

// selectTo makes the selection reach from where it began to a place.
func (p *Pane) selectTo(at page.Pos) {
	p.selection = page.Between(p.anchor, at)
	p.view.repaint()
}
