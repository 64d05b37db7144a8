package layout

import (
	"strings"

	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/style"
)

// table paints a table whose corner is at x, y.
func (e *emitter) table(b *box, x, y float64) {
	t, s := b.table, b.style
	for _, c := range t.captions {
		if !c.style.CaptionBelow {
			e.box(c, x, y)
		}
	}
	grid := page.Rect{X: x, Y: y + t.top, W: b.w, H: t.height}
	edges := s.Border
	if t.collapse {
		edges = [4]style.Edge{}
	}
	e.frame(s, grid, &edges, true, true)
	me := len(e.page.Tables)
	e.page.Tables = append(e.page.Tables, page.Table{Rect: grid, Cell: e.cell, Rows: len(t.rows), Columns: len(t.columns)})
	for _, r := range t.rows {
		e.rowBackground(r, x, y)
	}
	for i, r := range t.rows {
		e.row(t, r, me, i, x, y)
	}
	for _, g := range t.lines {
		e.gridLine(g, x, y)
	}
	for _, c := range t.captions {
		if c.style.CaptionBelow {
			e.box(c, x, y)
		}
	}
}

// row paints the cells of a row, with tabs between their texts, so that copied rows become
// columns in a spreadsheet.
func (e *emitter) row(t *table, r *row, table, at int, x, y float64) {
	e.separate()
	before, tabs := e.separator, 0 // since the last text
	for n, c := range r.cells {
		if n > 0 {
			tabs++
			e.separator = before + strings.Repeat("\t", tabs)
		}
		texts := len(e.page.Fragments)
		e.tableCell(t, r, c, table, at, x, y)
		if len(e.page.Fragments) > texts {
			before, tabs = "", 0
		}
	}
	e.separator = "\n"
}

// rowBackground paints the backgrounds of a row and its group cell by cell, so that the
// room between them shows the table.
func (e *emitter) rowBackground(r *row, x, y float64) {
	if r.style.Invisible {
		return
	}
	for _, s := range []*style.Style{r.group, r.style} {
		if s == nil || s.Background.A == 0 {
			continue
		}
		for _, c := range r.cells {
			e.add(page.Item{Kind: page.Fill, Rect: page.Rect{X: x + c.box.x, Y: y + c.box.y, W: c.box.w, H: c.box.h}, Colour: faded(s.Background, s.Opacity)})
		}
	}
}

func (e *emitter) tableCell(t *table, r *row, c *cell, table, at int, x, y float64) {
	under, outer := e.under, e.cell
	for _, s := range []*style.Style{r.group, r.style} {
		if s != nil && s.Background.A > 0 && !r.style.Invisible {
			e.under = over(faded(s.Background, s.Opacity), e.under)
		}
	}
	b := c.box
	edges := c.edges
	if t.collapse {
		edges = [4]style.Edge{}
	}
	e.cell = len(e.page.Cells)
	me := e.cell
	e.page.Cells = append(e.page.Cells, page.Cell{
		Rect: page.Rect{X: x + b.x, Y: y + b.y, W: b.w, H: b.h}, Table: table, Row: at, Column: c.column, Columns: c.columns, First: len(e.page.Fragments),
	})
	x, y = x+b.x, y+b.y
	e.title(b, e.page.Cells[me].Rect)
	e.frame(b.style, e.page.Cells[me].Rect, &edges, true, true)
	e.content(b, x, y)
	e.page.Cells[me].End = len(e.page.Fragments)
	e.under, e.cell = under, outer
}

// titleLength bounds what a cell says of itself, in bytes.
const titleLength = 500

// title notes what a cell says of itself beside its content.
func (e *emitter) title(b *box, r page.Rect) {
	if b.node == nil || b.style.Invisible {
		return
	}
	words := strings.Join(strings.Fields(b.node.Attr("title")), " ")
	if words == "" {
		return
	}
	if len(words) > titleLength {
		words = strings.ToValidUTF8(words[:titleLength], "") + "…"
	}
	e.page.Titles = append(e.page.Titles, page.Title{Rect: r, Words: words})
}

// gridLine paints a piece of collapsed border, half on each side of the grid.
func (e *emitter) gridLine(g gridLine, x, y float64) {
	w := g.edge.Width()
	it := page.Item{Kind: page.Border, Colour: g.edge.Colour, Line: g.edge.Line, Wide: w, Horizontal: g.horizontal}
	if g.horizontal {
		it.Rect = page.Rect{X: x + g.x0 - w/2, Y: y + g.y0 - w/2, W: g.x1 - g.x0 + w, H: w}
	} else {
		it.Rect = page.Rect{X: x + g.x0 - w/2, Y: y + g.y0 - w/2, W: w, H: g.y1 - g.y0 + w}
	}
	e.add(it)
}
