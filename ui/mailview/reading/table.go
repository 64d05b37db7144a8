package reading

import (
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// maxSpan bounds the rows and columns a cell of a mail may cover.
const maxSpan = 1000

// tableRow is a row as the mail has it.
type tableRow struct {
	look  look
	head  bool
	cells []tableCell
}

// tableCell is a cell as the mail has it.
type tableCell struct {
	node       *node
	look       look
	span, rows int
	strip      bool // has a colour of its own that may be all it says
}

// tableIn adds a table to the flow or, where the flow is that of a page, to
// the page.
func (b *builder) tableIn(n *node, l look, f *flow) {
	if !n.filled {
		return
	}
	if f.flat {
		b.tableAsLines(n, l, f)
		return
	}
	b.flush(f)
	b.tableAsRows(n, l, f)
}

// rows returns the rows of a table that are to be seen. Captions go to the flow.
func (b *builder) rows(n *node, l look, head bool, f *flow) []tableRow {
	var rows []tableRow
	for _, c := range n.children {
		if c.text != "" {
			continue
		}
		inner, _, seen := b.styled(c, l)
		if !seen {
			continue
		}
		switch {
		case section(c.tag):
			rows = append(rows, b.rows(c, inner, c.tag == atom.Thead, f)...)
		case c.tag == atom.Tr:
			rows = append(rows, b.row(c, inner, head))
		case c.tag == atom.Caption:
			f.paragraph()
			b.inside(c, inner, f)
			f.paragraph()
		case c.tag == atom.Form:
			rows = append(rows, b.rows(c, inner, head, f)...)
		}
	}
	return rows
}

func (b *builder) row(n *node, l look, head bool) tableRow {
	row := tableRow{look: l, head: head}
	for _, c := range n.children {
		if c.tag == atom.Form {
			row.cells = append(row.cells, b.row(c, l, head).cells...)
			continue
		}
		if c.tag != atom.Td && c.tag != atom.Th {
			continue
		}
		inner, change, seen := b.styled(c, l)
		if !seen {
			continue
		}
		row.cells = append(row.cells, tableCell{
			node: c, look: inner, span: number(c, "colspan"), rows: number(c, "rowspan"),
			strip: change.hasGround && vivid(change.ground) && change.ground != l.ground,
		})
	}
	return row
}

// number reads how many rows or columns a cell covers.
func number(n *node, key string) int {
	v, err := strconv.Atoi(strings.TrimSpace(n.get(key)))
	if err != nil || v < 1 {
		return 1
	}
	return min(v, maxSpan)
}

// filled returns the cells of a row that hold something.
func (r *tableRow) filled() []tableCell {
	var cells []tableCell
	for _, c := range r.cells {
		if c.node.filled {
			cells = append(cells, c)
		}
	}
	return cells
}

// tableAsRows adds a table to the page. Cells that are there only to place
// other tables or running text give way to what they hold.
func (b *builder) tableAsRows(n *node, l look, f *flow) {
	rows := b.rows(n, l, false, f)
	b.flush(f)
	single := true
	for i := range rows {
		single = single && len(rows[i].filled()) <= 1
	}
	g := &grid{limit: b.limits.Columns}
	for i := range rows {
		row := &rows[i]
		filled := row.filled()
		if len(filled) == 1 && (filled[0].node.tabled || single && filled[0].node.rich) || len(filled) > 1 && sideBySide(filled) {
			b.addGrid(g)
			for _, c := range filled {
				b.inside(c.node, c.look, f)
				b.flush(f)
			}
			continue
		}
		g.row()
		for _, c := range row.cells {
			cell := cellOf(b.linesOf(c), c.look)
			cell.Header = c.node.tag == atom.Th || row.head
			g.cell(cell, c.span, c.rows, c.strip)
		}
	}
	b.addGrid(g)
}

// linesOf returns what a cell holds as lines.
func (b *builder) linesOf(c tableCell) []line {
	f := &flow{flat: true}
	b.inside(c.node, c.look, f)
	return f.take()
}

// maxBeside bounds the rows a table inside of a cell may have to be shown in
// that cell, beside others.
const maxBeside = 12

// sideBySide reports a row of cells that hold tables too large to stand beside
// each other.
func sideBySide(cells []tableCell) bool {
	for _, c := range cells {
		if c.node.tabled && countRows(c.node, 0) > maxBeside {
			return true
		}
	}
	return false
}

func countRows(n *node, found int) int {
	for _, c := range n.children {
		if found > maxBeside {
			break
		}
		if c.tag == atom.Tr && c.filled {
			found++
		}
		found = countRows(c, found)
	}
	return found
}

// tableAsLines adds the rows of a table inside a cell, each as a line.
func (b *builder) tableAsLines(n *node, l look, f *flow) {
	f.end()
	rows := b.rows(n, l, false, f)
	for i := range rows {
		for j, c := range rows[i].filled() {
			if j > 0 && f.open {
				f.last(c.look).text = append(f.last(c.look).text, ' ')
				f.put(' ', c.look)
			}
			b.inside(c.node, c.look, f)
		}
		f.end()
	}
}

// addGrid adds the rows of a grid to the page and empties it.
func (b *builder) addGrid(g *grid) {
	blocks, short := g.take()
	b.page.Shortened = b.page.Shortened || short
	if len(blocks) == 0 {
		return
	}
	b.tables++
	for i := range blocks {
		blocks[i].Table = b.tables
	}
	b.add(blocks...)
}
