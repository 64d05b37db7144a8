package message

import (
	"strings"

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
	w := wellFormed{b: newBuilder(), tags: tags{source: source}}
	for {
		ok := false
		switch p := w.tags.next(); p.kind {
		case theEnd:
			return w.b.finish(), len(w.stack) == 0
		case aText:
			ok = w.text(p.text)
		case startTag, emptyTag:
			ok = w.start(p)
		case endTag:
			ok = w.end(p.tag)
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
	stack []element // open ones, without html, head and body
	tags  tags
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

func (w *wellFormed) text(text string) bool {
	at, parent := w.here()
	if onlyBlanks(text) {
		if w.at == inBody && !tabular(parent) {
			w.b.run(" ", at)
		}
		return true
	}
	if tabular(parent) || w.at == inHead {
		return false
	}
	w.at = inBody
	w.b.run(text, at)
	return true
}

func (w *wellFormed) start(p piece) bool {
	tag, closed := p.tag, p.kind == emptyTag
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
		return tag != atom.Style && tag != atom.Title || w.tags.raw(tag)
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
	inside, as := w.b.open(tag, p.has, at)
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
	w.b.close(w.stack[n-1].as, w.stack[n-1].inside)
	w.stack = w.stack[:n-1]
	return true
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
