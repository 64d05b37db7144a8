package message

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Document is the HTML body as tables and lines.
type Document struct {
	// Tables holds every table in the order of the document, nested ones after
	// the one they stand in.
	Tables []*Table
	// Lines holds the text, one line per block, table row or line break.
	Lines []string
	// Problem says why the HTML could only be read in part, empty if it was read whole.
	Problem string
}

// Table is one table.
type Table struct {
	Class  string
	Rows   []*Row
	Parent *Cell // the cell it stands in, nil for an outer table
}

// Row is one row of a table.
type Row struct {
	Class string
	Style string // style attribute and bgcolor, unparsed
	Cells []*Cell
	Table *Table
}

// Cell is one cell. Its text does not contain that of tables nested in it.
type Cell struct {
	Class, Style     string
	Head             bool // th
	ColSpan, RowSpan int  // at least 1
	Text             string
	// Parts are the pieces of the text by the class of the nearest element around
	// them inside the cell, "" where there is none.
	Parts []Part
	// Styles are the style and colour attributes of elements inside the cell.
	Styles []string
	Tables []*Table // nested
}

// Part is a piece of a cell's text.
type Part struct {
	Class string
	Text  string
}

// Own returns the text of the cell outside elements with a class.
func (c *Cell) Own() string { return c.Of("") }

// Of returns the text of the cell inside elements of the given class.
func (c *Cell) Of(class string) string {
	found := ""
	for _, p := range c.Parts {
		if p.Class != class || p.Text == "" {
			continue
		}
		if found != "" {
			found += "\n"
		}
		found += p.Text
	}
	return found
}

// Line returns the text of the cell in one line.
func (c *Cell) Line() string { return oneLine(c.Text) }

// Texts returns the cells' texts, each in one line.
func (r *Row) Texts() []string {
	out := make([]string, len(r.Cells))
	for i, c := range r.Cells {
		out[i] = c.Line()
	}
	return out
}

// parseDocument reads HTML. Trees deeper than the parser allows are read as text only.
func parseDocument(source string) (doc *Document) {
	doc = &Document{}
	b := builder{doc: doc}
	defer func() {
		if p := recover(); p != nil {
			doc = textOnly(source, fmt.Sprint(p))
		}
	}()
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return textOnly(source, err.Error())
	}
	b.node(root, place{})
	b.out.newline()
	doc.Lines = strings.Split(strings.TrimRight(b.out.String(), "\n"), "\n")
	if len(doc.Lines) == 1 && doc.Lines[0] == "" {
		doc.Lines = nil
	}
	return doc
}

