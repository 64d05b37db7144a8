// Package panel is what stands over the right half of the window and has the keyboard: a form, a
// question. What is decided upon stays readable beside it, and nothing of it can be pressed
// meanwhile. What stands in the panel, and what closes it, is its owner's.
package panel

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
)

const (
	edge   float32 = 16 // between the panel and the edges of the window, at least
	padX   float32 = 16 // within it
	padY   float32 = 14
	top    float32 = 164 // below the reason of a run, where there is room
	status float32 = 38  // above the status bar
	radius float32 = 8
	shade  float32 = 3 // of the frame's shadow
)

// Panel is an open or closed panel.
type Panel struct {
	widget.BaseWidget
	over    fyne.Canvas
	content fyne.CanvasObject
	wanted  fyne.Size
	frame   *canvas.Rectangle
	under   *canvas.Rectangle
	scroll  *container.Scroll // what has no room scrolls
	inner   fyne.CanvasObject
}

// Show opens a panel that wants a size for its content.
func Show(c fyne.Canvas, content fyne.CanvasObject, wanted fyne.Size) *Panel {
	p := &Panel{
		over:    c,
		content: content,
		wanted:  wanted,
		frame:   canvas.NewRectangle(color.Transparent),
		under:   canvas.NewRectangle(color.Transparent),
	}
	p.frame.CornerRadius, p.frame.StrokeWidth = radius, 1
	p.under.CornerRadius = radius + shade
	p.scroll = container.NewScroll(content)
	p.inner = theme.Flat(p.scroll)
	p.ExtendBaseWidget(p)
	c.Overlays().Add(p)
	p.Resize(c.Size())
	return p
}

// Hide closes the panel.
func (p *Panel) Hide() {
	p.over.Overlays().Remove(p)
	p.BaseWidget.Hide()
}

// Content is what stands in the panel.
func (p *Panel) Content() fyne.CanvasObject { return p.content }

// place is where the panel stands in a window: in the middle of its right half, or as far to
// the right as it can, and as large as there is room for.
func (p *Panel) place(room fyne.Size) (at fyne.Position, size fyne.Size) {
	size = fyne.NewSize(min(p.wanted.Width+2*padX, room.Width-2*edge), min(p.wanted.Height+2*padY, room.Height-2*edge))
	x := room.Width - size.Width - max(edge, (room.Width/2-size.Width)/2)
	y := min(top, room.Height-status-size.Height)
	return fyne.NewPos(max(edge, x), max(edge, y)), size
}

// Tapped belongs to Fyne: a press beside the panel does nothing.
func (p *Panel) Tapped(*fyne.PointEvent) {}

// TappedSecondary belongs to Fyne.
func (p *Panel) TappedSecondary(*fyne.PointEvent) {}

// CreateRenderer belongs to Fyne.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer { return &renderer{p} }

type renderer struct{ p *Panel }

func (r *renderer) Layout(size fyne.Size) {
	p := r.p
	ink.Fill(p.frame, theme.Get(theme.Pane))
	if c := theme.Get(theme.Field); p.frame.StrokeColor != c {
		p.frame.StrokeColor = c
		p.frame.Refresh()
	}
	ink.Fill(p.under, theme.Get(fynetheme.ColorNameShadow))
	at, s := p.place(size)
	ink.Place(p.under, at.X-shade, at.Y-shade+1, s.Width+2*shade, s.Height+2*shade)
	ink.Place(p.frame, at.X, at.Y, s.Width, s.Height)
	ink.Place(p.inner, at.X+padX, at.Y+padY, max(0, s.Width-2*padX), max(0, s.Height-2*padY))
}

func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(0, 0) }
func (r *renderer) Refresh() {
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}
func (r *renderer) Destroy() {}
func (r *renderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.p.under, r.p.frame, r.p.inner}
}
