package layout

import (
	"image/color"
	"math"
	"strings"

	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/style"
	"runchecks/ui/mailview/text"
)

// emitter writes placed boxes onto a page.
type emitter struct {
	l    *layouter
	page *page.Page

	clip      page.Rect
	under     color.NRGBA // what is behind
	separator string      // before the next fragment
	cell      int         // the innermost, -1 for none
}

// everywhere is a clip that cuts nothing.
var everywhere = page.Rect{X: -1e9, Y: -1e9, W: 2e9, H: 2e9}

// separate notes that the next fragment stands apart.
func (e *emitter) separate() {
	if e.separator == "" || e.separator == " " {
		e.separator = "\n"
	}
}

func faded(c color.NRGBA, opacity float64) color.NRGBA {
	if opacity < 1 {
		c.A = uint8(float64(c.A)*opacity + .5)
	}
	return c
}

// over returns what a colour looks like on another.
func over(c, under color.NRGBA) color.NRGBA {
	share := float64(c.A) / 255
	mix := func(a, b uint8) uint8 { return uint8(float64(a)*share + float64(b)*(1-share) + .5) }
	return color.NRGBA{mix(c.R, under.R), mix(c.G, under.G), mix(c.B, under.B), 255}
}

func (e *emitter) add(it page.Item) {
	if it.Rect.X > e.clip.Right() || it.Rect.Y > e.clip.Bottom() || it.Rect.Right() < e.clip.X || it.Rect.Bottom() < e.clip.Y {
		return
	}
	if it.Kind == page.Fill {
		r, ok := it.Rect.Intersect(e.clip)
		if !ok {
			return
		}
		it.Rect = r
	}
	e.page.Items = append(e.page.Items, it)
}

// frame paints background and border of a box.
func (e *emitter) frame(s *style.Style, r page.Rect, edges *[4]style.Edge, first, last bool) {
	if s.Invisible {
		return
	}
	if s.Background.A > 0 && r.W > 0 && r.H > 0 {
		e.add(page.Item{Kind: page.Fill, Rect: r, Colour: faded(s.Background, s.Opacity), Radius: s.Radius})
		e.under = over(faded(s.Background, s.Opacity), e.under)
	}
	if s.Radius > 0 && sameEdges(edges) {
		e.add(page.Item{Kind: page.Outline, Rect: r, Colour: faded(edges[0].Colour, s.Opacity), Radius: s.Radius, Wide: edges[0].Wide})
		return
	}
	for side := range edges {
		if side == style.Left && !first || side == style.Right && !last {
			continue
		}
		e.edge(edges[side], side, r, s.Opacity)
	}
}

// sameEdges reports whether a rounded border can be drawn as one line.
func sameEdges(edges *[4]style.Edge) bool {
	e := edges[0]
	return e.Width() > 0 && e.Line == style.Solid && edges[1] == e && edges[2] == e && edges[3] == e
}

func (e *emitter) edge(edge style.Edge, side int, r page.Rect, opacity float64) {
	w := edge.Width()
	if w <= 0 || edge.Colour.A == 0 {
		return
	}
	it := page.Item{Kind: page.Border, Colour: faded(shaded(edge, side), opacity), Line: edge.Line, Wide: w}
	switch side {
	case style.Top:
		it.Rect, it.Horizontal = page.Rect{X: r.X, Y: r.Y, W: r.W, H: w}, true
	case style.Bottom:
		it.Rect, it.Horizontal = page.Rect{X: r.X, Y: r.Bottom() - w, W: r.W, H: w}, true
	case style.Left:
		it.Rect = page.Rect{X: r.X, Y: r.Y, W: w, H: r.H}
	default:
		it.Rect = page.Rect{X: r.Right() - w, Y: r.Y, W: w, H: r.H}
	}
	e.add(it)
}

// shaded darkens the sides of inset and outset borders that are in shadow.
func shaded(edge style.Edge, side int) color.NRGBA {
	upper := side == style.Top || side == style.Left
	c := edge.Colour
	dark := color.NRGBA{c.R / 2, c.G / 2, c.B / 2, c.A}
	switch {
	case edge.Line == style.Inset && upper, edge.Line == style.Outset && !upper:
		return dark
	}
	return c
}

// box paints a box whose parent's corner is at x, y.
func (e *emitter) box(b *box, x, y float64) {
	x, y = x+b.x, y+b.y
	under := e.under
	defer func() { e.under = under }()
	switch b.kind {
	case tableBox:
		e.separate()
		e.table(b, x, y)
		e.separate()
		return
	case inlineTable:
		e.table(b, x, y)
		return
	case pictureBox:
		e.picture(b, x, y)
		return
	}
	apart := b.kind == blockBox || b.kind == flexBox
	if apart {
		e.separate()
	}
	e.frame(b.style, page.Rect{X: x, Y: y, W: b.w, H: b.h}, &b.style.Border, true, true)
	if b.marker != "" && b.style.Display == style.ListItem && !b.style.Invisible {
		e.marker(b, x, y)
	}
	e.content(b, x, y)
	if apart {
		e.separate()
	}
}

