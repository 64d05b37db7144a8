// Package searchfield is an entry of one line for a search: Escape empties it,
// Escape, Enter and Down give the keyboard back, and the window's function keys work
// while it has the keyboard.
package searchfield

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/widget/keyboard"
)

// Field is the widget. Its fields may be nil and are set before it is first shown.
type Field struct {
	widget.Entry

	// Leave gives the keyboard to what is searched.
	Leave func()
	// Before is asked about each key first, and reports whether it took it; nil takes none.
	Before func(fyne.KeyName) bool
	// OnShortcut is asked about shortcuts that are no text's, and reports whether it took one.
	OnShortcut func(fyne.Shortcut) bool
	// TakesTab reports whether Before wants Tab now.
	TakesTab func() bool

	width float32
}

// New returns an empty field of at least this width.
func New(placeholder string, width float32) *Field {
	f := &Field{width: width}
	f.ExtendBaseWidget(f)
	f.SetPlaceHolder(placeholder)
	return f
}

// TypedKey belongs to Fyne.
func (f *Field) TypedKey(ev *fyne.KeyEvent) {
	if f.Before != nil && f.Before(ev.Name) {
		return
	}
	switch ev.Name {
	case fyne.KeyEscape:
		f.SetText("")
		f.leave()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown:
		f.leave()
	default:
		if keyboard.OfNoUseToText(ev.Name) {
			keyboard.Pass(f, ev)
			return
		}
		f.Entry.TypedKey(ev)
	}
}

// TypedShortcut belongs to Fyne.
func (f *Field) TypedShortcut(s fyne.Shortcut) {
	if _, own := s.(*desktop.CustomShortcut); own && f.OnShortcut != nil && f.OnShortcut(s) {
		return
	}
	f.Entry.TypedShortcut(s)
	if f.OnShortcut == nil {
		keyboard.PassShortcut(f, s)
	}
}

// AcceptsTab belongs to Fyne.
func (f *Field) AcceptsTab() bool { return f.TakesTab != nil && f.TakesTab() }

func (f *Field) leave() {
	if f.Leave != nil {
		f.Leave()
	}
}

// MinSize leaves room for what there is to type.
func (f *Field) MinSize() fyne.Size {
	return fyne.NewSize(f.width, f.Entry.MinSize().Height)
}
