package jobs

import (
	"runchecks/ui/shell"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.jobs",
			Name:  "Jobs",
			Place: shell.Go + 40,
			Key:   "Ctrl+7",
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:     "jobs.runs",
			Name:   "Show the runs of this job",
			Place:  shell.Lists,
			Key:    "Enter",
			On:     ID,
			Button: shell.Main("Show the runs"),
			Run:    x.openJob,
		},
		{
			ID:      "jobs.schedule",
			Name:    "Set the schedule of the job…",
			Place:   shell.Lists,
			Key:     "H",
			On:      ID,
			Button:  shell.Plain("Schedule…"),
			Enabled: func() bool { return x.Model.CanSchedule() },
			Run:     x.setSchedule,
		},
		{
			ID:      "jobs.silence",
			Name:    "Set the silence of the jobs…",
			Place:   shell.Lists,
			Key:     "L",
			On:      ID,
			Button:  shell.Plain("Silence…"),
			Enabled: func() bool { return x.Model.CanSilence() },
			Run:     x.setSilence,
		},
		{
			ID:    "jobs.archive",
			Name:  "Archive jobs, or bring them back",
			About: shell.Several(func() []Job { return x.Model.ToArchive() }, "job"),
			Place: shell.Lists,
			Key:   "V",
			On:    ID,
			Button: shell.PlainNow(func() string {
				if j := x.Model.Job(); j != nil && j.State != "active" {
					return "Bring back"
				}
				return "Archive"
			}),
			Enabled: func() bool { return x.Model.CanArchive() },
			Run:     func() { x.Model.Archive() },
		},
		{
			ID:    "jobs.include-archived",
			Name:  "Include archived jobs",
			Place: shell.Lists,
			Key:   "I",
			On:    ID,
			Button: shell.PlainNow(func() string {
				if x.Model.ShowsArchive() {
					return "Without archived jobs"
				}
				return "Include archived jobs"
			}),
			Run: func() { x.Model.SwitchArchive() },
		},
	}
}
