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
	return c.name
}

// nameMenus gives the menu items the words that hold now; a menu reads them when it opens.
func (w *Window) nameMenus() {
	for i, item := range w.items {
		if c := w.list[i]; c.words != nil {
			item.Label = c.title()
			if item.Shortcut == nil { // Fyne draws a shortcut, but no letter
				item.Label += "  " + c.key
			}
		}
	}
}
