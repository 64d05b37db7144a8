package layout

import (
	"math"

	"runchecks/ui/mailview/style"
)

// assembler places the items of one line: how high it is, where its baseline is, and
// where each piece stands (CSS 2.2, 10.8).
type assembler struct {
	l     *layouter
	p     *paragraph
	items []item
	ln    *line
	x     float64

	above, down float64 // extent of the line from its baseline
	extended    bool
	groups      []group
	open        []openBox

	shiftOf int // the inline box whose shift is remembered, -2 for none
	shifted float64
}

// group is an inline box that is aligned with the top or bottom of its line and so does
// not take part in the baseline.
type group struct {
	item        int
	above, down float64
	top         bool
}

// openBox is a decorated inline box that began at x.
type openBox struct {
	item int
	x    float64
}

// line makes the line of the items from start to e.at; false if nothing shows.
func (a *assembler) line(b *box, start int, e end, x0, y, room float64) (height float64, ok bool) {
	content := a.trim(start, e.at)
	if !content && !e.hard {
		return 0, false
	}
	a.ln, a.x, a.shiftOf = b.newLine(), x0, -2
	if !a.l.lineQuirks {
		above, down := a.l.fonts.Leaded(a.p.root)
		a.extend(above, down)
	}
	a.continued(start, x0)
	for k := start; k < e.at; k++ {
		a.item(k, start, content)
	}
	for i := len(a.open) - 1; i >= 0; i-- {
		a.decorate(a.open[i], a.x, a.open[i].item >= start, false)
	}
	a.alignAtoms()
	a.alignGroups()
	a.ln.base = y + a.above
	a.align(x0, room, e.hard || e.at >= len(a.items))
	for i := range a.ln.pieces {
		if pc := &a.ln.pieces[i]; pc.box != nil {
			pc.box.x, pc.box.y = pc.x, a.ln.base+pc.base-pc.above
		}
	}
	return a.above + a.down, true
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
		case (it.kind == openItem || it.kind == closeItem) && it.width == 0, it.kind == breakItem:
		default:
			return content
		}
	}
	return content
}

// continued opens the inline boxes that began on an earlier line.
func (a *assembler) continued(start int, x float64) {
	if start >= len(a.items) {
		return
	}
	for k := a.items[start].parent; k >= 0; k = a.items[k].parent {
		a.strut(k)
		if a.items[k].style.Decorated() {
			a.open = append(a.open, openBox{k, x})
		}
	}
}

// strut gives the line the height of an inline box. In quirks mode only boxes that show
// themselves sideways have one.
func (a *assembler) strut(k int) {
	if s := a.items[k].style; !a.l.lineQuirks || hasEdges(s) {
		above, down := a.l.fonts.Leaded(s)
		a.extendIn(k, above, down, a.shift(k))
	}
}

func hasEdges(s *style.Style) bool {
	return s.Padding[style.Left].Value != 0 || s.Padding[style.Right].Value != 0 || s.Border[style.Left].Width() > 0 || s.Border[style.Right].Width() > 0
}

func (a *assembler) extend(above, down float64) {
	if !a.extended {
		a.above, a.down, a.extended = above, down, true
		return
	}
	a.above, a.down = max(a.above, above), max(a.down, down)
}

// extendIn extends the line for content of the inline box k, shifted down.
func (a *assembler) extendIn(k int, above, down, shift float64) {
	above, down = above-shift, down+shift
	g := a.groupOf(k)
	if g < 0 {
		a.extend(above, down)
		return
	}
	for i := range a.groups {
		if gr := &a.groups[i]; gr.item == g {
			gr.above, gr.down = max(gr.above, above), max(gr.down, down)
			return
		}
	}
	a.groups = append(a.groups, group{g, above, down, a.items[g].style.VAlign == style.VTop})
}

