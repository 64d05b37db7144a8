package teach

import (
	"runchecks/domain"
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done on the screen Teach beside pointing.
func (x *Feature) Commands() []shell.Command {
	open := x.Model.IsOpen
	var says []shell.Command
	for _, s := range []struct {
		key     keys.Key
		name    string
		meaning domain.Meaning
	}{

		{"1", words.T("teach.command_good"), "success"},
		{"2", words.T("teach.command_warning"), "warning"},
		{"3", words.T("teach.command_failed"), "failed"},
		{"4", words.T("teach.command_missed"), "missed"},
		{"9", words.T("teach.command_ignored"), "ignored"},
	} {
		says = append(says, shell.Command{
			ID:      "teach.say-" + string(s.meaning),
			Name:    s.name,
			Place:   shell.Readers + 110,
			Key:     s.key,
			On:      ID,
			Enabled: func() bool { return x.Model.CanSay(s.meaning) },
			Run:     func() { x.Model.Say(s.meaning) },
		})
	}
	return append(says, []shell.Command{
		{
			ID:      "teach.begin",
			Name:    words.T("teach.begin"),
			Place:   shell.Readers + 40,
			Key:     "T",
			Where:   words.T("shell.in_the_inbox"),
			Enabled: x.canBegin,
			Run:     x.Begin,
		},
		{
			ID:      "teach.use",
			Name:    words.T("teach.command_use"),
			Place:   shell.Readers + 120,
			Key:     keys.Complete,
			On:      ID,
			Enabled: x.Model.CanUse,
			Run:     x.Model.Use,
		},
		{
			ID:      "teach.keep",
			Name:    words.T("teach.command_keep"),
			Place:   shell.Readers + 130,
			Key:     "D",
			On:      ID,
			Enabled: open,
			Run:     x.Model.Keep,
		},
		{
			ID:      "teach.next",
			Name:    words.T("teach.command_next"),
			Place:   shell.Readers + 140,
			Key:     "N",
			On:      ID,
			Enabled: x.Model.CanNext,
			Run:     x.Model.Next,
		},
		{
			ID:      "teach.suggested",
			Name:    words.T("teach.command_suggested"),
			Place:   shell.Readers + 150,
			Key:     "Y",
			On:      ID,
			Enabled: x.Model.CanSuggest,
			Run:     x.Model.Suggested,
		},
		{
			ID:      "teach.text",
			Name:    words.T("teach.command_text"),
			Place:   shell.Readers + 160,
			Key:     "Ctrl+J",
			On:      ID,
			Enabled: open,
			Run:     func() { x.view.OtherTab(x.host.Canvas()) },
		},
	}...)
}
