package layout

import (
	"math"

	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/style"
	"runchecks/ui/mailview/text"
)

// line is a laid out line. Its places are from the corner of the box it is in.
type line struct {
	base        float64 // y of the baseline
	hard        bool    // a line break ends it
	decorations []piece // backgrounds and borders of inline boxes, the innermost first
	pieces      []piece // text and atoms
}

// piece is a part of a line.
type piece struct {
	style       *style.Style
	box         *box // of an atom
	word        text.Shaped
	text        string
	space       bool
	marker      bool
	floats      bool // the box floats: its place is its own
	x, w        float64
	base        float64 // of the piece, below that of the line
	above, down float64 // from its base
	first, last bool    // a decoration has its left and right edge here
}

// breaker puts the items of a paragraph on lines.
type breaker struct {
	l     *layouter
	p     *paragraph
	b     *box
	f     flow
	items []item // a copy

	y      float64
	first  bool
	stack  []inlineState
	late   []*box // floats that wait for the end of the line
	x0, x1 float64
}

// layout breaks a paragraph into lines and returns their height.
func (p *paragraph) layout(l *layouter, b *box, f flow) float64 {
	r := breaker{l: l, p: p, b: b, f: f, items: append(l.scratch[:0], p.items...), y: f.y, first: true}
	l.scratch = nil // inline blocks have paragraphs too
	b.lines, b.alone = b.lines[:0], b.alone[:0]
	for i := 0; i < len(r.items) && l.tick(1); {
		i = r.line(i)
		if l.fragments > l.lim.Fragments {
			l.cuts.Add(limit.Text)
			break
		}
	}
	clear(r.items)
	l.scratch = r.items[:0]
	return r.y - f.y
}

// end is where a line ends.
type end struct {
	at     int   // the item behind it
	hard   bool  // by a line break
	rest   *item // of a word that was cut
	retry  bool  // the line moved below a float and begins again
	broken *item // the break
}

// tolerance is how far a line may be too long, in CSS pixels, because browsers calculate
// in 1/64.
const tolerance = .02

// line lays out the line that begins with an item and returns the first of the next.
func (r *breaker) line(start int) (next int) {
	r.room()
	indent := 0.0
	if r.first {
		indent = r.p.root.Indent.Or0(r.f.w)
	}
	e := r.fill(start, indent)
	if e.retry {
		return start
	}
	if e.rest == nil {
		// What closes right after the break belongs to this line.
		for e.at < len(r.items) && r.items[e.at].kind == closeItem {
			e.at++
		}
	}
	a := assembler{l: r.l, p: r.p, items: r.items, stack: r.stack}
	if height, ok := a.line(r.b, start, e, r.x0+indent, r.y, r.x1-r.x0-indent); ok {
		r.y += height
		r.first = false
	}
	r.stack = a.stack
	if e.broken != nil && e.broken.box != nil {
		r.y = r.f.floats.below(r.f.oy+r.y, e.broken.style.Clear) - r.f.oy
	}
	for _, k := range r.late {
		r.float(k)
	}
	r.late = r.late[:0]
	if e.rest != nil {
		r.items[e.at-1] = *e.rest
		return e.at - 1
	}
	return max(e.at, start+1)
}

// room finds where the line may stand beside floats.
func (r *breaker) room() {
	left := r.f.ox + r.f.x
	from, to := r.f.floats.room(r.f.oy+r.y, 1, left, left+r.f.w)
	r.x0, r.x1 = from-r.f.ox, to-r.f.ox
}

func (r *breaker) float(k *box) {
	left := r.f.ox + r.f.x
	r.l.float(k, r.f.floats, r.f.w, r.f.oy+r.y, left, left+r.f.w, r.f.ox, r.f.oy)
}

