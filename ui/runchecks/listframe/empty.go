// Package listframe is what stands around the rows of Run Checks: the search with its views above
// them, the bars that say one thing, the row of what is fine below, and what stands in place of rows:
// why there are none, and the page at the end of the morning.
package listframe

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/ui/runchecks/model"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/ink"
	"runchecks/ui/words"
)

// Empty is what stands in place of the rows: why there are none, and the
// button that leads on.
type Empty struct {
	Object *fyne.Container
	title  *canvas.Text
	lines  *fyne.Container
	button *actionbutton.Button
	shown  model.Empty
}

// stepLabels are the ids of what the button says.
var stepLabels = map[model.EmptyStep]string{
	model.StepInbox:    "runchecks.step_inbox",
	model.StepSync:     "runchecks.step_sync",
	model.StepClear:    "runchecks.step_clear",
	model.StepAll:      "runchecks.step_all",
	model.StepFine:     "runchecks.fine_review",
	model.StepDaily:    "runchecks.step_daily",
	model.StepDevices:  "runchecks.step_devices",
	model.StepAccounts: "runchecks.step_accounts",
	model.StepMailbox:  "runchecks.step_mailbox",
	model.StepSecret:   "runchecks.step_secret",
}

// NewEmpty returns what stands in place of an empty list; step takes the step it offers.
func NewEmpty(step func(model.EmptyStep)) *Empty {
	e := &Empty{title: canvas.NewText("", theme.Get(theme.Text)), lines: container.NewVBox()}
	e.title.TextSize = theme.HeadingSize
	e.title.TextStyle.Bold = true
	e.title.Alignment = fyne.TextAlignCenter
	e.button = actionbutton.New(actionbutton.Primary, "", "Enter", func() { step(e.shown.Step) })
	e.Object = container.NewCenter(container.NewVBox(e.title, e.lines, container.New(layout.NewCenterLayout(), e.button)))
	return e
}

// Press does what the button does, false while none is shown.
func (e *Empty) Press() bool {
	if !e.Object.Visible() || e.shown.Step == model.StepNone {
		return false
	}
	e.button.Tapped(nil)
	return true
}

// Set says why the list is empty.
func (e *Empty) Set(empty model.Empty) {
	if empty == e.shown {
		return
	}
	e.shown = empty
	e.title.Text = empty.Title
	e.title.Color = theme.Get(theme.Text)
	e.lines.RemoveAll()
	for line := range strings.SplitSeq(empty.Text, "\n") {
		t := canvas.NewText(ink.Visible(line), theme.Get(theme.Dim))
		t.TextSize = theme.TextSize
		t.Alignment = fyne.TextAlignCenter
		e.lines.Add(t)
	}
	ink.Show(e.button, empty.Step != model.StepNone)
	if empty.Step != model.StepNone {
		e.button.SetLabel(words.T(stepLabels[empty.Step]))
	}
	e.Object.Refresh()
}
