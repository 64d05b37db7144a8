package paper

import (
	"runchecks/ui/words"
)

// Column of a table on paper: the id of its title, and its width in points.
type Column struct {
	Title string
	Width float64
}

// Cell is wrapped text in a style, or what draw puts there.
type Cell struct {
	Text  string
	Style Style
	Lines int // at most, 0 is 4
	Draw  func(x, y float64)
}

// How a cell can look.
var (
	CellInk   = Style{Size: 8, Colour: Ink}
	CellBold  = Style{Bold: true, Size: 8, Colour: Ink}
	CellDim   = Style{Size: 8, Colour: Dim}
	CellRed   = Style{Bold: true, Size: 8, Colour: Red}
	headWords = Style{Bold: true, Size: 7.5, Colour: Dim}
)

// Measures of a table, in points.
const (
	LineHeight = 10.0
	CellPad    = 4.0 // above and below the text of a row, and right of each cell
	headHeight = 17.0
)

// TableHead draws the titles of the columns.
func (p *Paper) TableHead(columns []Column) {
	p.Box(MarginX, p.Y, TextWidth, headHeight, Head)
	x := MarginX
	for _, c := range columns {
		p.Text(x+CellPad, p.Y+11.3, headWords, words.T(c.Title))
		x += c.Width
	}
	p.Y += headHeight
}

// TableRow draws a row of cells and, below them from column from on, a detail line
// in grey; a page break goes before the row, never through it.
func (p *Paper) TableRow(columns []Column, cells []Cell, from int, detail string) {
	lines := make([][]string, len(cells))
	most := 1
	for i, c := range cells {
		limit := c.Lines
		if limit == 0 {
			limit = 4
		}
		lines[i] = p.Wrap(c.Style, c.Text, columns[i].Width-2*CellPad, limit)
		most = max(most, len(lines[i]))
	}
	left := MarginX
	for _, c := range columns[:from] {
		left += c.Width
	}
	below := p.Wrap(CellDim, detail, MarginX+TextWidth-left-2*CellPad, 4)
	height := 2*CellPad + LineHeight*float64(most+len(below))
	p.Room(height)

	x := MarginX
	for i, c := range cells {
		for n, line := range lines[i] {
			p.Text(x+CellPad, p.Y+CellPad+LineHeight*float64(n)+7.6, c.Style, line)
		}
		if c.Draw != nil {
			c.Draw(x+CellPad, p.Y+CellPad-0.8)
		}
		x += columns[i].Width
	}
	for n, line := range below {
		p.Text(left+CellPad, p.Y+CellPad+LineHeight*float64(most+n)+7.6, CellDim, line)
	}
	p.Y += height
	p.Rule(p.Y, Faint)
}
