package page

import (
	"strings"
)

// TableAt returns the table around a point that a person would copy: the innermost one
// with at least two rows and two columns. False if there is none.
func (p *Page) TableAt(x, y float64) (table int, ok bool) {
	best := -1
	for i, t := range p.Tables {
		if t.Rows > 1 && t.Columns > 1 && t.Rect.Has(x, y) {
			best = i // inner ones come later
		}
	}
	return best, best >= 0
}

// Rows returns the text of a table, row by row; a cell that spans columns leaves the
// others empty.
func (p *Page) Rows(table int) [][]string {
	t := p.Tables[table]
	rows := make([][]string, t.Rows)
	for i := range rows {
		rows[i] = make([]string, t.Columns)
	}
	for _, c := range p.Cells {
		if c.Table == table && c.Row < t.Rows && c.Column < t.Columns {
			rows[c.Row][c.Column] = strings.Join(strings.Fields(p.Text(p.span(c.First, c.End))), " ")
		}
	}
	return rows
}
