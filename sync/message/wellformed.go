package message

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// parseWellFormed reads HTML in which every element is where it belongs and closed
// in order, as programs write it: there a browser mends nothing, and no tree is
// needed. It gives up at the first sign of anything else; a fuzz test holds it to
// the same Document as parseAnyHTML.
func parseWellFormed(source string) (*Document, bool) {
	if strings.IndexByte(source, 0) >= 0 {
		return nil, false
	}
	w := wellFormed{b: newBuilder(), known: map[string]string{}}
	for z := html.NewTokenizer(strings.NewReader(source)); ; {
		ok := true
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			if !errors.Is(z.Err(), io.EOF) || len(w.stack) > 0 {
				return nil, false
			}
			return w.b.finish(), true
		case html.TextToken:
			ok = w.text(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			ok = w.start(z, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			ok = w.end(atom.Lookup(name))
		}
		if !ok {
			return nil, false
		}
	}
}

// wellFormed is where parseWellFormed stands.
type wellFormed struct {
	b     *builder
	at    stage
	stack []element         // open ones, without html, head and body
	known map[string]string // attribute values met before: a report repeats them
}

// stage is how far the document is.
type stage uint8

const (
	atStart     stage = iota
	inHTML            // after <html>
	inHead            // after <head>
	impliedHead       // something that belongs into a head stood outside of one
	afterHead
	inBody
)

type element struct {
	tag    atom.Atom
	inside place
	as     role
}

// mostDeep bounds the elements in one another; deeper ones are left to the parser
// that has its own limit.
const mostDeep = 200

func (w *wellFormed) here() (place, atom.Atom) {
	if n := len(w.stack); n > 0 {
		return w.stack[n-1].inside, w.stack[n-1].tag
	}
	return place{}, atom.Body
}

func (w *wellFormed) text(text []byte) bool {
	at, parent := w.here()
	if n := len(w.stack); n > 0 && w.stack[n-1].as == skipped {
		return true
	}
	if len(bytes.Trim(text, " \t\r\n\f")) == 0 {
		if w.at == inBody && !tabular(parent) {
			w.b.run(" ", at)
		}
		return true
	}
	if tabular(parent) || w.at == inHead {
		return false
	}
	w.at = inBody
	w.b.run(string(text), at)
	return true
}

func (w *wellFormed) start(z *html.Tokenizer, closed bool) bool {
	name, more := z.TagName()
	tag := atom.Lookup(name)
	switch tag {
	case atom.Html:
		ok := w.at == atStart
		w.at = inHTML
		return ok && !closed
	case atom.Head:
		ok := w.at == atStart || w.at == inHTML
		w.at = inHead
		return ok && !closed
	case atom.Body:
		ok := w.at != inBody && w.at != inHead
		w.at = inBody
		return ok && !closed
	}
	_, parent := w.here()
	switch belongs(tag) {
	case headed:
		if w.at < inHead {
			w.at = impliedHead
		}
		if tabular(parent) || closed && tag != atom.Meta && tag != atom.Link && tag != atom.Base {
			return false
		}
		if tag == atom.Style || tag == atom.Title {
			return w.push(element{tag: tag, as: skipped})
		}
		return true
	case nowhere:
		return false
	}
	if w.at == inHead || !w.fits(tag, parent) {
		return false
	}
	w.at = inBody
	empty := void(tag)
	if closed && !empty {
		return false
	}
	at, _ := w.here()
	inside, as := w.b.open(tag, w.attributes(z, more), at)
	if empty {
		return true
	}
	return w.push(element{tag, inside, as})
}

func (w *wellFormed) push(e element) bool {
	w.stack = append(w.stack, e)
	return len(w.stack) <= mostDeep
}

func (w *wellFormed) end(tag atom.Atom) bool {
	n := len(w.stack)
	switch tag {
	case atom.Head:
		ok := w.at == inHead && n == 0
		w.at = afterHead
		return ok
	case atom.Body, atom.Html:
		return w.at == inBody && n == 0
	}
	if n == 0 || w.stack[n-1].tag != tag {
		return false
	}
	if e := w.stack[n-1]; e.as != skipped {
		w.b.close(e.as, e.inside)
	}
	w.stack = w.stack[:n-1]
	return true
}

// attributes reads those of the current tag that matter.
func (w *wellFormed) attributes(z *html.Tokenizer, more bool) attributes {
	var has attributes
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "class":
			has.class = w.keep(value, "")
		case "style":
			if has.style == "" {
				has.style = w.keep(value, ";")
				continue
			}
			has.add("style", string(value))
		case "bgcolor", "color", "colspan", "rowspan":
			has.add(string(key), string(value))
		}
	}
	return has
}

// keep returns the value and what follows it as a text; one for all that are equal.
func (w *wellFormed) keep(value []byte, tail string) string {
	var space [256]byte
	key := append(append(space[:0], value...), tail...)
	if text, ok := w.known[string(key)]; ok {
		return text
	}
	text := string(key)
	w.known[text] = text
	return text
}

// fits reports whether a browser leaves an element where it stands.
func (w *wellFormed) fits(tag, parent atom.Atom) bool {
	switch tag {
	case atom.Tbody, atom.Thead, atom.Tfoot, atom.Colgroup:
		return parent == atom.Table
	case atom.Col:
		return parent == atom.Table || parent == atom.Colgroup
	case atom.Tr:
		return parent == atom.Table || parent == atom.Tbody || parent == atom.Thead || parent == atom.Tfoot
	case atom.Td, atom.Th:
		return parent == atom.Tr
	}
	if tabular(parent) {
		return false
	}
	switch tag {
	case atom.Li:
		if parent != atom.Ul && parent != atom.Ol {
			return false
		}
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		if heading(parent) {
			return false
		}
	case atom.A:
		return !w.inside(atom.A, false)
	}
	// A block ends the paragraph around it.
	return belongs(tag) != blocks || !w.inside(atom.P, true)
}

// inside reports whether an element is open, in the same cell or anywhere.
func (w *wellFormed) inside(tag atom.Atom, cell bool) bool {
	for i := len(w.stack) - 1; i >= 0; i-- {
		switch e := w.stack[i]; {
		case e.tag == tag:
			return true
		case cell && e.as == aCell:
			return false
		}
	}
	return false
}

func heading(tag atom.Atom) bool {
	switch tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// tabular are the elements in which nothing but rows, cells and columns stand.
func tabular(tag atom.Atom) bool {
	switch tag {
	case atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Colgroup:
		return true
	}
	return false
}

func void(tag atom.Atom) bool {
	return tag == atom.Br || tag == atom.Img || tag == atom.Hr || tag == atom.Col
}

// group is where an element may stand.
type group uint8

const (
	nowhere group = iota // not in a document that is read without a tree
	headed
	blocks
	phrases
	tables
)

func belongs(tag atom.Atom) group {
	switch tag {
	case atom.Meta, atom.Link, atom.Base, atom.Style, atom.Title:
		return headed
	case atom.Div, atom.P, atom.Center, atom.Ul, atom.Ol, atom.Li, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Hr, atom.Table:
		return blocks
	case atom.Span, atom.Font, atom.B, atom.Strong, atom.I, atom.Em, atom.U, atom.Small, atom.Big, atom.A, atom.Br, atom.Img:
		return phrases
	case atom.Tbody, atom.Thead, atom.Tfoot, atom.Colgroup, atom.Col, atom.Tr, atom.Td, atom.Th:
		return tables
	}
	return nowhere
}
