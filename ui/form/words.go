package form

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
)

// Heading is the title of a window.
func Heading(text string) *canvas.Text {
	t := canvas.NewText(ink.Visible(text), theme.Get(theme.Text))
	t.TextSize = theme.HeadingSize
	t.TextStyle.Bold = true
	return t
}

// Small is a small dim line, such as the label of a field.
func Small(text string) *canvas.Text {
	t := canvas.NewText(ink.Visible(text), theme.Get(theme.Dim))
	t.TextSize = theme.SmallSize
	return t
}

// Wrapped is a text of several lines below the fields.
func Wrapped(text string) *widget.Label {
	l := widget.NewLabel(ink.Visible(text))
	l.Wrapping = fyne.TextWrapWord
	return l
}

// Enable says whether a field can be used.
func Enable(o fyne.Disableable, yes bool) {
	if o.Disabled() == !yes {
		return
	}
	if yes {
		o.Enable()
	} else {
		o.Disable()
	}
}
