package style

import (
	"hash/maphash"
	"image/color"
	"math"

	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/limit"
)

// Cascade computes the styles of one mail. It is used by one goroutine at a time.
type Cascade struct {
	doc        *dom.Document
	sheet      *css.Sheet
	lim        limit.Limits
	cuts       *limit.Cuts
	body       *Style
	linkColour color.NRGBA
	known      map[Style]*Style
	alike      map[likeness]*Style
	seed       maphash.Seed
}

// likeness is what the style of an element depends on where style sheets do not look at
// its neighbours: thousands of cells of a report have the same.
type likeness struct {
	parent *Style
	table  *dom.Node // of a cell, whose attributes count
	own    uint64    // of tag and attributes
}

// mostKnown bounds how many different styles are kept for sharing.
const mostKnown = 20_000

// New returns the cascade of a document with its style sheets.
func New(doc *dom.Document, sheet *css.Sheet, lim limit.Limits, cuts *limit.Cuts) *Cascade {
	c := &Cascade{doc: doc, sheet: sheet, lim: lim, cuts: cuts, linkColour: linkBlue, known: map[Style]*Style{}}
	if sheet.Local() {
		c.alike, c.seed = map[likeness]*Style{}, maphash.MakeSeed()
	}
	if own, ok := css.ParseLegacyColour(doc.Body.Attr("link")); ok {
		c.linkColour = own
	}
	return c
}

// Compute returns the style of an element whose parent has the style p.
func (c *Cascade) Compute(n *dom.Node, p *Style) *Style {
	like, ok := c.likeness(n, p)
	if !ok {
		return c.compute(n, p)
	}
	if s := c.alike[like]; s != nil {
		return s
	}
	s := c.compute(n, p)
	if len(c.alike) < mostKnown {
		c.alike[like] = s
	}
	return s
}

// likeness returns what an element is alike in; false if it must be computed.
func (c *Cascade) likeness(n *dom.Node, p *Style) (likeness, bool) {
	if c.alike == nil {
		return likeness{}, false
	}
	like := likeness{parent: p}
	switch n.Tag {
	case "html", "body", "ul", "ol", "menu", "dir": // their place counts
		return likeness{}, false
	case "td", "th":
		like.table = n.Within("table", "td", "th")
	}
	var h maphash.Hash
	h.SetSeed(c.seed)
	_, _ = h.WriteString(n.Tag) // never fails
	for i := range n.Attrs {
		_ = h.WriteByte(0)
		_, _ = h.WriteString(n.Attrs[i].Name)
		_ = h.WriteByte(0)
		_, _ = h.WriteString(n.Attrs[i].Value)
	}
	like.own = h.Sum64()
	return like, true
}

func (c *Cascade) compute(n *dom.Node, p *Style) *Style {
	s := inherit(p)
	c.defaults(n, &s, p)
	c.attributes(n, &s)
	s.DefaultTop, s.DefaultBottom = true, true
	declared := c.declared(n)
	a := applier{s: &s, p: p, quirks: c.doc.Quirks(), tag: n.Tag}
	for _, d := range declared { // sizes in em need the font
		a.font(d)
	}
	s.settle(&p.Font, c.doc.Quirks())
	if s.defaultEm > 0 {
		s.Margin[Top], s.Margin[Bottom] = css.Pixels(s.defaultEm*s.Size), css.Pixels(s.defaultEm*s.Size)
	}
	for _, d := range declared {
		a.apply(d)
	}
	c.finish(n, &s, p)
	shared := c.share(s)
	if n.Tag == "body" {
		c.body = shared
	}
	return shared
}

// declared returns what rules and the style attribute say, the weakest first.
func (c *Cascade) declared(n *dom.Node) []css.Declaration {
	all := c.sheet.For(n)
	if v := n.Attr("style"); v != "" {
		if len(v) > c.lim.StyleAttr {
			v = v[:c.lim.StyleAttr]
			c.cuts.Add(limit.StyleAttr)
		}
		all = append(all[:len(all):len(all)], css.Declarations(v)...)
	}
	return importantLast(all)
}

func importantLast(all []css.Declaration) []css.Declaration {
	important := 0
	for i := range all {
		if all[i].Important {
			important++
		}
	}
	if important == 0 {
		return all
	}
	out := make([]css.Declaration, 0, len(all))
	for _, wanted := range []bool{false, true} {
		for _, d := range all {
			if d.Important == wanted {
				out = append(out, d)
			}
		}
	}
	return out
}

// finish settles what depends on several properties.
func (c *Cascade) finish(n *dom.Node, s, p *Style) {
	if (s.Display == Table || s.Display == InlineTable) && s.TextAlign >= BlocksLeft {
		s.TextAlign = Start // tables do not hand on the align attribute
	}
	if s.Float != 0 && (s.Display == Inline || s.Display == InlineBlock) {
		s.Display = Block
	}
	if s.Float != 0 && s.Display == InlineTable {
		s.Display = Table
	}
	if n.Tag == "img" && s.Display == Inline {
		s.Display = InlineBlock
	}
	if s.Float != 0 || s.Display == InlineBlock || s.Display == InlineTable {
		s.Decoration &^= p.Decoration // lines do not reach into boxes of their own (CSS Text Decoration 3, 2.1)
	}
	for i := range s.Border {
		e := &s.Border[i]
		if !e.Own {
			e.Colour = s.Colour
		}
		switch {
		case e.Line <= Hidden:
			e.Wide = 0
		case e.Wide > 0 && e.Wide < 1:
			e.Wide = 1 // browsers draw at least a pixel, and whole ones
		default:
			e.Wide = math.Floor(e.Wide)
		}
	}
}

func (c *Cascade) share(s Style) *Style {
	if known, ok := c.known[s]; ok {
		return known
	}
	own := &s
	if len(c.known) < mostKnown {
		c.known[s] = own
	}
	return own
}