func (e *emitter) content(b *box, x, y float64) {
	if b.clipped {
		was := e.clip
		defer func() { e.clip = was }()
		clip, ok := was.Intersect(page.Rect{X: x, Y: y, W: b.w, H: b.h})
		if !ok {
			return
		}
		e.clip = clip
	}
	if !b.inline {
		for _, k := range b.kids {
			e.box(k, x, y)
		}
		return
	}
	for _, k := range b.alone {
		e.box(k, x, y)
	}
	for i := range b.lines {
		e.line(&b.lines[i], x, y)
	}
}

func (e *emitter) picture(b *box, x, y float64) {
	s := b.style
	e.frame(s, page.Rect{X: x, Y: y, W: b.w, H: b.h}, &s.Border, true, true)
	left, top := s.Border[style.Left].Width()+s.Padding[style.Left].Or0(0), s.Border[style.Top].Width()+s.Padding[style.Top].Or0(0)
	r := page.Rect{X: x + left, Y: y + top}
	r.W = b.w - left - s.Border[style.Right].Width() - s.Padding[style.Right].Or0(0)
	r.H = b.h - top - s.Border[style.Bottom].Width() - s.Padding[style.Bottom].Or0(0)
	if s.Invisible || r.W < 1 || r.H < 1 {
		return
	}
	it := page.Item{Kind: page.Picture, Rect: r, Image: b.picture, Colour: s.Colour, Under: e.under}
	if b.picture.Missing() {
		it.Word, it.Size = e.l.fonts.Shape(caption(b.picture), captionFont), captionFont.Size
	}
	e.add(it)
	if s.Link != "" {
		e.page.Links = append(e.page.Links, page.Link{Rect: r, Target: s.Link})
	}
}

// captionFont writes in the frames of missing pictures.
var captionFont = &style.Font{Size: 11, Weight: 400}

// caption says what is missing: what the sender calls it, else where it would come from.
func caption(img *page.Image) string {
	switch {
	case img.Alt != "":
		return strings.Join(strings.Fields(img.Alt), " ")
	case img.Host != "":
		return img.Host
	}
	return "picture"
}

// marker paints bullet or number of a list item, left of its first line.
func (e *emitter) marker(b *box, x, y float64) {
	s := b.style
	base, ok := firstBaseline(b, y)
	if !ok {
		above, _ := e.l.fonts.Leaded(s)
		base = y + above
	}
	ascent, descent := e.l.fonts.Metrics(&s.Font)
	switch b.marker {
	case discSign, circleSign, squareSign:
		size := bulletSize(ascent)
		left := x - math.Round(s.Size*.95) - size/2 + 1
		if s.RightToLeft {
			left = x + b.w + math.Round(s.Size*.95) - size/2 - 1
		}
		e.bullet(b.marker, s, left, base, ascent)
		return
	}
	word := e.l.fonts.Shape(b.marker, &s.Font)
	left := x - word.Advance
	if s.RightToLeft {
		left = x + b.w
	}
	r := page.Rect{X: left, Y: base - ascent, W: word.Advance, H: ascent + descent}
	e.add(page.Item{Kind: page.Text, Rect: r, Colour: s.Colour, Under: e.under, Word: word, Size: s.Size, Base: base})
	e.fragment(page.Fragment{Rect: r, Text: b.marker, Word: word, Colour: s.Colour, Marker: true})
}

// bullet draws a sign whose left edge is at x.
func (e *emitter) bullet(sign string, s *style.Style, x, base, ascent float64) {
	size := bulletSize(ascent)
	r := page.Rect{
		X: x,
		Y: base - ascent + math.Floor(3*(ascent-math.Floor(ascent*2/3))/2),
		W: size, H: size,
	}
	it := page.Item{Kind: page.Bullet, Rect: r, Colour: s.Colour, Under: e.under, Radius: size / 2}
	switch sign {
	case squareSign:
		it.Radius = 0
	case circleSign:
		it.Line = style.Solid
	}
	e.add(it)
	e.fragment(page.Fragment{Rect: page.Rect{X: r.X, Y: base - ascent, W: size, H: ascent}, Text: sign + " ", Colour: s.Colour, Marker: true})
}

