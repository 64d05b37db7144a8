// Package chips is a line of small switches with counts that narrow a list. It shows and says
// which was pressed; what a chip is about, and what is on, is the screen's.
package chips

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/tooltip"
)

// Chip is one switch as a value.
type Chip struct {
	Sign   glyph.Sign          // 0 for none
	Colour fyne.ThemeColorName // of sign and word; "" for that of text
	Word   string
	Count  int
	Key    string
	On     bool
	Apart  bool // a line stands before it
}

// Height is that of the bar with the room around the chips.
const Height float32 = 32

const (
	high    float32 = 24
	pad     float32 = 7
	gap     float32 = 5
	edge    float32 = 12 // of the bar
	between float32 = 6
	sign    float32 = 10
)

// Bar is the widget.
type Bar struct {
	widget.BaseWidget
	// OnPress is told the number of the chip that was pressed; add is true where it was with
	// control or command held.
	OnPress func(i int, add bool)
	// OnHover is told the word of a chip that shows none.
	OnHover func(text string)

	chips []Chip
	edges []float32 // left and right of each
	brief brevity
	hover int
}

// brevity is how much a bar leaves out for want of room.
type brevity uint8

const (
	all     brevity = iota
	noWords         // but that of a chip without a sign
	noKeys
	noZeros // chips that leave nothing go
	few     // and the last ones that have no room, unless they are on
)

// New returns a bar without chips.
func New(press func(i int, add bool)) *Bar {
	b := &Bar{OnPress: press, hover: -1}
	b.ExtendBaseWidget(b)
	return b
}

// Set shows chips.
func (b *Bar) Set(chips []Chip) {
	same := len(chips) == len(b.chips)
	for i := 0; same && i < len(chips); i++ {
		same = chips[i] == b.chips[i]
	}
	if !same {
		b.chips = append([]Chip(nil), chips...)
		b.Refresh()
	}
}

func (b *Bar) word(c Chip) string {
	if b.brief == all || c.Sign == 0 {
		return c.Word
	}
	return ""
}

// away reports whether a chip is left out for want of room, as it would leave nothing.
func (b *Bar) away(c Chip) bool { return b.brief >= noZeros && c.Count == 0 && !c.On }

// parts measures a chip.
func (b *Bar) parts(c Chip) (word, count, key, width float32) {
	width = 2 * pad
	if c.Sign != 0 {
		width += sign + gap
	}
	if text := b.word(c); text != "" {
		word = ink.Width(text, theme.SmallSize, fyne.TextStyle{Bold: c.On})
		width += word + gap
	}
	count = ink.Width(strconv.Itoa(c.Count), theme.SmallSize, fyne.TextStyle{Bold: true})
	width += count
	if c.Key != "" && b.brief < noKeys {
		key = ink.Width(c.Key, theme.KeySize, fyne.TextStyle{Monospace: true})
		width += key + gap
	}
	return word, count, key, width
}

// place finds how brief the chips have to be, and where they stand.
func (b *Bar) place(width float32) {
	for b.brief = all; ; b.brief++ {
		b.edges = b.edges[:0]
		x := edge
		for _, c := range b.chips {
			if b.away(c) {
				b.edges = append(b.edges, x, x)
				continue
			}
			if c.Apart {
				x += between
			}
			_, _, _, w := b.parts(c)
			b.edges = append(b.edges, x, x+w)
			x += w + between
		}
		switch {
		case x-between+edge <= width:
			return
		case b.brief == noZeros:
			b.brief = few
			b.leave(width)
			return
		}
	}
}

// leave places the chips that have room: those that are on, then the first ones.
func (b *Bar) leave(width float32) {
	wide := func(c Chip) float32 {
		_, _, _, w := b.parts(c)
		if c.Apart {
			w += between
		}
		return w + between
	}
	room := width - 2*edge + between
	for _, c := range b.chips {
		if c.On {
			room -= wide(c)
		}
	}
	x := edge
	b.edges = b.edges[:0]
	for _, c := range b.chips {
		w := wide(c)
		if !c.On && (b.away(c) || w > room) {
			b.edges = append(b.edges, x, x)
			continue
		}
		if !c.On {
			room -= w
		}
		if c.Apart {
			x += between
			w -= between
		}
		b.edges = append(b.edges, x, x+w-between)
		x += w
	}
}

// shows reports whether a chip has room.
func (b *Bar) shows(i int) bool { return i < len(b.chips) && b.edges[2*i+1] > b.edges[2*i] }

func (b *Bar) at(p fyne.Position) int {
	for i := range b.chips {
		if 2*i+1 < len(b.edges) && p.X >= b.edges[2*i] && p.X < b.edges[2*i+1] {
			return i
		}
	}
	return -1
}

// MouseDown presses a chip at once.
func (b *Bar) MouseDown(ev *desktop.MouseEvent) {
	if i := b.at(ev.Position); i >= 0 && ev.Button == desktop.MouseButtonPrimary && b.OnPress != nil {
		b.OnPress(i, ev.Modifier&fyne.KeyModifierShortcutDefault != 0)
	}
}

