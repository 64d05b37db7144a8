package message

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// builder makes a Document of elements that open and close in the order of the
// text. It does not care whether a tree or the plain tokens drive it.
type builder struct {
	doc   *Document
	out   flow
	cells []Cell      // a slab: a report has hundreds, which live and die together
	rows  []Row       // the same
	sides []*Cell     // a slab for the cells of rows
	spare []*cellFlow // of cells that are closed

	mores  []more // slabs too
	styles []string
}

func newBuilder() *builder { return &builder{doc: &Document{}} }

func (b *builder) finish() *Document {
	b.out.newline()
	b.doc.Lines = b.out.lines()
	return b.doc
}

// place is where in the document the builder stands.
type place struct {
	table *Table
	row   *Row
	cell  *cellFlow
	class string
	pre   bool
	// hidden is set inside of what a style takes away: its text is no part of the document.
	hidden bool
}

// cellFlow is a cell under construction.
type cellFlow struct {
	cell *Cell
	// only is all of the text as long as one text that needs no change was met, and
	// blank that a blank followed: so most cells are a piece of the source.
	only  string
	blank bool
	all   flow
	// parts are the texts by class. As long as there is one class only, and no table
	// between, that part says what all says and is not written on its own.
	parts  []partFlow
	shared bool
}

type partFlow struct {
	class string
	flow
}

// run writes a text into the cell, as of a class. clean says that flow would not
// change it.
func (c *cellFlow) run(s, class string, clean bool) {
	if len(c.parts) == 0 {
		c.parts, c.shared = append(c.parts, partFlow{class: class}), true
		if clean && !c.all.inLine && len(c.all.b) == 0 {
			c.only = s
			return
		}
	}
	if c.only != "" && s == " " && c.parts[0].class == class {
		c.blank = true
		return
	}
	c.write()
	if c.shared && c.parts[0].class == class {
		c.all.text(s)
		return
	}
	c.part()
	c.all.text(s)
	c.of(class).text(s)
}

// write puts the only text where others follow it.
func (c *cellFlow) write() {
	if c.only == "" {
		return
	}
	c.all.word(c.only)
	if c.blank {
		c.all.blank()
	}
	c.only, c.blank = "", false
}

// part ends the sharing of the first part with all.
func (c *cellFlow) part() {
	c.write()
	if c.shared {
		c.parts[0].flow = c.all.copy()
		c.shared = false
	}
}

func (c *cellFlow) of(class string) *partFlow {
	n := len(c.parts)
	if n > 0 && c.parts[n-1].class == class {
		return &c.parts[n-1]
	}
	for i := range c.parts {
		if c.parts[i].class == class {
			c.parts[i].newline()
			return &c.parts[i]
		}
	}
	c.parts = append(c.parts, partFlow{class: class})
	return &c.parts[n]
}

func (c *cellFlow) newline() {
	c.write()
	c.all.newline()
	if n := len(c.parts); n > 0 && !c.shared {
		c.parts[n-1].newline()
	}
}

// role is what an element is to the document.
type role uint8

const (
	inline role = iota
	blocky
	aTable
	aRow
	aCell
	single  // br and hr: nothing stands in them
	skipped // nothing in them is shown
)

// attributes are those that readers judge by.
type attributes struct {
	class, style     string
	colSpan, rowSpan uint16 // 0 where there is none
	gone             bool   // the style takes the element away
}

// open begins an element and returns the place inside it.
func (b *builder) open(tag atom.Atom, has attributes, at place) (place, role) {
	at.hidden = at.hidden || has.gone
	switch tag {
	case atom.Head, atom.Style, atom.Script, atom.Title, atom.Template, atom.Noscript:
		return at, skipped
	case atom.Br, atom.Hr:
		b.newline(at)
		return at, single
	case atom.Table:
		return b.table(has, at), aTable
	case atom.Tr:
		if at.table != nil {
			return b.row(has, at), aRow
		}
	case atom.Td, atom.Th:
		if at.row != nil {
			return b.cell(tag, has, at), aCell
		}
	case atom.Pre:
		at.pre = true
	}
	if at.cell != nil {
		if has.class != "" {
			at.class = has.class
		}
		if has.style != "" {
			more := b.beside(at.cell.cell)
			if more.styles == nil {
				more.styles = b.style()
			}
			more.styles = append(more.styles, has.style)
		}
	}
	if block(tag) {
		b.newline(at)
		return at, blocky
	}
	return at, inline
}

