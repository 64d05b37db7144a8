package actionbutton

import "fyne.io/fyne/v2"

// Row lays buttons out beside each other with their least widths and leaves those
// that find no room to the next line, so that a narrow pane hides none.
type Row struct{ Gap float32 }

// Layout belongs to fyne.Layout.
func (r Row) Layout(objects []fyne.CanvasObject, size fyne.Size) { r.flow(objects, size.Width, true) }

// MinSize is as wide as the widest button and one line high: Fyne asks for it
// before the width is known. Who can, gives the row HeightFor its width.
func (r Row) MinSize(objects []fyne.CanvasObject) (least fyne.Size) {
	for _, o := range objects {
		if o.Visible() {
			least = least.Max(o.MinSize())
		}
	}
	return least
}

// HeightFor returns the height at a width.
func (r Row) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	return r.flow(objects, width, false)
}

func (r Row) flow(objects []fyne.CanvasObject, width float32, move bool) float32 {
	x, y, line := float32(0), float32(0), float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		s := o.MinSize()
		if x > 0 && x+s.Width > width {
			x, y, line = 0, y+line+r.Gap, 0
		}
		if move {
			o.Move(fyne.NewPos(x, y))
			o.Resize(s)
		}
		x += s.Width + r.Gap
		line = max(line, s.Height)
	}
	return y + line
}
