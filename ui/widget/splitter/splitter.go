// Package splitter is the border between two panes: a line, no handle, that is dragged, moved
// by arrow keys, and put back by a double click or Home. What stands in the panes, and whether
// where the border is outlasts the program, is the screen's.
package splitter

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/keyboard"
	"runchecks/ui/words"
)

const (
	thick   float32 = 1  // of the line
	grab    float32 = 7  // of what the pointer can hold, over the edges of both panes
	keyStep float32 = 16 // that an arrow key moves the border
)

// Split is two panes with a border between them. It is a container of Fyne and no widget:
// programs that read windows aloud go into containers alone.
type Split struct {
	// OnMove is told that a person moved the border, OnReset that it is to be where it
	// belongs; with OnReset nil it goes back to where it was at first.
	OnMove, OnReset func()

	offset, began float64 // the share of the first pane, 0 to 1
	box           *fyne.Container
	first, second fyne.CanvasObject
	upright       bool // the panes stand side by side
	border        *border
	line          *canvas.Rectangle
}

// Beside puts two panes side by side; offset is the share of the first, 0 to 1.
func Beside(left, right fyne.CanvasObject, offset float64) *Split {
	return made(left, right, offset, true)
}

// Above puts one pane above another.
func Above(top, bottom fyne.CanvasObject, offset float64) *Split {
	return made(top, bottom, offset, false)
}

func made(first, second fyne.CanvasObject, offset float64, upright bool) *Split {
	s := &Split{offset: offset, began: offset, first: first, second: second, upright: upright, line: canvas.NewRectangle(color.Transparent)}
	s.border = &border{split: s}
	s.border.ExtendBaseWidget(s.border)
	s.box = container.New(panes{s}, first, second, s.line, s.border)
	return s
}

// Content returns what to show.
func (s *Split) Content() *fyne.Container { return s.box }

// Offset is the share of the first pane as a person or the screen set it.
func (s *Split) Offset() float64 { return s.offset }

// SetOffset moves the border.
func (s *Split) SetOffset(offset float64) {
	if s.offset != offset {
		s.offset = offset
		s.arrange()
	}
}

// arrange lays the panes out where they are; nothing in them is drawn anew.
func (s *Split) arrange() { s.box.Layout.Layout(s.box.Objects, s.box.Size()) }

// Border is what has the keyboard while arrow keys move the border.
func (s *Split) Border() fyne.Focusable { return s.border }

// length of the split along the way that the border is moved.
func (s *Split) length(size fyne.Size) float32 {
	if s.upright {
		return size.Width
	}
	return size.Height
}

// firstLength is the length of the first pane: its share, as long as both keep their least
// size; where both cannot, its share alone counts.
func (s *Split) firstLength(size fyne.Size) float32 {
	whole := max(0, s.length(size)-thick)
	want := float32(s.offset) * whole
	least, most := s.length(s.first.MinSize()), whole-s.length(s.second.MinSize())
	if least <= most {
		want = min(max(want, least), most)
	}
	return min(max(want, 0), whole)
}

// moveBy moves the border by so much.
func (s *Split) moveBy(by float32) {
	size := s.box.Size()
	whole := s.length(size) - thick
	if whole <= 0 {
		return
	}
	s.SetOffset(float64(min(max((s.firstLength(size)+by)/whole, 0), 1)))
	if s.OnMove != nil {
		s.OnMove()
	}
}

func (s *Split) reset() {
	if s.OnReset != nil {
		s.OnReset()
		return
	}
	s.SetOffset(s.began)
	if s.OnMove != nil {
		s.OnMove()
	}
}

// panes lays a split out.
type panes struct{ s *Split }

