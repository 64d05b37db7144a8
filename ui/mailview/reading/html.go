package reading

import (
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// FromHTML returns the page that an HTML mail makes within the limits.
func FromHTML(source string, l Limits) Page {
	l.Columns = max(l.Columns, 1)
	l.Depth = max(l.Depth, 1)
	t := parse(strings.ToValidUTF8(source, "�"), l)
	b := builder{limits: l, sheet: parseSheet(t.styles)}
	b.page.Shortened = t.short
	f := &flow{}
	b.inside(t.root, look{}, f)
	b.flush(f)
	return b.page
}

// builder turns the elements of a mail into the blocks of a page.
type builder struct {
	limits Limits
	sheet  sheet
	page   Page
	titles int // headings so far
	tables int // tables so far
}

// inside adds what an element holds to the flow.
func (b *builder) inside(n *node, l look, f *flow) {
	for _, c := range n.children {
		b.node(c, l, f)
	}
}

// node adds a text or an element to the flow.
func (b *builder) node(n *node, l look, f *flow) {
	if n.text != "" {
		f.text(n.text, l)
		return
	}
	l, _, seen := b.styled(n, l)
	if !seen {
		return
	}
	switch n.tag {
	case atom.Br:
		f.lineBreak(l)
	case atom.Hr:
		f.rule()
	case atom.Wbr, atom.Col, atom.Colgroup, atom.Meta, atom.Link:
	case atom.Img, atom.Input:
		b.picture(n, l, f)
	case atom.Table:
		b.tableIn(n, l, f)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		b.heading(n, l, f)
	case atom.Ul, atom.Ol, atom.Dir, atom.Menu:
		b.list(n, l, f)
	case atom.Li:
		b.item(n, l, f)
	case atom.A:
		b.link(n, l, f)
	case atom.P, atom.Pre, atom.Blockquote, atom.Dl, atom.Listing, atom.Xmp, atom.Plaintext:
		f.paragraph()
		b.inside(n, l, f)
		f.paragraph()
	case atom.Td, atom.Th: // outside of a table
		f.blank = f.open
		b.inside(n, l, f)
		f.blank = f.open
	default:
		if block(n.tag) || n.tag == atom.Tr {
			f.end()
			b.inside(n, l, f)
			f.end()
			return
		}
		b.inside(n, l, f)
	}
}

func (b *builder) heading(n *node, l look, f *flow) {
	f.paragraph()
	if !f.flat && !n.tabled {
		b.titles++
		before := f.title
		f.title = b.titles
		b.inside(n, l, f)
		f.end()
		f.title = before
	} else {
		b.inside(n, l, f)
	}
	f.paragraph()
}

func (b *builder) list(n *node, l look, f *flow) {
	if len(f.lists) == 0 {
		f.paragraph()
	} else {
		f.end()
	}
	first := 1
	if v, err := strconv.Atoi(strings.TrimSpace(n.get("start"))); err == nil && v >= 0 && v < 1_000_000 {
		first = v
	}
	f.lists = append(f.lists, list{n.tag == atom.Ol, first})
	b.inside(n, l, f)
	f.lists = f.lists[:len(f.lists)-1]
	if f.mark = ""; len(f.lists) == 0 {
		f.paragraph()
	} else {
		f.end()
	}
}

func (b *builder) item(n *node, l look, f *flow) {
	f.end()
	f.mark = "• "
	if depth := len(f.lists); depth > 0 {
		if at := &f.lists[depth-1]; at.ordered {
			f.mark = strconv.Itoa(at.next) + ". "
			at.next++
		}
		f.mark = strings.Repeat("  ", min(depth-1, 8)) + f.mark
	}
	b.inside(n, l, f)
	f.end()
	f.mark = ""
}

// link adds a link: its text, and its target where the text does not name it.
func (b *builder) link(n *node, l look, f *flow) {
	b.inside(n, l, f)
	if !n.has("href") {
		return
	}
	if said := target(n.get("href"), textOf(n)); said != "" && n.filled {
		f.blank = f.open
		f.text("("+said+")", l)
	}
}

// textOf returns the text in an element as its source holds it.
func textOf(n *node) string {
	var b strings.Builder
	var walk func(*node)
	walk = func(n *node) {
		if b.Len() > 4096 {
			return
		}
		b.WriteString(n.text)
		for _, c := range n.children {
			walk(c)
		}
	}
	walk(n)
	return b.String()
}

// flush adds the text of the flow to the page.
func (b *builder) flush(f *flow) {
	lines := f.take()
	for from := 0; from < len(lines); {
		to := from + 1
		switch first := lines[from]; {
		case first.rule:
			b.add(Block{Kind: Rule, Cells: []Cell{{Span: 1}}})
		case first.pre:
			b.add(Block{Kind: Line, Cells: []Cell{cellOf(lines[from:to], look{})}})
		case first.title > 0:
			for to < len(lines) && lines[to].title == first.title {
				to++
			}
			b.add(Block{Kind: Heading, Cells: []Cell{cellOf(lines[from:to], look{})}})
		default:
			l := lookOf(lines[from:to], look{})
			for to < len(lines) && continues(&lines[to]) && lookOf(lines[to:to+1], look{}) == l {
				to++
			}
			b.add(Block{Kind: Paragraph, Cells: []Cell{cellWith(lines[from:to], l)}})
		}
		from = to
	}
}

// continues reports whether a line may belong to the paragraph before it.
func continues(next *line) bool {
	return !next.gap && !next.rule && !next.pre && next.title == 0
}

func (b *builder) add(blocks ...Block) {
	if len(b.page.Blocks)+len(blocks) > b.limits.Nodes {
		b.page.Shortened = true
		blocks = blocks[:max(0, b.limits.Nodes-len(b.page.Blocks))]
	}
	b.page.Blocks = append(b.page.Blocks, blocks...)
}
