package reportview

import (
	"runchecks/ui/keys"
	"runchecks/ui/reportpane"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:      "message.save",
			Name:    words.T("reportview.save"),
			Place:   shell.File + 70,
			Key:     "Ctrl+S",
			Enabled: x.hasMessage,
			Run:     x.SaveOriginal,
		},
		{
			ID:      "report.find",
			Name:    words.T("reportview.find"),
			Place:   shell.View + 120,
			Key:     keys.FindInReport,
			Enabled: x.hasReport,
			Run:     x.find,
		},
		{
			ID:      "report.next",
			Name:    words.T("reportview.next"),
			Place:   shell.View + 130,
			Key:     keys.FindNext,
			Enabled: x.hasReport,
			Run:     func() { x.inView().Mail().FindNext(false) },
		},
		{
			ID:      "report.previous",
			Name:    words.T("reportview.previous"),
			Place:   shell.View + 140,
			Key:     keys.FindPrevious,
			Enabled: x.hasReport,
			Run:     func() { x.inView().Mail().FindNext(true) },
		},
		{
			ID:      "report.larger",
			Name:    words.T("reportview.larger"),
			Place:   shell.View + 150,
			Key:     keys.Larger,
			Also:    []keys.Key{"Ctrl+=", "Ctrl+Shift+="},
			Enabled: x.hasReport,
			Run:     x.zoom(1),
		},
		{
			ID:      "report.smaller",
			Name:    words.T("reportview.smaller"),
			Place:   shell.View + 160,
			Key:     keys.Smaller,
			Enabled: x.hasReport,
			Run:     x.zoom(-1),
		},
		{
			ID:      "report.fit",
			Name:    words.T("reportview.fit"),
			Place:   shell.View + 170,
			Key:     keys.ActualSize,
			Enabled: x.hasReport,
			Run:     x.zoom(0),
		},
		{
			ID:      "report.dark",
			Name:    words.T("reportview.dark"),
			Place:   shell.View + 180,
			Key:     "Ctrl+Shift+B",
			Enabled: x.hasReport,
			Run:     x.switchReportColours,
		},
		{
			ID:      "report.copy",
			Name:    words.T("reportview.copy"),
			Place:   shell.File + 140,
			Key:     keys.CopyInReport,
			Enabled: func() bool { return x.hasReport() && x.inView().Mail().Selected() != "" },
			Run:     func() { x.inView().Mail().Copy() },
		},
		{
			ID:      "report.copy-table",
			Name:    words.T("reportview.copy_table"),
			Place:   shell.File + 150,
			Key:     "Ctrl+Shift+T",
			Enabled: x.hasReport,
			Run:     x.copyTable,
		},
		{
			ID:      "report.browser",
			Name:    words.T("reportview.browser"),
			Place:   shell.File + 160,
			Key:     "Ctrl+B",
			Enabled: x.canBrowse,
			Run:     x.browse,
		},
	}
}

// find shows the report, whatever tab is shown, and asks for the words to find in it.
func (x *Feature) find() {
	p := x.inView()
	p.Open(reportpane.Report)
	p.Mail().OpenFind()
}
