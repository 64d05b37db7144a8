package message

import (
	"fmt"
	"slices"
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

// Cell is one cell. Its text does not contain that of tables nested in it. A report
// has hundreds, so what few cells have stands apart.
type Cell struct {
	Class, Style     string
	Text             string
	ColSpan, RowSpan uint16 // at least 1
	Head             bool   // th

	plain bool   // all of the text is of one class
	class string // that one
	more  *more
}

// more is what few cells have.
type more struct {
	parts  []part
	styles []string
	tables []*Table
}

// part is a piece of a cell's text, by the class of the nearest element around it
// inside the cell, "" where there is none.
type part struct {
	class string
	text  string
}

// Styles are the style and colour attributes of elements inside the cell.
func (c *Cell) Styles() []string {
	if c.more == nil {
		return nil
	}
	return c.more.styles
}

// Tables are those nested in the cell.
func (c *Cell) Tables() []*Table {
	if c.more == nil {
		return nil
	}
	return c.more.tables
}

// Has reports whether a piece of the text, empty or not, is inside an element of the
// given class.
func (c *Cell) Has(class string) bool {
	if c.more == nil || c.plain {
		return c.plain && c.class == class
	}
	return slices.ContainsFunc(c.more.parts, func(p part) bool { return p.class == class })
}

// Own returns the text of the cell outside elements with a class.
func (c *Cell) Own() string { return c.Of("") }

// Of returns the text of the cell inside elements of the given class.
func (c *Cell) Of(class string) string {
	if c.more == nil || c.plain {
		if c.plain && c.class == class {
			return c.Text
		}
		return ""
	}
	found := ""
	for _, p := range c.more.parts {
		if p.class != class || p.text == "" {
			continue
		}
		if found != "" {
			found += "\n"
		}
		found += p.text
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
	if doc, ok := parseWellFormed(source); ok {
		return doc
	}
	return parseAnyHTML(source)
}

// parseAnyHTML reads HTML as browsers do, with a tree that mends what is broken.
func parseAnyHTML(source string) (doc *Document) {
	defer func() {
		if p := recover(); p != nil {
			doc = textOnly(source, fmt.Sprint(p))
		}
	}()
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return textOnly(source, err.Error())
	}
	b := newBuilder()
	b.node(root, place{})
	return b.finish()
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
			doc.Lines = out.lines()
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