// fill finds how many items fit on the line.
func (r *breaker) fill(start int, x float64) end {
	lastBreak := -1 // the last item that the line may break after
	content := false
	for j := start; j < len(r.items); j++ {
		it := &r.items[j]
		switch it.kind {
		case floatItem:
			if !it.placed {
				it.placed = true
				r.meetFloat(it.box, x, content)
			}
			continue
		case breakItem:
			return end{at: j + 1, hard: true, broken: it}
		case atomItem:
			it.width = r.atom(it.box)
		case tabItem:
			if stop := tabStops * r.l.fonts.Shape(" ", &it.style.Font).Advance; stop > 0 {
				it.width = stop - math.Mod(x, stop)
			}
		case openItem, closeItem:
			x += it.width
			if it.kind == closeItem && it.width == 0 && lastBreak >= 0 && lastBreak == j-1 {
				lastBreak = j
			}
			continue
		case spaceItem:
			if it.hangs {
				if !content {
					it.width = 0 // it vanishes at the start of a line
				}
				x += it.width
				if it.breaks {
					lastBreak = j
				}
				continue
			}
		}
		room := r.x1 - r.x0 - x
		if it.width+r.ends(j+1) > room+tolerance {
			switch {
			case content && lastBreak >= start:
				return end{at: lastBreak + 1}
			case !content && r.wraps(it) && r.belowFloat(it.width):
				return end{retry: true}
			case it.anywhere && it.kind == wordItem && it.word.Letters > 1:
				if rest := r.cut(it, room, content); rest != nil {
					return end{at: j + 1, rest: rest}
				}
			}
		}
		x += it.width
		content = true
		if it.breaks {
			lastBreak = j
		}
	}
	return end{at: len(r.items)}
}

// ends returns the width of the ends of inline boxes from an item on: they stay with what is
// before them.
func (r *breaker) ends(from int) float64 {
	w := 0.0
	for ; from < len(r.items) && r.items[from].kind == closeItem; from++ {
		w += r.items[from].width
	}
	return w
}

// meetFloat places a float beside the line, or below it if it does not fit.
func (r *breaker) meetFloat(k *box, x float64, content bool) {
	if content {
		w, _ := r.l.blockWidth(k, r.f.w, r.f.w, style.Start)
		if x+w+outerMargins(k.style, r.f.w) > r.x1-r.x0+tolerance {
			r.late = append(r.late, k)
			return
		}
	}
	r.float(k)
	r.room()
}

// wraps reports whether the line breaks around an item; one that does not stays beside a
// float however long it is.
func (r *breaker) wraps(it *item) bool {
	if it.kind == wordItem {
		return it.style.Space.Wraps()
	}
	return r.p.root.Space.Wraps()
}

// belowFloat moves the line down if a float is in the way of its first item.
func (r *breaker) belowFloat(width float64) bool {
	narrowed := r.x0 > r.f.x+sliver || r.x1 < r.f.x+r.f.w-sliver
	if !narrowed || width > r.f.w && r.x1-r.x0 >= r.f.w {
		return false
	}
	next, ok := r.f.floats.next(r.f.oy + r.y)
	if !ok || next-r.f.oy <= r.y {
		return false
	}
	r.y = next - r.f.oy
	return true
}

// cut shortens a word to what fits and returns the rest, nil where nothing fits.
func (r *breaker) cut(it *item, room float64, content bool) *item {
	n := it.word.Fit(room)
	if n == 0 && !content {
		n = 1
	}
	if n == 0 || n >= it.word.Letters {
		return nil
	}
	rest := *it
	it.text, rest.text = text.Cut(it.text, n)
	it.word, rest.word = r.l.fonts.Shape(it.text, &it.style.Font), r.l.fonts.Shape(rest.text, &it.style.Font)
	it.width, rest.width = it.word.Advance, rest.word.Advance
	it.breaks = true
	return &rest
}

// atom lays out a picture or inline block and returns its width with margins.
func (r *breaker) atom(b *box) float64 {
	var w float64
	switch b.kind {
	case pictureBox:
		w, _ = r.l.pictureSize(b, r.f.w)
	case inlineTable:
		w = r.l.tableWidth(b, r.f.w, r.f.w-outerMargins(b.style, r.f.w))
	default:
		w, _ = r.l.blockWidth(b, r.f.w, r.f.w, style.Start)
	}
	// A box that did not fit on the line before is there already. Without this, boxes
	// within boxes would take exponential time.
	if b.pass != r.l.pass || b.passWidth != w {
		b.pass, b.passWidth = r.l.pass, w
		r.l.block(b, w, -1, nil, 0, 0)
		if b.kind == pictureBox {
			b.w = w
		}
	}
	return b.w + outerMargins(b.style, r.f.w)
}
