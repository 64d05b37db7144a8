package window

import "runchecks/ui/vm"

// naming returns what a command says about the scope of Run Checks.
func (w *Window) naming(a vm.Action) func() string {
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
func (w *Window) canDo(a vm.Action) func() bool {
	return func() bool { return w.shown == screenRunChecks && w.view.Can(a) }
}

// title is what menu and palette call the command now.
func (c command) title() string {
	if c.words != nil {
		if text := c.words(); text != "" {
			return text
		}
	}
	return c.scoped(c.name)
}

// scoped says behind a text how many of what the command is about, where it is several.
func (c command) scoped(text string) string {
	if c.about != nil {
		if several := c.about(); several != "" {
			return text + " (" + several + ")"
		}
	}
	return text
}

// several words a number of things that is more than one.
func several[T any](things func() []T, one string) func() string {
	return func() string {
		if n := len(things()); n > 1 {
			return vm.Count(n, one)
		}
		return ""
	}
}

// nameMenus gives the menu items the words that hold now; a menu reads them when it opens.
func (w *Window) nameMenus() {
	for i, item := range w.items {
		if c := w.list[i]; c.words != nil || c.about != nil {
			item.Label = c.title()
			if item.Shortcut == nil { // Fyne draws a shortcut, but no letter
				item.Label += "  " + c.key
			}
		}
	}
}
