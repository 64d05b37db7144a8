package daily

import (
	"runchecks/ui/shell"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.daily",
			Name:  "Daily jobs",
			Place: shell.Go + 30,
			Key:   "Ctrl+6",
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:     "daily.run",
			Name:   "Show the run of this job",
			Place:  shell.Lists,
			Key:    "Enter",
			On:     ID,
			Button: shell.Main("Show the run"),
			Run:    x.openDayRun,
		},
		{
			ID:     "daily.before",
			Name:   "The night before",
			Place:  shell.Lists,
			Key:    "[",
			On:     ID,
			Button: shell.Plain("The night before"),
			Run:    func() { x.Model.GoNight(-1) },
		},
		{
			ID:     "daily.after",
			Name:   "The night after",
			Place:  shell.Lists,
			Key:    "]",
			On:     ID,
			Button: shell.Plain("The night after"),
			Run:    func() { x.Model.GoNight(1) },
		},
		{
			ID:     "daily.tonight",
			Name:   "Tonight",
			Place:  shell.Lists,
			Key:    "D",
			On:     ID,
			Button: shell.Plain("Tonight"),
			Run:    func() { x.Model.GoNight(0) },
		},
	}
}
