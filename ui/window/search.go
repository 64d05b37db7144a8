package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// searchEntry is the search line: Escape and Enter give the keyboard back to the list.
type searchEntry struct {
	widget.Entry
	leave func()
}

func newSearchEntry() *searchEntry {
	e := &searchEntry{leave: func() {}}
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey belongs to Fyne.
func (e *searchEntry) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		e.SetText("")
		e.leave()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown:
		e.leave()
	default:
		e.Entry.TypedKey(ev)
	}
}

// MinSize leaves room for what there is to type.
func (e *searchEntry) MinSize() fyne.Size {
	return fyne.NewSize(340, e.Entry.MinSize().Height)
}
