package layout

import (
	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/style"
)

// mostCaptions is how many captions of a table show.
const mostCaptions = 4

// tableRows are the parts of a table while it is built.
type tableRows struct {
	b                *builder
	t                *table
	style            *style.Style // of the table
	head, body, foot []rowSource
	columns          []*style.Style // of col elements, one for each column
	loose            []*dom.Node    // what stands outside rows
}

type rowSource struct {
	node         *dom.Node // nil for a row that the table was missing
	style, group *style.Style
	section      *dom.Node // tbody and so on, nil for none
	cells        []*dom.Node
}

// table makes the grid of a table box.
func (b *builder) table(bx *box) {
	t := &table{collapse: bx.style.Collapse}
	bx.table = t
	if !t.collapse {
		t.gapH, t.gapV = bx.style.SpacingH, bx.style.SpacingV
	}
	r := tableRows{b: b, t: t, style: bx.style}
	for _, n := range bx.node.Children {
		r.child(n)
	}
	r.flush()
	sources := append(append(r.head, r.body...), r.foot...)
	p := placer{b: b, t: t}
	end := 0 // of the section: cells do not reach out of it
	for i := range sources {
		if i == end {
			for end < len(sources) && sources[end].section == sources[i].section {
				end++
			}
			p.occupied = p.occupied[:0]
		}
		if !p.row(i, sources[i], end) {
			break
		}
	}
	t.settleColumns(r.columns, b.l.lim.Columns)
	if len(t.columns) == 0 { // nothing to keep apart
		t.gapH, t.gapV = 0, 0
	}
	t.resolveBorders(bx.style)
}

func (r *tableRows) child(n *dom.Node) {
	if n.Tag == "" {
		if !isBlank(n.Text) {
			r.loose = append(r.loose, n)
		}
		return
	}
	s := r.b.cascade.Compute(n, r.style)
	switch s.Display {
	case style.None:
	case style.Caption:
		if c := r.b.element(n, s); c != nil && len(r.t.captions) < mostCaptions {
			r.t.captions = append(r.t.captions, c)
		}
	case style.Column:
		r.addColumns(n, s)
	case style.ColumnGroup:
		r.columnGroup(n, s)
	case style.RowGroup, style.HeaderGroup, style.FooterGroup:
		r.flush()
		r.group(n, s)
	case style.Row:
		r.flush()
		r.add(&r.body, n, nil, nil, s)
	default:
		r.loose = append(r.loose, n)
	}
}

func (r *tableRows) columnGroup(n *dom.Node, s *style.Style) {
	cols := false
	for _, c := range n.Children {
		if c.Tag == "col" {
			r.addColumns(c, r.b.cascade.Compute(c, s))
			cols = true
		}
	}
	if !cols {
		r.addColumns(n, s)
	}
}

func (r *tableRows) addColumns(n *dom.Node, s *style.Style) {
	most := r.b.l.lim.Columns
	for range spanOf(n.Attr("span"), most) {
		if len(r.columns) < most {
			r.columns = append(r.columns, s)
		}
	}
}

func (r *tableRows) group(n *dom.Node, s *style.Style) {
	to := &r.body
	switch {
	case s.Display == style.RowGroup:
		r.t.hasBody = true
	case s.Display == style.HeaderGroup && r.head == nil:
		to = &r.head
	case s.Display == style.FooterGroup && r.foot == nil:
		to = &r.foot
	}
	var strays []*dom.Node
	flush := func() {
		if len(strays) > 0 {
			*to = append(*to, rowSource{style: anonymousRow(s), group: s, section: n, cells: strays})
			strays = nil
		}
	}
	for _, c := range n.Children {
		if c.Tag == "" {
			if !isBlank(c.Text) {
				strays = append(strays, c)
			}
			continue
		}
		cs := r.b.cascade.Compute(c, s)
		if cs.Display != style.Row && cs.Display != style.None {
			strays = append(strays, c)
			continue
		}
		flush()
		r.add(to, c, n, s, cs)
	}
	flush()
}

func (r *tableRows) add(to *[]rowSource, n, section *dom.Node, group, s *style.Style) {
	if len(r.head)+len(r.body)+len(r.foot) > r.b.l.lim.Rows {
		r.b.l.cuts.Add(limit.Rows)
		return
	}
	if s.Display != style.None {
		*to = append(*to, rowSource{node: n, style: s, group: group, section: section, cells: n.Children})
	}
}

// flush makes a row of what stands outside rows.
func (r *tableRows) flush() {
	if len(r.loose) > 0 {
		r.body = append(r.body, rowSource{style: anonymousRow(r.style), cells: r.loose})
		r.loose = nil
	}
}

