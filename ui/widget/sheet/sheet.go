// Package sheet is a list whose rows are as high as what stands in them: the objects of a run,
// two runs side by side. It draws the rows in view alone. What stands in a row is its owner's.
package sheet

import (
	"image/color"

	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/pen"
	"runchecks/ui/widget/tooltip"
)

// Sheet is the widget. Its functions are set before it is first shown; Height and Draw have to
// be there.
type Sheet struct {
	widget.BaseWidget
	// Height is how high a row is in a width; it is asked of every row and must be fast.
	Height func(row int, width float32) float32
	// Draw draws a row whose upper left corner is at 0, y.
	Draw func(p *pen.Pen, row int, y, width float32)
	// OnSelect is told that a row was pressed, OnMenu where a menu is wanted, in canvas
	// coordinates; OnHover gets the full text of what is cut under the pointer, "" for none.
	OnSelect func(row int)
	OnMenu   func(row int, at fyne.Position)
	OnHover  func(full string)
	// OnKey and OnRune get what is typed while the sheet has the focus, OnFocus that it has.
	OnKey   func(ev *fyne.KeyEvent, mods fyne.KeyModifier)
	OnRune  func(r rune)
	OnFocus func(focused bool)
	// Turn runs what a press of the mouse asks for; nil just runs it.
	Turn func(do func())

	length   int
	selected int
	focused  bool
	tops     []float32 // of the rows, and the end of the last
	width    float32   // that they are for
	body     *body
	scroll   *container.Scroll
	inner    fyne.CanvasObject // the scroller, flat
	line     *canvas.Rectangle // at the top, while the sheet has the keyboard
}

// New returns an empty sheet.
func New() *Sheet {
	s := &Sheet{selected: -1}
	s.ExtendBaseWidget(s)
	s.body = newBody(s)
	s.scroll = container.NewVScroll(s.body)
	s.inner, s.line = theme.Flat(s.scroll), canvas.NewRectangle(color.Transparent)
	s.scroll.OnScrolled = func(fyne.Position) { s.body.Refresh() }
	return s
}

// Set shows so many rows, of which one is selected, -1 for none. What stands in them may be new.
func (s *Sheet) Set(length, selected int) {
	s.length, s.selected = max(0, length), selected
	if selected >= s.length {
		s.selected = -1
	}
	s.tops = nil
	s.arrange()
	s.reveal()
}

// Selected returns the selected row, -1 for none.
func (s *Sheet) Selected() int { return s.selected }

// Focused reports whether the sheet has the keyboard.
func (s *Sheet) Focused() bool { return s.focused }

// ContentHeight is how high all rows are in a width.
func (s *Sheet) ContentHeight(width float32) float32 {
	s.measure(width)
	return s.tops[len(s.tops)-1]
}

// PageRows is how many rows are about a page.
func (s *Sheet) PageRows() int {
	if s.length == 0 || len(s.tops) == 0 || s.tops[len(s.tops)-1] == 0 {
		return 1
	}
	return max(1, int(s.scroll.Size().Height/(s.tops[len(s.tops)-1]/float32(s.length))))
}

func (s *Sheet) measure(width float32) {
	if len(s.tops) == s.length+1 && s.width == width {
		return
	}
	s.width = width
	s.tops = make([]float32, s.length+1)
	for i := range s.length {
		s.tops[i+1] = s.tops[i] + s.Height(i, width)
	}
}

// arrange lets the scroller learn how high the rows are and draws those in view.
func (s *Sheet) arrange() {
	view := s.scroll.Size()
	height := s.ContentHeight(view.Width)
	s.body.Resize(fyne.NewSize(view.Width, max(height, view.Height)))
	if most := max(0, height-view.Height); s.scroll.Offset.Y > most {
		s.scroll.ScrollToOffset(fyne.NewPos(0, most))
	}
	s.scroll.Refresh()
	s.body.Refresh()
}

// reveal brings the selected row into view.
func (s *Sheet) reveal() {
	view := s.scroll.Size().Height
	if s.selected < 0 || view <= 0 || len(s.tops) != s.length+1 {
		return
	}
	top, end, y := s.tops[s.selected], s.tops[s.selected+1], s.scroll.Offset.Y
	switch {
	case top < y || end-top > view:
		y = top
	case end > y+view:
		y = end - view
	default:
		return
	}
	s.scroll.ScrollToOffset(fyne.NewPos(0, y))
}

// row returns the row at a height, -1 for none.
func (s *Sheet) row(y float32) int {
	i := sort.Search(len(s.tops), func(i int) bool { return s.tops[i] > y }) - 1
	if i < 0 || i >= s.length {
		return -1
	}
	return i
}

// Focus asks the window for the keyboard.
func (s *Sheet) Focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil && c.Focused() != fyne.Focusable(s) {
		c.Focus(s)
	}
}

// FocusGained belongs to Fyne.
func (s *Sheet) FocusGained() { s.focus(true) }

// FocusLost belongs to Fyne.
func (s *Sheet) FocusLost() { s.focus(false) }

