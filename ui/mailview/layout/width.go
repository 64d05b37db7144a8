package layout

import (
	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/style"
)

// sides returns padding and border left and right of a box together, percent of width.
func (b *box) sides(width float64) float64 {
	s := b.style
	return s.Padding[style.Left].Or0(width) + s.Padding[style.Right].Or0(width) + s.Border[style.Left].Width() + s.Border[style.Right].Width()
}

// outerMargins returns the margins left and right together, auto as 0.
func outerMargins(s *style.Style, width float64) float64 {
	return s.Margin[style.Left].Or0(width) + s.Margin[style.Right].Or0(width)
}

// borderBox turns a width of the style into that of the border box.
func (b *box) borderBox(w, sides float64) float64 {
	if b.style.BorderBox {
		return max(w, sides)
	}
	return w + sides
}

// measure returns the least width that a box can have and the most it can use, of its
// border box. It is kept, so that nested tables take linear time.
func (l *layouter) measure(b *box) (least, most float64) {
	if b.measured {
		return b.least, b.most
	}
	b.measured = true
	if !l.tick(1) {
		return 0, 0
	}
	switch b.kind {
	case tableBox, inlineTable:
		b.least, b.most = l.measureTable(b)
	case pictureBox:
		b.most, _ = l.pictureSize(b, -1)
		b.least = b.most
		if b.style.Width.Unit == css.Percent || b.style.MaxWidth.Unit == css.Percent {
			b.least = 0
		}
	case textBox:
	default:
		b.least, b.most = l.measureBlock(b)
	}
	return b.least, b.most
}

func (l *layouter) measureBlock(b *box) (least, most float64) {
	s := b.style
	sides := b.sides(0)
	if s.Width.Unit == css.Px && s.Display != style.Cell {
		least = b.borderBox(s.Width.Value, sides)
		most = least
	} else {
		least, most = l.measureContent(b)
		least, most = least+sides, most+sides
	}
	if s.MaxWidth.Unit == css.Px {
		v := b.borderBox(s.MaxWidth.Value, sides)
		least, most = min(least, v), min(most, v)
	}
	if s.MinWidth.Unit == css.Px {
		v := b.borderBox(s.MinWidth.Value, sides)
		least, most = max(least, v), max(most, v)
	}
	return least, most
}

// measureContent is measure without padding and border.
func (l *layouter) measureContent(b *box) (least, most float64) {
	switch {
	case b.kind == flexBox && !b.style.FlexColumn:
		for i, k := range b.kids {
			kl, km := l.measure(k)
			m := outerMargins(k.style, 0)
			if i > 0 {
				m += b.style.Gap
			}
			least, most = least+kl+m, most+km+m
		}
		return least, most
	case b.inline:
		return l.paragraphOf(b).measure(l)
	}
	floating := 0.0 // floats beside each other
	for _, k := range b.kids {
		kl, km := l.measure(k)
		m := outerMargins(k.style, 0)
		least = max(least, kl+m)
		if k.floats() {
			floating += km + m
			most = max(most, floating)
			continue
		}
		floating = 0
		most = max(most, km+m)
	}
	return least, most
}

// blockWidth returns the width of the border box of a block or float and how far it
// stands from the left of the room it has: room, in a block whose content is width wide
// and whose kids align as parent says.
func (l *layouter) blockWidth(b *box, width, room float64, parent style.Align) (w, left float64) {
	s := b.style
	sides := b.sides(width)
	marginL, marginR := s.Margin[style.Left].Or0(width), s.Margin[style.Right].Or0(width)
	fills := false
	switch {
	case b.kind == pictureBox:
		w, _ = l.pictureSize(b, width)
	case b.kind == tableBox || b.kind == inlineTable:
		w = l.tableWidth(b, width, room-marginL-marginR)
	default:
		w, fills = l.usedWidth(b, width, room-marginL-marginR, sides)
	}
	w = css.Bounded(w, 0, l.lim.Length)
	left = marginL
	free := room - w - marginL - marginR
	if fills || s.Float != 0 || b.kind == inlineBlock || b.kind == inlineTable {
		return w, left
	}
	switch {
	case free <= 0:
	case s.AutoMargin(style.Left) && s.AutoMargin(style.Right):
		left = free / 2
	case s.AutoMargin(style.Left):
		left = free
	case s.AutoMargin(style.Right):
	case parent == style.BlocksCenter:
		left += free / 2
	case parent == style.BlocksRight:
		left += free
	}
	return w, left
}

// fromRight returns how far a block stands from the left where its parent runs from right to
// left; left is where it would stand else.
func (l *layouter) fromRight(b *box, width, room, w, left float64) float64 {
	s := b.style
	if s.AutoMargin(style.Left) || s.AutoMargin(style.Right) {
		return left
	}
	return room - w - s.Margin[style.Right].Or0(width)
}

// usedWidth is blockWidth for what is neither table nor picture; fills reports whether
// the box takes all of the room.
func (l *layouter) usedWidth(b *box, width, room, sides float64) (w float64, fills bool) {
	s := b.style
	if v, ok := s.Width.Resolve(width); ok {
		w = b.borderBox(v, sides)
	} else if s.Float != 0 || b.kind == inlineBlock {
		least, most := l.measure(b)
		w = min(max(least, room), most)
	} else {
		w, fills = max(room, sides), true
	}
	if v, ok := s.MaxWidth.Resolve(width); ok && w > b.borderBox(v, sides) {
		w, fills = max(b.borderBox(v, sides), sides), false
	}
	if v, ok := s.MinWidth.Resolve(width); ok && w < b.borderBox(v, sides) {
		w = b.borderBox(v, sides)
	}
	return w, fills
}
