package export

import "runchecks/ui/words"

// column of a table on paper: the id of its title, and its width in points.
type column struct {
	title string
	width float64
}

// cell is wrapped text in a style, or what draw puts there.
type cell struct {
	text  string
	style style
	lines int // at most, 0 is 4
	draw  func(x, y float64)
}

var (
	cellInk   = style{size: 8, colour: ink}
	cellBold  = style{bold: true, size: 8, colour: ink}
	cellDim   = style{size: 8, colour: dim}
	cellRed   = style{bold: true, size: 8, colour: red}
	headWords = style{bold: true, size: 7.5, colour: dim}
)

const (
	lineHeight = 10.0
	cellPad    = 4.0 // above and below the text of a row, and right of each cell
	headHeight = 17.0
)

// tableHead draws the titles of the columns.
func (p *paper) tableHead(columns []column) {
	p.box(marginX, p.y, textWidth, headHeight, head)
	x := marginX
	for _, c := range columns {
		p.text(x+cellPad, p.y+11.3, headWords, words.T(c.title))
		x += c.width
	}
	p.y += headHeight
}

// tableRow draws a row of cells and, below them from column from on, a detail line
// in grey; a page break goes before the row, never through it.
func (p *paper) tableRow(columns []column, cells []cell, from int, detail string) {
	lines := make([][]string, len(cells))
	most := 1
	for i, c := range cells {
		limit := c.lines
		if limit == 0 {
			limit = 4
		}
		lines[i] = p.wrap(c.style, c.text, columns[i].width-2*cellPad, limit)
		most = max(most, len(lines[i]))
	}
	left := marginX
	for _, c := range columns[:from] {
		left += c.width
	}
	below := p.wrap(cellDim, detail, marginX+textWidth-left-2*cellPad, 4)
	height := 2*cellPad + lineHeight*float64(most+len(below))
	p.room(height)

	x := marginX
	for i, c := range cells {
		for n, line := range lines[i] {
			p.text(x+cellPad, p.y+cellPad+lineHeight*float64(n)+7.6, c.style, line)
		}
		if c.draw != nil {
			c.draw(x+cellPad, p.y+cellPad-0.8)
		}
		x += columns[i].width
	}
	for n, line := range below {
		p.text(left+cellPad, p.y+cellPad+lineHeight*float64(most+n)+7.6, cellDim, line)
	}
	p.y += height
	p.rule(p.y, faint)
}
