package layout

import (
	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/style"
)

// table is the grid of a table box.
type table struct {
	rows     []*row
	columns  []column
	captions []*box
	grid     [][]*cell // by row and column, of tables with collapsed borders

	collapse bool
	gapH     float64 // between cells, CSS pixels
	gapV     float64
	edges    [4]float64 // room that the border of the table takes
	hasBody  bool       // a tbody is there
	lines    []gridLine

	least, most float64
	widest      float64 // most, with room for columns in percent
	measured    bool

	top, height float64 // of the grid, without captions
}

type row struct {
	style   *style.Style
	group   *style.Style // of the section, nil for a row without one
	section *dom.Node
	cells   []*cell
	y, h    float64
	base    float64 // of the cells aligned on their baselines
	fixed   bool    // it or a cell has a height
	inBody  bool
}

type column struct {
	least, most float64
	percent     float64
	fixed       bool // a width in pixels was given
	x, w        float64
	style       *style.Style // of a col element, nil for none
	merged      bool         // no cell begins in it: it has no gap of its own
}

// gaps returns the room between columns, and beside them at both ends.
func (t *table) gaps(columns []column) (between, around float64) {
	n := 0
	for i := range columns {
		if !columns[i].merged {
			n++
		}
	}
	return t.gapH * float64(max(0, n-1)), t.gapH * float64(n+1)
}

type cell struct {
	box           *box
	row, column   int
	rows, columns int
	spans         bool          // it says that it spans columns, even if there are none
	edges         [4]style.Edge // its borders once conflicts are settled
	height        float64       // that the content needs
	base          float64
}

// end returns the row behind the last one of a cell.
func (t *table) end(c *cell) int { return min(len(t.rows), c.row+c.rows) }

// endColumn is end for columns.
func (t *table) endColumn(c *cell) int { return min(len(t.columns), c.column+c.columns) }

// inset returns what border and padding of a cell take on one side.
func (t *table) inset(c *cell, side int) float64 {
	w := c.edges[side].Width()
	if t.collapse {
		w /= 2
	}
	return w + c.box.style.Padding[side].Or0(0)
}

func (t *table) insets(c *cell, a, b int) float64 { return t.inset(c, a) + t.inset(c, b) }

// table lays out a table of a width.
func (l *layouter) table(b *box, w float64) {
	t, s := b.table, b.style
	l.measureTable(b)
	var pad [4]float64
	if !t.collapse {
		for side := range pad {
			pad[side] = s.Padding[side].Or0(0)
		}
	}
	y := l.captions(t, w, 0, false)
	t.top = y
	t.placeColumns(s, w, pad)
	for _, r := range t.rows {
		l.row(t, r)
	}
	l.spanRows(t)
	more := 0.0
	if v, ok := s.Height.Resolve(-1); ok {
		more = v - t.edges[style.Top] - t.edges[style.Bottom] - pad[style.Top] - pad[style.Bottom] - t.rowsHeight()
		t.stretch(more)
	}
	y += t.edges[style.Top] + pad[style.Top]
	if len(t.rows) > 0 {
		y += t.gapV
	}
	for _, r := range t.rows {
		r.y = y
		y += r.h + t.gapV
	}
	b.baseline = -1
	for _, r := range t.rows {
		t.placeCells(r)
		if b.baseline < 0 && len(r.cells) > 0 {
			b.baseline = r.cells[0].box.y + r.cells[0].base
		}
	}
	if len(t.rows) == 0 {
		y += max(0, more)
	}
	y += pad[style.Bottom] + t.edges[style.Bottom]
	t.height = y - t.top
	y = l.captions(t, w, y, true)
	b.w, b.h = w, css.Bounded(y, 0, l.lim.Height)
	t.collapsedLines()
}

// captions places the captions above or below the grid and returns what follows.
func (l *layouter) captions(t *table, w, y float64, below bool) float64 {
	for _, c := range t.captions {
		if c.style.CaptionBelow != below {
			continue
		}
		m := l.margins(c, w)
		l.block(c, max(0, w-m[style.Left]-m[style.Right]), -1, nil, 0, 0)
		c.x, c.y = m[style.Left], y+m[style.Top]
		y = c.y + c.h + m[style.Bottom]
	}
	return y
}

