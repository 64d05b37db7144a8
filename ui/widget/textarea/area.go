// Package textarea is an entry of several lines in a window of fields: Enter and Escape
// are the window's, Shift and Enter begin a new line, Tab goes to the next field.
package textarea

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/ring"
)

// Area is the widget.
type Area struct {
	widget.Entry
	// OnShortcut may take a shortcut before the text does; nil takes none.
	OnShortcut func(fyne.Shortcut) bool

	focused bool
}

// New returns an area of at least so many lines.
func New(lines int) *Area {
	a := &Area{}
	a.MultiLine = true
	a.Wrapping = fyne.TextWrapWord
	a.ExtendBaseWidget(a)
	a.SetMinRowsVisible(lines)
	return a
}

// CreateRenderer belongs to Fyne.
func (a *Area) CreateRenderer() fyne.WidgetRenderer {
	return ring.Around(a.Entry.CreateRenderer(), a.Size, func() bool { return a.focused })
}

// FocusGained belongs to Fyne.
func (a *Area) FocusGained() {
	a.focused = true
	a.Entry.FocusGained()
}

// FocusLost belongs to Fyne.
func (a *Area) FocusLost() {
	a.focused = false
	a.Entry.FocusLost()
}

// AcceptsTab belongs to Fyne.
func (a *Area) AcceptsTab() bool { return false }

// TypedKey belongs to Fyne.
func (a *Area) TypedKey(ev *fyne.KeyEvent) {
	enter := ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter
	if enter && keyboard.Held()&fyne.KeyModifierShift == 0 || keyboard.OfNoUseToText(ev.Name) {
		keyboard.Pass(a, ev)
		return
	}
	a.Entry.TypedKey(ev)
}

// TypedShortcut belongs to Fyne.
func (a *Area) TypedShortcut(s fyne.Shortcut) {
	if a.OnShortcut == nil || !a.OnShortcut(s) {
		a.Entry.TypedShortcut(s)
		keyboard.PassShortcut(a, s)
	}
}
