package layout

import (
	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/style"
)

// block lays out a box of a width and finds its height. high is the height of the block
// around it, negative if that depends on the content. The corner of the box is at ox, oy
// in the context of f, the floats around it.
func (l *layouter) block(b *box, w, high float64, f *floats, ox, oy float64) {
	if !l.tick(1) {
		return
	}
	b.w, b.baseline, b.clipped, b.empty, b.bottom = w, -1, false, false, margin{}
	switch b.kind {
	case tableBox, inlineTable:
		l.table(b, w)
		return
	case pictureBox:
		if b.style.Width.Unit != css.Percent && b.style.MaxWidth.Unit != css.Percent {
			b.w, b.h = l.pictureSize(b, -1)
		} else {
			_, b.h = l.pictureSize(b, w)
		}
		return
	}
	s := b.style
	padT, padB := s.Padding[style.Top].Or0(w), s.Padding[style.Bottom].Or0(w)
	edgeT, edgeB := s.Border[style.Top].Width(), s.Border[style.Bottom].Width()
	if b.isolated || f == nil {
		f, ox, oy = &floats{}, 0, 0
	}
	height, fixed := s.Height.Resolve(high)
	if fixed && s.BorderBox {
		height = max(0, height-padT-padB-edgeT-edgeB)
	}
	fl := flow{
		x: s.Border[style.Left].Width() + s.Padding[style.Left].Or0(w), y: edgeT + padT, w: max(0, w-b.sides(w)),
		high: -1, floats: f, ox: ox, oy: oy, open: b.opensAbove(),
	}
	if fixed {
		fl.high = height
	}
	var content float64
	switch {
	case b.kind == flexBox:
		content = l.flex(b, fl)
	case b.inline:
		content = l.paragraphOf(b).layout(l, b, fl)
		if n := len(b.lines); n > 0 {
			b.baseline = b.lines[n-1].base
		}
	default:
		content = l.stack(b, fl, edgeT+edgeB+padT+padB, fixed)
	}
	if b.marker != "" && content == 0 { // a marker alone makes a line
		content = l.fonts.LineHeight(s)
	} else if b.inline && len(b.lines) == 0 && !b.isolated && edgeT+edgeB+padT+padB == 0 && !fixed && s.MinHeight.Unit != css.Px {
		b.empty = true
	}
	if b.isolated {
		content = max(content, f.bottom()-fl.y)
	}
	b.h = css.Bounded(l.usedHeight(b, content, height, fixed, high)+padT+padB+edgeT+edgeB, 0, l.lim.Height)
}

// usedHeight returns the height of the content box. What is too high for a fixed one runs
// out of it, as in a browser, unless the mail asks to clip.
func (l *layouter) usedHeight(b *box, content, height float64, fixed bool, high float64) float64 {
	s := b.style
	if fixed {
		b.clipped = s.Clips && content > height
		content = height
	}
	if most, ok := s.MaxHeight.Resolve(high); ok && content > most && s.Clips {
		b.clipped = true
		content = most
	}
	if least, ok := s.MinHeight.Resolve(high); ok {
		content = max(content, least)
	}
	return content
}

// flow is where the content of a block goes.
type flow struct {
	x, y, w float64 // of the content box, in the block
	high    float64 // its height, negative if not known
	floats  *floats
	ox, oy  float64 // of the block, in the context of the floats
	open    bool    // the margin above the first child is outside
	cell    bool    // default margins vanish at the edges in quirks mode
}

// stack places blocks below each other and returns the height of the content. The margin
// below the last one is left in b.bottom where it collapses with that of b itself.
func (l *layouter) stack(b *box, f flow, frame float64, fixed bool) float64 {
	s := b.style
	b.cleared = false
	y, pending, any := l.stackKids(b, f)
	if !f.cell && !b.isolated && !b.cleared && b.kind == blockBox && s.Border[style.Bottom].Width() == 0 &&
		s.Padding[style.Bottom].Value == 0 &&
		!fixed &&
		s.MinHeight.Unit != css.Px {
		b.bottom = pending
		b.empty = !any && frame == 0
	} else {
		if f.cell && l.quirks {
			pending.byDefault = 0
		}
		y += pending.height()
	}
	return max(0, y-f.y)
}

func (l *layouter) stackKids(b *box, f flow) (y float64, pending margin, any bool) {
	y = f.y
	open := f.open
	for _, k := range b.kids {
		if !l.tick(1) {
			return y, pending, any
		}
		if k.floats() {
			l.float(k, f.floats, f.w, f.oy+y+pending.height(), f.ox+f.x, f.ox+f.x+f.w, f.ox, f.oy)
			continue
		}
		top := l.collapsedTop(k, f.w)
		at := y
		if !open { // else the margin is above b already
			m := pending
			m.join(top)
			at += m.height()
			if f.cell && l.quirks && !any {
				at = y + m.withoutDefaults()
			}
		}
		cleared := false
		if k.style.Clear != 0 {
			if c := f.floats.below(f.oy+at, k.style.Clear) - f.oy; c > at {
				at, cleared = c, true
			}
		}
		at, x0, x1 := l.beside(k, f, at)
		w, left := l.blockWidth(k, f.w, x1-x0, b.style.TextAlign)
		if b.style.RightToLeft {
			left = l.fromRight(k, f.w, x1-x0, w, left)
		}
		k.x, k.y = x0+left, at
		l.block(k, w, f.high, f.floats, f.ox+k.x, f.oy+at)
		below := k.bottom
		if k.empty {
			below.addBottomOfEmpty(k, f.w)
		} else {
			below.addBottom(k, f.w)
		}
		switch {
		case k.empty && f.floats.any(k.style.Clear): // margins do not collapse through it
			any, open = true, false
			y, pending = at, margin{}
			b.cleared = b.cleared || cleared
		case k.empty:
			if !open { // else its margins went above b
				pending.join(top)
				pending.join(below)
			}
		default:
			any, open = true, false
			y, pending = at+k.h, below
			if k.baseline >= 0 && (!f.cell || b.baseline < 0) {
				b.baseline = k.y + k.baseline
			}
		}
	}
	return y, pending, any
}

// beside returns where a box that keeps clear of floats fits, and the room it has there.
func (l *layouter) beside(k *box, f flow, at float64) (y, x0, x1 float64) {
	x0, x1 = f.x, f.x+f.w
	if !k.isolated && k.kind != pictureBox {
		return at, x0, x1
	}
	from, to := f.floats.room(f.oy+at, 1, f.ox+x0, f.ox+x1)
	if from == f.ox+x0 && to == f.ox+x1 {
		return at, x0, x1
	}
	least, _ := l.measure(k)
	if v, ok := k.style.Width.Resolve(f.w); ok {
		least = max(least, v)
	}
	for to-from < least && (from > f.ox+x0 || to < f.ox+x1) {
		next, ok := f.floats.next(f.oy + at)
		if !ok {
			break
		}
		at = next - f.oy
		from, to = f.floats.room(next, 1, f.ox+x0, f.ox+x1)
	}
	return at, from - f.ox, to - f.ox
}
