package layout

import (
	"slices"

	"runchecks/ui/mailview/style"
)

// rank orders lines of collapsed borders of the same width (CSS 2.2, 17.6.2.1).
var rank = [...]int{
	style.NoLine: 0, style.Inset: 1, style.Groove: 2, style.Outset: 3, style.Ridge: 4, style.Dotted: 5, style.Dashed: 6, style.Solid: 7,
	style.Double: 8, style.Hidden: 9,
}

// stronger returns the edge that wins where two meet; a wins ties.
func stronger(a, b style.Edge) style.Edge {
	switch {
	case a.Line == style.Hidden || b.Line == style.Hidden:
		return style.Edge{Line: style.Hidden}
	case b.Line == style.NoLine:
		return a
	case a.Line == style.NoLine:
		return b
	case b.Wide > a.Wide || b.Wide == a.Wide && rank[b.Line] > rank[a.Line]:
		return b
	}
	return a
}

// resolveBorders gives every cell the borders that it is drawn with.
func (t *table) resolveBorders(s *style.Style) {
	if !t.collapse {
		for side := range t.edges {
			t.edges[side] = s.Border[side].Width()
		}
		for _, r := range t.rows {
			for _, c := range r.cells {
				c.edges = c.box.style.Border
			}
		}
		return
	}
	t.fillGrid()
	for _, r := range t.rows {
		for _, c := range r.cells {
			for side := range c.edges {
				c.edges[side] = t.collapsed(r, c, side, s)
			}
		}
	}
	// The table itself takes half of its widest outer edge.
	for side := range t.edges {
		for _, r := range t.rows {
			for _, c := range r.cells {
				if t.outer(c, side) {
					t.edges[side] = max(t.edges[side], c.edges[side].Width()/2)
				}
			}
		}
	}
}

func (t *table) fillGrid() {
	t.grid = make([][]*cell, len(t.rows))
	for i := range t.grid {
		t.grid[i] = make([]*cell, len(t.columns))
	}
	for _, r := range t.rows {
		for _, c := range r.cells {
			for y := c.row; y < t.end(c); y++ {
				for x := c.column; x < t.endColumn(c); x++ {
					if t.grid[y][x] == nil {
						t.grid[y][x] = c
					}
				}
			}
		}
	}
}

// outer reports whether a side of a cell is an edge of the table.
func (t *table) outer(c *cell, side int) bool {
	switch side {
	case style.Top:
		return c.row == 0
	case style.Bottom:
		return t.end(c) == len(t.rows)
	case style.Left:
		return c.column == 0
	}
	return t.endColumn(c) == len(t.columns)
}

// neighbour returns the cell beyond a side that is not outer, nil for a gap.
func (t *table) neighbour(c *cell, side int) *cell {
	switch side {
	case style.Top:
		return t.grid[c.row-1][c.column]
	case style.Bottom:
		return t.grid[t.end(c)][c.column]
	case style.Left:
		return t.grid[c.row][c.column-1]
	}
	return t.grid[c.row][t.endColumn(c)]
}

// collapsed settles the conflict at one side of a cell: cells win over rows, those over
// groups, those over the table, the earlier cell over the later.
func (t *table) collapsed(r *row, c *cell, side int, s *style.Style) style.Edge {
	e := c.box.style.Border[side]
	outer := t.outer(c, side)
	if !outer {
		if n := t.neighbour(c, side); n != nil {
			other := n.box.style.Border[(side+2)%4]
			if side == style.Top || side == style.Left {
				e = stronger(other, e)
			} else {
				e = stronger(e, other)
			}
		}
	}
	if side == style.Top || side == style.Bottom || outer {
		e = stronger(e, r.style.Border[side])
		if r.group != nil && (outer || t.groupEdge(c, side)) {
			e = stronger(e, r.group.Border[side])
		}
	}
	if outer {
		e = stronger(e, s.Border[side])
	}
	return e
}

// groupEdge reports whether a side of a cell is an edge of its group of rows.
func (t *table) groupEdge(c *cell, side int) bool {
	section := t.rows[c.row].section
	switch side {
	case style.Top:
		return c.row == 0 || t.rows[c.row-1].section != section
	case style.Bottom:
		return t.end(c) == len(t.rows) || t.rows[t.end(c)].section != section
	}
	return false
}

// gridLine is a piece of collapsed border.
type gridLine struct {
	x0, y0, x1, y1 float64
	edge           style.Edge
	horizontal     bool
}

// collapsedLines makes the pieces, each edge of the grid once.
func (t *table) collapsedLines() {
	t.lines = t.lines[:0]
	if !t.collapse || len(t.columns) == 0 || len(t.rows) == 0 {
		return
	}
	cells := 0
	for _, r := range t.rows {
		cells += len(r.cells)
	}
	t.lines = slices.Grow(t.lines, 2*cells+len(t.rows)+len(t.columns))
	for _, r := range t.rows {
		for _, c := range r.cells {
			x0, y0 := c.box.x, c.box.y
			x1, y1 := x0+t.cellWidth(c), y0+c.box.h
			add := func(side int, ax, ay, bx, by float64) {
				if e := c.edges[side]; e.Width() > 0 {
					t.lines = append(t.lines, gridLine{ax, ay, bx, by, e, side == style.Top || side == style.Bottom})
				}
			}
			add(style.Top, x0, y0, x1, y0)
			if t.outer(c, style.Bottom) || !t.drawnBelow(c) {
				add(style.Bottom, x0, y1, x1, y1)
			}
			add(style.Left, x0, y0, x0, y1)
			if t.outer(c, style.Right) || !t.drawnBehind(c) {
				add(style.Right, x1, y0, x1, y1)
			}
		}
	}
}

// drawnBelow reports whether the cells below draw the whole edge that they share with c.
func (t *table) drawnBelow(c *cell) bool {
	y := t.end(c)
	for x := c.column; x < t.endColumn(c); x++ {
		if n := t.grid[y][x]; n == nil || n.row != y || n.edges[style.Top].Width() == 0 {
			return false
		}
	}
	return true
}

// drawnBehind is drawnBelow for the cells to the right.
func (t *table) drawnBehind(c *cell) bool {
	x := t.endColumn(c)
	for y := c.row; y < t.end(c); y++ {
		if n := t.grid[y][x]; n == nil || n.column != x || n.edges[style.Left].Width() == 0 {
			return false
		}
	}
	return true
}
