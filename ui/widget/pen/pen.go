// Package pen draws texts, marks, signs and grounds at places of a widget, again and again, with
// as few new objects as it can: what is where it was is left alone. Grounds lie below, then
// marks and signs, then texts. It knows no more of what it draws than whether a text was cut,
// and what a press on a place does.
package pen

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"runchecks/domain"
	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/statusmark"
)

// Pen draws for one renderer: Begin, then what there is, then End.
type Pen struct {
	rects []*canvas.Rectangle
	lines []*line
	signs []*canvas.Image
	pills []*statusmark.Pill
	used  struct{ rects, lines, signs, pills int }
	all   []fyne.CanvasObject
	dirty bool // there are new objects
	zones []zone
	cut   []zone
}

type zone struct {
	at   fyne.Position
	size fyne.Size
	do   func()
	full string
}

func (z zone) has(p fyne.Position) bool {
	return p.X >= z.at.X && p.Y >= z.at.Y && p.X < z.at.X+z.size.Width && p.Y < z.at.Y+z.size.Height
}

// Begin starts anew.
func (p *Pen) Begin() {
	p.used.rects, p.used.lines, p.used.signs, p.used.pills = 0, 0, 0, 0
	p.zones, p.cut = p.zones[:0], p.cut[:0]
}

// End hides what was not drawn this time.
func (p *Pen) End() {
	for _, r := range p.rects[p.used.rects:] {
		ink.Show(r, false)
	}
	for _, l := range p.lines[p.used.lines:] {
		ink.Show(l.Text, false)
	}
	for _, s := range p.signs[p.used.signs:] {
		ink.Show(s, false)
	}
	for _, m := range p.pills[p.used.pills:] {
		m.Show(false)
	}
}

// Objects returns what has been drawn in its order, for the renderer.
func (p *Pen) Objects() []fyne.CanvasObject {
	if p.dirty {
		p.dirty = false
		p.all = nil
		for _, r := range p.rects {
			p.all = append(p.all, r)
		}
		for _, m := range p.pills {
			p.all = append(p.all, m.Objects()...)
		}
		for _, s := range p.signs {
			p.all = append(p.all, s)
		}
		for _, l := range p.lines {
			p.all = append(p.all, l.Text)
		}
	}
	return p.all
}

// Ground is how a rectangle looks; a nil colour is none.
type Ground struct {
	Fill, Stroke color.Color
	Width        float32 // of the stroke
	Radius       float32
}

// Rect draws a rectangle.
func (p *Pen) Rect(x, y, w, h float32, g Ground) {
	if p.used.rects == len(p.rects) {
		p.rects = append(p.rects, canvas.NewRectangle(color.Transparent))
		p.dirty = true
	}
	r := p.rects[p.used.rects]
	p.used.rects++
	if g.Fill == nil {
		g.Fill = color.Transparent
	}
	if g.Stroke == nil {
		g.Stroke, g.Width = color.Transparent, 0
	}
	ink.Place(r, x, y, w, h)
	if r.FillColor != g.Fill || r.StrokeColor != g.Stroke || r.StrokeWidth != g.Width || r.CornerRadius != g.Radius {
		r.FillColor, r.StrokeColor, r.StrokeWidth, r.CornerRadius = g.Fill, g.Stroke, g.Width, g.Radius
		r.Refresh()
	}
	ink.Show(r, true)
}

// Fill draws a rectangle of a colour.
func (p *Pen) Fill(x, y, w, h float32, c color.Color) { p.Rect(x, y, w, h, Ground{Fill: c}) }

// Style is how a text looks; the zero value is that of rows.
type Style struct {
	Size   float32     // 0 is the size of rows
	Colour color.Color // nil is that of text
	Bold   bool
	Mono   bool
	Align  fyne.TextAlign
}

func (s Style) size() float32 {
	if s.Size == 0 {
		return theme.TextSize
	}
	return s.Size
}

func (s Style) font() fyne.TextStyle { return fyne.TextStyle{Bold: s.Bold, Monospace: s.Mono} }

// Width measures a text of one line.
func (s Style) Width(text string) float32 { return ink.Width(text, s.size(), s.font()) }

// Wrap breaks a text into lines of a width.
func (s Style) Wrap(text string, width float32, most int) (lines []string, cut bool) {
	return ink.Wrap(text, width, s.size(), s.font(), most)
}

// line is a text with what was asked of it.
type line struct {
	*canvas.Text
	full  string
	width float32
	style Style
	cut   bool
}