// Layout belongs to fyne.Layout.
func (p panes) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	s := p.s
	both := s.first.Visible() && s.second.Visible()
	ink.Show(s.border, both)
	ink.Show(s.line, both)
	if !both {
		ink.Place(s.first, 0, 0, size.Width, size.Height)
		ink.Place(s.second, 0, 0, size.Width, size.Height)
		return
	}
	at, wide := s.firstLength(size), thick
	colour := theme.Get(theme.Line)
	if s.border.focused || s.border.hovered {
		colour, wide = theme.Get(theme.Accent), 2*thick
	}
	ink.Fill(s.line, colour)
	if s.upright {
		ink.Place(s.first, 0, 0, at, size.Height)
		ink.Place(s.line, at, 0, wide, size.Height)
		ink.Place(s.second, at+thick, 0, size.Width-at-thick, size.Height)
		ink.Place(s.border, at-(grab-thick)/2, 0, grab, size.Height)
		return
	}
	ink.Place(s.first, 0, 0, size.Width, at)
	ink.Place(s.line, 0, at, size.Width, wide)
	ink.Place(s.second, 0, at+thick, size.Width, size.Height-at-thick)
	ink.Place(s.border, 0, at-(grab-thick)/2, size.Width, grab)
}

// MinSize belongs to fyne.Layout.
func (p panes) MinSize([]fyne.CanvasObject) fyne.Size {
	a, b := p.s.first.MinSize(), p.s.second.MinSize()
	if p.s.upright {
		return fyne.NewSize(a.Width+thick+b.Width, max(a.Height, b.Height))
	}
	return fyne.NewSize(max(a.Width, b.Width), a.Height+thick+b.Height)
}

// border is what the pointer holds and the keyboard moves. It draws nothing itself.
type border struct {
	widget.BaseWidget
	split            *Split
	focused, hovered bool
}

// AccessibilityLabel says what it is to those who do not see it.
func (b *border) AccessibilityLabel() string { return words.T("widget.border") }

// AccessibilityRole belongs to fyne.Accessible.
func (b *border) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer belongs to Fyne.
func (b *border) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}

// Cursor belongs to Fyne.
func (b *border) Cursor() desktop.Cursor {
	if b.split.upright {
		return desktop.HResizeCursor
	}
	return desktop.VResizeCursor
}

// Dragged belongs to Fyne.
func (b *border) Dragged(ev *fyne.DragEvent) {
	if b.split.upright {
		b.split.moveBy(ev.Dragged.DX)
		return
	}
	b.split.moveBy(ev.Dragged.DY)
}

// DragEnd belongs to Fyne.
func (b *border) DragEnd() {}

// DoubleTapped belongs to Fyne.
func (b *border) DoubleTapped(*fyne.PointEvent) { b.split.reset() }

// MouseIn belongs to Fyne.
func (b *border) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.split.arrange() }

// MouseMoved belongs to Fyne.
func (b *border) MouseMoved(*desktop.MouseEvent) {}

// MouseOut belongs to Fyne.
func (b *border) MouseOut() { b.hovered = false; b.split.arrange() }

// FocusGained belongs to Fyne.
func (b *border) FocusGained() { b.focused = true; b.split.arrange() }

// FocusLost belongs to Fyne.
func (b *border) FocusLost() { b.focused = false; b.split.arrange() }

// TypedKey moves the border by arrow keys; Home puts it back.
func (b *border) TypedKey(ev *fyne.KeyEvent) {
	less, more := fyne.KeyUp, fyne.KeyDown
	if b.split.upright {
		less, more = fyne.KeyLeft, fyne.KeyRight
	}
	switch ev.Name {
	case less:
		b.split.moveBy(-keyStep)
	case more:
		b.split.moveBy(keyStep)
	case fyne.KeyHome:
		b.split.reset()
	default:
		keyboard.Pass(b, ev)
	}
}

// TypedRune belongs to Fyne.
func (b *border) TypedRune(r rune) { keyboard.PassRune(b, r) }

// TypedShortcut belongs to Fyne.
func (b *border) TypedShortcut(s fyne.Shortcut) { keyboard.PassShortcut(b, s) }
