// Package formentry has the fields of windows of fields: entries, choices and ticks. A key
// that a field has no use for goes on to the window, so that Escape and Enter work in all
// of them; letters and digits are text, or nothing.
package formentry

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/ring"
)

// passes reports whether a field of one line leaves a key to the window.
func passes(name fyne.KeyName) bool {
	return name == fyne.KeyReturn || name == fyne.KeyEnter || keyboard.OfNoUseToText(name)
}

// Entry is an entry of one line.
type Entry struct {
	widget.Entry
	// OnShortcut may take a shortcut before the text does; nil takes none.
	OnShortcut func(fyne.Shortcut) bool
	// OnEnter is told that the entry has the keyboard, OnLeave that it went elsewhere; nil
	// where nobody asks.
	OnEnter, OnLeave func()

	focused bool
}

// New returns an entry.
func New() *Entry {
	e := &Entry{}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(e)
	return e
}

// CreateRenderer belongs to Fyne.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	return ring.Around(e.Entry.CreateRenderer(), e.Size, func() bool { return e.focused })
}

// NewSecret returns an entry whose text is not shown.
func NewSecret() *Entry {
	e := New()
	e.Password = true
	return e
}

// FocusGained belongs to Fyne.
func (e *Entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	if e.OnEnter != nil {
		e.OnEnter()
	}
}

// FocusLost belongs to Fyne.
func (e *Entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	if e.OnLeave != nil {
		e.OnLeave()
	}
}

// TypedKey belongs to Fyne. Enter submits where there is somebody to submit to.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	submits := e.OnSubmitted != nil && !keyboard.OfNoUseToText(ev.Name)
	if passes(ev.Name) && !submits {
		keyboard.Pass(e, ev)
		return
	}
	e.Entry.TypedKey(ev)
}

// TypedShortcut belongs to Fyne.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if e.OnShortcut == nil || !e.OnShortcut(s) {
		e.Entry.TypedShortcut(s)
		keyboard.PassShortcut(e, s)
	}
}