func (t *table) placeColumns(s *style.Style, w float64, pad [4]float64) {
	if len(t.columns) == 0 {
		return
	}
	_, gaps := t.gaps(t.columns)
	room := max(0, w-t.edges[style.Left]-t.edges[style.Right]-pad[style.Left]-pad[style.Right]-gaps)
	var widths []float64
	if isFixed(s) {
		widths = t.fixedWidths(room)
	} else {
		widths = distribute(t.columns, room)
	}
	x := t.edges[style.Left] + pad[style.Left] + t.gapH
	for i := range t.columns {
		if t.columns[i].merged {
			x -= t.gapH
		}
		t.columns[i].x, t.columns[i].w = x, widths[i]
		x += widths[i] + t.gapH
	}
	if s.RightToLeft { // the first column is at the right
		first, end := t.columns[0].x, x-t.gapH
		for i := range t.columns {
			t.columns[i].x = first + end - t.columns[i].x - t.columns[i].w
		}
	}
}

// span returns the columns of a cell from the left and right edge.
func (t *table) span(c *cell) (x0, x1 float64) {
	a, b := &t.columns[c.column], &t.columns[t.endColumn(c)-1]
	return min(a.x, b.x), max(a.x+a.w, b.x+b.w)
}

// cellWidth returns the width of the columns that a cell spans.
func (t *table) cellWidth(c *cell) float64 {
	if c.column >= len(t.columns) {
		return 0
	}
	x0, x1 := t.span(c)
	return x1 - x0
}

// row lays out the cells of a row and finds its height; cells over several rows come
// later.
func (l *layouter) row(t *table, r *row) {
	r.h, r.base, r.fixed = 0, 0, false
	if v, ok := r.style.Height.Resolve(-1); ok {
		r.h, r.fixed = v, true
	}
	below := 0.0
	for _, c := range r.cells {
		if !l.tick(1) {
			return
		}
		l.cell(t, c, t.cellWidth(c))
		if c.rows > 1 {
			continue
		}
		need, fixed := l.cellHeight(t, c)
		r.fixed = r.fixed || fixed
		r.h = max(r.h, need)
		if v := c.box.style.VAlign; v == style.Baseline || v >= style.Sub {
			r.base = max(r.base, c.base)
			below = max(below, c.height-c.base)
		}
	}
	if r.base > 0 {
		r.h = max(r.h, r.base+below)
	}
}

// cellHeight returns the height that a cell asks for, and whether it was given. In quirks
// mode it includes padding and border.
func (l *layouter) cellHeight(t *table, c *cell) (float64, bool) {
	v, ok := c.box.style.Height.Resolve(-1)
	if ok && !l.quirks && !c.box.style.BorderBox {
		v += t.insets(c, style.Top, style.Bottom)
	}
	return max(c.height, v), ok
}

// cell lays out the content of a cell of an outer width.
func (l *layouter) cell(t *table, c *cell, w float64) {
	b := c.box
	b.w, b.baseline, b.shifted, b.edges = w, -1, 0, &c.edges
	top, bottom := t.inset(c, style.Top), t.inset(c, style.Bottom)
	f := flow{
		x: t.inset(c, style.Left), y: top, w: max(0, w-t.insets(c, style.Left, style.Right)),
		high: -1, floats: &floats{}, cell: true,
	}
	var content float64
	if b.inline {
		content = l.paragraphOf(b).layout(l, b, f)
		if len(b.lines) > 0 {
			b.baseline = b.lines[0].base
		}
	} else {
		content = l.stack(b, f, 0, false)
	}
	content = max(content, f.floats.bottom()-top)
	c.height = content + top + bottom
	if c.base = b.baseline; c.base < 0 {
		c.base = c.height - bottom
	}
	b.h = c.height
}

// placeCells puts the cells of a row in place and their content where it is aligned.
func (t *table) placeCells(r *row) {
	for _, c := range r.cells {
		last := t.rows[t.end(c)-1]
		b := c.box
		if c.column < len(t.columns) {
			b.x, _ = t.span(c)
		}
		b.y, b.h = r.y, last.y+last.h-r.y
		free := max(0, b.h-c.height)
		shift := 0.0
		switch b.style.VAlign {
		case style.VMiddle:
			shift = free / 2
		case style.VBottom:
			shift = free
		case style.VTop:
		default:
			if c.rows == 1 && r.base > 0 {
				shift = min(free, max(0, r.base-c.base))
			}
		}
		b.moveContent(float64(int(shift)))
	}
}

// moveContent moves what is in a box down, to d below where it was laid out.
func (b *box) moveContent(d float64) {
	d, b.shifted = d-b.shifted, d
	if d == 0 {
		return
	}
	if !b.inline {
		for _, k := range b.kids {
			k.y += d
		}
		return
	}
	for i := range b.lines {
		b.lines[i].base += d
		for k := range b.lines[i].pieces {
			if inner := b.lines[i].pieces[k].box; inner != nil {
				inner.y += d
			}
		}
	}
	for _, k := range b.alone {
		k.y += d
	}
}
