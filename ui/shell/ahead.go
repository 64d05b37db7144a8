package shell

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
)

// ahead holds what is typed between asking for a window of fields and its opening: what it
// shows is read beside the interface thread. Without it the first letters of a fast typist
// would be commands of the screen behind.
type ahead struct {
	typed []func(fyne.Focusable)
}

// longestWait is when nobody waits for a window any more that does not open.
const longestWait = 10 * time.Second

// opens reports whether a command opens a window: its name says so.
func (c *Command) opens() bool { return strings.HasSuffix(c.Name, "…") }

// Expect runs what opens a window, at once or after a moment, and holds what is typed
// meanwhile. A failure, Escape or another screen ends that, and what was held is dropped.
func (o *overlays) Expect(run func()) {
	mine := &ahead{}
	o.ahead = mine
	run()
	if o.ahead != mine || o.Covered() || o.writing() {
		o.ahead = nil
		return
	}
	o.background.After(longestWait, func() {
		if o.ahead == mine {
			o.ahead = nil
		}
	})
}

// Unexpect says that no window opens after all: keys are commands again.
func (o *overlays) Unexpect() { o.ahead = nil }

// writing reports whether a text has the keyboard, such as the field that finds words in a
// report: what is typed goes there, and no window of fields is to come.
func (o *overlays) writing() bool {
	_, text := o.canvas().Focused().(interface{ SelectedText() string })
	return text
}

// holdRune keeps a letter for the window that is about to open; false where none is.
func (o *overlays) holdRune(r rune) bool {
	if o.ahead == nil || o.popup != nil {
		return false
	}
	o.ahead.typed = append(o.ahead.typed, func(to fyne.Focusable) {
		if to != nil {
			to.TypedRune(r)
		}
	})
	return true
}

// holdKey does so for a key.
func (o *overlays) holdKey(ev *fyne.KeyEvent) bool {
	if o.ahead == nil || o.popup != nil {
		return false
	}
	if ev.Name == fyne.KeyEscape {
		o.ahead = nil
		return true
	}
	o.ahead.typed = append(o.ahead.typed, func(to fyne.Focusable) {
		if to != nil {
			to.TypedKey(ev)
		} else {
			o.popupKey(ev)
		}
	})
	return true
}

// deliver types what was held into the form that has opened.
func (o *overlays) deliver(held *ahead, to *popup) {
	if held == nil {
		return
	}
	for _, typed := range held.typed {
		if o.popup != to {
			return // a key closed it
		}
		typed(o.canvas().Focused())
	}
}