// Text draws a text of one line in a box, cut where it is wider, and returns how wide it is.
func (p *Pen) Text(x, y, w, h float32, text string, s Style) float32 {
	if text == "" || w <= 0 {
		return 0
	}
	if p.used.lines == len(p.lines) {
		p.lines = append(p.lines, &line{Text: canvas.NewText("", color.Transparent)})
		p.dirty = true
	}
	l := p.lines[p.used.lines]
	p.used.lines++
	if s.Colour == nil {
		s.Colour = theme.Get(theme.Text)
	}
	if l.full != text || l.width != w || l.style != s {
		shown, cut := ink.Fit(text, w, s.size(), s.font())
		l.full, l.width, l.style, l.cut = text, w, s, cut
		l.Text.Text, l.TextSize, l.TextStyle, l.Color, l.Alignment = shown, s.size(), s.font(), s.Colour, s.Align
		l.Refresh()
	}
	ink.Place(l.Text, x, y, w, h)
	ink.Show(l.Text, true)
	if l.cut {
		p.cut = append(p.cut, zone{at: fyne.NewPos(x, y), size: fyne.NewSize(w, h), full: text})
	}
	return min(w, s.Width(l.Text.Text))
}

// Paragraph draws a text of at most so many lines and returns how high it is.
func (p *Pen) Paragraph(x, y, w, lineHeight float32, text string, most int, s Style) float32 {
	lines, _ := s.Wrap(text, w, most)
	for i, part := range lines {
		p.Text(x, y+float32(i)*lineHeight, w+1, lineHeight, part, s)
	}
	return float32(len(lines)) * lineHeight
}

// Sign draws a sign.
func (p *Pen) Sign(x, y, size float32, sign glyph.Sign, c color.Color) {
	if p.used.signs == len(p.signs) {
		p.signs = append(p.signs, &canvas.Image{FillMode: canvas.ImageFillContain})
		p.dirty = true
	}
	i := p.signs[p.used.signs]
	p.used.signs++
	ink.Picture(i, glyph.Resource(sign, c))
	ink.Place(i, x, y, size, size)
	ink.Show(i, true)
}

// Mark draws a status mark, filled or as text alone, and returns how wide it is.
func (p *Pen) Mark(x, y, w float32, status domain.Status, filled, glyphOnly bool) float32 {
	if p.used.pills == len(p.pills) {
		p.pills = append(p.pills, statusmark.NewPill())
		p.dirty = true
	}
	m := p.pills[p.used.pills]
	p.used.pills++
	if filled {
		m.Set(status, glyphOnly)
	} else {
		m.SetBare(status, glyphOnly)
	}
	m.Show(true)
	m.Place(x, y, w)
	return m.Size().Width
}

// Zone makes a press on a place do something.
func (p *Pen) Zone(x, y, w, h float32, do func()) {
	p.zones = append(p.zones, zone{at: fyne.NewPos(x, y), size: fyne.NewSize(w, h), do: do})
}

// Tip says a text where the pointer is on a place.
func (p *Pen) Tip(x, y, w, h float32, text string) {
	p.cut = append(p.cut, zone{at: fyne.NewPos(x, y), size: fyne.NewSize(w, h), full: text})
}

// Pressed returns what a press on a point does, nil for nothing.
func (p *Pen) Pressed(at fyne.Position) func() {
	for i := len(p.zones) - 1; i >= 0; i-- {
		if p.zones[i].has(at) {
			return p.zones[i].do
		}
	}
	return nil
}

// Full returns the full text of what is cut at a point, or what the place says; "" for nothing.
func (p *Pen) Full(at fyne.Position) string {
	for i := len(p.cut) - 1; i >= 0; i-- {
		if p.cut[i].has(at) {
			return p.cut[i].full
		}
	}
	return ""
}

// Hint is something that can be done, in a few words, and its key.
type Hint struct {
	Words, Key string
	Do         func() // that a press does; nil for nothing
}

const (
	hintKey   float32 = 6  // between the words and the key
	hintApart float32 = 14 // between one and the next
)

func hintStyles() (words, key Style) {
	dim := theme.Get(theme.Dim)
	return Style{Size: theme.SmallSize, Colour: dim}, Style{Size: theme.KeySize, Colour: dim, Mono: true}
}

func (h Hint) width() float32 {
	words, key := hintStyles()
	w := words.Width(h.Words)
	if h.Key != "" {
		w += hintKey + key.Width(h.Key)
	}
	return w
}

// Hints draws what can be done in one line that ends at the right of a box, in their order.
// Those without room are left out, the last first. It returns where they begin.
func (p *Pen) Hints(x, y, w, h float32, hints []Hint) float32 {
	words, key := hintStyles()
	fit, need := 0, float32(0)
	for _, hint := range hints {
		wide := hint.width() + hintApart
		if need+wide-hintApart > w {
			break
		}
		need += wide
		fit++
	}
	if fit == 0 {
		return x + w
	}
	begin := x + w - need + hintApart
	at := begin
	for _, hint := range hints[:fit] {
		wide := hint.width()
		named := p.Text(at, y, words.Width(hint.Words)+1, h, hint.Words, words)
		p.Text(at+named+hintKey, y, key.Width(hint.Key)+1, h, hint.Key, key)
		if hint.Do != nil {
			p.Zone(at-hintApart/2, y, wide+hintApart, h, hint.Do)
		}
		at += wide + hintApart
	}
	return begin
}