// close ends the element that open began, with the place that it gave.
func (b *builder) close(as role, inside place) {
	switch as {
	case blocky:
		b.newline(inside)
	case aTable, aRow:
		b.out.newline()
	case aCell:
		b.out.blank()
		b.settle(inside.cell)
	}
}

// takenAway finds the styles by which nobody sees an element, whatever its surroundings.
var takenAway = regexp.MustCompile(`(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)\b`)

// hides reports whether a style takes its element away. Few styles hold any of the words.
func hides(style string) bool {
	if len(style) < len("mso-hide:all") {
		return false
	}
	for i := range len(style) {
		found := false
		switch style[i] {
		case 'n':
			found = strings.HasPrefix(style[i:], "none")
		case 'h':
			found = strings.HasPrefix(style[i:], "hid")
		case 'N':
			found = strings.HasPrefix(style[i:], "NONE") || strings.HasPrefix(style[i:], "None")
		case 'H':
			found = strings.HasPrefix(style[i:], "HID") || strings.HasPrefix(style[i:], "Hid")
		}
		if found {
			return takenAway.MatchString(style)
		}
	}
	return false
}

// node reads a tree.
func (b *builder) node(n *html.Node, at place) {
	switch n.Type {
	case html.TextNode:
		b.text(n.Data, at)
		return
	case html.DocumentNode:
		b.children(n, at)
		return
	case html.ElementNode:
	default:
		return
	}
	var has attributes
	for _, a := range n.Attr {
		has.add(a.Key, a.Val)
	}
	inside, as := b.open(n.DataAtom, has, at)
	if as == skipped || as == single {
		return
	}
	b.children(n, inside)
	b.close(as, inside)
}

func (b *builder) children(n *html.Node, at place) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.node(c, at)
	}
}

func (b *builder) text(s string, at place) {
	if at.cell == nil && at.table != nil && strings.TrimSpace(s) == "" {
		return // white space between rows and cells
	}
	if at.pre {
		for i, line := range strings.Split(s, "\n") {
			if i > 0 {
				b.newline(at)
			}
			b.run(line, at)
		}
		return
	}
	b.run(s, at)
}

func (b *builder) run(s string, at place) {
	if at.hidden {
		return
	}
	clean := s != "" && inOneLine(s)
	if clean {
		b.out.word(s)
	} else {
		b.out.text(s)
	}
	if at.cell != nil {
		at.cell.run(s, at.class, clean)
	}
}

func (b *builder) newline(at place) {
	b.out.newline()
	if at.cell != nil {
		at.cell.newline()
	}
}

func (b *builder) table(has attributes, at place) place {
	t := &Table{Class: has.class}
	if at.cell != nil {
		t.Parent = at.cell.cell
		more := b.beside(at.cell.cell)
		more.tables = append(more.tables, t)
		at.cell.part()
		at.cell.all.newline()
	}
	b.doc.Tables = append(b.doc.Tables, t)
	b.out.newline()
	return place{table: t, pre: at.pre, hidden: at.hidden}
}

func (b *builder) row(has attributes, at place) place {
	if len(b.rows) == cap(b.rows) {
		b.rows = make([]Row, 0, min(slab, 4+2*cap(b.rows)))
	}
	b.rows = append(b.rows, Row{Class: has.class, Style: has.style, Table: at.table})
	r := &b.rows[len(b.rows)-1]
	if n := len(at.table.Rows); n > 0 {
		r.Cells = b.room(len(at.table.Rows[n-1].Cells))
	}
	at.table.Rows = append(at.table.Rows, r)
	b.out.newline()
	return place{table: at.table, row: r, pre: at.pre, hidden: at.hidden}
}

