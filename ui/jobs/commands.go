package jobs

import (
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.jobs",
			Name:  words.T("jobs.title"),
			Place: shell.Go + 40,
			Key:   "Ctrl+4",
			Leads: ID,
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:     "jobs.runs",
			Name:   words.T("jobs.command_runs"),
			Place:  shell.Lists,
			Key:    "Enter",
			On:     ID,
			Button: shell.Main(words.T("jobs.button_runs")),
			Run:    x.openJob,
		},
		{
			ID:      "jobs.schedule",
			Name:    words.T("jobs.command_schedule"),
			Place:   shell.Lists,
			Key:     "H",
			On:      ID,
			Button:  shell.Plain(words.T("jobs.button_schedule")),
			Enabled: func() bool { return x.Model.CanSchedule() },
			Run:     x.setSchedule,
		},
		{
			ID:      "jobs.silence",
			Name:    words.T("jobs.command_silence"),
			Place:   shell.Lists,
			Key:     "L",
			On:      ID,
			Button:  shell.Plain(words.T("jobs.button_silence")),
			Enabled: func() bool { return x.Model.CanSilence() },
			Run:     x.setSilence,
		},
		{
			ID:    "jobs.archive",
			Name:  words.T("jobs.command_archive"),
			About: shell.Several(func() []Job { return x.Model.ToArchive() }, "job"),
			Place: shell.Lists,
			Key:   "V",
			On:    ID,
			Button: shell.PlainNow(func() string {
				if j := x.Model.Job(); j != nil && j.State != "active" {
					return words.T("jobs.button_bring_back")
				}
				return words.T("jobs.button_archive")
			}),
			Enabled: func() bool { return x.Model.CanArchive() },
			Run:     func() { x.Model.Archive() },
		},
		{
			ID:    "jobs.include-archived",
			Name:  words.T("jobs.include_archived"),
			Place: shell.Lists,
			Key:   "I",
			On:    ID,
			Button: shell.PlainNow(func() string {
				if x.Model.ShowsArchive() {
					return words.T("jobs.button_without_archived")
				}
				return words.T("jobs.include_archived")
			}),
			Run: func() { x.Model.SwitchArchive() },
		},
	}
}
