// Package textarea is an entry of several lines in a window with a button: Enter is
// that button, Escape leaves, Shift and Enter begin a new line.
package textarea

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Area is the widget.
type Area struct {
	widget.Entry
	done, escape func()
}

// New returns an area of at least so many lines; done is called for Enter, escape for
// Escape.
func New(lines int, done, escape func()) *Area {
	a := &Area{done: done, escape: escape}
	a.MultiLine = true
	a.Wrapping = fyne.TextWrapWord
	a.ExtendBaseWidget(a)
	a.SetMinRowsVisible(lines)
	return a
}

// TypedKey belongs to Fyne.
func (a *Area) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
		d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
		if !ok || d.CurrentKeyModifiers()&fyne.KeyModifierShift == 0 {
			a.done()
			return
		}
	}
	if ev.Name == fyne.KeyEscape {
		a.escape()
		return
	}
	a.Entry.TypedKey(ev)
}
