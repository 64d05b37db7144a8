package layout

import (
	"math"

	"runchecks/ui/mailview/style"
)

// assembler places the items of one line: how high it is, where its baseline is, and
// where each piece stands (CSS 2.2, 10.8). Each inline box gathers the extent of what is
// in it; when it ends it is shifted as a whole and becomes part of the box around it.
type assembler struct {
	l     *layouter
	p     *paragraph
	items []item
	ln    *line
	x     float64
	stack []inlineState // the open inline boxes; the first is the line itself
}

// inlineState is an inline box on one line.
type inlineState struct {
	item        int // -1 for the line itself
	style       *style.Style
	x           float64
	first       bool // its start is on this line
	pieces      int  // the first of its pieces
	decorations int
	extent
	atEdge []aligned
}

// extent is how far something reaches above and below its baseline.
type extent struct {
	above, down float64
	some        bool
}

func (e *extent) add(above, down float64) {
	if !e.some {
		e.above, e.down, e.some = above, down, true
		return
	}
	e.above, e.down = max(e.above, above), max(e.down, down)
}

// aligned is a part of the line that is aligned with its top or bottom instead of a
// baseline: pieces and decorations from and before.
type aligned struct {
	extent
	top                 bool
	piece, pieceEnd     int
	decorated, decorEnd int
}

// line makes the line of the items from start to e.at; false if nothing shows.
func (a *assembler) line(b *box, start int, e end, x0, y, room float64) (height float64, ok bool) {
	content := a.trim(start, e.at)
	if !content && !e.hard {
		for k := start; k < e.at; k++ {
			if a.items[k].kind == floatItem {
				b.alone = append(b.alone, a.items[k].box)
			}
		}
		return 0, false
	}
	a.ln, a.x = b.newLine(), x0
	a.ln.hard = e.hard
	a.stack = append(a.stack[:0], inlineState{item: -1, style: a.p.root})
	begins := -1 // the inline box that the line begins in
	if start < len(a.items) {
		begins = a.items[start].parent
	}
	switch {
	case !a.l.lineQuirks:
		a.stack[0].add(a.l.fonts.Leaded(a.p.root))
	case a.p.root.Display == style.ListItem: // its lines never follow the quirk
		s := *a.p.root
		if begins >= 0 {
			s.Font = a.items[begins].style.Font
		}
		a.stack[0].add(a.l.fonts.Leaded(&s))
	}
	a.continued(begins)
	for k := start; k < e.at; k++ {
		a.item(k)
	}
	for len(a.stack) > 1 {
		a.close(false)
	}
	root := &a.stack[0]
	a.alignToEdges(root)
	a.ln.base = y + root.above
	a.align(x0, room, e.hard || e.at >= len(a.items))
	for i := range a.ln.pieces {
		if pc := &a.ln.pieces[i]; pc.box != nil && !pc.floats {
			pc.box.x, pc.box.y = pc.x, a.ln.base+pc.base-pc.above
		}
	}
	return root.above + root.down, true
}

// newLine adds a line to a box; the memory of earlier layouts is used again.
func (b *box) newLine() *line {
	n := len(b.lines)
	if n < cap(b.lines) {
		b.lines = b.lines[:n+1]
		b.lines[n].pieces, b.lines[n].decorations = b.lines[n].pieces[:0], b.lines[n].decorations[:0]
	} else {
		b.lines = append(b.lines, line{})
	}
	return &b.lines[n]
}

// trim takes the spaces at the end away and reports whether anything shows.
func (a *assembler) trim(start, end int) bool {
	content := false
	for k := start; k < end && !content; k++ {
		switch it := &a.items[k]; it.kind {
		case wordItem, atomItem, tabItem:
			content = true
		case spaceItem:
			content = !it.hangs
		case openItem, closeItem:
			content = it.width > 0
		}
	}
	for k := end - 1; k >= start; k-- {
		it := &a.items[k]
		switch {
		case it.kind == spaceItem && it.hangs:
			it.width, it.text = 0, ""
		case it.kind == openItem, it.kind == closeItem, it.kind == breakItem: // they do not hold spaces
		default:
			return content
		}
	}
	return content
}

