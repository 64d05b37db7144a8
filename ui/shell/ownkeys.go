package shell

import (
	"slices"

	"runchecks/ui/keys"
	"runchecks/ui/words"
)

// This file is about keys that somebody chose instead of those that commands come with.

// Choosable reports whether the command can have another key.
func (c *Command) Choosable() bool { return !keys.Fixed(c.Standard) }

// taken returns the command that would share a key with c, nil for none: one of the same
// screen, or one of the two belongs to every screen.
func taken(list []Command, c *Command, k keys.Key) *Command {
	for i := range list {
		o := &list[i]
		if o.In != "" {
			continue // its letter is that of a menu
		}
		if o.ID != c.ID && (o.Key == k || slices.Contains(o.Also, k)) && (o.On == c.On || o.On == "" || c.On == "") {
			return o
		}
	}
	return nil
}

// giveChosen gives commands the keys on the board. One that cannot be had, such as a key that
// a newer program uses itself, leaves the board: its command keeps the key that it came with.
func giveChosen(list []Command, board *keys.Board) {
	chosen := board.Chosen()
	give := func(c *Command, k keys.Key) bool {
		err := c.bind(k)
		if err != nil || k == c.Standard {
			delete(chosen, c.ID)
			board.Choose(c.ID, "")
		}
		return err == nil
	}
	for i := range list {
		if c := &list[i]; chosen[c.ID] == "" || !c.Choosable() || keys.Fixed(chosen[c.ID]) || !give(c, chosen[c.ID]) {
			give(c, c.Standard)
		}
	}
	defer inMenus(list)
	for again := true; again; { // each round takes a key back, so that there is a last one
		again = false
		for i := range list {
			if c := &list[i]; chosen[c.ID] != "" && c.In == "" && taken(list, c, c.Key) != nil {
				give(c, c.Standard)
				again = true
			}
		}
	}
}

// inMenus says of commands that are chosen in a menu which key opens it now.
func inMenus(list []Command) {
	for i := range list {
		for j := range list {
			if c := &list[i]; c.In != "" && list[j].Standard == c.cameIn {
				c.In = list[j].Key
			}
		}
	}
}

// KeyFault says why a command cannot have a key, "" where it can.
func (t *control) KeyFault(c *Command, k keys.Key) string {
	if !c.Choosable() {
		return words.T("shell.key_stays", "key", c.Standard)
	}
	if keys.Fixed(k) {
		return words.T("shell.key_fixed", "key", k)
	}
	if other := taken(t.list, c, k); other != nil {
		return words.T("shell.key_taken", "key", k, "command", other.Name)
	}
	return ""
}

// Listen gets keys instead of their commands, until it is called with nil.
func (t *control) Listen(hear func(keys.Key)) { t.hear = hear }

// Rebind makes the keys hold that are on the board now, in menus and on buttons, too.
func (w *Window) Rebind() {
	w.unbind()
	giveChosen(w.list, w.p.Keys)
	w.bind()
	w.NameCommands()
	w.nav.SetItems(w.inBar())
	w.showCounts()
	w.Canvas().Content().Refresh()
}
