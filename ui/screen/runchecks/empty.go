package runchecks

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/domain"
	"runchecks/ui/runchecks"
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
	shown  runchecks.Empty
}

var stepLabels = map[runchecks.EmptyStep]string{
	runchecks.StepInbox:    "Open the inbox",
	runchecks.StepSync:     "Sync now",
	runchecks.StepClear:    "Clear the search",
	runchecks.StepDaily:    "Open Daily jobs",
	runchecks.StepDevices:  "Open Devices",
	runchecks.StepAccounts: "Open Accounts",
	runchecks.StepMailbox:  "Add a mailbox",
	runchecks.StepSecret:   "Enter the password",
}

func newEmptyList(step func(runchecks.EmptyStep)) *emptyList {
	e := &emptyList{title: canvas.NewText("", theme.Get(theme.Text)), lines: container.NewVBox()}
	e.title.TextSize = theme.HeadingSize
	e.title.TextStyle.Bold = true
	e.title.Alignment = fyne.TextAlignCenter
	e.button = actionbutton.New(actionbutton.Primary, "", "", func() { step(e.shown.Step) })
	e.Container = container.NewCenter(container.NewVBox(e.title, e.lines, container.New(layout.NewCenterLayout(), e.button)))
	return e
}

func (e *emptyList) set(empty runchecks.Empty) {
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
	show(e.button, empty.Step != runchecks.StepNone)
	if empty.Step != runchecks.StepNone {
		e.button.SetLabel(stepLabels[empty.Step])
	}
	e.Refresh()
}