// continued opens the inline boxes that began on an earlier line, the outermost first.
func (a *assembler) continued(k int) {
	if k < 0 {
		return
	}
	a.continued(a.items[k].parent)
	a.open(k, a.x, false)
}

// open begins an inline box at x. In quirks mode it gives the line a height without text
// only where one of its edges is on the line.
func (a *assembler) open(k int, x float64, first bool) {
	s := a.items[k].style
	st := inlineState{item: k, style: s, x: x, first: first, pieces: len(a.ln.pieces), decorations: len(a.ln.decorations)}
	if !a.l.lineQuirks || first && hasEdge(s, style.Left) {
		st.add(a.l.fonts.Leaded(s))
	}
	a.stack = append(a.stack, st)
}

// hasEdge reports whether an inline box has an edge that takes room on a side.
func hasEdge(s *style.Style, side int) bool {
	return s.Padding[side].Value != 0 || s.Border[side].Width() > 0 || s.Margin[side].Value != 0
}

func (a *assembler) top() *inlineState { return &a.stack[len(a.stack)-1] }

func (a *assembler) item(k int) {
	it := &a.items[k]
	switch it.kind {
	case openItem:
		a.open(k, a.x+it.style.Margin[style.Left].Or0(0), true)
		a.x += it.width
	case closeItem:
		a.x += it.width
		if it.box != nil && a.top().item == it.parent {
			a.x -= it.style.Margin[style.Right].Or0(0)
			a.close(true)
			a.x += it.style.Margin[style.Right].Or0(0)
		}
	case wordItem, spaceItem, tabItem:
		a.text(it)
	case breakItem:
		// In quirks mode a break is as high as its font only where nothing else is.
		if !a.top().some {
			a.top().add(a.l.fonts.Leaded(it.style))
		}
	case atomItem:
		a.atom(it)
	case floatItem: // placed already; here it has its place in reading order
		a.ln.pieces = append(a.ln.pieces, piece{style: it.style, box: it.box, x: a.x, floats: true})
	}
}

func (a *assembler) text(it *item) {
	if it.text != "" || it.kind != spaceItem {
		a.top().add(a.l.fonts.Leaded(it.style))
	}
	if it.width > 0 && it.text != "" {
		ascent, descent := a.l.fonts.Metrics(&it.style.Font)
		a.ln.pieces = append(a.ln.pieces, piece{
			style: it.style, word: it.word, text: it.text, space: it.kind == spaceItem, marker: it.marker, x: a.x, w: it.width, above: ascent, down: descent,
		})
		a.l.fragments++
	}
	a.x += it.width
}

// close ends the innermost inline box at a.x; last reports whether it really ends here and
// not on a later line.
func (a *assembler) close(last bool) {
	st := a.stack[len(a.stack)-1]
	a.stack = a.stack[:len(a.stack)-1]
	s := st.style
	if a.l.lineQuirks && last && hasEdge(s, style.Right) {
		st.add(a.l.fonts.Leaded(s))
	}
	if s.Decorated() {
		ascent, descent := a.l.fonts.Metrics(&s.Font)
		a.ln.decorations = append(a.ln.decorations, piece{style: s, x: st.x, w: a.x - st.x, above: ascent, down: descent, first: st.first, last: last})
	}
	outer := a.top()
	if s.VAlign == style.VTop || s.VAlign == style.VBottom {
		a.alignToEdges(&st)
		outer.atEdge = append(outer.atEdge, aligned{
			extent: st.extent, top: s.VAlign == style.VTop,
			piece: st.pieces, pieceEnd: len(a.ln.pieces), decorated: st.decorations, decorEnd: len(a.ln.decorations),
		})
		return
	}
	shift := a.l.shift(s, outer.style, st.extent)
	a.shift(shift, st.pieces, len(a.ln.pieces), st.decorations, len(a.ln.decorations))
	if st.some {
		outer.add(st.above-shift, st.down+shift)
	}
	outer.atEdge = append(outer.atEdge, st.atEdge...)
}

// shift moves pieces and decorations down.
func (a *assembler) shift(d float64, piece, pieceEnd, decorated, decorEnd int) {
	if d == 0 {
		return
	}
	for i := piece; i < pieceEnd; i++ {
		a.ln.pieces[i].base += d
	}
	for i := decorated; i < decorEnd; i++ {
		a.ln.decorations[i].base += d
	}
}

