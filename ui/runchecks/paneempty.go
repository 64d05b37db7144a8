package runchecks

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/domain"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
)

// emptyList is what stands in place of the rows: why there are none, and the
// button that leads on.
type emptyList struct {
	*fyne.Container
	title  *canvas.Text
	lines  *fyne.Container
	button *actionbutton.Button
	shown  Empty
}

var stepLabels = map[EmptyStep]string{
	StepInbox:    "Open the inbox",
	StepSync:     "Sync now",
	StepClear:    "Clear the search",
	StepDaily:    "Open Daily jobs",
	StepDevices:  "Open Devices",
	StepAccounts: "Open Accounts",
	StepMailbox:  "Add a mailbox",
	StepSecret:   "Enter the password",
}

func newEmptyList(step func(EmptyStep)) *emptyList {
	e := &emptyList{title: canvas.NewText("", theme.Get(theme.Text)), lines: container.NewVBox()}
	e.title.TextSize = theme.HeadingSize
	e.title.TextStyle.Bold = true
	e.title.Alignment = fyne.TextAlignCenter
	e.button = actionbutton.New(actionbutton.Primary, "", "", func() { step(e.shown.Step) })
	e.Container = container.NewCenter(container.NewVBox(e.title, e.lines, container.New(layout.NewCenterLayout(), e.button)))
	return e
}

func (e *emptyList) set(empty Empty) {
	if empty == e.shown {
		return
	}
	e.shown = empty
	e.title.Text = empty.Title
	e.title.Color = theme.Get(theme.Text)
	e.lines.RemoveAll()
	for line := range strings.SplitSeq(empty.Text, "\n") {
		t := canvas.NewText(domain.Visible(line), theme.Get(theme.Dim))
		t.TextSize = theme.TextSize
		t.Alignment = fyne.TextAlignCenter
		e.lines.Add(t)
	}
	show(e.button, empty.Step != StepNone)
	if empty.Step != StepNone {
		e.button.SetLabel(stepLabels[empty.Step])
	}
	e.Refresh()
}
