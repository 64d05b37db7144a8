package reading

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// node is an element or, where text is set, a text.
type node struct {
	tag      atom.Atom
	attr     []html.Attribute
	text     string
	children []*node

	filled bool // holds text or a picture
	tabled bool // holds a table with text
	rich   bool // holds paragraphs, headings, lists or the like
}

// get returns an attribute, "" where it is missing.
func (n *node) get(key string) string {
	for _, a := range n.attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// has reports whether an attribute is there, even if it is empty.
func (n *node) has(key string) bool {
	for _, a := range n.attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// tree builds the elements of a mail from its tags. It mends what report mails
// leave open, and unlike a browser's tree it never repeats an element without
// counting it: its size is bounded by the limits, whatever the mail holds.
type tree struct {
	limits Limits
	root   *node
	stack  []*node // from the root to the element that is open
	nodes  int
	over   int // open elements beyond the depth
	styles []string
	short  bool
}

// parse returns the elements of a mail and the texts of its style sheets.
func parse(source string, l Limits) *tree {
	t := &tree{limits: l, root: &node{}}
	t.stack = []*node{t.root}
	source, t.short = cut(source, l.Bytes)
	skip, raw := atom.Atom(0), atom.Atom(0)
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if t.nodes >= t.limits.Nodes {
			t.short = true
			break
		}
		switch kind {
		case html.TextToken:
			switch {
			case raw == atom.Style:
				t.styles = append(t.styles, string(z.Raw()))
			case raw == 0 && skip == 0:
				t.addText(string(z.Text()))
			}
			raw = 0
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			if raw = 0; token.DataAtom == atom.Noscript {
				z.NextIsNotRawText() // nothing runs here
			}
			if dropped(token.DataAtom) {
				raw = token.DataAtom
				t.nodes++
				continue
			}
			if wholly(token.DataAtom) && kind == html.StartTagToken && skip == 0 {
				skip = token.DataAtom
			}
			if skip == 0 {
				t.start(token, kind == html.SelfClosingTagToken)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			raw = 0
			if skip != 0 {
				if tag == skip || tag == atom.Body || tag == atom.Html {
					skip = 0
				}
				continue
			}
			t.end(tag)
		}
	}
	t.short = t.short || skip != 0
	summarise(t.root)
	return t
}

// dropped are the elements whose text is no part of the mail; the tokenizer
// returns it in one piece.
func dropped(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Title, atom.Noembed, atom.Noframes, atom.Iframe:
		return true
	}
	return false
}

// wholly are the elements that are left out with all they hold.
func wholly(a atom.Atom) bool {
	switch a {
	case atom.Template, atom.Svg, atom.Math, atom.Select:
		return true
	}
	return false
}

func void(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link,
		atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr, atom.Frame, atom.Bgsound, atom.Basefont:
		return true
	}
	return false
}

func block(a atom.Atom) bool {
	switch a {
	case atom.Div, atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Li,
		atom.Pre, atom.Blockquote, atom.Table, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main,
		atom.Nav, atom.Aside, atom.Center, atom.Form, atom.Fieldset, atom.Dl, atom.Dt, atom.Dd, atom.Address,
		atom.Figure, atom.Figcaption, atom.Details, atom.Summary, atom.Dir, atom.Menu, atom.Hr, atom.Listing,
		atom.Xmp, atom.Plaintext, atom.Legend, atom.Caption:
		return true
	}
	return false
}

// fence reports the elements that an end tag inside them does not leave.
func fence(a atom.Atom) bool {
	return a == atom.Td || a == atom.Th || a == atom.Table || a == atom.Caption
}

func section(a atom.Atom) bool { return a == atom.Tbody || a == atom.Thead || a == atom.Tfoot }

func (t *tree) top() *node { return t.stack[len(t.stack)-1] }

// find returns the place on the stack of the innermost open element for which
// is holds, looking no further out than the first for which until holds; -1 if
// there is none.
func (t *tree) find(is, until func(atom.Atom) bool) int {
	for i := len(t.stack) - 1; i > 0; i-- {
		if is(t.stack[i].tag) {
			return i
		}
		if until != nil && until(t.stack[i].tag) {
			return -1
		}
	}
	return -1
}

func only(tags ...atom.Atom) func(atom.Atom) bool {
	return func(a atom.Atom) bool {
		for _, tag := range tags {
			if a == tag {
				return true
			}
		}
		return false
	}
}

// push opens an element.
func (t *tree) push(n *node) bool {
	if len(t.stack) > t.limits.Depth {
		t.short = true
		t.over++
		t.nodes++
		return false
	}
	t.add(n)
	t.stack = append(t.stack, n)
	return true
}

