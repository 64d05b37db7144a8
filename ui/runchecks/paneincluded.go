package runchecks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
)

// included is a bar that says one thing about the list, with one button: that reviewed runs
// are shown, too, with the way back to what waits; that all problems are decided.
type included struct {
	object *fyne.Container
	ground *canvas.Rectangle
	text   *canvas.Text
}

func newIncluded(do func(), label, key string) *included {
	b := &included{ground: canvas.NewRectangle(nil), text: canvas.NewText("", nil)}
	b.text.TextSize = theme.SmallSize
	b.text.TextStyle.Bold = true
	button := actionbutton.New(actionbutton.Plain, label, key, do)
	row := container.New(layout.NewCustomPaddedHBoxLayout(theme.Gap), container.NewCenter(b.text), layout.NewSpacer(), button)
	b.object = container.NewStack(b.ground, container.New(layout.NewCustomPaddedLayout(4, 4, theme.Gap, theme.Gap), row))
	b.redraw()
	b.object.Hide()
	return b
}

// set says how much is shown, "" for nothing but what waits.
func (b *included) set(text string) {
	if b.text.Text != text {
		b.text.Text = text
		b.text.Refresh()
	}
	show(b.object, text != "")
}

func (b *included) redraw() {
	b.ground.FillColor, b.text.Color = theme.Get(theme.AmberBg), theme.Get(theme.Text)
}
