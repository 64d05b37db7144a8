// Package formentry has the entries of windows that Escape closes, also while one of
// them has the keyboard.
package formentry

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Entry is an entry of one line.
type Entry struct {
	widget.Entry
	escape func()
}

// New returns an entry.
func New(escape func()) *Entry {
	e := &Entry{escape: escape}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(e)
	return e
}

// NewSecret returns an entry whose text is not shown.
func NewSecret(escape func()) *Entry {
	e := New(escape)
	e.Password = true
	return e
}

// TypedKey belongs to Fyne.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		e.escape()
		return
	}
	e.Entry.TypedKey(ev)
}

// Suggest is an entry of one line with a list of what one may mean.
type Suggest struct {
	widget.SelectEntry
	escape func()
}

// NewSuggest returns an entry with these words in its list.
func NewSuggest(words []string, escape func()) *Suggest {
	e := &Suggest{escape: escape}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(e)
	e.SetOptions(words)
	return e
}

// TypedKey belongs to Fyne.
func (e *Suggest) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		e.escape()
		return
	}
	e.SelectEntry.TypedKey(ev)
}