func (t *tree) add(n *node) {
	t.nodes++
	top := t.top()
	top.children = append(top.children, n)
}

func (t *tree) start(token html.Token, closed bool) {
	a := token.DataAtom
	n := &node{tag: a, attr: token.Attr}
	switch {
	case a == atom.Head || a == atom.Html || a == atom.Body:
		return
	case a == atom.Image:
		n.tag, a = atom.Img, atom.Img
	case closed && a == 0: // such as <o:p/>
		return
	}
	if t.over == 0 {
		t.makeRoom(a)
		t.intoCell(a)
	}
	if void(a) {
		t.add(n)
		return
	}
	t.push(n)
}

// makeRoom closes what the start of an element closes, and opens what it needs.
func (t *tree) makeRoom(a atom.Atom) {
	switch {
	case a == atom.Tr || a == atom.Td || a == atom.Th || section(a) || a == atom.Caption || a == atom.Colgroup || a == atom.Col:
		table := t.find(only(atom.Table), nil)
		if table < 0 {
			return
		}
		keep := table + 1
		if a == atom.Tr || a == atom.Td || a == atom.Th {
			if keep < len(t.stack) && section(t.stack[keep].tag) {
				keep++
			}
			if a != atom.Tr && keep < len(t.stack) && t.stack[keep].tag == atom.Tr {
				keep++
			}
		}
		t.stack = t.stack[:keep]
		if (a == atom.Td || a == atom.Th) && t.top().tag != atom.Tr {
			t.push(&node{tag: atom.Tr})
		}
	case a == atom.Li:
		t.closeUp(only(atom.Li), func(a atom.Atom) bool { return a == atom.Ul || a == atom.Ol || fence(a) })
	case a == atom.Dt || a == atom.Dd:
		t.closeUp(only(atom.Dt, atom.Dd), func(a atom.Atom) bool { return a == atom.Dl || fence(a) })
	case a == atom.A:
		t.closeUp(only(atom.A), fence)
	case block(a):
		t.closeUp(only(atom.P), fence)
	}
}

// closeUp closes the innermost such element and all in it.
func (t *tree) closeUp(is, until func(atom.Atom) bool) {
	if i := t.find(is, until); i > 0 {
		t.stack = t.stack[:i]
	}
}

// intoCell opens a row and a cell where content stands in a table outside of them.
func (t *tree) intoCell(a atom.Atom) {
	switch a {
	case atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Colgroup, atom.Col, atom.Tbody, atom.Thead, atom.Tfoot, atom.Form:
		return
	}
	switch top := t.top().tag; {
	case top == atom.Table || section(top):
		if t.push(&node{tag: atom.Tr}) {
			t.push(&node{tag: atom.Td})
		}
	case top == atom.Tr:
		t.push(&node{tag: atom.Td})
	}
}

func (t *tree) end(a atom.Atom) {
	switch {
	case a == atom.Br:
		t.add(&node{tag: atom.Br})
		return
	case void(a):
		return
	case t.over > 0:
		t.over--
		return
	case a == 0:
		return
	case a == atom.Table:
		t.closeUp(only(a), nil)
		return
	case section(a) || a == atom.Tr || a == atom.Td || a == atom.Th || a == atom.Caption:
		t.closeUp(only(a), only(atom.Table))
		return
	}
	i := t.find(only(a), fence)
	if i < 0 {
		return
	}
	// An inline element that ends inside of a block that began in it: the block
	// goes on without it.
	var again []*node
	if !block(a) {
		for _, n := range t.stack[i+1:] {
			if block(n.tag) {
				again = append(again, n)
			}
		}
	}
	t.stack = t.stack[:i]
	for _, n := range again {
		if t.nodes >= t.limits.Nodes {
			t.short = true
			return
		}
		t.push(&node{tag: n.tag, attr: n.attr})
	}
}

func (t *tree) addText(s string) {
	if strings.TrimSpace(s) == "" {
		switch top := t.top().tag; {
		case top == atom.Table, top == atom.Tr, section(top):
			return
		}
	} else if t.over == 0 {
		t.intoCell(0)
	}
	t.add(&node{text: s})
}

// summarise notes for every element what it holds.
func summarise(n *node) {
	if n.text != "" {
		n.filled = cleanWords(n.text) != ""
		return
	}
	for _, c := range n.children {
		summarise(c)
		n.filled = n.filled || c.filled
		n.tabled = n.tabled || c.tabled || c.tag == atom.Table && c.filled
		n.rich = n.rich || c.rich
		switch c.tag {
		case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Pre, atom.Hr, atom.Dl, atom.Blockquote:
			n.rich = true
		}
	}
	if n.tag == atom.Img {
		n.filled = true
	}
}
