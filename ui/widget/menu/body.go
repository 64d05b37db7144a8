package menu

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
)

const (
	margin   float32 = 4 // to the edge of the window
	edgeX    float32 = 12
	edgeY    float32 = 6
	rowHigh  float32 = 26
	lineHigh float32 = 9
	between  float32 = 28 // label and key
	least    float32 = 160
	most     float32 = 520
	overlap  float32 = 4
	mark     float32 = 12
	badge    float32 = 16
)

var mono = fyne.TextStyle{Monospace: true}

// body draws the lines of a level.
type body struct {
	widget.BaseWidget
	level *level
	hot   int // -1 for none
}

func newBody(l *level) *body {
	b := &body{level: l, hot: -1}
	b.ExtendBaseWidget(b)
	return b
}

// top is where an item begins.
func (b *body) top(at int) float32 {
	y := edgeY
	for _, it := range b.level.items[:at] {
		if it.separates() {
			y += lineHigh
		} else {
			y += rowHigh
		}
	}
	return y
}

// at is the item at a height, -1 for none.
func (b *body) at(y float32) int {
	for i, it := range b.level.items {
		if top := b.top(i); !it.separates() && y >= top && y < top+rowHigh {
			return i
		}
	}
	return -1
}

// checks reports whether an item has a check: all leave room for it then.
func (b *body) checks() bool {
	for _, it := range b.level.items {
		if it.Checked {
			return true
		}
	}
	return false
}

// MinSize belongs to Fyne.
func (b *body) MinSize() fyne.Size {
	label, key := float32(0), float32(0)
	for _, it := range b.level.items {
		w := ink.Width(it.Label, theme.TextSize, fyne.TextStyle{})
		if it.Count > 0 {
			w += 6 + badgeWidth(it.Count)
		}
		label = max(label, w)
		k := ink.Width(it.Key, theme.KeySize, mono)
		if len(it.Items) > 0 {
			k += mark
		}
		key = max(key, k)
	}
	w := label + 2*edgeX
	if key > 0 {
		w += between + key
	}
	if b.checks() {
		w += mark + 6
	}
	return fyne.NewSize(min(most, max(least, w)), b.top(len(b.level.items))+edgeY)
}

func badgeWidth(n int) float32 {
	return max(badge, 12+ink.Width(strconv.Itoa(n), theme.KeySize, fyne.TextStyle{Bold: true}))
}

// MouseIn belongs to Fyne.
func (b *body) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved belongs to Fyne.
func (b *body) MouseMoved(ev *desktop.MouseEvent) {
	i := b.at(ev.Position.Y)
	if i < 0 || i == b.hot {
		return
	}
	b.hot = i
	b.level.menu.open(b.level, i, false)
	b.Refresh()
}

// MouseOut belongs to Fyne.
func (b *body) MouseOut() {}

// Tapped belongs to Fyne.
func (b *body) Tapped(ev *fyne.PointEvent) { b.level.menu.choose(b.level, b.at(ev.Position.Y)) }

// CreateRenderer belongs to Fyne.
func (b *body) CreateRenderer() fyne.WidgetRenderer {
	r := &bodyRenderer{body: b, back: canvas.NewRectangle(nil)}
	r.back.CornerRadius = 4
	for range b.level.items {
		l := &line{
			label: ink.NewLine(theme.TextSize, false), key: ink.NewLine(theme.KeySize, false),
			sign: &canvas.Image{FillMode: canvas.ImageFillContain}, rule: canvas.NewRectangle(nil),
			badge: canvas.NewRectangle(nil), count: ink.NewLine(theme.KeySize, true),
		}
		l.key.TextStyle.Monospace = true
		l.badge.CornerRadius = badge / 2
		l.count.Alignment = fyne.TextAlignCenter
		r.lines = append(r.lines, l)
	}
	return r
}

type line struct {
	label, key, count *ink.Line
	sign              *canvas.Image // of a menu beside it, or a check
	rule, badge       *canvas.Rectangle
}

