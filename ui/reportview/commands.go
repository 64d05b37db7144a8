package reportview

import (
	"runchecks/ui/keys"
	"runchecks/ui/shell"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:      "message.save",
			Name:    "Save original message…",
			Place:   shell.File + 70,
			Key:     "Ctrl+S",
			Enabled: x.hasMessage,
			Run:     x.SaveOriginal,
		},
		{
			ID:      "report.find",
			Name:    "Find in the report…",
			Place:   shell.View + 120,
			Key:     keys.FindInReport,
			Enabled: x.hasReport,
			Run:     func() { x.inView().Mail().OpenFind() },
		},
		{
			ID:      "report.next",
			Name:    "Next place found in the report",
			Place:   shell.View + 130,
			Key:     keys.FindNext,
			Enabled: x.hasReport,
			Run:     func() { x.inView().Mail().FindNext(false) },
		},
		{
			ID:      "report.previous",
			Name:    "Place found before in the report",
			Place:   shell.View + 140,
			Key:     keys.FindPrevious,
			Enabled: x.hasReport,
			Run:     func() { x.inView().Mail().FindNext(true) },
		},
		{
			ID:      "report.larger",
			Name:    "Larger report",
			Place:   shell.View + 150,
			Key:     "Ctrl++",
			Also:    []keys.Key{"Ctrl+=", "Ctrl+Shift+="},
			Enabled: x.hasReport,
			Run:     x.zoom(1),
		},
		{
			ID:      "report.smaller",
			Name:    "Smaller report",
			Place:   shell.View + 160,
			Key:     "Ctrl+-",
			Enabled: x.hasReport,
			Run:     x.zoom(-1),
		},
		{
			ID:      "report.fit",
			Name:    "Report as large as it was sent, or fitting",
			Place:   shell.View + 170,
			Key:     "Ctrl+0",
			Enabled: x.hasReport,
			Run:     x.zoom(0),
		},
		{
			ID:      "report.dark",
			Name:    "Report in dark colours, or as it was sent",
			Place:   shell.View + 180,
			Key:     "Ctrl+Shift+B",
			Enabled: x.hasReport,
			Run:     x.switchReportColours,
		},
		{
			ID:      "report.copy",
			Name:    "Copy what is selected in the report",
			Place:   shell.File + 140,
			Key:     keys.CopyInReport,
			Enabled: func() bool { return x.hasReport() && x.inView().Mail().Selected() != "" },
			Run:     func() { x.inView().Mail().Copy() },
		},
		{
			ID:      "report.copy-table",
			Name:    "Copy the table of the report as CSV",
			Place:   shell.File + 150,
			Key:     "Ctrl+Shift+T",
			Enabled: x.hasReport,
			Run:     x.copyTable,
		},
		{
			ID:      "report.browser",
			Name:    "Open the report in the browser…",
			Place:   shell.File + 160,
			Key:     "Ctrl+B",
			Enabled: x.canBrowse,
			Run:     x.browse,
		},
	}
}
