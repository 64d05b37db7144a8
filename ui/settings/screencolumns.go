package settings

import (
	"slices"

	"fyne.io/fyne/v2"

	"runchecks/ui/widget/ink"
)

// The sizes of the page.
const (
	pageEdge  float32 = 14
	pageGap   float32 = 12
	twoFrom   float32 = 1100 - sideWidth // where the window is 1100 wide
	widestOne float32 = 760              // of a single column: lines of words are not longer
)

// columns puts cards below each other, in two columns where there is room.
type columns struct {
	right  []bool // cards of the right one of two columns
	width  float32
	height float32
}

// MinSize belongs to fyne.Layout: the height is that for the width of now.
func (c *columns) MinSize(o []fyne.CanvasObject) fyne.Size {
	c.arrange(o, c.width, false)
	return fyne.NewSize(340, c.height)
}

// Layout belongs to fyne.Layout.
func (c *columns) Layout(o []fyne.CanvasObject, size fyne.Size) { c.arrange(o, size.Width, true) }

func (c *columns) arrange(o []fyne.CanvasObject, width float32, place bool) {
	c.width = width
	two := width >= twoFrom && slices.Contains(c.right, true) && slices.Contains(c.right, false)
	wide := min(widestOne, width-2*pageEdge)
	if two {
		wide = (width - 2*pageEdge - pageGap) / 2
	}
	var y [2]float32
	y[0], y[1] = pageEdge, pageEdge
	for i, card := range o {
		at, x := 0, pageEdge
		if two && c.right[i] {
			at, x = 1, pageEdge+wide+pageGap
		}
		height := card.MinSize().Height
		if place {
			ink.Place(card, x, y[at], wide, height)
		}
		y[at] += height + pageGap
	}
	c.height = max(y[0], y[1]) + pageEdge - pageGap
}

// beside puts the list of sections beside the page.
type beside struct{}

// MinSize belongs to fyne.Layout.
func (beside) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(sideWidth+360, 300) }

// Layout belongs to fyne.Layout. The page learns its width before its height is asked for.
func (beside) Layout(o []fyne.CanvasObject, size fyne.Size) {
	ink.Place(o[0], 0, 0, sideWidth, size.Height)
	ink.Place(o[1], sideWidth, 0, max(0, size.Width-sideWidth), size.Height)
	o[1].Refresh()
}
