package page

// Context is where a range stands: bytes From to To of the text of its cell or line. In a
// table Row holds the texts of the row's cells, one for each column, of which Column is
// that of the range.
type Context struct {
	Text     string
	From, To int
	Row      []string
	Column   int
}

// Context returns where a range stands. A range over several cells or lines counts as far
// as the one that it begins in.
func (p *Page) Context(r Range) Context {
	if r.From.Fragment < 0 || r.From.Fragment >= len(p.Fragments) {
		return Context{}
	}
	var c Context
	var around Range
	cell := p.Fragments[r.From.Fragment].Cell
	for cell >= 0 && p.Tables[p.Cells[cell].Table].Columns < 2 { // a table that only frames
		cell = p.Tables[p.Cells[cell].Table].Cell
	}
	if cell >= 0 && p.Cells[cell].First < p.Cells[cell].End && p.plainCell(cell) {
		in := p.Cells[cell]
		around = p.span(in.First, in.End)
		if rows := p.Rows(in.Table); in.Row < len(rows) {
			c.Row, c.Column = rows[in.Row], in.Column
		}
	} else {
		around = p.lineAround(r.From.Fragment)
	}
	if around.To.Before(r.To) {
		r.To = around.To
	}
	if r.From.Before(around.From) {
		r.From = around.From
	}
	c.Text = p.Text(around)
	c.From = min(len(c.Text), len(p.Text(Range{around.From, r.From})))
	c.To = min(len(c.Text), c.From+len(p.Text(r)))
	return c
}

// plainCell reports whether a cell holds no table of several cells: what stands in such a
// one is laid out by its table, and is no row of it.
func (p *Page) plainCell(cell int) bool {
	for i := range p.Tables {
		if p.Tables[i].Columns > 1 && p.Tables[i].Cell == cell {
			return false
		}
	}
	return true
}

// Step returns the end of the word after a place, or with a step back the begin of the word
// before it; the place itself where there is none.
func (p *Page) Step(at Pos, back bool) Pos {
	for i := at; i.Fragment >= 0 && i.Fragment < len(p.Fragments); {
		w := p.WordAt(i)
		word := !blank(p.Text(w)) && !p.Fragments[w.From.Fragment].Marker
		if !back && word && at.Before(w.To) {
			return w.To
		}
		if back && word && w.From.Before(at) {
			return w.From
		}
		if back {
			i = Pos{w.From.Fragment - 1, 0}
		} else {
			i = Pos{w.To.Fragment + 1, 0}
		}
	}
	return at
}
