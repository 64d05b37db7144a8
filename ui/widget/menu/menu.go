// Package menu is the one menu of the window: that of the bar, of a row, of a button. It opens
// over the window at a place, is worked by keys and by the pointer, and closes before what
// was chosen runs. What stands in it, and whether it can be done now, is told to it.
package menu

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Item is a line of a menu. One without a label is a line between others.
type Item struct {
	Label string
	Key   string // at the right: how it is typed elsewhere
	// Letter chooses it while the menu is open, small; 0 for none.
	Letter rune
	// Count stands behind the label, 0 for none; Bad says that something of it is bad.
	Count int
	Bad   bool
	// Off is true while it cannot be done; it can be chosen all the same, to hear why.
	Off     bool
	Checked bool
	Run     func()
	Items   []Item // a menu beside it; Run is not called then
}

// separates reports whether the item is a line between others.
func (i Item) separates() bool { return i.Label == "" }

// Menu is an open menu. It covers the window: what is pressed beside it closes it.
type Menu struct {
	widget.BaseWidget
	over   fyne.Canvas
	back   fyne.Focusable // what had the keyboard before
	closed func()
	levels []*level
}

// Show opens a menu with its left upper corner at a place of the canvas, or where there is
// room for it. closed is called when it is closed, and may be nil.
func Show(c fyne.Canvas, items []Item, at fyne.Position, closed func()) *Menu {
	m := &Menu{over: c, back: c.Focused(), closed: closed}
	m.ExtendBaseWidget(m)
	m.levels = []*level{newLevel(m, tidy(items), at)}
	c.Overlays().Add(m)
	m.Resize(c.Size())
	m.place()
	c.Focus(m)
	return m
}

// tidy leaves out lines at the ends, and one of two that follow each other.
func tidy(items []Item) (out []Item) {
	for _, it := range items {
		if it.separates() && (len(out) == 0 || out[len(out)-1].separates()) {
			continue
		}
		out = append(out, it)
	}
	if n := len(out); n > 0 && out[n-1].separates() {
		out = out[:n-1]
	}
	return out
}

// Items are the lines of the menu, without those of menus beside it.
func (m *Menu) Items() []Item { return m.levels[0].items }

// Visible belongs to Fyne: it reports whether the menu is open.
func (m *Menu) Visible() bool { return len(m.levels) > 0 }

// Close closes the menu and gives the keyboard back.
func (m *Menu) Close() {
	if len(m.levels) == 0 {
		return
	}
	m.levels = nil
	m.over.Overlays().Remove(m)
	if m.back != nil {
		m.over.Focus(m.back)
	}
	if m.closed != nil {
		m.closed()
	}
}

// last is the level that has the keyboard.
func (m *Menu) last() *level { return m.levels[len(m.levels)-1] }

// place lays the levels out in the canvas.
func (m *Menu) place() {
	for _, l := range m.levels {
		l.place(m.Size())
	}
	canvas.Refresh(m)
}

// cut closes the levels above one.
func (m *Menu) cut(to int) {
	if len(m.levels) > to+1 {
		m.levels = m.levels[:to+1]
		canvas.Refresh(m)
	}
}

// open opens the menu beside an item of the last level.
func (m *Menu) open(l *level, at int, first bool) {
	m.cut(l.depth(m))
	it := l.items[at]
	if len(it.Items) == 0 {
		return
	}
	right := l.box.Position().AddXY(l.box.Size().Width-overlap, l.body.top(at)-l.box.Offset.Y-edgeY)
	beside := newLevel(m, tidy(it.Items), right)
	beside.left = l.box.Position().X + overlap
	if first {
		beside.body.hot = beside.next(-1, 1)
	}
	m.levels = append(m.levels, beside)
	m.place()
}

// choose does what an item says.
func (m *Menu) choose(l *level, at int) {
	if at < 0 || at >= len(l.items) || l.items[at].separates() {
		return
	}
	it := l.items[at]
	if len(it.Items) > 0 {
		m.open(l, at, true)
		return
	}
	m.Close()
	if it.Run != nil {
		it.Run()
	}
}

// TypedKey belongs to Fyne.
func (m *Menu) TypedKey(ev *fyne.KeyEvent) {
	if len(m.levels) == 0 {
		return
	}
	l := m.last()
	switch ev.Name {
	case fyne.KeyEscape:
		if len(m.levels) > 1 {
			m.cut(len(m.levels) - 2)
			return
		}
		m.Close()
	case fyne.KeyF10, desktop.KeyMenu:
		m.Close()
	case fyne.KeyLeft:
		m.cut(max(0, len(m.levels)-2))
	case fyne.KeyRight:
		if l.body.hot >= 0 {
			m.open(l, l.body.hot, true)
		}
	case fyne.KeyDown:
		l.point(l.next(l.body.hot, 1))
	case fyne.KeyUp:
		l.point(l.next(l.body.hot, -1))
	case fyne.KeyHome:
		l.point(l.next(-1, 1))
	case fyne.KeyEnd:
		l.point(l.next(len(l.items), -1))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.choose(l, l.body.hot)
	}
}

