package daily

import (
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.daily",
			Name:  words.T("daily.title"),
			Place: shell.Go + 30,
			Key:   "Ctrl+3",
			Leads: ID,
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:     "daily.run",
			Name:   words.T("daily.command_run"),
			Place:  shell.Lists,
			Key:    "Enter",
			On:     ID,
			Button: shell.Main(words.T("daily.button_run")),
			Run:    x.openDayRun,
		},
		{
			ID:     "daily.before",
			Name:   words.T("daily.before"),
			Place:  shell.Lists,
			Key:    "[",
			On:     ID,
			Button: shell.Plain(words.T("daily.before")),
			Run:    func() { x.Model.GoNight(-1) },
		},
		{
			ID:     "daily.after",
			Name:   words.T("daily.after"),
			Place:  shell.Lists,
			Key:    "]",
			On:     ID,
			Button: shell.Plain(words.T("daily.after")),
			Run:    func() { x.Model.GoNight(1) },
		},
		{
			ID:     "daily.tonight",
			Name:   words.T("daily.to_tonight"),
			Place:  shell.Lists,
			Key:    "D",
			On:     ID,
			Button: shell.Plain(words.T("daily.to_tonight")),
			Run:    func() { x.Model.GoNight(0) },
		},
	}
}
