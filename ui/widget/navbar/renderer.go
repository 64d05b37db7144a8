package navbar

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/words"
)

const (
	height   float32 = 44
	edge     float32 = 8
	high     float32 = 30 // of what can be pressed
	padding  float32 = 10
	badge    float32 = 18
	gap      float32 = 6
	sign     float32 = 14
	arrow    float32 = 10
	boxWide  float32 = 190
	track    float32 = 112
	trackLow float32 = 90 // where there is no room for the way to anything
	trackFat float32 = 6
	whoMost  float32 = 180
)

type kind uint8

const (
	item kind = iota
	main
	more
	goTo
	progress
	who
	rule
)

// part is what stands in the bar, with its place.
type part struct {
	kind kind
	item Item
	x, w float32
}

var bold = fyne.TextStyle{Bold: true}

// width is how much room an item takes, measured bold so that opening one moves none.
func width(it Item) float32 {
	w := 2*padding + ink.Width(it.Title, theme.TextSize, bold)
	if n, _ := it.Total(); n > 0 {
		w += gap + badgeWidth(n)
	}
	if len(it.Items) > 0 {
		w += gap + arrow
	}
	return w
}

func badgeWidth(n int) float32 {
	return max(badge, 12+ink.Width(strconv.Itoa(n), theme.HeadSize, bold))
}

// moreItem stands for the items that have no room: the open one by its name.
func (b *Bar) moreItem(rest []Item) Item {
	m := Item{ID: "more", Title: words.T("widget.more_screens"), Items: rest}
	for _, it := range rest {
		if it.has(b.selected) {
			m.Title = it.Title
		}
	}
	return m
}

func (b *Bar) whoText() string {
	if b.name == "" {
		return b.role
	}
	return b.name + " · " + b.role
}

func (b *Bar) progressText() string {
	return words.T("widget.decided_of", "done", b.done, "all", b.all)
}

// arrange says what stands where in a width: first the way to anything gives way, then the
// items in their order, behind a sign of their own.
func (b *Bar) arrange(wide float32) {
	var gives []Item
	for _, it := range b.items {
		if it.Gives > 0 {
			gives = append(gives, it)
		}
	}
	slices.SortStableFunc(gives, func(x, y Item) int { return x.Gives - y.Gives })
	for away := -1; away <= len(gives); away++ {
		b.fit = map[string]bool{}
		for _, it := range b.items {
			b.fit[it.ID] = true
		}
		for _, it := range gives[:max(0, away)] {
			b.fit[it.ID] = false
		}
		if b.line(wide, away < 0) || away == len(gives) {
			return
		}
	}
}

// line lays the bar out with what fits; false where it is too long.
func (b *Bar) line(wide float32, box bool) bool {
	b.parts = b.parts[:0]
	x := edge
	add := func(k kind, it Item, w float32) {
		b.parts = append(b.parts, part{kind: k, item: it, x: x, w: w})
		x += w + 2
	}
	if b.p.Menu != nil {
		add(main, Item{Title: words.T("widget.menu"), Key: "F10"}, high)
	}
	screens := true
	for _, it := range b.items {
		if !b.fit[it.ID] {
			continue
		}
		if screens && len(it.Items) > 0 {
			screens = false
			x += padding
			add(rule, Item{}, 1)
			x += padding
		}
		add(item, it, width(it))
	}
	if rest := b.rest(); len(rest) > 0 {
		m := b.moreItem(rest)
		add(more, m, width(m))
	}
	used := x
	// From the right: who is working, the way to anything, the progress.
	end := wide - edge - 4
	right := func(k kind, w, space float32) {
		b.parts = append(b.parts, part{kind: k, x: end - w, w: w})
		end -= w + space
	}
	if w := min(whoMost, ink.Width(b.whoText(), theme.SmallSize, fyne.TextStyle{})); w > 0 {
		right(who, w, 14)
	}
	if box && b.p.GoTo != nil {
		right(goTo, boxWide, 14)
	}
	if b.all > 0 {
		long := trackLow
		if box {
			long = track
		}
		right(progress, long+8+ink.Width(b.progressText(), theme.SmallSize, bold), 0)
	}
	order(b.parts)
	return used <= end-8
}

