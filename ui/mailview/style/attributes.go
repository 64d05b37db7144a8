package style

import (
	"image/color"
	"strings"

	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/dom"
)

// Bounds of attributes in CSS pixels.
const (
	widestSpacing = 500
	widestBorder  = 200
	thickestRule  = 100
)

// attributes applies the attributes that old HTML styles with. They are weaker than
// every rule (HTML standard, "presentational hints").
func (c *Cascade) attributes(n *dom.Node, s *Style) {
	switch n.Tag {
	case "body":
		bodyAttributes(n, s)
	case "font":
		fontAttributes(n, s)
	case "table":
		tableAttributes(n, s)
	case "td", "th":
		cellAttributes(n, s)
	case "tr", "tbody", "thead", "tfoot":
		colourAttribute(n, "bgcolor", &s.Background)
		dimension(n, "height", &s.Height)
		alignAttribute(n, s)
		valignAttribute(n, s)
	case "col", "colgroup":
		dimension(n, "width", &s.Width)
	case "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "caption":
		alignAttribute(n, s)
		if n.Tag == "caption" {
			s.CaptionBelow = strings.EqualFold(n.Attr("align"), "bottom")
		}
	case "hr":
		ruleAttributes(n, s)
	case "img":
		pictureAttributes(n, s)
	case "br":
		switch strings.ToLower(n.Attr("clear")) {
		case "all", "both":
			s.Clear = ToLeft | ToRight
		case "left":
			s.Clear = ToLeft
		case "right":
			s.Clear = ToRight
		}
	case "ul", "ol", "li":
		listAttributes(n, s)
	}
	switch strings.ToLower(n.Attr("dir")) {
	case "rtl":
		s.RightToLeft = true
	case "ltr":
		s.RightToLeft = false
	}
	if _, hidden := n.Lookup("hidden"); hidden {
		s.Display = None
	}
}

func dimension(n *dom.Node, name string, to *css.Length) {
	if v, has := n.Lookup(name); has {
		if l, ok := css.ParseDimension(v); ok {
			*to = l
		}
	}
}

func colourAttribute(n *dom.Node, name string, to *color.NRGBA) bool {
	v, has := n.Lookup(name)
	if !has {
		return false
	}
	c, ok := css.ParseLegacyColour(v)
	if ok {
		*to = c
	}
	return ok
}

func alignAttribute(n *dom.Node, s *Style) {
	switch strings.ToLower(n.Attr("align")) {
	case "left":
		s.TextAlign = BlocksLeft
	case "right":
		s.TextAlign = BlocksRight
	case "center", "middle":
		s.TextAlign = BlocksCenter
	case "justify":
		s.TextAlign = Justify
	}
}

func valignAttribute(n *dom.Node, s *Style) {
	switch strings.ToLower(n.Attr("valign")) {
	case "top":
		s.VAlign = VTop
	case "middle", "center":
		s.VAlign = VMiddle
	case "bottom":
		s.VAlign = VBottom
	case "baseline":
		s.VAlign = Baseline
	}
}

func bodyAttributes(n *dom.Node, s *Style) {
	colourAttribute(n, "text", &s.Colour)
	colourAttribute(n, "bgcolor", &s.Background)
	for _, m := range []struct {
		name  string
		sides []int
	}{
		{"marginwidth", []int{Left, Right}},
		{"leftmargin", []int{Left}},
		{"rightmargin", []int{Right}},
		{"marginheight", []int{Top, Bottom}},
		{"topmargin", []int{Top}},
		{"bottommargin", []int{Bottom}},
	} {
		for _, side := range m.sides {
			dimension(n, m.name, &s.Margin[side])
		}
	}
}

func fontAttributes(n *dom.Node, s *Style) {
	colourAttribute(n, "color", &s.Colour)
	if face := n.Attr("face"); face != "" {
		s.setFamily(face)
	}
	size := strings.TrimSpace(n.Attr("size"))
	if size == "" {
		return
	}
	v := int(css.Bounded(css.LeadingNumber(size), -10, 10))
	if size[0] == '+' || size[0] == '-' {
		v += 3
	}
	// Size 1 is x-small (HTML standard, "rules for parsing a legacy font size").
	s.setKeyword(uint8(max(1, min(7, v))) + 1)
}

