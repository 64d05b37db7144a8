package firststart

import (
	"fyne.io/fyne/v2"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
)

// The sizes of the page, in logical pixels.
const (
	pageWidth  float32 = 980 // at most
	cardWidth  float32 = 250 // at least, side by side
	cardHeight float32 = 210 // at least
	between    float32 = 16
	above      float32 = 56 // at most
)

// row lays cards side by side, as high as the highest, or one below the other where there is no room.
type row struct{ stacked bool }

// MinSize belongs to fyne.Layout.
func (r *row) MinSize(o []fyne.CanvasObject) fyne.Size {
	height := cardHeight
	for _, card := range o {
		height = max(height, card.MinSize().Height)
	}
	if r.stacked {
		return fyne.NewSize(cardWidth, float32(len(o))*(height+between)-between)
	}
	return fyne.NewSize(cardWidth, height)
}

// Layout belongs to fyne.Layout.
func (r *row) Layout(o []fyne.CanvasObject, size fyne.Size) {
	n := float32(len(o))
	r.stacked = size.Width < n*cardWidth+(n-1)*between
	width, height := (size.Width-(n-1)*between)/n, r.MinSize(o).Height
	for i, card := range o {
		if r.stacked {
			each := (height - (n-1)*between) / n
			ink.Place(card, 0, float32(i)*(each+between), size.Width, each)
			continue
		}
		ink.Place(card, float32(i)*(width+between), 0, width, height)
	}
}

// centred lays the page out in the middle, at most pageWidth wide.
type centred struct{}

// MinSize belongs to fyne.Layout.
func (centred) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(cardWidth+2*theme.Gap, o[0].MinSize().Height+2*theme.Gap)
}

// Layout belongs to fyne.Layout.
func (centred) Layout(o []fyne.CanvasObject, size fyne.Size) {
	width := min(pageWidth, size.Width-2*theme.Gap)
	height := o[0].MinSize().Height
	ink.Place(o[0], (size.Width-width)/2, max(theme.Gap, min(above, (size.Height-height)/2)), width, height)
}
