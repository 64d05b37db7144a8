package layout

import (
	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/style"
)

// flex places the kids of a flex box: a row that neither wraps nor reorders, or a column.
// That is what mails use it for.
func (l *layouter) flex(b *box, f flow) float64 {
	if b.style.FlexColumn {
		return l.flexColumn(b, f)
	}
	widths, free := l.flexWidths(b, f.w)
	x, gap := f.x, b.style.Gap
	switch n := float64(len(b.kids)); b.style.Justify {
	case style.JustifyEnd:
		x += free
	case style.JustifyCenter:
		x += free / 2
	case style.JustifyBetween:
		gap += free / max(1, n-1)
	case style.JustifyAround:
		x += free / max(1, n) / 2
		gap += free / max(1, n)
	case style.JustifyEvenly:
		x += free / (n + 1)
		gap += free / (n + 1)
	}
	height := 0.0
	for i, k := range b.kids {
		m := l.margins(k, f.w)
		k.x, k.y = x+m[style.Left], f.y+m[style.Top]
		l.block(k, widths[i], -1, nil, 0, 0)
		height = max(height, k.y+k.h+m[style.Bottom]-f.y)
		x += widths[i] + outerMargins(k.style, f.w) + gap
		if k.baseline >= 0 && b.baseline < 0 {
			b.baseline = k.y + k.baseline
		}
	}
	for _, k := range b.kids {
		if k.style.Height.Unit != css.Px {
			m := l.margins(k, f.w)
			k.h = max(k.h, height-m[style.Top]-m[style.Bottom])
		}
	}
	return height
}

func (l *layouter) flexColumn(b *box, f flow) float64 {
	y := f.y
	for i, k := range b.kids {
		if i > 0 {
			y += b.style.Gap
		}
		w, left := l.blockWidth(k, f.w, f.w, style.Start)
		m := l.margins(k, f.w)
		k.x, k.y = f.x+left, y+m[style.Top]
		l.block(k, w, -1, nil, 0, 0)
		y = k.y + k.h + m[style.Bottom]
	}
	return y - f.y
}

// flexWidths returns the widths of the kids of a row and what they leave free.
func (l *layouter) flexWidths(b *box, w float64) (widths []float64, free float64) {
	n := len(b.kids)
	widths, least := make([]float64, n), make([]float64, n)
	total, grow, shrink := b.style.Gap*float64(max(0, n-1)), 0.0, 0.0
	for i, k := range b.kids {
		least[i], widths[i] = l.measure(k)
		if v, ok := k.style.Width.Resolve(w); ok {
			widths[i] = k.borderBox(v, k.sides(w))
			least[i] = min(least[i], widths[i])
		}
		grow += k.style.FlexGrow
		shrink += widths[i] - least[i]
		total += widths[i] + outerMargins(k.style, w)
	}
	free = w - total
	switch {
	case free < 0:
		if shrink > 0 {
			share := min(1, -free/shrink)
			for i := range widths {
				widths[i] -= (widths[i] - least[i]) * share
			}
		}
		return widths, 0
	case grow > 0:
		for i, k := range b.kids {
			widths[i] += free * k.style.FlexGrow / grow
		}
		return widths, 0
	}
	return widths, free
}