// shift returns how far vertical-align moves something of an extent, with the style s in
// a box with the style p, down.
func (l *layouter) shift(s, p *style.Style, e extent) float64 {
	switch s.VAlign {
	case style.Sub:
		return math.Floor(p.Size/5) + 1
	case style.Super:
		return -(math.Floor(p.Size/3) + 1)
	case style.VMiddle:
		return (e.above-e.down)/2 - l.fonts.XHeight(&p.Font)/2
	case style.Raised:
		return -s.Raise
	case style.TextTop:
		ascent, _ := l.fonts.Metrics(&p.Font)
		return e.above - ascent
	case style.TextBottom:
		_, descent := l.fonts.Metrics(&p.Font)
		return descent - e.down
	}
	return 0
}

// atom places a picture or inline block.
func (a *assembler) atom(it *item) {
	b, s := it.box, it.box.style
	top, bottom := s.Margin[style.Top].Or0(0), s.Margin[style.Bottom].Or0(0)
	e := extent{above: b.h + top + bottom, some: true}
	if b.kind != pictureBox && b.baseline >= 0 && !s.Clips {
		e.above, e.down = top+b.baseline, b.h+bottom-b.baseline
	}
	pc := piece{style: s, box: b, x: a.x + s.Margin[style.Left].Or0(0), w: b.w, above: e.above - top, down: e.down - bottom}
	n := len(a.ln.pieces)
	outer := a.top()
	if s.VAlign == style.VTop || s.VAlign == style.VBottom {
		d := len(a.ln.decorations)
		outer.atEdge = append(outer.atEdge, aligned{extent: e, top: s.VAlign == style.VTop, piece: n, pieceEnd: n + 1, decorated: d, decorEnd: d})
	} else {
		pc.base = a.l.shift(s, outer.style, e)
		outer.add(e.above-pc.base, e.down+pc.base)
	}
	a.ln.pieces = append(a.ln.pieces, pc)
	a.l.fragments++
	a.x += it.width
}

// alignToEdges places what is aligned with the top or bottom of the line, or of a box that
// is itself aligned so. It may make it higher.
func (a *assembler) alignToEdges(st *inlineState) {
	for _, g := range st.atEdge {
		if more := g.above + g.down - st.above - st.down; !st.some {
			st.extent = g.extent
		} else if more > 0 && g.top {
			st.down += more
		} else if more > 0 {
			st.above += more
		}
	}
	for _, g := range st.atEdge {
		d := st.down - g.down
		if g.top {
			d = g.above - st.above
		}
		a.shift(d, g.piece, g.pieceEnd, g.decorated, g.decorEnd)
	}
	st.atEdge = nil
}

// align moves the pieces of the line sideways within the room it has.
func (a *assembler) align(x0, room float64, lastLine bool) {
	root := a.p.root
	if !a.p.leftToRight {
		a.visualOrder(x0, root.RightToLeft)
	}
	free := room - (a.x - x0)
	if free <= 0 {
		return
	}
	how := root.TextAlign
	if root.RightToLeft && (how == style.Start || how == style.Justify && lastLine) {
		how = style.AlignRight
	}
	switch how {
	case style.AlignRight, style.BlocksRight:
		a.move(free)
	case style.AlignCenter, style.BlocksCenter:
		a.move(free / 2)
	case style.Justify:
		if !lastLine {
			a.justify(free)
		}
	}
}

func (a *assembler) move(dx float64) {
	for i := range a.ln.pieces {
		a.ln.pieces[i].x += dx
	}
	for i := range a.ln.decorations {
		a.ln.decorations[i].x += dx
	}
}

// justify makes the spaces of the line wider.
func (a *assembler) justify(free float64) {
	spaces := 0
	for i := range a.ln.pieces {
		if a.ln.pieces[i].space {
			spaces++
		}
	}
	if spaces == 0 {
		return
	}
	each := free / float64(spaces)
	added := 0.0
	for i := range a.ln.pieces {
		pc := &a.ln.pieces[i]
		pc.x += added
		if pc.space {
			pc.w += each
			added += each
		}
	}
}
