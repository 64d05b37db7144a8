// Package tooltip is the small box beside the pointer that says what is under it: the full text
// of what is cut, or the name and key of a sign. When it is shown, and what it says, is the
// window's; widgets tell where the pointer is.
package tooltip

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/pen"
)

const (
	below float32 = 18 // the pointer itself is that high
	edge  float32 = 8
	high  float32 = 16 // of a line
	most  float32 = 420
	lines         = 8
)

// Layer is the widget. It lies over the whole content of a window, takes no part in what the
// pointer does, and draws nothing but the box.
type Layer struct {
	widget.BaseWidget
	at   fyne.Position
	text string
	pen  pen.Pen
}

// New returns a layer that says nothing.
func New() *Layer {
	l := &Layer{}
	l.ExtendBaseWidget(l)
	return l
}

// Follow tells the layer of a widget's window where the pointer is. Widgets call it when the
// pointer comes and moves; where the window has no layer nothing happens.
func Follow(from fyne.CanvasObject, ev *desktop.MouseEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(from)
	if c == nil {
		return
	}
	if l := find(c.Content()); l != nil {
		l.at = ev.AbsolutePosition
	}
}

// find looks for a layer among the containers of a window.
func find(o fyne.CanvasObject) *Layer {
	switch o := o.(type) {
	case *Layer:
		return o
	case *fyne.Container:
		for i := len(o.Objects) - 1; i >= 0; i-- { // it lies on top
			if l := find(o.Objects[i]); l != nil {
				return l
			}
		}
	}
	return nil
}

// Say shows a text beside the pointer, "" for none.
func (l *Layer) Say(text string) {
	if l.text != text {
		l.text = text
		l.Refresh()
	}
}

// Text is what it says now.
func (l *Layer) Text() string { return l.text }

// CreateRenderer belongs to Fyne.
func (l *Layer) CreateRenderer() fyne.WidgetRenderer { return &renderer{l} }

type renderer struct{ l *Layer }

// Layout draws the box below the pointer, within the window; above it where there is no room.
func (r *renderer) Layout(size fyne.Size) {
	l, p := r.l, &r.l.pen
	p.Begin()
	defer p.End()
	if l.text == "" {
		return
	}
	style := pen.Style{Size: theme.SmallSize, Colour: theme.Get(theme.FloatText)}
	room := min(most, size.Width-2*edge) - 2*edge
	parts, _ := style.Wrap(l.text, room, lines)
	w := float32(0)
	for _, part := range parts {
		w = max(w, style.Width(part))
	}
	w, h := w+2*edge, float32(len(parts))*high+edge
	x := max(0, min(l.at.X, size.Width-w-edge/2))
	y := l.at.Y + below
	if y+h > size.Height {
		y = max(0, l.at.Y-h-edge/2)
	}
	p.Rect(x, y, w, h, pen.Ground{Fill: theme.Get(theme.Float), Radius: 6})
	for i, part := range parts {
		p.Text(x+edge, y+edge/2+float32(i)*high, w, high, part, style)
	}
}

func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(0, 0) }
func (r *renderer) Refresh() {
	r.Layout(r.l.Size())
	canvas.Refresh(r.l)
}
func (r *renderer) Destroy()                     {}
func (r *renderer) Objects() []fyne.CanvasObject { return r.l.pen.Objects() }
