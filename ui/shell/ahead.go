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
func (w *Window) Expect(run func()) {
	mine := &ahead{}
	w.ahead = mine
	run()
	if w.ahead != mine || w.Covered() || w.writing() {
		w.ahead = nil
		return
	}
	w.p.Background.After(longestWait, func() {
		if w.ahead == mine {
			w.ahead = nil
		}
	})
}

// Unexpect says that no window opens after all: keys are commands again.
func (w *Window) Unexpect() { w.ahead = nil }

// writing reports whether a text has the keyboard, such as the field that finds words in a
// report: what is typed goes there, and no window of fields is to come.
func (w *Window) writing() bool {
	_, text := w.Canvas().Focused().(interface{ SelectedText() string })
	return text
}

// holdRune keeps a letter for the window that is about to open; false where none is.
func (w *Window) holdRune(r rune) bool {
	if w.ahead == nil || w.popup != nil {
		return false
	}
	w.ahead.typed = append(w.ahead.typed, func(to fyne.Focusable) {
		if to != nil {
			to.TypedRune(r)
		}
	})
	return true
}

// holdKey does so for a key.
func (w *Window) holdKey(ev *fyne.KeyEvent) bool {
	if w.ahead == nil || w.popup != nil {
		return false
	}
	if ev.Name == fyne.KeyEscape {
		w.ahead = nil
		return true
	}
	w.ahead.typed = append(w.ahead.typed, func(to fyne.Focusable) {
		if to != nil {
			to.TypedKey(ev)
		} else {
			w.popupKey(ev)
		}
	})
	return true
}

// deliver types what was held into the form that has opened.
func (w *Window) deliver(held *ahead, to *popup) {
	if held == nil {
		return
	}
	for _, typed := range held.typed {
		if w.popup != to {
			return // a key closed it
		}
		typed(w.Canvas().Focused())
	}
}