// groupOf returns the outermost inline box around k that is aligned with the line.
func (a *assembler) groupOf(k int) int {
	g := -1
	for ; k >= 0; k = a.items[k].parent {
		if v := a.items[k].style.VAlign; v == style.VTop || v == style.VBottom {
			g = k
		}
	}
	return g
}

// mostNested bounds how far up shifts add.
const mostNested = 300

// shift returns how far below the baseline of the line that of the inline box k is.
func (a *assembler) shift(k int) float64 {
	if k == a.shiftOf {
		return a.shifted
	}
	a.shiftOf, a.shifted = k, 0
	for n := 0; k >= 0 && n < mostNested; n++ {
		it := &a.items[k]
		a.shifted += a.l.shift(it.style, a.parentStyle(it))
		k = it.parent
	}
	return a.shifted
}

func (a *assembler) parentStyle(it *item) *style.Style {
	if it.parent >= 0 {
		return a.items[it.parent].style
	}
	return a.p.root
}

// shift returns how far vertical-align moves a box in one with the style p down.
func (l *layouter) shift(s, p *style.Style) float64 {
	switch s.VAlign {
	case style.Sub:
		return math.Floor(p.Size/5) + 1
	case style.Super:
		return -(math.Floor(p.Size/3) + 1)
	case style.VMiddle:
		ascent, descent := l.fonts.Metrics(&s.Font)
		return -l.fonts.XHeight(&p.Font)/2 - (descent-ascent)/2
	case style.Raised:
		return -s.Raise
	case style.TextTop:
		ascent, _ := l.fonts.Metrics(&s.Font)
		outer, _ := l.fonts.Metrics(&p.Font)
		return ascent - outer
	case style.TextBottom:
		_, descent := l.fonts.Metrics(&s.Font)
		_, outer := l.fonts.Metrics(&p.Font)
		return outer - descent
	}
	return 0
}

func (a *assembler) item(k, start int, content bool) {
	it := &a.items[k]
	switch it.kind {
	case openItem:
		if it.style.Decorated() {
			a.open = append(a.open, openBox{k, a.x + it.style.Margin[style.Left].Or0(0)})
		}
		a.strut(k)
		a.x += it.width
	case closeItem:
		a.x += it.width
		if it.box != nil {
			a.close(it, start)
		}
	case wordItem, spaceItem, tabItem:
		a.text(it)
	case breakItem:
		// In quirks mode a break is as high as its font only on a line of its own.
		if !content || !a.l.lineQuirks {
			above, down := a.l.fonts.Leaded(it.style)
			a.extendIn(it.parent, above, down, a.shift(it.parent))
		}
	case atomItem:
		a.atom(it)
	}
}

func (a *assembler) text(it *item) {
	shift := a.shift(it.parent)
	if it.text != "" || it.kind != spaceItem {
		above, down := a.l.fonts.Leaded(it.style)
		a.extendIn(it.parent, above, down, shift)
	}
	if it.width > 0 && it.text != "" {
		ascent, descent := a.l.fonts.Metrics(&it.style.Font)
		a.ln.pieces = append(a.ln.pieces, piece{
			style: it.style, word: it.word, text: it.text, space: it.kind == spaceItem, x: a.x, w: it.width,
			base: shift, above: ascent, down: descent, group: a.groupOf(it.parent),
		})
		a.l.fragments++
	}
	a.x += it.width
}

// close ends a decorated inline box.
func (a *assembler) close(it *item, start int) {
	for i := len(a.open) - 1; i >= 0; i-- {
		if o := a.open[i]; o.item == it.parent {
			a.decorate(o, a.x-it.style.Margin[style.Right].Or0(0), o.item >= start, true)
			a.open = append(a.open[:i], a.open[i+1:]...)
			return
		}
	}
}

