package daily

import (
	"runchecks/ui/listscreen"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// ID names the screen.
const ID = shell.Daily

// Feature is Daily jobs in the window. Its methods are called on the interface thread.
type Feature struct {
	*listscreen.List
	Model   *Model
	host    shell.Host
	p       services.Base
	showRun func(job, run int64)
}

// NewFeature makes the feature; showRun shows a run on Run Checks.
func NewFeature(host shell.Host, p services.Base, showRun func(job, run int64)) *Feature {
	x := &Feature{
		List: listscreen.NewList(host, ID, words.T("daily.title"), words.T("daily.search")),
		host: host, p: p, showRun: showRun,
	}
	x.Model = New(p, x.Changed)
	x.Show(x.Model, listscreen.Options{})
	return x
}
