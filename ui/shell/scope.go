package shell

import (
	"runchecks/ui/runchecks"
)

// naming returns what a command says about the scope of Run Checks.
func (w *Window) naming(a runchecks.Action) func() string {
	return func() string {
		if w.shown != screenRunChecks || w.view.Selected() < 0 {
			return ""
		}
		return w.view.Command(a)
	}
}

// onInbox returns words that hold while something is selected in the inbox.
func (w *Window) onInbox(words func() string) func() string {
	return func() string {
		if w.shown != screenInbox || w.inboxView.Selected() < 0 {
			return ""
		}
		return words()
	}
}

// canDo returns whether an action has anything to do here.
func (w *Window) canDo(a runchecks.Action) func() bool {
	return func() bool { return w.shown == screenRunChecks && w.view.Can(a) }
}

// nameMenus gives the menu items the words that hold now; a menu reads them when it opens.
func (w *Window) nameMenus() {
	for i, item := range w.items {
		if c := &w.list[i]; c.Words != nil || c.About != nil {
			item.Label = c.Title()
			if item.Shortcut == nil { // Fyne draws a shortcut, but no letter
				item.Label += "  " + c.KeyWords()
			}
		}
	}
}
