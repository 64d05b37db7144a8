package layout

import (
	"strconv"
	"strings"

	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/style"
)

// builder makes the boxes of a mail.
type builder struct {
	l       *layouter
	cascade *style.Cascade
	cells   int // how many cells we are in
}

// box returns the box of a node inside an element with the style parent, nil where
// nothing is shown.
func (b *builder) box(n *dom.Node, parent *style.Style) *box {
	if n.Tag == "" {
		return &box{kind: textBox, node: n, style: parent, text: n.Text}
	}
	return b.element(n, b.cascade.Compute(n, parent))
}

// element is box for an element whose style is known.
func (b *builder) element(n *dom.Node, s *style.Style) *box {
	if s.Display == style.None || s.Opacity == 0 || isPreheader(n, s) {
		return nil
	}
	switch n.Tag {
	case "br":
		return &box{kind: lineBreak, node: n, style: s}
	case "wbr":
		return &box{kind: textBox, node: n, style: s, text: "\u200b"}
	case "img":
		return &box{kind: pictureBox, node: n, style: s, picture: b.l.pictures.of(n)}
	case "input":
		if n.Attr("type") == "hidden" {
			return nil
		}
		return &box{kind: textBox, node: n, style: s, text: n.Attr("value")}
	}
	bx := &box{node: n, style: s}
	switch s.Display {
	case style.Inline:
		bx.kind = inlineBox
	case style.InlineBlock:
		bx.kind, bx.isolated = inlineBlock, true
	case style.Table:
		bx.kind, bx.isolated = tableBox, true
	case style.InlineTable:
		bx.kind, bx.isolated = inlineTable, true
	case style.Flex:
		bx.kind, bx.isolated = flexBox, true
	default:
		bx.isolated = s.Float != 0 || s.Clips || s.Display == style.Cell || s.Display == style.Caption
	}
	if bx.kind == tableBox || bx.kind == inlineTable {
		bx.inCell = b.cells > 0
		b.table(bx)
		return bx
	}
	if s.Display == style.Cell {
		b.cells++
		defer func() { b.cells-- }()
	}
	bx.kids = b.kids(n, s)
	if bx.kind == inlineBox {
		return cutAroundBlocks(bx)
	}
	bx.settle()
	return bx
}

// isPreheader reports whether an element hides text for the preview of mail programs.
func isPreheader(n *dom.Node, s *style.Style) bool {
	none := func(l css.Length) bool { return l.Unit == css.Px && l.Value == 0 }
	return s.Clips && (none(s.MaxHeight) || none(s.Height)) && len(n.Children) > 0
}

// inList reports whether a list item is in a list. In quirks mode the marker of one that is
// not stands in its text.
func inList(n *dom.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		switch p.Tag {
		case "ul", "ol", "menu", "dir":
			return true
		}
	}
	return false
}

// mostNumber bounds the numbers that start and value give a list.
const mostNumber = 100_000

func (b *builder) kids(n *dom.Node, s *style.Style) []*box {
	var kids []*box
	number := 0
	if n.Tag == "ol" {
		number = attributeNumber(n, "start", 1)
	}
	for _, c := range n.Children {
		k := b.box(c, s)
		if k == nil {
			continue
		}
		if k.kind == blockBox && k.style.Display == style.ListItem && c.Tag != "" {
			number = attributeNumber(c, "value", number)
			inside := k.style.MarkerInside || b.l.quirks && !inList(c)
			k.setMarker(marker(k.style.Bullet, number), inside)
			if b.l.quirks {
				k.markerAboveList()
			}
			number++
		}
		kids = append(kids, k)
	}
	return kids
}

func attributeNumber(n *dom.Node, name string, otherwise int) int {
	if v, err := strconv.Atoi(strings.TrimSpace(n.Attr(name))); err == nil && v > -mostNumber && v < mostNumber {
		return v
	}
	return otherwise
}

// cutAroundBlocks splits an inline box that contains blocks, such as <font><table>.
func cutAroundBlocks(b *box) *box {
	b.kids = flatten(b.kids)
	blocks := false
	for _, k := range b.kids {
		blocks = blocks || k.isBlock()
	}
	if !blocks {
		return b
	}
	out := &box{kind: splitInline, node: b.node, style: b.style}
	var run []*box
	flush := func() {
		if len(run) > 0 {
			out.kids = append(out.kids, &box{kind: inlineBox, node: b.node, style: b.style, kids: run})
			run = nil
		}
	}
	for _, k := range b.kids {
		if k.isBlock() {
			flush()
			out.kids = append(out.kids, k)
		} else {
			run = append(run, k)
		}
	}
	flush()
	return out
}

// settle makes the kids of a block all blocks or all inline.
func (b *box) settle() {
	b.kids = flatten(b.kids)
	if b.kind == flexBox {
		b.settleFlex()
		return
	}
	b.inline = true
	for _, k := range b.kids {
		b.inline = b.inline && !k.isBlock()
	}
	if b.inline {
		return
	}
	var out, run []*box
	for _, k := range b.kids {
		if !k.isBlock() {
			run = append(run, k)
			continue
		}
		out = append(out, wrapped(run, b.style)...)
		out = append(out, k)
		run = nil
	}
	out = append(out, wrapped(run, b.style)...)
	b.kids = out
}

// settleFlex makes every kid a block of its own.
func (b *box) settleFlex() {
	var out []*box
	for _, k := range b.kids {
		if k.kind == textBox && isBlank(k.text) {
			continue
		}
		if !k.isBlock() {
			k = anonymousBlock([]*box{k}, b.style)
		}
		k.isolated = true
		out = append(out, k)
	}
	b.kids = out
}

// wrapped puts inline kids between blocks into a block; white space vanishes, and floats
// with nothing else stay what they are.
func wrapped(run []*box, parent *style.Style) []*box {
	var floats []*box
	for _, k := range run {
		switch {
		case k.floats():
			floats = append(floats, k)
		case !onlySpace(k):
			return []*box{anonymousBlock(run, parent)}
		}
	}
	return floats
}

func anonymousBlock(kids []*box, parent *style.Style) *box {
	return &box{kind: blockBox, style: style.Anonymous(parent, style.Block), kids: kids, inline: true}
}
