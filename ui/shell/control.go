package shell

import (
	"slices"

	"fyne.io/fyne/v2"

	"runchecks/ui/keys"
	"runchecks/ui/task"
	"runchecks/ui/widget/keyboard"
	"runchecks/ui/words"
)

// control is what a key, a click or a menu comes to: the commands, which of them has a key now
// and whether it can be run.
type control struct {
	stack      *stack
	over       *overlays
	background *task.Background
	list       []Command        // in the order of the menus
	items      []*fyne.MenuItem // of list, in its order, where the system has the menu
	system     bool             // it has
	held       func() fyne.KeyModifier
	menu       func() // opens the whole menu
	alt        keyboard.Tap
	hear       func(keys.Key) // gets keys instead of their commands; nil for nobody
}

// Commands are everything that can be done, in the order of the menus.
func (t *control) Commands() []Command { return t.list }

// command is the first command that is so, nil for none.
func (t *control) command(so func(c *Command) bool) *Command {
	for i := range t.list {
		if c := &t.list[i]; so(c) {
			return c
		}
	}
	return nil
}

// Perform runs a command, from wherever it was asked for; false where it cannot be run now.
func (t *control) Perform(c *Command) bool {
	if t.hear != nil {
		t.hear(c.Key)
		return true
	}
	if t.over.Covered() || t.over.ahead != nil || !c.Can() {
		return false
	}
	t.background.Turn(func() {
		if c.opens() {
			t.over.Expect(c.Run)
		} else {
			c.Run()
		}
	})
	return true
}

// performFirst runs the first command of a key that can be run now. One that wants Shift
// comes first while it is held.
func (t *control) performFirst(shift bool, ours func(c *Command) bool) bool {
	for _, wants := range []bool{true, false} {
		if wants && !shift {
			continue
		}
		for i := range t.list {
			if c := &t.list[i]; c.typed.Shift == wants && ours(c) && t.Perform(c) {
				return true
			}
		}
	}
	return false
}

// performID runs the command of an id.
func (t *control) performID(id string) {
	if c := t.command(func(c *Command) bool { return c.ID == id }); c != nil {
		t.Perform(c)
	}
}

// buttonsOf are the commands of a screen that are buttons, in their order: its own, those of
// the whole program that it shows too, and those that come and go.
func (t *control) buttonsOf(id string) []ScreenButton {
	var own, beside, passing []ScreenButton
	for i := range t.list {
		c := &t.list[i]
		if c.On != id && c.Beside != id || c.Button.kind == noButton {
			continue
		}
		button := ScreenButton{
			Label: func() string { return c.scoped(c.Button.label()) }, Key: func() string { return string(c.Key) },
			Primary: c.Button.kind == mainButton, Passing: c.Button.kind == passingButton, Enabled: c.Can, Run: func() { t.Perform(c) },
		}
		switch {
		case button.Passing:
			passing = append(passing, button)
		case c.On == id:
			own = append(own, button)
		default:
			beside = append(beside, button)
		}
	}
	return slices.Concat(own, beside, passing)
}

// why says of a command that cannot be run now why not.
func (t *control) why(c *Command) string {
	if c.On != "" && c.On != t.stack.shown {
		return words.T("shell.only_on", "screen", t.stack.titleOf(c.On))
	}
	return words.T("shell.not_now")
}

// NameCommands gives the menu items the words that hold now; a menu reads them when it opens.
func (t *control) NameCommands() {
	for i, item := range t.items {
		if c := &t.list[i]; c.Words != nil || c.About != nil {
			item.Label = c.Title()
			if item.Shortcut == nil { // Fyne draws a shortcut, but no letter
				item.Label += "  " + c.KeyWords()
			}
		}
	}
}
