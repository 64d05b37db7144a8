package layout

import (
	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/style"
)

// margin is margins that adjoin each other and so collapse into one (CSS 2.2, 8.3.1).
// Default margins of paragraphs and the like are kept apart: quirks mode drops them at
// the edges of cells and body.
type margin struct{ positive, negative, byDefault float64 }

func (m *margin) add(v float64, byDefault bool) {
	switch {
	case byDefault && v >= 0:
		m.byDefault = max(m.byDefault, v)
	case v >= 0:
		m.positive = max(m.positive, v)
	default:
		m.negative = min(m.negative, v)
	}
}

func (m *margin) join(o margin) {
	m.positive, m.negative, m.byDefault = max(m.positive, o.positive), min(m.negative, o.negative), max(m.byDefault, o.byDefault)
}

// height returns the margin that remains.
func (m margin) height() float64 { return max(m.positive, m.byDefault) + m.negative }

// withoutDefaults returns the margin that remains at the edge of a cell in quirks mode.
func (m margin) withoutDefaults() float64 { return m.positive + m.negative }

// addTop adds the margin above a box.
func (m *margin) addTop(b *box, width float64) {
	m.add(b.style.Margin[style.Top].Or0(width), b.style.DefaultTop && hasDefaultMargin(b.node))
}

// addBottom adds the margin below a box. In Chromium only those of paragraphs and
// preformatted text vanish.
func (m *margin) addBottom(b *box, width float64) {
	byDefault := false
	if b.node != nil && b.style.DefaultBottom {
		switch b.node.Tag {
		case "p", "pre", "xmp", "listing", "plaintext":
			byDefault = true
		}
	}
	m.add(b.style.Margin[style.Bottom].Or0(width), byDefault)
}

// addBottomOfEmpty is addBottom for a box that margins collapse through: all of its default
// margins vanish at the edges of a cell.
func (m *margin) addBottomOfEmpty(b *box, width float64) {
	m.add(b.style.Margin[style.Bottom].Or0(width), b.style.DefaultBottom && hasDefaultMargin(b.node))
}

func hasDefaultMargin(n *dom.Node) bool {
	if n == nil {
		return false
	}
	switch n.Tag {
	case "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "menu", "dir", "pre", "xmp", "listing", "plaintext":
		return true
	}
	return false
}

// opensAbove reports whether the margin above the first child is outside the box.
func (b *box) opensAbove() bool {
	return !b.isolated && b.kind == blockBox && b.style.Border[style.Top].Width() == 0 && b.style.Padding[style.Top].Value == 0
}

// collapsedTop returns the margin above a box together with those of its first children.
func (l *layouter) collapsedTop(b *box, width float64) margin {
	if b.topPass == l.pass {
		return b.top
	}
	b.topPass = l.pass
	var m margin
	m.addTop(b, width)
	if b.opensAbove() && !b.inline {
		for _, k := range b.kids {
			if k.floats() {
				continue
			}
			if k.style.Clear != 0 {
				break
			}
			m.join(l.collapsedTop(k, width))
			if !k.nothing() {
				break
			}
			m.addBottomOfEmpty(k, width)
		}
	}
	b.top = m
	return m
}

// nothing reports whether margins collapse through a box: it has neither content nor height
// of its own (CSS 2.2, 8.3.1), and its kids, if there are any, have none either. It is known
// before the box is laid out, since the margins above a box are.
func (b *box) nothing() bool {
	s := b.style
	if b.kind != blockBox || b.isolated || b.marker != "" || s.Height.Unit == css.Px || s.MinHeight.Unit == css.Px {
		return false
	}
	for _, side := range []int{style.Top, style.Bottom} {
		if s.Border[side].Width() != 0 || s.Padding[side].Value != 0 {
			return false
		}
	}
	for _, k := range b.kids {
		switch {
		case k.floats():
		case b.inline && onlySpace(k):
		case !b.inline && k.style.Clear == 0 && k.nothing():
		default:
			return false
		}
	}
	return true
}
