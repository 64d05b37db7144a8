// Package ring is the frame around what has the keyboard: two wide, in the accent colour, the
// same around every field, choice and box of the window.
package ring

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
)

// Width is that of the frame, Radius that of its corners around fields and buttons.
const (
	Width  float32 = 2
	Radius float32 = 6
)

// Framed is Around for what has no border of its own: it has a thin one without the keyboard.
func Framed(inner fyne.WidgetRenderer, size func() fyne.Size, focused func() bool) fyne.WidgetRenderer {
	r := Around(inner, size, focused).(*around)
	r.always = true
	r.show()
	return r
}

// Around draws the frame over what a widget of Fyne draws, while focused says so.
func Around(inner fyne.WidgetRenderer, size func() fyne.Size, focused func() bool) fyne.WidgetRenderer {
	r := &around{WidgetRenderer: inner, size: size, focused: focused, frame: canvas.NewRectangle(color.Transparent)}
	r.frame.StrokeWidth, r.frame.CornerRadius = Width, Radius
	r.show()
	return r
}

type around struct {
	fyne.WidgetRenderer
	size    func() fyne.Size
	focused func() bool
	frame   *canvas.Rectangle
	always  bool
}

func (r *around) show() {
	colour, wide := theme.Get(theme.Field), Width/2
	if r.focused() {
		colour, wide = theme.Get(theme.Accent), Width
	}
	if r.frame.StrokeColor != colour || r.frame.StrokeWidth != wide {
		r.frame.StrokeColor, r.frame.StrokeWidth = colour, wide
		r.frame.Refresh()
	}
	ink.Show(r.frame, r.always || r.focused())
	s := r.size()
	ink.Place(r.frame, wide/2, wide/2, max(0, s.Width-wide), max(0, s.Height-wide))
}

// Layout belongs to fyne.WidgetRenderer.
func (r *around) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.show()
}

// Refresh belongs to fyne.WidgetRenderer.
func (r *around) Refresh() {
	r.WidgetRenderer.Refresh()
	r.show()
}

// Objects belongs to fyne.WidgetRenderer.
func (r *around) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.frame)
}
