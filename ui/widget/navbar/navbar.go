// Package navbar is the strip at the top of the window: the screens with their
// counts, a slot for the search field, and who is working. Which screens there
// are and what a count means, the application decides.
package navbar

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
)

// Item is one screen. A negative count shows none.
type Item struct {
	ID    string
	Title string
	Count int
}

const (
	height     float32 = 43
	pillHeight float32 = 29
	edge       float32 = 11
	badgeEdge  float32 = 6
	badgeHigh  float32 = 16
	badgeGap   float32 = 6
	searchMax  float32 = 340
	searchMin  float32 = 160
)

// Bar is the widget.
type Bar struct {
	widget.BaseWidget
	// OnSelect is told the id of the item that was pressed; nothing is shown as
	// selected until Select says so, because the application may refuse.
	OnSelect func(id string)

	// OnMore is told which items have no room, and where the sign for them is.
	OnMore func(rest []Item, at fyne.Position)

	items    []Item
	fit      int // how many of the items have room
	selected string
	role     string
	search   fyne.CanvasObject
	hover    int
	edges    []float32 // left and right of every item in turn
}

// New returns a bar. The search field may be nil.
func New(items []Item, search fyne.CanvasObject, selected func(id string)) *Bar {
	b := &Bar{items: append([]Item(nil), items...), search: search, OnSelect: selected, hover: -1}
	b.ExtendBaseWidget(b)
	return b
}

// SetItems replaces the items, for another role.
func (b *Bar) SetItems(items []Item) {
	b.items = append([]Item(nil), items...)
	b.Refresh()
}

// SetCount changes the count of one item.
func (b *Bar) SetCount(id string, n int) {
	for i := range b.items {
		if b.items[i].ID == id && b.items[i].Count != n {
			b.items[i].Count = n
			b.Refresh()
		}
	}
}

// Select shows an item as the open one.
func (b *Bar) Select(id string) {
	if b.selected != id {
		b.selected = id
		b.Refresh()
	}
}

// Selected returns the id of the open one.
func (b *Bar) Selected() string { return b.selected }

// SetRole changes the text at the right.
func (b *Bar) SetRole(role string) {
	if b.role != role {
		b.role = role
		b.Refresh()
	}
}

func (b *Bar) at(x float32) int {
	for i := range len(b.edges) / 2 {
		if 2*i+1 < len(b.edges) && x >= b.edges[2*i] && x < b.edges[2*i+1] {
			return i
		}
	}
	return -1
}

// Tapped belongs to Fyne.
func (b *Bar) Tapped(ev *fyne.PointEvent) {
	i := b.at(ev.Position.X)
	switch {
	case i < 0:
	case i < b.fit:
		if b.OnSelect != nil {
			b.OnSelect(b.items[i].ID)
		}
	case b.OnMore != nil:
		b.OnMore(append([]Item(nil), b.items[b.fit:]...), fyne.NewPos(b.edges[2*b.fit], height))
	}
}

// MouseIn belongs to Fyne.
func (b *Bar) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved belongs to Fyne.
func (b *Bar) MouseMoved(ev *desktop.MouseEvent) {
	if i := b.at(ev.Position.X); i != b.hover {
		b.hover = i
		b.Refresh()
	}
}

// MouseOut belongs to Fyne.
func (b *Bar) MouseOut() { b.hover = -1; b.Refresh() }

// CreateRenderer belongs to Fyne.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{bar: b, back: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil), pill: canvas.NewRectangle(nil), role: ink.NewLine(theme.SmallSize, false), more: ink.NewLine(theme.TextSize, false)}
	r.pill.CornerRadius = 5
	return r
}

type tab struct {
	title *ink.Line
	badge *canvas.Rectangle
	count *ink.Line
}

type renderer struct {
	bar              *Bar
	back, line, pill *canvas.Rectangle
	role             *ink.Line
	more             *ink.Line // in place of the items that have no room
	tabs             []tab
}
