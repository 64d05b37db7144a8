// Package statusbar is the strip at the bottom of the window: coloured dots with
// the state of every account, other short facts, and at the right what can be
// undone. The words are the application's.
package statusbar

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/tooltip"
)

// Segment is one fact. Dot names its colour (theme.Green, theme.Red, ...); empty
// for none. The words have to say what the colour says.
type Segment struct {
	Text  string
	Dot   fyne.ThemeColorName
	OnTap func() // nil where a click leads nowhere
}

const (
	height  float32 = 26
	dotSize float32 = 8
	gap     float32 = 18
	least   float32 = 60 // a segment that has less of the width is not shown
)

// Bar is the widget.
type Bar struct {
	widget.BaseWidget
	segments []Segment
	right    Segment
	hover    int // -1 none, len(segments) the right one
	spans    [][2]float32
}

// New returns an empty bar.
func New() *Bar {
	b := &Bar{hover: -1}
	b.ExtendBaseWidget(b)
	return b
}

// Set replaces the segments at the left.
func (b *Bar) Set(segments ...Segment) {
	b.segments = append([]Segment(nil), segments...)
	b.Refresh()
}

// SetRight replaces the text at the right, such as what can be undone.
func (b *Bar) SetRight(s Segment) {
	b.right = s
	b.Refresh()
}

// segment returns the i-th segment, the right one last.
func (b *Bar) segment(i int) Segment {
	if i < len(b.segments) {
		return b.segments[i]
	}
	return b.right
}

func (b *Bar) at(x float32) int {
	for i, s := range b.spans {
		if x >= s[0] && x < s[1] {
			return i
		}
	}
	return -1
}

// Tapped belongs to Fyne.
func (b *Bar) Tapped(ev *fyne.PointEvent) {
	if i := b.at(ev.Position.X); i >= 0 && b.segment(i).OnTap != nil {
		b.segment(i).OnTap()
	}
}

// MouseIn belongs to Fyne.
func (b *Bar) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved belongs to Fyne.
func (b *Bar) MouseMoved(ev *desktop.MouseEvent) {
	tooltip.Follow(b, ev)
	if i := b.at(ev.Position.X); i != b.hover {
		b.hover = i
		b.Refresh()
	}
}

// MouseOut belongs to Fyne.
func (b *Bar) MouseOut() { b.hover = -1; b.Refresh() }

// Cursor belongs to Fyne.
func (b *Bar) Cursor() desktop.Cursor {
	if b.hover >= 0 && b.segment(b.hover).OnTap != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// AccessibilityLabel says what it shows to those who do not see it.
func (b *Bar) AccessibilityLabel() string {
	var parts []string
	for _, s := range append(slices.Clone(b.segments), b.right) {
		if s.Text != "" {
			parts = append(parts, s.Text)
		}
	}
	return strings.Join(parts, ". ")
}

// AccessibilityRole belongs to fyne.Accessible.
func (b *Bar) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer belongs to Fyne.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{bar: b, back: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil)}
}

type part struct {
	dot  *canvas.Circle
	text *ink.Line
}

type renderer struct {
	bar        *Bar
	back, line *canvas.Rectangle
	parts      []part
}

func (r *renderer) Layout(size fyne.Size) {
	b := r.bar
	n := len(b.segments) + 1
	for len(r.parts) < n {
		r.parts = append(r.parts, part{dot: canvas.NewCircle(nil), text: ink.NewLine(theme.SmallSize, false)})
	}
	ink.Fill(r.back, theme.Get(theme.Pane))
	ink.Fill(r.line, theme.Get(theme.Line))
	ink.Place(r.back, 0, 0, size.Width, size.Height)
	ink.Place(r.line, 0, 0, size.Width, 1)
	end := size.Width - 12
	rightWidth := min(ink.Width(b.right.Text, theme.SmallSize, fyne.TextStyle{}), size.Width/2)
	limit := end
	if b.right.Text != "" {
		limit = end - rightWidth - gap
	}
	b.spans = make([][2]float32, n)
	x := float32(12)
	for i := range r.parts {
		p := r.parts[i]
		shown := i < n && b.segment(i).Text != "" && (i == n-1 || limit-x >= least)
		ink.Show(p.text.Text, shown)
		ink.Show(p.dot, shown && b.segment(i).Dot != "")
		if !shown {
			continue
		}
		s := b.segment(i)
		room := limit - x
		if i == n-1 {
			x, room = end-rightWidth, rightWidth
			if s.Dot != "" {
				x -= dotSize + 5
			}
		}
		b.spans[i][0] = x
		if s.Dot != "" {
			if c := theme.Get(s.Dot); p.dot.FillColor != c {
				p.dot.FillColor = c
				p.dot.Refresh()
			}
			ink.Place(p.dot, x, (size.Height-dotSize)/2+0.5, dotSize, dotSize)
			x += dotSize + 5
			if i < n-1 {
				room -= dotSize + 5
			}
		}
		colour := theme.Get(theme.Dim)
		if s.Dot == theme.Red {
			colour = theme.Get(theme.Red)
		}
		if i == b.hover && s.OnTap != nil {
			colour = theme.Get(theme.Text)
		}
		p.text.Set(s.Text, max(0, room)+0.5, colour, false)
		w := p.text.MinSize().Width
		ink.Place(p.text.Text, x, 1, w, size.Height-1)
		x += w
		b.spans[i][1] = x
		x += gap
	}
}

func (r *renderer) Refresh() {
	before := len(r.parts)
	r.Layout(r.bar.Size())
	if len(r.parts) != before {
		canvas.Refresh(r.bar)
	}
}

func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(200, height) }
func (r *renderer) Destroy()           {}
func (r *renderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.back, r.line}
	for _, p := range r.parts {
		all = append(all, p.dot, p.text.Text)
	}
	return all
}
