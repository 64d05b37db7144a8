package listframe

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/ink"
)

// Bar is a bar that says one thing about the list, with one button: that reviewed runs
// are shown, too, with the way back to what waits; that all problems are decided.
type Bar struct {
	Object *fyne.Container
	ground *canvas.Rectangle
	text   *canvas.Text
}

// NewBar returns a hidden bar with one button.
func NewBar(do func(), label, key string) *Bar {
	b := &Bar{ground: canvas.NewRectangle(nil), text: canvas.NewText("", nil)}
	b.text.TextSize = theme.SmallSize
	b.text.TextStyle.Bold = true
	button := actionbutton.New(actionbutton.Plain, label, key, do)
	row := container.New(layout.NewCustomPaddedHBoxLayout(theme.Gap), container.NewCenter(b.text), layout.NewSpacer(), button)
	b.Object = container.NewStack(b.ground, container.New(layout.NewCustomPaddedLayout(4, 4, theme.Gap, theme.Gap), row))
	b.Redraw()
	b.Object.Hide()
	return b
}

// Set says how much is shown, "" for nothing but what waits.
func (b *Bar) Set(text string) {
	if b.text.Text != text {
		b.text.Text = text
		b.text.Refresh()
	}
	ink.Show(b.Object, text != "")
}

// Redraw takes the colours of the theme.
func (b *Bar) Redraw() {
	b.ground.FillColor, b.text.Color = theme.Get(theme.AmberBg), theme.Get(theme.Text)
}
