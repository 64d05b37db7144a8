package shell

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"runchecks/ui/keys"
	"runchecks/ui/widget/toast"
	"runchecks/ui/widget/tooltip"
	"runchecks/ui/words"
)

// This file is what messages say and where they stand: over the list, above what stands below its rows.

// Overlaid is a screen that says what a message lies over; others are covered as a whole.
type Overlaid interface{ Rows() fyne.CanvasObject }

// messageStays is how long a message stands; what can be undone is in the status bar then.
const messageStays = 6 * time.Second

// messageGap is between a message and the edges of what it lies over.
const messageGap float32 = 12

// messages say what happened.
type messages struct {
	toast   *toast.Queue
	stack   *stack
	over    *overlays
	ground  *canvas.Rectangle // behind everything
	details func(title, text string)
}

// Said are the lines that are shown about what happened, the oldest first.
func (m *messages) Said() []string { return m.toast.Shown() }

// Say shows a line about what happened: for a while, or until it is closed where it needs a
// person.
func (m *messages) Say(t words.Toast) {
	say := toast.Message{Kind: toast.Done, Text: t.Text}
	switch {
	case t.Error:
		say.Kind = toast.Problem
	case t.Notice:
		say.Kind = toast.Notice
	case t.Sync:
		say.Kind = toast.Synced
	}
	switch {
	case t.Undo:
		say.Kind, say.Last = toast.Undone, true
		say.Action, say.Key, say.Do = words.T("shell.undo_button"), string(keys.Undo), m.stack.undo
	case t.Details != "":
		say.Action, say.Do = words.T("shell.details"), func() {
			m.details(words.T("shell.details"), words.T("shell.details_text", "text", t.Text, "details", t.Details))
		}
	}
	m.toast.Say(say)
	m.placeMessage()
	if t.Error || t.Notice {
		m.over.Unexpect() // what was to be shown in a window was said instead
	}
}

// float lays the message and the tip out. It is above everything else of the window and moves nothing.
type float struct {
	m   *messages
	tip *tooltip.Layer
}

// MinSize belongs to fyne.Layout: a message never makes the window grow.
func (float) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

// Layout belongs to fyne.Layout.
func (f float) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	f.m.placeMessage()
	f.tip.Resize(size)
}

// placeMessage puts the message over the rows of the screen that is shown.
func (m *messages) placeMessage() {
	over := fyne.CanvasObject(m.stack.body)
	if s, ok := m.stack.at().(Overlaid); ok && s.Rows() != nil && s.Rows().Size().Width > 0 {
		over = s.Rows()
	}
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(over).Subtract(driver.AbsolutePositionForObject(m.ground))
	size := over.Size()
	wide := min(m.toast.Toast.Wants(), max(0, size.Width-2*messageGap))
	m.toast.Toast.Move(fyne.NewPos(at.X+(size.Width-wide)/2, at.Y+size.Height-messageGap-toast.Height))
	m.toast.Toast.Resize(fyne.NewSize(wide, toast.Height))
}
