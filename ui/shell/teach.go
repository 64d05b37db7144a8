package shell

import (
	"runchecks/domain"
	"runchecks/ui/keys"
	"runchecks/ui/list"
	"runchecks/ui/screen/teaching"
)

// This file holds what the window has of the screen Teach.

func (w *Window) buildTeaching() (err error) {
	w.teaching, err = teaching.New(teaching.Params{
		View: w.teachView, Clock: w.p.View.Clock, Location: w.p.View.Location, Engine: w.p.Engine, Background: w.p.View.Background,
		Key: w.key, Rune: w.typed, Shortcut: w.shortcut, Hover: w.hovered, Use: w.teachView.Use, Keep: w.teachView.Keep,
	})
	return err
}

func (w *Window) teachingChanged(part list.Part) {
	switch {
	case w.teaching == nil:
		return
	case part == list.PartToast:
		w.say(w.teachView.Toast())
	}
	w.teaching.Changed(part)
	w.nameMenus()
}

// teachCommands are what can be done on the screen Teach beside pointing.
func (w *Window) teachCommands() []Command {
	open := w.teachView.IsOpen
	var says []Command
	for _, s := range []struct {
		key     keys.Key
		words   string
		meaning domain.Meaning
	}{
		{"1", "good", "success"}, {"2", "a warning", "warning"}, {"3", "failed", "failed"}, {"4", "missed", "missed"},
		{"9", "to be ignored", "ignored"},
	} {
		says = append(says, Command{
			ID:      "teach.say-" + string(s.meaning),
			Name:    "The undecided words are " + s.words,
			Place:   Readers + 110,
			Key:     s.key,
			On:      screenTeach,
			Enabled: func() bool { return w.teachView.CanSay(s.meaning) },
			Run:     func() { w.teachView.Say(s.meaning) },
		})
	}
	return append(says, []Command{
		{
			ID:      "teach.use",
			Name:    "Use the definition",
			Place:   Readers + 120,
			Key:     keys.UseDefinition,
			On:      screenTeach,
			Enabled: w.teachView.CanUse,
			Run:     w.teachView.Use,
		},
		{
			ID:      "teach.keep",
			Name:    "Keep the draft",
			Place:   Readers + 130,
			Key:     "D",
			On:      screenTeach,
			Enabled: open,
			Run:     w.teachView.Keep,
		},
		{
			ID:      "teach.next",
			Name:    "Show the next undecided",
			Place:   Readers + 140,
			Key:     "N",
			On:      screenTeach,
			Enabled: w.teachView.CanNext,
			Run:     w.teachView.Next,
		},
		{
			ID:      "teach.suggested",
			Name:    "Take what is suggested",
			Place:   Readers + 150,
			Key:     "Y",
			On:      screenTeach,
			Enabled: w.teachView.CanSuggest,
			Run:     w.teachView.Suggested,
		},
		{
			ID:      "teach.text",
			Name:    "Pointing or the definition's text",
			Place:   Readers + 160,
			Key:     "Ctrl+J",
			On:      screenTeach,
			Enabled: open,
			Run:     func() { w.teaching.OtherTab(w.canvas()) },
		},
	}...)
}