func tableAttributes(n *dom.Node, s *Style) {
	dimension(n, "width", &s.Width)
	dimension(n, "height", &s.Height)
	colourAttribute(n, "bgcolor", &s.Background)
	if v, has := n.Lookup("cellspacing"); has {
		s.SpacingH = css.Bounded(css.LeadingNumber(v), 0, widestSpacing)
		s.SpacingV = s.SpacingH
	}
	edge := Edge{Line: Outset, Colour: grey, Own: true}
	if colourAttribute(n, "bordercolor", &edge.Colour) {
		edge.Line = Solid
	}
	if v, has := n.Lookup("border"); has {
		if edge.Wide = 1; v != "" {
			edge.Wide = css.Bounded(css.LeadingNumber(v), 0, widestBorder)
		}
		for i := range s.Border {
			s.Border[i] = edge
		}
	}
	switch strings.ToLower(n.Attr("align")) {
	case "center":
		s.Margin[Left], s.Margin[Right] = css.Length{}, css.Length{}
	case "left":
		s.Float = ToLeft
	case "right":
		s.Float = ToRight
	}
	dimension(n, "hspace", &s.Margin[Left])
	dimension(n, "hspace", &s.Margin[Right])
	dimension(n, "vspace", &s.Margin[Top])
	dimension(n, "vspace", &s.Margin[Bottom])
}

func cellAttributes(n *dom.Node, s *Style) {
	dimension(n, "width", &s.Width)
	dimension(n, "height", &s.Height)
	colourAttribute(n, "bgcolor", &s.Background)
	if _, has := n.Lookup("nowrap"); has {
		s.Space, s.NoWrapAttr = NoWrap, true
	}
	if t := n.Within("table", "td", "th"); t != nil {
		fromTable(t, s)
	}
	alignAttribute(n, s)
	valignAttribute(n, s)
}

// fromTable gives a cell what the attributes of its table say about cells.
func fromTable(t *dom.Node, s *Style) {
	if v, has := t.Lookup("cellpadding"); has {
		for i := range s.Padding {
			s.Padding[i] = css.Pixels(css.Bounded(css.LeadingNumber(v), 0, widestSpacing))
		}
	}
	v, has := t.Lookup("border")
	if !has || v != "" && css.LeadingNumber(v) <= 0 {
		return
	}
	edge := Edge{Wide: 1, Line: Inset, Colour: grey, Own: true}
	if colourAttribute(t, "bordercolor", &edge.Colour) {
		edge.Line = Solid
	}
	for i := range s.Border {
		s.Border[i] = edge
	}
}

func ruleAttributes(n *dom.Node, s *Style) {
	dimension(n, "width", &s.Width)
	if v, has := n.Lookup("size"); has {
		if high := css.Bounded(css.LeadingNumber(v), 1, thickestRule); high > 1 {
			s.Height = css.Pixels(high - 2)
		} else {
			s.Border[Bottom].Line = NoLine
		}
	}
	var c color.NRGBA
	_, flat := n.Lookup("noshade")
	coloured := colourAttribute(n, "color", &c)
	for i := range s.Border {
		if coloured {
			s.Border[i].Colour, s.Background = c, c
		}
		if (coloured || flat) && s.Border[i].Line != NoLine {
			s.Border[i].Line = Solid
		}
	}
	switch strings.ToLower(n.Attr("align")) {
	case "left":
		s.Margin[Left] = css.Pixels(0)
	case "right":
		s.Margin[Right] = css.Pixels(0)
	}
}

func pictureAttributes(n *dom.Node, s *Style) {
	dimension(n, "width", &s.Width)
	dimension(n, "height", &s.Height)
	if w := css.Bounded(css.LeadingNumber(n.Attr("border")), 0, widestBorder); w > 0 {
		for i := range s.Border {
			s.Border[i] = Edge{Wide: w, Line: Solid}
		}
	}
	for i, name := range [...]string{Top: "vspace", Right: "hspace", Bottom: "vspace", Left: "hspace"} {
		dimension(n, name, &s.Margin[i])
	}
	switch strings.ToLower(n.Attr("align")) {
	case "left":
		s.Float = ToLeft
	case "right":
		s.Float = ToRight
	case "middle", "center", "absmiddle":
		s.VAlign = VMiddle
	case "top":
		s.VAlign = VTop
	case "texttop":
		s.VAlign = TextTop
	}
}

func listAttributes(n *dom.Node, s *Style) {
	switch t := n.Attr("type"); t {
	case "1":
		s.Bullet = Decimal
	case "a":
		s.Bullet = LowerAlpha
	case "A":
		s.Bullet = UpperAlpha
	case "i":
		s.Bullet = LowerRoman
	case "I":
		s.Bullet = UpperRoman
	default:
		if b, ok := bullets[strings.ToLower(t)]; ok {
			s.Bullet = b
		}
	}
}
