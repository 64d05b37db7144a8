package shell

import (
	"slices"

	"runchecks/ui/keys"
	"runchecks/ui/widget/palette"
)

// commands are what can be done wherever one is: the window's own.
func (w *Window) commands() []Command {
	return []Command{
		{
			ID: "sync.now", Name: "Sync now", Place: File + 10, Key: "F5",
			Beside: Accounts, Button: Plain("Sync all"), Run: w.parts.State.SyncNow,
		},
		{
			ID: "sync.cancel", Name: "Cancel the sync or reading again", Place: File + 20, Key: keys.CancelSync,
			Beside: Accounts, Button: Passing("Cancel"),
			Enabled: func() bool { return w.parts.State.Syncing() || w.parts.State.Status().Reread != "" },
			Run:     w.cancel,
		},
		{ID: "window.search", Name: "Search", Place: View + 10, Key: keys.Search, Enabled: w.canFind, Run: w.find},
		{ID: "window.next-pane", Name: "Next pane", Place: View + 20, Key: "F6", Run: func() { w.at().NextPane() }},
		{ID: "window.theme", Name: "Light or dark", Place: View + 100, Key: "Ctrl+D", Run: w.switchTheme},
		{ID: "window.tick", Name: "Tick", Place: Decide + 100, Key: "X", Run: func() { w.at().Tick() }},
		{ID: "window.back", Name: "Clear ticks or search", Place: Decide + 120, Key: keys.Escape, Run: w.back},
		{ID: "window.undo", Name: "Undo", Place: Decide + 150, Key: keys.Undo, Run: w.undo},
		{ID: "window.redo", Name: "Redo", Place: Decide + 160, Key: keys.Redo, Run: func() { w.at().Redo() }},
		{ID: "window.palette", Name: "Find a command", Place: Help + 10, Key: "Ctrl+K", Run: w.openPalette},
		{ID: "window.keys", Name: "Keys", Place: Help + 20, Key: "?", Run: w.showKeys},
		{
			ID: "window.log", Name: "Log…", Place: Help + 30, Key: "F12",
			Enabled: func() bool { return w.p.Log != nil }, Run: w.showLog,
		},
		{ID: "window.quit", Name: "Quit", Place: File + 990, Key: "Ctrl+Q", Run: w.Quit, Quits: true},
	}
}

// buttonsOf are the commands of a screen that are buttons, in their order: its own, those of
// the whole program that it shows too, and those that come and go.
func (w *Window) buttonsOf(id string) []ScreenButton {
	var own, beside, passing []ScreenButton
	for i := range w.list {
		c := &w.list[i]
		if c.On != id && c.Beside != id || c.Button.kind == noButton {
			continue
		}
		button := ScreenButton{
			Label: func() string { return c.scoped(c.Button.words()) }, Key: string(c.Key),
			Primary: c.Button.kind == mainButton, Passing: c.Button.kind == passingButton, Enabled: c.Can, Run: func() { w.Perform(c) },
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

// openPalette shows every command with its key.
func (w *Window) openPalette() {
	var all []palette.Command
	for i := range w.list {
		c := &w.list[i]
		all = append(all, palette.Command{Name: c.Title(), Key: c.KeyWords(), Enabled: c.Can(), Run: func() { w.Perform(c) }})
	}
	palette.Show(w.Canvas(), all)
}

// NameCommands gives the menu items the words that hold now; a menu reads them when it opens.
func (w *Window) NameCommands() {
	for i, item := range w.items {
		if c := &w.list[i]; c.Words != nil || c.About != nil {
			item.Label = c.Title()
			if item.Shortcut == nil { // Fyne draws a shortcut, but no letter
				item.Label += "  " + c.KeyWords()
			}
		}
	}
}
