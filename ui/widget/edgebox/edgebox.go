// Package edgebox lays parts out around a middle, edge to edge: strips of a pane touch what
// stands below them, where Fyne's own border layout leaves gaps.
package edgebox

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// New puts one part above and one below a middle; both may be nil. Hidden parts take no room.
func New(top, bottom, middle fyne.CanvasObject) *fyne.Container {
	l := &edges{top: top, bottom: bottom, middle: middle}
	c := container.New(l, middle)
	for _, o := range []fyne.CanvasObject{top, bottom} {
		if o != nil {
			c.Add(o)
		}
	}
	return c
}

type edges struct{ top, bottom, middle fyne.CanvasObject }

func high(o fyne.CanvasObject) float32 {
	if o == nil || !o.Visible() {
		return 0
	}
	return o.MinSize().Height
}

// Layout belongs to fyne.Layout.
func (l *edges) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	top, bottom := high(l.top), high(l.bottom)
	put := func(o fyne.CanvasObject, y, h float32) {
		if o != nil {
			o.Move(fyne.NewPos(0, y))
			o.Resize(fyne.NewSize(size.Width, h))
		}
	}
	put(l.top, 0, top)
	put(l.middle, top, max(0, size.Height-top-bottom))
	put(l.bottom, size.Height-bottom, bottom)
}

// MinSize belongs to fyne.Layout.
func (l *edges) MinSize([]fyne.CanvasObject) fyne.Size {
	least := fyne.NewSize(0, 0)
	for _, o := range []fyne.CanvasObject{l.top, l.middle, l.bottom} {
		if o != nil && o.Visible() {
			m := o.MinSize()
			least = fyne.NewSize(max(least.Width, m.Width), least.Height+m.Height)
		}
	}
	return least
}
