package reading

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// look is how a text is set; what stands in an element inherits its look.
type look struct {
	ink, ground tint
	bold        bool
	align       Align
	pre         bool
	tiny        bool // so small that it was not meant to be seen
}

// styled returns the look inside an element, what the element changes, and
// whether the element is to be seen at all.
func (b *builder) styled(n *node, l look) (look, change, bool) {
	var c change
	attributes(&c, n)
	b.sheet.apply(&c, n.tag, n.get("class"))
	if style := n.get("style"); style != "" {
		c.read(style)
	}
	b.page.RemotePictures += c.remote
	if c.hidden || n.has("hidden") {
		return l, c, false
	}
	if n.tag == atom.Table {
		l.align = Left
	}
	if c.hasInk {
		l.ink = c.ink
	}
	if c.hasGround {
		l.ground = c.ground
	}
	if c.hasBorder && !c.hasGround && !l.ink.set && (n.tag == atom.Td || n.tag == atom.Th) {
		l.ink = c.border // a status that is told by the frame of its cell only
	}
	if c.bold != 0 {
		l.bold = c.bold > 0
	}
	if c.align != 0 {
		l.align = Align(c.align - 1)
	}
	if c.pre != 0 {
		l.pre = c.pre > 0
	}
	if c.tiny != 0 {
		l.tiny = c.tiny > 0
	}
	return l, c, true
}

// attributes reads what elements mean by themselves and the old attributes.
func attributes(c *change, n *node) {
	switch n.tag {
	case atom.B, atom.Strong, atom.Th, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Caption:
		c.bold = 1
	case atom.Center:
		c.align = 1 + int8(Center)
	case atom.Pre, atom.Listing, atom.Xmp, atom.Plaintext, atom.Textarea:
		c.pre = 1
	}
	for _, a := range n.attr {
		switch a.Key {
		case "bgcolor":
			if t, ok := parseColour(a.Val); ok {
				c.ground, c.hasGround = t, t.set
			}
		case "color":
			if t, ok := parseColour(a.Val); ok && n.tag == atom.Font {
				c.ink, c.hasInk = t, t.set
			}
		case "align":
			if n.tag != atom.Table && n.tag != atom.Img {
				c.alignment(strings.ToLower(strings.TrimSpace(a.Val)))
			}
		case "background":
			if remoteSource(a.Val) {
				c.remote++
			}
		}
	}
}
