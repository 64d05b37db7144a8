// Package card is the frame around what belongs together on a page: a strip with a title, a
// detail and buttons, and below it whatever stands in the card, one below the other.
package card

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
)

// Edge is the space between the frame and what stands in it.
const Edge float32 = 14

const (
	strip  float32 = 30
	radius float32 = 8
)

// Card is the frame with what stands in it. What is put on a page is its Object: Fyne draws
// nothing of a type that only has a container in it.
type Card struct {
	Object      *fyne.Container
	arrangement *arrangement
}

// SetDetail changes the words behind the title.
func (c *Card) SetDetail(text string) {
	if c.arrangement.detail != text {
		c.arrangement.detail = text
		c.Object.Refresh()
	}
}

// New returns a card; right stands at the right of its strip and may be nil. The colours are
// those of now: a card is made anew when they change.
func New(title, detail string, right fyne.CanvasObject, rows ...fyne.CanvasObject) *Card {
	frame := canvas.NewRectangle(theme.Get(theme.Pane))
	frame.StrokeColor, frame.StrokeWidth, frame.CornerRadius = theme.Get(theme.Line), 1, radius
	head := canvas.NewRectangle(theme.Get(theme.Head))
	head.TopLeftCornerRadius, head.TopRightCornerRadius = radius, radius
	name := canvas.NewText(strings.ToUpper(title), theme.Get(theme.Dim))
	name.TextSize, name.TextStyle.Bold = theme.SmallSize, true
	about := ink.NewLine(theme.SmallSize, false)
	if right == nil {
		right = layout.NewSpacer()
	}
	body := container.New(layout.NewCustomPaddedVBoxLayout(0), rows...)
	a := &arrangement{detail: detail, about: about}
	return &Card{container.New(a, frame, head, name, about.Text, right, body), a}
}

type arrangement struct {
	detail string
	about  *ink.Line
}

// MinSize belongs to fyne.Layout.
func (a *arrangement) MinSize(o []fyne.CanvasObject) fyne.Size {
	body := o[5].MinSize()
	return fyne.NewSize(max(body.Width, 240), strip+body.Height+4)
}

// Layout belongs to fyne.Layout.
func (a *arrangement) Layout(o []fyne.CanvasObject, size fyne.Size) {
	ink.Place(o[0], 0, 0, size.Width, size.Height)
	ink.Place(o[1], 1, 1, size.Width-2, strip-1)
	name, right := o[2].MinSize().Width, o[4].MinSize()
	ink.Place(o[2], Edge, 0, name, strip)
	room := max(0, size.Width-3*Edge-name-right.Width)
	a.about.Set(a.detail, room, theme.Get(theme.Dim), false)
	ink.Place(a.about.Text, 2*Edge+name, 0, room, strip)
	ink.Place(o[4], size.Width-Edge-right.Width, (strip-right.Height)/2, right.Width, right.Height)
	ink.Place(o[5], 1, strip, size.Width-2, size.Height-strip-3)
}
