package jobs

import (
	"runchecks/ui/listscreen"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/widget/slotcalendar"
	"runchecks/ui/words"
)

// ID names the screen.
const ID = "jobs"

// Feature is Jobs in the window. Its methods are called on the interface thread.
type Feature struct {
	*listscreen.List
	Model    *Model
	host     shell.Host
	p        services.Base
	showRun  func(job, run int64)
	calendar *slotcalendar.Calendar
}

// NewFeature makes the feature; showRun shows a run on Run Checks.
func NewFeature(host shell.Host, p services.Base, showRun func(job, run int64)) *Feature {
	x := &Feature{
		List: listscreen.NewList(host, ID, words.T("jobs.title"), words.T("jobs.search")),
		host: host, p: p, showRun: showRun, calendar: slotcalendar.New(host.Hover),
	}
	x.Model = New(p, x.Changed)
	x.Show(x.Model, listscreen.Options{Extra: x.calendar, ShowExtra: x.showEvidence})
	return x
}