// room returns room for the cells of a row, as many as the row above it has.
func (b *builder) room(n int) []*Cell {
	if n > slab {
		return make([]*Cell, 0, n)
	}
	if cap(b.sides)-len(b.sides) < n {
		b.sides = make([]*Cell, 0, min(4*slab, 4*(n+cap(b.sides))))
	}
	at := len(b.sides)
	b.sides = b.sides[:at+n]
	return b.sides[at : at : at+n]
}

// slab is how many cells and rows are made at a time once a report proves to have many.
const slab = 64

func (b *builder) cell(tag atom.Atom, has attributes, at place) place {
	if len(b.cells) == cap(b.cells) {
		b.cells = make([]Cell, 0, min(slab, 4+2*cap(b.cells)))
	}
	b.cells = append(b.cells, Cell{Class: has.class, Style: has.style, Head: tag == atom.Th, ColSpan: max(1, has.colSpan), RowSpan: max(1, has.rowSpan)})
	c := &b.cells[len(b.cells)-1]
	at.row.Cells = append(at.row.Cells, c)
	var f *cellFlow
	if n := len(b.spare); n > 0 {
		f, b.spare = b.spare[n-1], b.spare[:n-1]
	} else {
		f = &cellFlow{}
	}
	f.cell = c
	b.out.blank()
	return place{table: at.table, row: at.row, cell: f, pre: at.pre, hidden: at.hidden}
}

// beside returns what few cells have, made when it is asked for.
func (b *builder) beside(c *Cell) *more {
	if c.more == nil {
		if len(b.mores) == cap(b.mores) {
			b.mores = make([]more, 0, min(slab, 4+2*cap(b.mores)))
		}
		b.mores = append(b.mores, more{})
		c.more = &b.mores[len(b.mores)-1]
	}
	return c.more
}

// style returns room for one style, as most cells have that have any.
func (b *builder) style() []string {
	if len(b.styles) == cap(b.styles) {
		b.styles = make([]string, 0, min(slab, 4+2*cap(b.styles)))
	}
	n := len(b.styles)
	b.styles = b.styles[:n+1]
	return b.styles[n : n : n+1]
}

// settle gives a cell its text.
func (b *builder) settle(f *cellFlow) {
	if f.cell.Text = f.only; f.only == "" {
		f.cell.Text = f.all.String()
	}
	switch {
	case f.shared:
		f.cell.plain, f.cell.class = true, f.parts[0].class
	case len(f.parts) > 0:
		more := b.beside(f.cell)
		more.parts = make([]part, len(f.parts))
		for i := range f.parts {
			more.parts[i] = part{class: f.parts[i].class, text: f.parts[i].String()}
		}
	}
	f.all.reset()
	clear(f.parts)
	*f = cellFlow{all: f.all, parts: f.parts[:0]}
	b.spare = append(b.spare, f)
}

// add takes over an attribute that matters.
func (a *attributes) add(key, value string) {
	switch key {
	case "class":
		a.class = value
	case "style":
		a.style += value + ";"
		a.gone = a.gone || hides(value)
	case "bgcolor":
		a.style += "background-color:" + value + ";"
	case "color":
		a.style += "color:" + value + ";"
	case "colspan":
		a.colSpan = span(a.colSpan, value)
	case "rowspan":
		a.rowSpan = span(a.rowSpan, value)
	}
}

// span reads how far a cell reaches; the first sensible value counts.
func span(before uint16, value string) uint16 {
	if before != 0 {
		return before
	}
	if v, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && v > 0 && v <= 1000 {
		return uint16(v)
	}
	return 0
}

func block(a atom.Atom) bool {
	switch a {
	case atom.Div, atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Li,
		atom.Pre, atom.Blockquote, atom.Table, atom.Tr, atom.Section, atom.Article, atom.Header, atom.Footer,
		atom.Center, atom.Form, atom.Fieldset, atom.Dl, atom.Dt, atom.Dd, atom.Body, atom.Address:
		return true
	}
	return false
}
