package shell

import (
	"time"

	"fyne.io/fyne/v2"

	"runchecks/ui/widget/toast"
)

// This file is where messages stand: over the list, above what stands below its rows.

// Overlaid is a screen that says what a message lies over; others are covered as a whole.
type Overlaid interface{ Rows() fyne.CanvasObject }

// messageStays is how long a message stands; what can be undone is in the status bar then.
const messageStays = 6 * time.Second

// messageGap is between a message and the edges of what it lies over.
const messageGap float32 = 12

// float lays the message out. It is above everything else of the window and moves nothing.
type float struct{ w *Window }

// MinSize belongs to fyne.Layout: a message never makes the window grow.
func (float) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

// Layout belongs to fyne.Layout.
func (f float) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	f.w.placeMessage()
	f.w.tip.Resize(size)
}

// placeMessage puts the message over the rows of the screen that is shown.
func (w *Window) placeMessage() {
	over := fyne.CanvasObject(w.body)
	if s, ok := w.at().(Overlaid); ok && s.Rows() != nil && s.Rows().Size().Width > 0 {
		over = s.Rows()
	}
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(over).Subtract(driver.AbsolutePositionForObject(w.ground))
	size := over.Size()
	wide := min(w.toast.Toast.Wants(), max(0, size.Width-2*messageGap))
	w.toast.Toast.Move(fyne.NewPos(at.X+(size.Width-wide)/2, at.Y+size.Height-messageGap-toast.Height))
	w.toast.Toast.Resize(fyne.NewSize(wide, toast.Height))
}