func (a *assembler) decorate(o openBox, x1 float64, first, last bool) {
	s := a.items[o.item].style
	ascent, descent := a.l.fonts.Metrics(&s.Font)
	a.ln.decorations = append(a.ln.decorations, piece{
		style: s, x: o.x, w: x1 - o.x, base: a.shift(o.item), above: ascent, down: descent, group: a.groupOf(o.item), first: first, last: last,
	})
}

// atom places a picture or inline block. One that is aligned with the line waits for
// alignAtoms.
func (a *assembler) atom(it *item) {
	b, s := it.box, it.box.style
	top, bottom := s.Margin[style.Top].Or0(0), s.Margin[style.Bottom].Or0(0)
	height := b.h + top + bottom
	above, down := height, 0.0
	if b.kind != pictureBox && b.baseline >= 0 && !s.Clips {
		above = top + b.baseline
		down = height - above
	}
	p, shift := a.parentStyle(it), a.shift(it.parent)
	pc := piece{style: s, box: b, x: a.x + s.Margin[style.Left].Or0(0), w: b.w, above: above - top, down: down - bottom, group: -1}
	switch s.VAlign {
	case style.VTop, style.VBottom:
	case style.VMiddle:
		pc.base = shift - a.l.fonts.XHeight(&p.Font)/2 - height/2 + above
		a.extendIn(it.parent, above, down, pc.base)
	case style.TextTop:
		ascent, _ := a.l.fonts.Metrics(&p.Font)
		pc.base = shift - ascent + above
		a.extendIn(it.parent, above, down, pc.base)
	case style.TextBottom:
		_, descent := a.l.fonts.Metrics(&p.Font)
		pc.base = shift + descent - down
		a.extendIn(it.parent, above, down, pc.base)
	default:
		pc.base = shift + a.l.shift(s, p)
		a.extendIn(it.parent, above, down, pc.base)
	}
	if v := s.VAlign; v != style.VTop && v != style.VBottom {
		pc.group = a.groupOf(it.parent)
	}
	a.ln.pieces = append(a.ln.pieces, pc)
	a.l.fragments++
	a.x += it.width
}

// alignAtoms places the atoms that are aligned with the top or bottom of the line, which
// may make it higher.
func (a *assembler) alignAtoms() {
	any := false
	for i := range a.ln.pieces {
		pc := &a.ln.pieces[i]
		if !pc.atLineEdge() {
			continue
		}
		any = true
		height := pc.box.h + pc.style.Margin[style.Top].Or0(0) + pc.style.Margin[style.Bottom].Or0(0)
		a.grow(height, pc.style.VAlign == style.VTop)
	}
	if !any {
		return
	}
	for i := range a.ln.pieces {
		pc := &a.ln.pieces[i]
		if !pc.atLineEdge() {
			continue
		}
		if pc.style.VAlign == style.VTop {
			pc.base = -a.above + pc.style.Margin[style.Top].Or0(0) + pc.above
		} else {
			pc.base = a.down - pc.box.h - pc.style.Margin[style.Bottom].Or0(0) + pc.above
		}
	}
}

func (pc *piece) atLineEdge() bool {
	return pc.box != nil && (pc.style.VAlign == style.VTop || pc.style.VAlign == style.VBottom)
}

// grow makes the line at least as high as what is aligned with its top or bottom.
func (a *assembler) grow(height float64, top bool) {
	more := height - a.above - a.down
	switch {
	case more <= 0:
	case top:
		a.down += more
	default:
		a.above += more
	}
}

func (a *assembler) alignGroups() {
	if len(a.groups) == 0 {
		return
	}
	for _, g := range a.groups {
		a.grow(g.above+g.down, g.top)
	}
	move := func(pcs []piece) {
		for i := range pcs {
			pc := &pcs[i]
			for _, g := range a.groups {
				switch {
				case pc.group != g.item:
				case g.top:
					pc.base += g.above - a.above
				default:
					pc.base += a.down - g.down
				}
			}
		}
	}
	move(a.ln.pieces)
	move(a.ln.decorations)
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
