package layout

import (
	"math"

	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/style"
)

// floats is what floats in one block formatting context (CSS 2.2, 9.5), in the
// coordinates of its block.
type floats struct{ left, right []page.Rect }

// mostFloats is how many of the last floats narrow a line.
const mostFloats = 64

func recent(rs []page.Rect) []page.Rect { return rs[max(0, len(rs)-mostFloats):] }

// room returns what is free of x0 to x1 in a strip of height h at y. A nil receiver has
// no floats.
func (f *floats) room(y, h, x0, x1 float64) (float64, float64) {
	if f == nil {
		return x0, x1
	}
	for _, r := range recent(f.left) {
		if r.Y < y+h && r.Bottom() > y {
			x0 = max(x0, r.Right())
		}
	}
	for _, r := range recent(f.right) {
		if r.Y < y+h && r.Bottom() > y {
			x1 = min(x1, r.X)
		}
	}
	return x0, x1
}

// any reports whether something floats on the sides that a box clears.
func (f *floats) any(clear uint8) bool {
	return f != nil && (clear&style.ToLeft != 0 && len(f.left) > 0 || clear&style.ToRight != 0 && len(f.right) > 0)
}

// below returns the first y at or after y that clears floats.
func (f *floats) below(y float64, clear uint8) float64 {
	if f == nil {
		return y
	}
	if clear&style.ToLeft != 0 {
		for _, r := range f.left {
			y = max(y, r.Bottom())
		}
	}
	if clear&style.ToRight != 0 {
		for _, r := range f.right {
			y = max(y, r.Bottom())
		}
	}
	return y
}

// next returns the nearest lower edge of a float below y; false if there is none.
func (f *floats) next(y float64) (float64, bool) {
	nearest := math.Inf(1)
	if f != nil {
		for _, side := range [2][]page.Rect{f.left, f.right} {
			for _, r := range recent(side) {
				if r.Bottom() > y {
					nearest = min(nearest, r.Bottom())
				}
			}
		}
	}
	return nearest, !math.IsInf(nearest, 1)
}

// bottom returns the lowest edge of all floats.
func (f *floats) bottom() float64 { return f.below(0, style.ToLeft|style.ToRight) }

// float places a floating box at or below y, between x0 and x1 of the context. The corner
// of its parent is at ox, oy there.
func (l *layouter) float(b *box, f *floats, width, y, x0, x1, ox, oy float64) {
	w, _ := l.blockWidth(b, width, x1-x0, style.Start)
	if b.kind == pictureBox {
		w, _ = l.pictureSize(b, width)
	}
	l.block(b, w, -1, nil, 0, 0)
	m := l.margins(b, width)
	outer := b.w + m[style.Left] + m[style.Right]
	if b.style.Clear != 0 {
		y = f.below(y, b.style.Clear)
	}
	for _, side := range [2][]page.Rect{f.left, f.right} { // not above earlier ones
		if n := len(side); n > 0 {
			y = max(y, side[n-1].Y)
		}
	}
	from, to := f.room(y, sliver, x0, x1)
	for range mostFloats {
		if to-from >= outer || from <= x0 && to >= x1 {
			break
		}
		next, ok := f.next(y)
		if !ok {
			break
		}
		y = next
		from, to = f.room(y, sliver, x0, x1)
	}
	r := page.Rect{X: from, Y: y, W: outer, H: max(0, b.h+m[style.Top]+m[style.Bottom])}
	if b.style.Float == style.ToLeft {
		f.left = append(f.left, r)
	} else {
		r.X = to - outer
		f.right = append(f.right, r)
	}
	b.x, b.y = r.X+m[style.Left]-ox, r.Y+m[style.Top]-oy
}

// sliver is a height that only what starts or passes here touches.
const sliver = .01

// margins returns the margins of a box, auto as 0.
func (l *layouter) margins(b *box, width float64) (m [4]float64) {
	for side := range m {
		m[side] = b.style.Margin[side].Or0(width)
	}
	return m
}
