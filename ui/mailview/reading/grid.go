package reading

// grid lines up the cells of a table in columns.
type grid struct {
	limit int
	rows  []gridRow
	below []below // what cells above leave of each column
	wide  int     // columns in use
	short bool    // cells did not find a column
	late  []lateCell
}

// lateCell is a long text that stood beside several rows: it would stretch the
// first of them, so it follows below the last one, over the whole width.
type lateCell struct {
	after int // the row
	cell  Cell
}

// longBeside is how many bytes a text beside several rows may have.
const longBeside = 60

// gridRow is a row whose cells know their column.
type gridRow struct {
	cells []gridCell
	next  int // the column for the next cell
}

type gridCell struct {
	Cell
	column int
	keep   bool
}

// below is a cell that reaches into the rows below its own.
type below struct {
	rows int
	cell Cell // how it looks there: without text
}

// row begins a row.
func (g *grid) row() {
	g.endRow()
	g.rows = append(g.rows, gridRow{})
}

// endRow fills the columns that cells above still cover.
func (g *grid) endRow() {
	if len(g.rows) == 0 {
		return
	}
	g.covered(true)
}

// covered passes the columns that are taken by cells above; all of them at the
// end of the row.
func (g *grid) covered(all bool) {
	r := &g.rows[len(g.rows)-1]
	for r.next < len(g.below) {
		at := &g.below[r.next]
		if at.rows == 0 {
			if !all {
				return
			}
			r.next++
			continue
		}
		at.rows--
		if n := len(r.cells); n > 0 && r.cells[n-1].Text == "" && !r.cells[n-1].keep && r.cells[n-1].column+r.cells[n-1].Span == r.next {
			r.cells[n-1].Span++
		} else {
			empty := at.cell
			empty.Span = 1
			r.cells = append(r.cells, gridCell{Cell: empty, column: r.next})
		}
		r.next++
	}
}

// cell adds a cell to the row. One that is kept has something to say even
// without text.
func (g *grid) cell(c Cell, span, rows int, keep bool) {
	g.covered(false)
	r := &g.rows[len(g.rows)-1]
	if r.next >= g.limit {
		if c.Text != "" {
			g.short = true
			if n := len(r.cells); n > 0 && r.cells[n-1].Text != "" {
				r.cells[n-1].Text += "  " + c.Text
			} else if n > 0 {
				r.cells[n-1].Text = c.Text
			}
		}
		return
	}
	if rows > 1 && len(c.Text) > longBeside {
		g.late = append(g.late, lateCell{len(g.rows) + rows - 2, c})
		c.Text, keep = "", false
	}
	c.Span = min(span, g.limit-r.next)
	r.cells = append(r.cells, gridCell{Cell: c, column: r.next, keep: keep})
	end := r.next + c.Span
	if rows > 1 {
		for len(g.below) < end {
			g.below = append(g.below, below{})
		}
		empty := Cell{Background: c.Background, Colour: c.Colour}
		for i := r.next; i < end; i++ {
			g.below[i] = below{rows - 1, empty}
		}
	} else {
		for i := r.next; i < min(end, len(g.below)); i++ {
			g.below[i].rows = max(0, g.below[i].rows-1) // a wide cell over one from above
		}
	}
	r.next = end
	g.wide = max(g.wide, end)
}

// take returns the rows that say something, without the columns in which
// nothing begins, and empties the grid.
func (g *grid) take() ([]Block, bool) {
	g.endRow()
	used := make([]int, g.wide+1) // 1 where a cell begins, then how many columns stand before
	for i := range g.rows {
		for _, c := range g.rows[i].cells {
			if c.Text != "" || c.keep {
				used[c.column] = 1
			}
		}
	}
	before := 0
	for i := range used {
		used[i], before = before, before+used[i]
	}
	var blocks []Block
	for i := range g.rows {
		if block, ok := g.rows[i].block(used); ok {
			blocks = append(blocks, block)
		}
		for _, l := range g.late {
			if l.after == i || l.after > i && i == len(g.rows)-1 {
				l.cell.Span = max(before, 1)
				blocks = append(blocks, Block{Kind: Row, Cells: []Cell{l.cell}})
			}
		}
	}
	short := g.short
	*g = grid{limit: g.limit}
	return blocks, short
}

// block returns the row as a block, its cells in the columns that are used;
// false if it says nothing.
func (r *gridRow) block(used []int) (Block, bool) {
	b := Block{Kind: Row}
	bold, full := true, 0
	says := false
	for _, c := range r.cells {
		end := min(c.column+c.Span, len(used)-1)
		if c.column >= end {
			continue
		}
		span := used[end] - used[c.column]
		if span < 1 {
			continue
		}
		c.Span = span
		b.Cells = append(b.Cells, c.Cell)
		if c.Text != "" {
			full++
			bold = bold && c.Bold
		}
		says = says || c.Text != "" || c.keep
	}
	if bold && full >= minHeaders && full == len(b.Cells) {
		for i := range b.Cells {
			b.Cells[i].Header = true
		}
	}
	return b, says
}

// minHeaders is how many bold cells make a row a header where the mail does
// not call it one.
const minHeaders = 3