type bodyRenderer struct {
	body  *body
	back  *canvas.Rectangle // of the item that is pointed at
	lines []*line
}

func (r *bodyRenderer) Destroy()           {}
func (r *bodyRenderer) MinSize() fyne.Size { return r.body.MinSize() }
func (r *bodyRenderer) Refresh()           { r.Layout(r.body.Size()) }

func (r *bodyRenderer) Layout(size fyne.Size) {
	b := r.body
	frame := b.level.frame
	if fill, stroke := theme.Get(theme.Pane), theme.Get(theme.Field); frame.FillColor != fill || frame.StrokeColor != stroke {
		frame.FillColor, frame.StrokeColor = fill, stroke
		frame.Refresh()
	}
	ink.Show(r.back, b.hot >= 0)
	ink.Fill(r.back, theme.Get(theme.Sel))
	indent := edgeX
	if b.checks() {
		indent += mark + 6
	}
	for i, it := range b.level.items {
		r.draw(r.lines[i], it, i, indent, size)
	}
}

func (r *bodyRenderer) draw(l *line, it Item, i int, indent float32, size fyne.Size) {
	y := r.body.top(i)
	rule := it.separates()
	for _, o := range []fyne.CanvasObject{l.label.Text, l.key.Text} {
		ink.Show(o, !rule)
	}
	ink.Show(l.rule, rule)
	ink.Show(l.sign, !rule && (len(it.Items) > 0 || it.Checked))
	ink.Show(l.badge, it.Count > 0)
	ink.Show(l.count.Text, it.Count > 0)
	if rule {
		ink.Fill(l.rule, theme.Get(theme.Line))
		ink.Place(l.rule, edgeX, y+lineHigh/2, max(0, size.Width-2*edgeX), 1)
		return
	}
	if i == r.body.hot {
		ink.Place(r.back, 4, y, size.Width-8, rowHigh)
	}
	text, dim := theme.Get(theme.Text), theme.Get(theme.Dim)
	if it.Off {
		text, dim = theme.Get(theme.Disabled), theme.Get(theme.Disabled)
	}
	end := size.Width - edgeX
	if len(it.Items) > 0 {
		ink.Picture(l.sign, glyph.Resource(glyph.Right, dim))
		ink.Place(l.sign, end-mark+2, y+(rowHigh-mark)/2, mark, mark)
		end -= mark
	} else if it.Checked {
		ink.Picture(l.sign, glyph.Resource(glyph.Check, text))
		ink.Place(l.sign, edgeX, y+(rowHigh-mark)/2, mark, mark)
	}
	l.key.Set(it.Key, size.Width/2, dim, false)
	w := ink.Width(l.key.Text.Text, theme.KeySize, mono)
	ink.Place(l.key.Text, end-w, y, w, rowHigh-1)
	room := max(0, end-w-indent-6)
	if it.Count > 0 {
		room = max(0, room-6-badgeWidth(it.Count))
	}
	l.label.Set(it.Label, room+1, text, false)
	wide := min(room, l.label.MinSize().Width)
	ink.Place(l.label.Text, indent, y, wide, rowHigh-1)
	if it.Count > 0 {
		fill, colour := theme.Head, theme.Dim
		if it.Bad {
			fill, colour = theme.RedBg, theme.Red
		}
		ink.Fill(l.badge, theme.Get(fill))
		ink.Place(l.badge, indent+wide+6, y+(rowHigh-badge)/2, badgeWidth(it.Count), badge)
		l.count.Set(strconv.Itoa(it.Count), 100, theme.Get(colour), true)
		ink.Place(l.count.Text, indent+wide+6, y+(rowHigh-badge)/2-0.5, badgeWidth(it.Count), badge)
	}
}

func (r *bodyRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.back}
	for _, l := range r.lines {
		all = append(all, l.rule, l.badge, l.count.Text, l.label.Text, l.key.Text, l.sign)
	}
	return all
}
