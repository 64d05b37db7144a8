package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
)

// rightPart is what stands beside the job list: the column of runs, where it is on and there is
// room for it, and the details.
type rightPart struct {
	box     *fyne.Container
	runs    fyne.CanvasObject
	details fyne.CanvasObject
	line    *canvas.Rectangle
	chosen  runsColumn
	away    bool // the report has the room
}

// runsColumn says whether the runs have a column of their own.
type runsColumn string

// What a person chose, or not.
const (
	runsByWidth runsColumn = ""
	runsOn      runsColumn = "on"
	runsOff     runsColumn = "off"
)

const (
	runsWidth   float32 = 148
	leastWindow float32 = 1280 // of a window that has the column by itself
	leastRight  float32 = 640  // that the details keep beside it
)

func runsShown(memory fyne.Preferences) runsColumn { return runsColumn(memory.String(memoryRuns)) }

func newRightPart(runs, details fyne.CanvasObject, chosen runsColumn) *rightPart {
	r := &rightPart{runs: runs, details: details, line: canvas.NewRectangle(theme.Get(theme.Line)), chosen: chosen}
	r.box = container.New(r, runs, r.line, details)
	return r
}

// on reports whether the column is shown beside details that have a width together with it.
func (r *rightPart) on(width float32) bool {
	switch {
	case r.away || r.chosen == runsOff || width < leastRight+runsWidth:
		return false
	case r.chosen == runsOn:
		return true
	}
	// By itself it never takes the room that the objects stand in.
	c := fyne.CurrentApp().Driver().CanvasForObject(r.box)
	return c != nil && c.Size().Width >= leastWindow && width >= slimDetails+runsWidth
}

// slim takes the column away while the report has the room.
func (r *rightPart) slim(yes bool) {
	r.away = yes
	r.box.Refresh()
}

// turn shows the column or hides it, and returns what is remembered.
func (r *rightPart) turn() runsColumn {
	if r.runs.Visible() {
		r.chosen = runsOff
	} else {
		r.chosen = runsOn
	}
	r.box.Refresh()
	return r.chosen
}

// Layout belongs to fyne.Layout.
func (r *rightPart) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	on := r.on(size.Width)
	ink.Show(r.runs, on)
	ink.Show(r.line, on)
	ink.Fill(r.line, theme.Get(theme.Line))
	left := float32(0)
	if on {
		left = runsWidth + 1
		ink.Place(r.runs, 0, 0, runsWidth, size.Height)
		ink.Place(r.line, runsWidth, 0, 1, size.Height)
	}
	ink.Place(r.details, left, 0, size.Width-left, size.Height)
}

// MinSize belongs to fyne.Layout.
func (r *rightPart) MinSize([]fyne.CanvasObject) fyne.Size { return r.details.MinSize() }