// textOnly reads HTML as a stream of tokens: no tree, no tables.
func textOnly(source, problem string) *Document {
	doc := &Document{Problem: "the HTML is too deeply nested or broken: " + problem}
	var out flow
	skip := 0
	for z := html.NewTokenizer(strings.NewReader(source)); ; {
		switch z.Next() {
		case html.ErrorToken:
			out.newline()
			doc.Lines = strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
			return doc
		case html.TextToken:
			if skip == 0 {
				out.text(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			if a := atom.Lookup(name); a == atom.Style || a == atom.Script {
				skip++
			} else if block(a) || a == atom.Br {
				out.newline()
			} else if a == atom.Td || a == atom.Th {
				out.blank()
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if a := atom.Lookup(name); (a == atom.Style || a == atom.Script) && skip > 0 {
				skip--
			} else if block(a) {
				out.newline()
			}
		}
	}
}

// place is where in the document the builder stands.
type place struct {
	table *Table
	row   *Row
	cell  *cellFlow
	class string
	pre   bool
}

// cellFlow is a cell under construction.
type cellFlow struct {
	cell  *Cell
	all   flow
	parts []*partFlow
}

type partFlow struct {
	class string
	flow
}

func (c *cellFlow) part(class string) *partFlow {
	if n := len(c.parts); n > 0 && c.parts[n-1].class == class {
		return c.parts[n-1]
	}
	for _, p := range c.parts {
		if p.class == class {
			p.newline()
			return p
		}
	}
	p := &partFlow{class: class}
	c.parts = append(c.parts, p)
	return p
}

type builder struct {
	doc *Document
	out flow
}

func (b *builder) children(n *html.Node, at place) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.node(c, at)
	}
}

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
	switch n.DataAtom {
	case atom.Head, atom.Style, atom.Script, atom.Title, atom.Template, atom.Noscript:
		return
	case atom.Br:
		b.newline(at)
		return
	case atom.Hr:
		b.newline(at)
		return
	case atom.Table:
		b.table(n, at)
		return
	case atom.Tr:
		if at.table != nil {
			b.row(n, at)
			return
		}
	case atom.Td, atom.Th:
		if at.row != nil {
			b.cell(n, at)
			return
		}
	case atom.Pre:
		at.pre = true
	}
	class, style := attributes(n)
	if at.cell != nil {
		if class != "" {
			at.class = class
		}
		if style != "" {
			at.cell.cell.Styles = append(at.cell.cell.Styles, style)
		}
	}
	if block(n.DataAtom) {
		b.newline(at)
		b.children(n, at)
		b.newline(at)
		return
	}
	b.children(n, at)
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
	b.out.text(s)
	if at.cell != nil {
		at.cell.all.text(s)
		at.cell.part(at.class).text(s)
	}
}

func (b *builder) newline(at place) {
	b.out.newline()
	if at.cell != nil {
		at.cell.all.newline()
		if n := len(at.cell.parts); n > 0 {
			at.cell.parts[n-1].newline()
		}
	}
}

func (b *builder) table(n *html.Node, at place) {
	class, _ := attributes(n)
	t := &Table{Class: class}
	if at.cell != nil {
		t.Parent = at.cell.cell
		at.cell.cell.Tables = append(at.cell.cell.Tables, t)
		at.cell.all.newline()
	}
	b.doc.Tables = append(b.doc.Tables, t)
	b.out.newline()
	b.children(n, place{table: t, pre: at.pre})
	b.out.newline()
}

func (b *builder) row(n *html.Node, at place) {
	class, style := attributes(n)
	r := &Row{Class: class, Style: style, Table: at.table}
	at.table.Rows = append(at.table.Rows, r)
	b.out.newline()
	b.children(n, place{table: at.table, row: r, pre: at.pre})
	b.out.newline()
}

func (b *builder) cell(n *html.Node, at place) {
	class, style := attributes(n)
	c := &Cell{Class: class, Style: style, Head: n.DataAtom == atom.Th, ColSpan: span(n, "colspan"), RowSpan: span(n, "rowspan")}
	at.row.Cells = append(at.row.Cells, c)
	f := &cellFlow{cell: c}
	b.out.blank()
	b.children(n, place{table: at.table, row: at.row, cell: f, pre: at.pre})
	b.out.blank()
	c.Text = strings.Trim(f.all.String(), "\n")
	if len(f.parts) > 0 {
		c.Parts = make([]Part, len(f.parts))
		for i, p := range f.parts {
			c.Parts[i] = Part{Class: p.class, Text: strings.Trim(p.String(), "\n")}
		}
	}
}

func attributes(n *html.Node) (class, style string) {
	for _, a := range n.Attr {
		switch a.Key {
		case "class":
			class = a.Val
		case "style":
			style += a.Val + ";"
		case "bgcolor":
			style += "background-color:" + a.Val + ";"
		case "color":
			style += "color:" + a.Val + ";"
		}
	}
	return class, style
}

func span(n *html.Node, key string) int {
	for _, a := range n.Attr {
		if a.Key == key {
			if v, err := strconv.Atoi(strings.TrimSpace(a.Val)); err == nil && v > 0 && v <= 1000 {
				return v
			}
		}
	}
	return 1
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