func (s *Sheet) focus(yes bool) {
	s.focused = yes
	s.body.Refresh()
	s.showLine()
	if s.OnFocus != nil {
		s.OnFocus(yes)
	}
}

// focusLine is how high the line is that says where the keyboard is.
const focusLine float32 = 2

func (s *Sheet) showLine() {
	ink.Fill(s.line, theme.Get(theme.Accent))
	ink.Place(s.line, 0, 0, s.Size().Width, focusLine)
	ink.Show(s.line, s.focused)
}

// TypedKey belongs to Fyne.
func (s *Sheet) TypedKey(ev *fyne.KeyEvent) {
	if s.OnKey != nil {
		s.OnKey(ev, keyboard.Held())
		return
	}
	keyboard.Pass(s, ev)
}

// TypedRune belongs to Fyne.
func (s *Sheet) TypedRune(r rune) {
	if s.OnRune != nil {
		s.OnRune(r)
		return
	}
	keyboard.PassRune(s, r)
}

// MinSize belongs to Fyne.
func (s *Sheet) MinSize() fyne.Size { return fyne.NewSize(80, 24) }

// CreateRenderer belongs to Fyne.
func (s *Sheet) CreateRenderer() fyne.WidgetRenderer { return &sheetRenderer{s} }

type sheetRenderer struct{ s *Sheet }

func (r *sheetRenderer) Destroy()           {}
func (r *sheetRenderer) MinSize() fyne.Size { return r.s.MinSize() }
func (r *sheetRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.s.inner, r.s.line}
}
func (r *sheetRenderer) Layout(size fyne.Size) {
	r.s.inner.Resize(size)
	r.s.showLine()
	r.s.arrange()
	r.s.reveal()
}

func (r *sheetRenderer) Refresh() {
	r.s.tops = nil
	r.Layout(r.s.Size())
}

// body is what scrolls.
type body struct {
	widget.BaseWidget
	s   *Sheet
	pen pen.Pen
}

func newBody(s *Sheet) *body {
	b := &body{s: s}
	b.ExtendBaseWidget(b)
	return b
}

// Tapped belongs to Fyne.
func (b *body) Tapped(ev *fyne.PointEvent) {
	do := b.pen.Pressed(ev.Position)
	if row := b.s.row(ev.Position.Y); do == nil && row >= 0 && b.s.OnSelect != nil {
		do = func() { b.s.OnSelect(row) }
	}
	b.s.Focus()
	if do == nil {
		return
	}
	if b.s.Turn != nil {
		b.s.Turn(do)
	} else {
		do()
	}
}

// TappedSecondary belongs to Fyne.
func (b *body) TappedSecondary(ev *fyne.PointEvent) {
	if row := b.s.row(ev.Position.Y); row >= 0 && b.s.OnMenu != nil {
		b.s.OnMenu(row, ev.AbsolutePosition)
	}
}

// MouseIn belongs to Fyne.
func (b *body) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved belongs to Fyne.
func (b *body) MouseMoved(ev *desktop.MouseEvent) {
	tooltip.Follow(b, ev)
	if b.s.OnHover != nil {
		b.s.OnHover(b.pen.Full(ev.Position))
	}
}

// MouseOut belongs to Fyne.
func (b *body) MouseOut() {
	if b.s.OnHover != nil {
		b.s.OnHover("")
	}
}

// CreateRenderer belongs to Fyne.
func (b *body) CreateRenderer() fyne.WidgetRenderer { return &bodyRenderer{b} }

type bodyRenderer struct{ b *body }

func (r *bodyRenderer) Destroy()                     {}
func (r *bodyRenderer) Layout(fyne.Size)             { r.draw() }
func (r *bodyRenderer) MinSize() fyne.Size           { return fyne.NewSize(0, r.high()) }
func (r *bodyRenderer) Objects() []fyne.CanvasObject { return r.b.pen.Objects() }
func (r *bodyRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.b)
}

func (r *bodyRenderer) high() float32 {
	if t := r.b.s.tops; len(t) > 0 {
		return t[len(t)-1]
	}
	return 0
}

// draw draws the rows in view: a line under each, a ground and a bar of the selected one.
func (r *bodyRenderer) draw() {
	s := r.b.s
	p := &r.b.pen
	p.Begin()
	width := s.width
	from, to := s.scroll.Offset.Y, s.scroll.Offset.Y+s.scroll.Size().Height
	if len(s.tops) != s.length+1 {
		p.End()
		return
	}
	for i := max(0, s.row(from)); i < s.length && s.tops[i] < to; i++ {
		y, h := s.tops[i], s.tops[i+1]-s.tops[i]
		if i == s.selected {
			ground, bar := theme.Get(theme.Sel), theme.Get(theme.SelBar)
			if !s.focused {
				ground, bar = theme.Get(theme.SelIdle), theme.Get(theme.Field)
			}
			p.Fill(0, y, width, h, ground)
			p.Fill(0, y, 3, h, bar)
		}
		p.Fill(0, y+h-1, width, 1, theme.Get(theme.Line))
		s.Draw(p, i, y, width)
	}
	p.End()
}