// MouseUp belongs to Fyne.
func (b *Bar) MouseUp(*desktop.MouseEvent) {}

// MouseIn belongs to Fyne.
func (b *Bar) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved belongs to Fyne.
func (b *Bar) MouseMoved(ev *desktop.MouseEvent) {
	tooltip.Follow(b, ev)
	b.point(b.at(ev.Position))
}

// MouseOut belongs to Fyne.
func (b *Bar) MouseOut() { b.point(-1) }

func (b *Bar) point(i int) {
	if i == b.hover {
		return
	}
	b.hover = i
	b.Refresh()
	if b.OnHover == nil {
		return
	}
	tip := ""
	if i >= 0 && b.word(b.chips[i]) == "" {
		tip = b.chips[i].Word
	}
	b.OnHover(tip)
}

// AccessibilityLabel says what it shows to those who do not see it.
func (b *Bar) AccessibilityLabel() string {
	var parts []string
	for _, c := range b.chips {
		parts = append(parts, c.Word+" "+strconv.Itoa(c.Count))
	}
	return strings.Join(parts, ", ")
}

// AccessibilityRole belongs to fyne.Accessible.
func (b *Bar) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer belongs to Fyne.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer { return &renderer{bar: b} }

// drawn holds the objects of one chip.
type drawn struct {
	back  *canvas.Rectangle
	line  *canvas.Rectangle
	sign  *canvas.Image
	word  *ink.Line
	count *ink.Line
	key   *ink.Line
}

type renderer struct {
	bar   *Bar
	drawn []*drawn
}

func (r *renderer) Destroy()           {}
func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(120, Height) }
func (r *renderer) Refresh()           { r.Layout(r.bar.Size()); canvas.Refresh(r.bar) }

func (r *renderer) Layout(size fyne.Size) {
	b := r.bar
	b.place(size.Width)
	for len(r.drawn) < len(b.chips) {
		d := &drawn{
			back: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil), sign: &canvas.Image{FillMode: canvas.ImageFillContain},
			word: ink.NewLine(theme.SmallSize, false), count: ink.NewLine(theme.SmallSize, true), key: ink.NewLine(theme.KeySize, false),
		}
		d.back.CornerRadius, d.back.StrokeWidth = 6, 1
		d.key.TextStyle.Monospace = true
		r.drawn = append(r.drawn, d)
	}
	for i, d := range r.drawn {
		for _, o := range d.objects() {
			ink.Show(o, b.shows(i))
		}
		if b.shows(i) {
			r.draw(i, d, (size.Height-high)/2)
		}
	}
}

func (r *renderer) draw(i int, d *drawn, y float32) {
	b, c := r.bar, r.bar.chips[i]
	word, count, key, w := b.parts(c)
	x := b.edges[2*i]
	ink.Show(d.line, c.Apart)
	ink.Fill(d.line, theme.Get(theme.Line))
	ink.Place(d.line, x-between, y+2, 1, high-4)
	fill, stroke := theme.Get(theme.Pane), theme.Get(theme.Line)
	switch {
	case c.On:
		fill, stroke = theme.Get(theme.Sel), theme.Get(theme.SelBar)
	case i == b.hover && c.Count > 0:
		fill = theme.Get(theme.Hover)
	}
	if d.back.StrokeColor != stroke {
		d.back.StrokeColor = stroke
		d.back.Refresh()
	}
	ink.Fill(d.back, fill)
	ink.Place(d.back, x, y, w, high)
	colour := theme.Get(theme.Text)
	if c.Colour != "" {
		colour = theme.Get(c.Colour)
	}
	if c.Count == 0 && !c.On {
		colour = theme.Get(theme.Disabled)
	}
	x += pad
	ink.Show(d.sign, c.Sign != 0)
	if c.Sign != 0 {
		ink.Picture(d.sign, glyph.Resource(c.Sign, colour))
		ink.Place(d.sign, x, y+(high-sign)/2, sign, sign)
		x += sign + gap
	}
	ink.Show(d.word.Text, word > 0)
	if word > 0 {
		d.word.Set(b.word(c), word+1, colour, c.On)
		ink.Place(d.word.Text, x, y, word, high)
		x += word + gap
	}
	d.count.Set(strconv.Itoa(c.Count), count+1, colour, true)
	ink.Place(d.count.Text, x, y, count, high)
	x += count + gap
	ink.Show(d.key.Text, key > 0)
	if key > 0 {
		d.key.Set(c.Key, key+1, theme.Get(theme.Dim), false)
		ink.Place(d.key.Text, x, y, key, high)
	}
}

func (d *drawn) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.back, d.line, d.sign, d.word.Text, d.count.Text, d.key.Text}
}

func (r *renderer) Objects() (out []fyne.CanvasObject) {
	for _, d := range r.drawn {
		out = append(out, d.objects()...)
	}
	return out
}