func anonymousRow(p *style.Style) *style.Style {
	s := style.Anonymous(p, style.Row)
	s.VAlign = style.VMiddle
	return s
}

// placer puts cells onto the grid (HTML standard, "forming a table").
type placer struct {
	b        *builder
	t        *table
	occupied []int // rows that cells from above still take, by column
	column   int
	taken    []reach // by cells of the row at hand
}

type reach struct{ column, rows int }

// mostSpan is the largest colspan (HTML standard).
const mostSpan = 1000

// row places row i of a section that ends before row end; false once the grid is full.
func (p *placer) row(i int, source rowSource, end int) bool {
	r := &row{style: source.style, group: source.group, section: source.section, inBody: source.group == nil || source.group.Display == style.RowGroup}
	p.column, p.taken = 0, p.taken[:0]
	lim := p.b.l.lim
	var strays []*dom.Node
	flush := func() {
		if c := p.strayCell(strays, source.style); c != nil {
			p.place(r, c, i, 1, 1)
		}
		strays = nil
	}
	for _, n := range source.cells {
		if p.b.l.cells > lim.Cells {
			p.b.l.cuts.Add(limit.Cells)
			break
		}
		if n.Tag == "" {
			strays = append(strays, n)
			continue
		}
		s := p.b.cascade.Compute(n, source.style)
		if s.Display != style.Cell {
			if s.Display != style.None {
				strays = append(strays, n)
			}
			continue
		}
		c := p.b.element(n, s)
		if c == nil {
			continue
		}
		flush()
		span := spanOf(n.Attr("rowspan"), end-i)
		if n.Attr("rowspan") == "0" {
			span = end - i
		}
		p.place(r, c, i, span, spanOf(n.Attr("colspan"), mostSpan))
	}
	flush()
	for k := range p.occupied {
		p.occupied[k] = max(0, p.occupied[k]-1)
	}
	for _, t := range p.taken {
		p.occupied[t.column] = max(p.occupied[t.column], t.rows-1)
	}
	p.t.rows = append(p.t.rows, r)
	return p.b.l.cells <= lim.Cells
}

func (p *placer) place(r *row, b *box, i, rows, columns int) {
	for p.column < len(p.occupied) && p.occupied[p.column] > 0 {
		p.column++
	}
	most := p.b.l.lim.Columns
	if p.column >= most {
		p.b.l.cuts.Add(limit.Columns)
		return
	}
	columns = min(columns, most-p.column)
	for len(p.occupied) < p.column+columns {
		p.occupied = append(p.occupied, 0)
	}
	p.b.l.cells += columns
	r.cells = append(r.cells, &cell{box: b, row: i, column: p.column, rows: rows, columns: columns, spans: columns > 1})
	for k := range columns {
		p.taken = append(p.taken, reach{p.column + k, rows})
	}
	p.column += columns
}

// strayCell makes a cell of what stands in a row outside cells, nil if it is nothing.
func (p *placer) strayCell(nodes []*dom.Node, parent *style.Style) *box {
	something := false
	for _, n := range nodes {
		something = something || n.Tag != "" || !isBlank(n.Text)
	}
	if !something {
		return nil
	}
	s := style.Anonymous(parent, style.Cell)
	s.VAlign = parent.VAlign
	b := &box{style: s, isolated: true}
	p.b.cells++
	for _, n := range nodes {
		if k := p.b.box(n, s); k != nil {
			b.kids = append(b.kids, k)
		}
	}
	p.b.cells--
	b.settle()
	return b
}

func spanOf(v string, most int) int {
	if v == "" {
		return 1
	}
	return max(1, min(int(css.Bounded(css.LeadingNumber(v), 0, 1e6)), most))
}

// settleColumns drops the columns that exist only through spans, as browsers do.
func (t *table) settleColumns(styles []*style.Style, most int) {
	n := min(len(styles), most)
	for _, r := range t.rows {
		for _, c := range r.cells {
			n = max(n, c.column+1)
		}
	}
	for _, r := range t.rows {
		for _, c := range r.cells {
			c.columns = max(1, min(c.columns, n-c.column))
		}
	}
	t.columns = make([]column, n)
	for i := range t.columns {
		t.columns[i].merged = i >= len(styles)
	}
	for _, r := range t.rows {
		for _, c := range r.cells {
			t.columns[c.column].merged = false
		}
	}
	for i := range min(n, len(styles)) {
		t.columns[i].style = styles[i]
	}
}