// order puts the parts from left to right, as keys go through them.
func order(parts []part) {
	slices.SortStableFunc(parts, func(a, b part) int {
		switch {
		case a.x < b.x:
			return -1
		case a.x > b.x:
			return 1
		}
		return 0
	})
}

// CreateRenderer belongs to Fyne.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{bar: b, back: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil)}
}

// drawn are the objects of a part.
type drawn struct {
	pill, badge, extra *canvas.Rectangle
	sign               *canvas.Image
	title, count       *ink.Line
}

func newDrawn() *drawn {
	d := &drawn{
		pill: canvas.NewRectangle(nil), badge: canvas.NewRectangle(nil), extra: canvas.NewRectangle(nil),
		sign:  &canvas.Image{FillMode: canvas.ImageFillContain},
		title: ink.NewLine(theme.TextSize, false), count: ink.NewLine(theme.HeadSize, true),
	}
	d.badge.CornerRadius = badge / 2
	return d
}

func (d *drawn) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.pill, d.badge, d.extra, d.sign, d.title.Text, d.count.Text}
}

type renderer struct {
	bar        *Bar
	back, line *canvas.Rectangle
	all        []*drawn
}

// Layout belongs to Fyne.
func (r *renderer) Layout(size fyne.Size) {
	b := r.bar
	b.arrange(size.Width)
	for len(r.all) < len(b.parts) {
		r.all = append(r.all, newDrawn())
	}
	ink.Fill(r.back, theme.Get(theme.Pane))
	ink.Fill(r.line, theme.Get(theme.Line))
	ink.Place(r.back, 0, 0, size.Width, size.Height)
	ink.Place(r.line, 0, size.Height-1, size.Width, 1)
	for i, d := range r.all {
		for _, o := range d.objects() {
			ink.Show(o, false)
		}
		if i < len(b.parts) {
			r.draw(d, i, size.Height)
		}
	}
}

// draw draws a part.
func (r *renderer) draw(d *drawn, i int, tall float32) {
	b, p := r.bar, r.bar.parts[i]
	ring := b.focused && i == b.at
	top := (tall - 1 - high) / 2
	switch p.kind {
	case rule:
		fill(d.extra, theme.Line, "", 0, 0)
		put(d.extra, p.x, tall/2-11, 1, 22)
	case main:
		r.pill(d, p, top, "", ring || i == b.hover, ring)
		picture(d.sign, glyph.Lines, theme.Dim)
		put(d.sign, p.x+(p.w-sign)/2, (tall-1-sign)/2, sign, sign)
	case who:
		line(d.title, b.whoText(), theme.SmallSize, p.w+1, theme.Dim, false)
		put(d.title.Text, p.x, 0, p.w, tall-2)
	case progress:
		r.progress(d, p, tall)
	case goTo:
		fill(d.pill, theme.Pane, theme.Field, 1, 6)
		if ring {
			fill(d.pill, theme.Pane, theme.Accent, 2, 6)
		}
		put(d.pill, p.x, (tall-1-28)/2, p.w, 28)
		picture(d.sign, glyph.Search, theme.Dim)
		put(d.sign, p.x+9, (tall-1-12)/2, 12, 12)
		line(d.title, words.T("widget.go_to"), theme.TextSize, p.w-90, theme.Dim, false)
		put(d.title.Text, p.x+28, 0, p.w-90, tall-2)
		d.count.TextStyle.Monospace = true
		line(d.count, b.p.GoKey(), theme.KeySize, 60, theme.Dim, false)
		w := d.count.MinSize().Width
		put(d.count.Text, p.x+p.w-8-w, 0, w, tall-2)
	default:
		r.item(d, p, i, top, ring)
	}
}