// TypedRune chooses what has the letter, else goes to the next item that begins with it.
func (m *Menu) TypedRune(r rune) {
	if len(m.levels) == 0 || r == ' ' {
		return
	}
	l, r := m.last(), unicode.ToLower(r)
	for i, it := range l.items {
		if it.Letter == r {
			m.choose(l, i)
			return
		}
	}
	for step := range l.items {
		at := (max(l.body.hot, -1) + 1 + step) % len(l.items)
		for _, first := range l.items[at].Label {
			if unicode.ToLower(first) == r {
				l.point(at)
				return
			}
			break
		}
	}
}

// FocusGained belongs to Fyne.
func (m *Menu) FocusGained() {}

// FocusLost belongs to Fyne.
func (m *Menu) FocusLost() {}

// Tapped closes the menu: it was pressed beside it.
func (m *Menu) Tapped(*fyne.PointEvent) { m.Close() }

// TappedSecondary belongs to Fyne.
func (m *Menu) TappedSecondary(*fyne.PointEvent) { m.Close() }

// Resize belongs to Fyne: the window may become smaller while the menu is open.
func (m *Menu) Resize(size fyne.Size) {
	m.BaseWidget.Resize(size)
	m.place()
}

// CreateRenderer belongs to Fyne.
func (m *Menu) CreateRenderer() fyne.WidgetRenderer { return &menuRenderer{m} }

type menuRenderer struct{ m *Menu }

func (r *menuRenderer) Destroy()           {}
func (r *menuRenderer) Layout(fyne.Size)   {}
func (r *menuRenderer) MinSize() fyne.Size { return fyne.NewSize(0, 0) }
func (r *menuRenderer) Refresh() {
	for _, l := range r.m.levels {
		l.body.Refresh()
	}
}

func (r *menuRenderer) Objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, l := range r.m.levels {
		all = append(all, l.frame, l.box)
	}
	return all
}

// level is one of the menus beside each other.
type level struct {
	menu  *Menu
	items []Item
	at    fyne.Position
	left  float32 // where it stands instead if there is no room at the right
	frame *canvas.Rectangle
	box   *container.Scroll
	body  *body
}

func newLevel(m *Menu, items []Item, at fyne.Position) *level {
	l := &level{menu: m, items: items, at: at, left: -1, frame: canvas.NewRectangle(nil)}
	l.frame.CornerRadius, l.frame.StrokeWidth = 8, 1
	l.body = newBody(l)
	l.box = container.NewVScroll(l.body)
	return l
}

// depth is how many levels stand before it.
func (l *level) depth(m *Menu) int {
	for i, other := range m.levels {
		if other == l {
			return i
		}
	}
	return len(m.levels) - 1
}

// place lays the level out: at its place, or where the window has room.
func (l *level) place(room fyne.Size) {
	need := l.body.MinSize()
	size := fyne.NewSize(min(need.Width, room.Width-2*margin), min(need.Height, room.Height-2*margin))
	x, y := l.at.X, l.at.Y
	if x+size.Width > room.Width-margin {
		if l.left >= 0 {
			x = l.left - size.Width
		} else {
			x = room.Width - margin - size.Width
		}
	}
	x, y = max(margin, x), max(margin, min(y, room.Height-margin-size.Height))
	l.frame.Move(fyne.NewPos(x, y))
	l.frame.Resize(size)
	l.box.Move(fyne.NewPos(x, y))
	l.box.Resize(size)
}

// next is the item after or before one that can be pointed at.
func (l *level) next(from, by int) int {
	for i := from + by; i >= 0 && i < len(l.items); i += by {
		if !l.items[i].separates() {
			return i
		}
	}
	return from
}

// point moves to an item and has it in view.
func (l *level) point(at int) {
	if at < 0 || at >= len(l.items) {
		return
	}
	l.menu.cut(l.depth(l.menu))
	l.body.hot = at
	top, high := l.body.top(at), l.box.Size().Height
	switch {
	case top < l.box.Offset.Y+edgeY:
		l.box.ScrollToOffset(fyne.NewPos(0, max(0, top-edgeY)))
	case top+rowHigh > l.box.Offset.Y+high-edgeY:
		l.box.ScrollToOffset(fyne.NewPos(0, top+rowHigh-high+edgeY))
	}
	l.body.Refresh()
}
