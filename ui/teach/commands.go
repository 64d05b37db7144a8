package teach

import (
	"runchecks/domain"
	"runchecks/ui/keys"
	"runchecks/ui/shell"
)

// Commands are what can be done on the screen Teach beside pointing.
func (x *Feature) Commands() []shell.Command {
	open := x.Model.IsOpen
	var says []shell.Command
	for _, s := range []struct {
		key     keys.Key
		words   string
		meaning domain.Meaning
	}{
		{"1", "good", "success"}, {"2", "a warning", "warning"}, {"3", "failed", "failed"}, {"4", "missed", "missed"},
		{"9", "to be ignored", "ignored"},
	} {
		says = append(says, shell.Command{
			ID:      "teach.say-" + string(s.meaning),
			Name:    "The undecided words are " + s.words,
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
			Name:    "Teach this report",
			Place:   shell.Readers + 40,
			Key:     "T",
			Where:   "in the inbox",
			Enabled: x.canBegin,
			Run:     x.Begin,
		},
		{
			ID:      "teach.use",
			Name:    "Use the definition",
			Place:   shell.Readers + 120,
			Key:     keys.UseDefinition,
			On:      ID,
			Enabled: x.Model.CanUse,
			Run:     x.Model.Use,
		},
		{
			ID:      "teach.keep",
			Name:    "Keep the draft",
			Place:   shell.Readers + 130,
			Key:     "D",
			On:      ID,
			Enabled: open,
			Run:     x.Model.Keep,
		},
		{
			ID:      "teach.next",
			Name:    "Show the next undecided",
			Place:   shell.Readers + 140,
			Key:     "N",
			On:      ID,
			Enabled: x.Model.CanNext,
			Run:     x.Model.Next,
		},
		{
			ID:      "teach.suggested",
			Name:    "Take what is suggested",
			Place:   shell.Readers + 150,
			Key:     "Y",
			On:      ID,
			Enabled: x.Model.CanSuggest,
			Run:     x.Model.Suggested,
		},
		{
			ID:      "teach.text",
			Name:    "Pointing or the definition's text",
			Place:   shell.Readers + 160,
			Key:     "Ctrl+J",
			On:      ID,
			Enabled: open,
			Run:     func() { x.view.OtherTab(x.host.Canvas()) },
		},
	}...)
}