// markerInside paints a marker that stands in the text.
func (e *emitter) markerInside(pc *piece, x, base float64) {
	if pc.word.Word == nil {
		e.bullet(pc.text, pc.style, x, base, pc.above)
		return
	}
	r := page.Rect{X: x, Y: base - pc.above, W: pc.w, H: pc.above + pc.down}
	e.add(page.Item{Kind: page.Text, Rect: r, Colour: pc.style.Colour, Under: e.under, Word: pc.word, Size: pc.style.Size, Base: base})
	e.fragment(page.Fragment{Rect: r, Text: pc.text, Word: pc.word, Colour: pc.style.Colour, Marker: true})
}

// firstBaseline returns where the first line in a box stands.
func firstBaseline(b *box, y float64) (float64, bool) {
	if len(b.lines) > 0 {
		return y + b.lines[0].base, true
	}
	for _, k := range b.kids {
		if base, ok := firstBaseline(k, y+k.y); ok {
			return base, true
		}
	}
	return 0, false
}

func (e *emitter) fragment(f page.Fragment) {
	f.Cell = e.cell
	if f.Separator == "" {
		f.Separator = e.separator
	}
	e.separator = ""
	e.page.Fragments = append(e.page.Fragments, f)
}

// line paints one line: backgrounds of inline boxes from the outermost, then the rest.
func (e *emitter) line(ln *line, x, y float64) {
	under := e.under
	defer func() { e.under = under }()
	for i := len(ln.decorations) - 1; i >= 0; i-- {
		d := &ln.decorations[i]
		s := d.style
		top, bottom := s.Border[style.Top].Width()+s.Padding[style.Top].Or0(0), s.Border[style.Bottom].Width()+s.Padding[style.Bottom].Or0(0)
		r := page.Rect{X: x + d.x, Y: y + ln.base + d.base - d.above - top, W: d.w, H: d.above + d.down + top + bottom}
		e.frame(s, r, &s.Border, d.first, d.last)
		e.under = under
	}
	start := true
	for i := range ln.pieces {
		pc := &ln.pieces[i]
		switch {
		case pc.box != nil:
			e.box(pc.box, x, y)
		case pc.marker && !pc.style.Invisible:
			e.markerInside(pc, x+pc.x, y+ln.base+pc.base)
			start = false
		case !pc.style.Invisible:
			e.under = e.behind(ln, pc, under)
			e.text(pc, x, y+ln.base+pc.base, start)
			e.under = under
			start = false
		}
	}
	if ln.hard {
		e.separator += "\n"
	}
}

// behind returns what a piece of text stands on.
func (e *emitter) behind(ln *line, pc *piece, under color.NRGBA) color.NRGBA {
	for i := len(ln.decorations) - 1; i >= 0; i-- {
		if d := &ln.decorations[i]; d.style.Background.A > 0 && pc.x >= d.x-.01 && pc.x+pc.w <= d.x+d.w+.01 {
			under = over(faded(d.style.Background, d.style.Opacity), under)
		}
	}
	return under
}

func (e *emitter) text(pc *piece, x, base float64, lineStart bool) {
	s := pc.style
	r := page.Rect{X: x + pc.x, Y: base - pc.above, W: pc.w, H: pc.above + pc.down}
	c := faded(s.Colour, s.Opacity)
	if !pc.space {
		e.add(page.Item{
			Kind: page.Text, Rect: r, Colour: c, Under: e.under, Word: pc.word, Size: s.Size, Base: base,
			LetterSpacing: s.LetterSpacing, Thicken: text.ThickenedBold(&s.Font),
		})
	}
	e.decoration(s, r, base, pc.above, c)
	f := page.Fragment{Rect: r, Text: pc.text, Word: pc.word, Colour: c, Link: s.Link, Spacing: s.LetterSpacing}
	if lineStart && e.separator == "" {
		f.Separator = e.continues(r)
	}
	e.fragment(f)
}

// continues returns what joins a line with the one before in the same paragraph.
func (e *emitter) continues(r page.Rect) string {
	n := len(e.page.Fragments)
	if n == 0 {
		return ""
	}
	last := &e.page.Fragments[n-1]
	if strings.HasSuffix(last.Text, " ") || math.Abs(last.Rect.Y-r.Y) < 1 {
		return ""
	}
	return " "
}

func (e *emitter) decoration(s *style.Style, r page.Rect, base, ascent float64, c color.NRGBA) {
	if s.Decoration == 0 {
		return
	}
	thick := e.l.fonts.UnderlineBar(&s.Font)
	bar := func(y float64) {
		e.add(page.Item{Kind: page.Bar, Rect: page.Rect{X: r.X, Y: y, W: r.W, H: thick}, Colour: c, Under: e.under})
	}
	if s.Decoration&style.Underline != 0 {
		bar(math.Round(base + e.l.fonts.UnderlineBelow(&s.Font)))
	}
	if s.Decoration&style.LineThrough != 0 {
		bar(math.Round(base - ascent/3))
	}
	if s.Decoration&style.Overline != 0 {
		bar(r.Y)
	}
}