// item draws a screen, a menu of screens, or the sign for what has no room.
func (r *renderer) item(d *drawn, p part, i int, top float32, ring bool) {
	b := r.bar
	chosen := p.item.has(b.selected)
	ground := theme.Hover
	if chosen {
		ground = theme.Sel
	}
	r.pill(d, p, top, ground, chosen || ring || i == b.hover, ring)
	colour := theme.Dim
	switch {
	case chosen:
		colour = theme.Accent
	case i == b.hover:
		colour = theme.Text
	}
	x := p.x + padding
	wide := ink.Width(p.item.Title, theme.TextSize, bold)
	line(d.title, p.item.Title, theme.TextSize, wide+1, colour, chosen)
	put(d.title.Text, x, top, wide, high-1)
	x += wide
	if n, bad := p.item.Total(); n > 0 {
		ground, number := theme.Head, theme.Dim
		if chosen {
			ground, number = theme.Pane, theme.Text
		}
		if bad {
			ground, number = theme.RedBg, theme.Red
		}
		w := badgeWidth(n)
		fill(d.badge, ground, "", 0, badge/2)
		put(d.badge, x+gap, top+(high-badge)/2, w, badge)
		d.count.TextStyle.Monospace = false
		d.count.Alignment = fyne.TextAlignCenter
		line(d.count, strconv.Itoa(n), theme.HeadSize, w, number, true)
		put(d.count.Text, x+gap, top+(high-badge)/2-0.5, w, badge)
		x += gap + w
	}
	if len(p.item.Items) > 0 {
		picture(d.sign, glyph.Open, colour)
		put(d.sign, x+gap, top+(high-arrow)/2, arrow, arrow)
	}
}

// pill draws the ground of what can be pressed, with a ring where it has the keyboard.
func (r *renderer) pill(d *drawn, p part, top float32, ground fyne.ThemeColorName, shown, ring bool) {
	if !shown {
		return
	}
	if ground == "" {
		ground = theme.Hover
	}
	if ring {
		fill(d.pill, ground, theme.Accent, 2, 6)
	} else {
		fill(d.pill, ground, "", 0, 6)
	}
	put(d.pill, p.x, top, p.w, high)
}

// progress draws how many of all are decided.
func (r *renderer) progress(d *drawn, p part, tall float32) {
	b := r.bar
	text := b.progressText()
	wide := ink.Width(text, theme.SmallSize, bold)
	long := p.w - wide - 8
	y := (tall - 1 - trackFat) / 2
	fill(d.badge, theme.Line, "", 0, trackFat/2)
	put(d.badge, p.x, y, long, trackFat)
	if share := min(1, float32(b.done)/float32(b.all)); share > 0 {
		fill(d.extra, theme.Accent, "", 0, trackFat/2)
		put(d.extra, p.x, y, max(trackFat, long*share), trackFat)
	}
	line(d.title, text, theme.SmallSize, wide+1, theme.Text, true)
	put(d.title.Text, p.x+long+8, 0, wide, tall-2)
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	ink.Place(o, x, y, w, h)
	ink.Show(o, true)
}

func line(l *ink.Line, text string, size, width float32, colour fyne.ThemeColorName, heavy bool) {
	l.TextSize = size
	l.Set(text, width, theme.Get(colour), heavy)
}

func picture(i *canvas.Image, s glyph.Sign, colour fyne.ThemeColorName) {
	ink.Picture(i, glyph.Resource(s, theme.Get(colour)))
}

func fill(r *canvas.Rectangle, ground, stroke fyne.ThemeColorName, wide, radius float32) {
	f := theme.Get(ground)
	s := f
	if stroke != "" {
		s = theme.Get(stroke)
	}
	if r.FillColor != f || r.StrokeColor != s || r.StrokeWidth != wide || r.CornerRadius != radius {
		r.FillColor, r.StrokeColor, r.StrokeWidth, r.CornerRadius = f, s, wide, radius
		r.Refresh()
	}
}

// MinSize leaves room for what never gives way; the bar is never why the window grows.
func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(300, height) }

// Refresh belongs to Fyne.
func (r *renderer) Refresh() {
	before := len(r.all)
	r.Layout(r.bar.Size())
	if len(r.all) != before {
		canvas.Refresh(r.bar)
	}
}

// Destroy belongs to Fyne.
func (r *renderer) Destroy() {}

// Objects belongs to Fyne.
func (r *renderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.back, r.line}
	for _, d := range r.all {
		all = append(all, d.objects()...)
	}
	return all
}
