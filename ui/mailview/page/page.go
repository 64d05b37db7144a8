package page

import (
	"image/color"
	"math"
	"slices"

	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/text"
)

// Page is a mail laid out for one width. It does not change and may be read by several
// goroutines.
type Page struct {
	W, H      float64 // W is at least the width asked for
	Paper     color.NRGBA
	Items     []Item // in the order of painting
	Fragments []Fragment
	Cells     []Cell
	Tables    []Table
	Links     []Link
	Titles    []Title
	Cuts      []limit.Cut
	Remote    map[string]int // pictures that were not loaded, by host

	itemBands, fragmentBands bands
}

// Fragment is a piece of text in reading order.
type Fragment struct {
	Rect      Rect
	Text      string
	Word      text.Shaped // without glyphs for a bullet
	Colour    color.NRGBA
	Separator string // what stands between the fragment before and this one in copied text
	Link      string
	Spacing   float64 // between letters
	Cell      int     // in Page.Cells, the innermost; -1 outside tables
	Marker    bool    // the bullet or number of a list item
}

// Cell is a cell of a table. Its text is the fragments from First to before End.
type Cell struct {
	Rect               Rect
	Table, Row, Column int
	Columns            int // it spans
	First, End         int
}

// Table is a table.
type Table struct {
	Rect          Rect
	Cell          int // it stands in; -1 outside tables
	Rows, Columns int
}

// Link is a place other than text that leads somewhere, such as a picture.
type Link struct {
	Rect   Rect
	Target string
}

// Title is what a cell says of itself beside its content: what a browser shows while
// the pointer rests on it.
type Title struct {
	Rect  Rect
	Words string
}

// bandHeight is the height of the strips that items are found by, in CSS pixels.
const bandHeight = 256

// bands lists by strip what touches it, in order.
type bands [][]int32

func newBands(height float64, n int, rect func(i int) Rect) bands {
	b := make(bands, max(1, int(height)/bandHeight+1))
	for i := range n {
		r := rect(i)
		from, to := b.at(r.Y-2), b.at(r.Bottom()+2)
		for k := from; k <= to; k++ {
			b[k] = append(b[k], int32(i))
		}
	}
	return b
}

func (b bands) at(y float64) int { return max(0, min(len(b)-1, int(y)/bandHeight)) }

// each calls f for what may touch y0 to y1, each once, in order.
func (b bands) each(y0, y1 float64, f func(i int)) {
	if len(b) == 0 {
		return
	}
	from, to := b.at(y0), b.at(y1)
	if from == to {
		for _, i := range b[from] {
			f(int(i))
		}
		return
	}
	next := make([]int, to-from+1)
	for {
		best := int32(math.MaxInt32)
		for k := from; k <= to; k++ {
			if n := next[k-from]; n < len(b[k]) {
				best = min(best, b[k][n])
			}
		}
		if best == math.MaxInt32 {
			return
		}
		for k := from; k <= to; k++ {
			if n := next[k-from]; n < len(b[k]) && b[k][n] == best {
				next[k-from]++
			}
		}
		f(int(best))
	}
}

// Index ends the making of a page; what is asked by place needs it.
func (p *Page) Index() {
	p.itemBands = newBands(p.H, len(p.Items), func(i int) Rect { return p.Items[i].Rect })
	p.fragmentBands = newBands(p.H, len(p.Fragments), func(i int) Rect { return p.Fragments[i].Rect })
}

// Size returns width and height.
func (p *Page) Size() (w, h float64) { return p.W, p.H }

// Background returns the colour of the paper.
func (p *Page) Background() color.NRGBA { return p.Paper }

// Visible calls f for the items that touch the strip from y0 to y1, in the order of
// painting.
func (p *Page) Visible(y0, y1 float64, f func(*Item)) {
	p.itemBands.each(y0, y1, func(i int) {
		if r := p.Items[i].Rect; r.Y <= y1 && r.Bottom() >= y0 {
			f(&p.Items[i])
		}
	})
}

// TitleAt returns what the innermost cell there says of itself, "" for nothing.
func (p *Page) TitleAt(x, y float64) string {
	for _, t := range slices.Backward(p.Titles) {
		if t.Rect.Has(x, y) {
			return t.Words
		}
	}
	return ""
}

// LinkAt returns where a click would lead, "" for nowhere.
func (p *Page) LinkAt(x, y float64) string {
	target := ""
	p.fragmentBands.each(y, y, func(i int) {
		if f := &p.Fragments[i]; f.Link != "" && f.Rect.Has(x, y) {
			target = f.Link
		}
	})
	if target != "" {
		return target
	}
	if i := slices.IndexFunc(p.Links, func(l Link) bool { return l.Rect.Has(x, y) }); i >= 0 {
		return p.Links[i].Target
	}
	return ""
}
