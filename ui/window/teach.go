package window

import (
	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/screen/teaching"
	"runchecks/ui/vm"
)

// This file holds what the window has of the screen Teach.

func (w *Window) buildTeaching() (err error) {
	w.teaching, err = teaching.New(teaching.Params{
		View: w.teachView, Clock: w.p.View.Clock, Location: w.p.View.Location, Engine: w.p.Engine, Background: w.p.View.Background,
		Key: w.key, Rune: w.typed, Shortcut: w.shortcut, Hover: w.hovered, Use: w.teachView.Use, Keep: w.teachView.Keep,
	})
	return err
}

func (w *Window) teachingChanged(part vm.Part) {
	switch {
	case w.teaching == nil:
		return
	case part == vm.PartToast:
		w.say(w.teachView.Toast())
	}
	w.teaching.Changed(part)
	w.nameMenus()
}

// teachCommands are what can be done on the screen Teach beside pointing.
func (w *Window) teachCommands() []command {
	open := w.teachView.IsOpen
	var says []command
	for _, s := range []struct {
		key     rune
		words   string
		meaning domain.Meaning
	}{
		{'1', "good", "success"}, {'2', "a warning", "warning"}, {'3', "failed", "failed"}, {'4', "missed", "missed"},
		{'9', "to be ignored", "ignored"},
	} {
		says = append(says, command{
			name: "The undecided words are " + s.words, on: screenTeach, menu: "Readers", key: string(s.key) + " on Teach", rune: s.key,
			enabled: func() bool { return w.teachView.CanSay(s.meaning) }, run: func() { w.teachView.Say(s.meaning) },
		})
	}
	return append(says, []command{
		{
			name:     "Use the definition",
			on:       screenTeach,
			menu:     "Readers",
			key:      "Ctrl+Enter on Teach",
			shortcut: ctrl(fyne.KeyReturn),
			also:     []fyne.Shortcut{ctrl(fyne.KeyEnter)},
			enabled:  w.teachView.CanUse,
			run:      w.teachView.Use,
		},
		{name: "Keep the draft", on: screenTeach, menu: "Readers", key: "D on Teach", rune: 'd', enabled: open, run: w.teachView.Keep},
		{
			name: "Show the next undecided", on: screenTeach, menu: "Readers", key: "N on Teach", rune: 'n',
			enabled: w.teachView.CanNext, run: w.teachView.Next,
		},
		{
			name: "Take what is suggested", on: screenTeach, menu: "Readers", key: "Y on Teach", rune: 'y',
			enabled: w.teachView.CanSuggest, run: w.teachView.Suggested,
		},
		{
			name:     "Pointing or the definition's text",
			on:       screenTeach,
			menu:     "Readers",
			key:      "Ctrl+J on Teach",
			shortcut: ctrl(fyne.KeyJ),
			enabled:  open,
			run:      func() { w.teaching.OtherTab(w.canvas()) },
		},
	}...)
}
