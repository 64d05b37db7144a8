package style

import (
	"image/color"
	"strings"

	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/dom"
)

var (
	black    = color.NRGBA{A: 255}
	grey     = color.NRGBA{128, 128, 128, 255}
	yellow   = color.NRGBA{255, 255, 0, 255}
	linkBlue = color.NRGBA{0, 0, 238, 255}
)

// Sizes and margins of h1 to h6, in em (HTML standard, 15.3.6).
var (
	headingSizes   = [...]float64{2, 1.5, 1.17, 1, .83, .67}
	headingMargins = [...]float64{.67, .83, 1, 1.33, 1.67, 2.33}
)

// indent is how far quotes, lists and definitions stand in, in CSS pixels.
const indent = 40

// defaults applies what a browser does without any style (HTML standard, 15).
func (c *Cascade) defaults(n *dom.Node, s, p *Style) {
	switch n.Tag {
	case "html", "div", "section", "article", "header", "footer", "nav", "main", "aside", "figcaption", "form", "fieldset",
		"details", "summary", "hgroup", "legend", "search", "dt":
		s.Display = Block
	case "center":
		s.Display, s.TextAlign = Block, BlocksCenter
	case "address":
		s.Display, s.Italic = Block, true
	case "body":
		s.Display = Block
		for i := range s.Margin {
			s.Margin[i] = css.Pixels(8)
		}
	case "p", "dl":
		s.block(1)
	case "blockquote", "figure":
		s.block(1)
		s.Margin[Left], s.Margin[Right] = css.Pixels(indent), css.Pixels(indent)
	case "dd":
		s.Display = Block
		s.Margin[Left] = css.Pixels(indent)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		i := n.Tag[1] - '1'
		s.Weight = 700
		s.scale(&p.Font, headingSizes[i])
		s.block(headingMargins[i])
	case "ul", "ol", "menu", "dir":
		c.list(n, s)
	case "li":
		s.Display = ListItem
	case "pre", "xmp", "listing", "plaintext":
		s.setMono()
		s.block(1)
		s.Space = Pre
	case "hr":
		s.block(.5)
		s.Margin[Left], s.Margin[Right] = css.Length{}, css.Length{}
		for i := range s.Border {
			s.Border[i] = Edge{1, Inset, grey, true}
		}
		s.Clips = true
	case "input", "button":
		s.Display = InlineBlock
	case "head", "title":
		s.Display = None
	default:
		if !c.tableDefaults(n, s, p) {
			c.inlineDefaults(n, s, p)
		}
	}
}

func (s *Style) block(marginEm float64) { s.Display, s.defaultEm = Block, marginEm }

func (c *Cascade) list(n *dom.Node, s *Style) {
	s.block(1)
	start := Left
	if dir := strings.ToLower(n.Attr("dir")); dir == "rtl" || s.RightToLeft && dir != "ltr" {
		start = Right
	}
	s.Padding[start] = css.Pixels(indent)
	depth := 0
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Tag == "ul" || p.Tag == "ol" {
			depth++
		}
	}
	if depth > 0 {
		s.defaultEm = 0
	}
	if s.Bullet = []Bullet{Disc, Circle, Square}[min(depth, 2)]; n.Tag == "ol" {
		s.Bullet = Decimal
	}
}

func (c *Cascade) inlineDefaults(n *dom.Node, s, p *Style) {
	switch n.Tag {
	case "code", "tt", "kbd", "samp":
		s.setMono()
	case "b", "strong":
		s.Weight = 700
	case "i", "em", "cite", "var", "dfn":
		s.Italic = true
	case "u", "ins":
		s.Decoration |= Underline
	case "s", "strike", "del":
		s.Decoration |= LineThrough
	case "small":
		s.scale(&p.Font, 1/smaller)
	case "big":
		s.scale(&p.Font, smaller)
	case "sub":
		s.scale(&p.Font, 1/smaller)
		s.VAlign = Sub
	case "sup":
		s.scale(&p.Font, 1/smaller)
		s.VAlign = Super
	case "mark":
		s.Background, s.Colour = yellow, black
	case "nobr":
		s.Space = NoWrap
	case "a":
		if target := n.Attr("href"); target != "" {
			s.Link, s.Colour = target, c.linkColour
			s.Decoration |= Underline
		}
	}
}

func (c *Cascade) tableDefaults(n *dom.Node, s, p *Style) bool {
	switch n.Tag {
	case "table":
		s.Display = Table
		s.SpacingH, s.SpacingV = 2, 2
		s.Collapse, s.BorderBox = false, true
		s.Indent = css.Length{}
		if c.doc.Quirks() {
			c.quirkyTable(s)
		}
	case "thead":
		s.Display, s.VAlign = HeaderGroup, VMiddle
	case "tbody":
		s.Display, s.VAlign = RowGroup, VMiddle
	case "tfoot":
		s.Display, s.VAlign = FooterGroup, VMiddle
	case "tr":
		s.Display, s.VAlign = Row, p.VAlign
	case "td", "th":
		s.Display, s.VAlign = Cell, p.VAlign
		if p.Display != Row {
			s.VAlign = VMiddle
		}
		for i := range s.Padding {
			s.Padding[i] = css.Pixels(1)
		}
		if n.Tag == "th" {
			s.Weight = 700
			if s.TextAlign == Start {
				s.TextAlign = AlignCenter
			}
		}
	case "caption":
		s.Display, s.TextAlign = Caption, BlocksCenter
	case "col":
		s.Display = Column
	case "colgroup":
		s.Display = ColumnGroup
	default:
		return false
	}
	return true
}

// quirkyTable forgets what a table does not inherit in quirks mode (Quirks Mode Standard,
// 3.2); its colour is that of the body.
func (c *Cascade) quirkyTable(s *Style) {
	s.Space, s.LineHeight, s.TextAlign = Normal, LineHeight{}, Start
	s.Weight, s.Italic = 400, false
	s.setKeyword(medium)
	if c.body != nil {
		s.Colour = c.body.Colour
	}
}
