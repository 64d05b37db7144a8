package shell

import (
	"context"

	"runchecks/ui/keys"
	"runchecks/ui/widget/palette"
	"runchecks/ui/words"
)

// commands are what can be done wherever one is: the window's own.
func (w *Window) commands() []Command {
	return []Command{
		{
			ID: "sync.now", Name: words.T("shell.sync"), Place: File + 10, Key: "F5",
			Beside: Accounts, Button: Plain(words.T("shell.sync_button")), Run: w.parts.State.SyncNow,
		},
		{
			ID: "sync.cancel", Name: words.T("shell.cancel_sync"), Place: File + 20, Key: keys.CancelSync,
			Beside: Accounts, Button: Passing(words.T("shell.cancel")),
			Enabled: func() bool { return w.parts.State.Syncing() || w.parts.State.Status().Reread != "" },
			Run:     w.cancel,
		},
		{ID: "window.search", Name: words.T("shell.search"), Place: View + 10, Key: keys.Search, Enabled: w.canFind, Run: w.find},
		{ID: "window.next-pane", Name: words.T("shell.next_pane"), Place: View + 20, Key: "F6", Run: func() { w.at().NextPane() }},
		{ID: "window.tick", Name: words.T("shell.tick"), Place: Decide + 100, Key: "X", Run: func() { w.at().Tick() }},
		{ID: "window.back", Name: words.T("shell.back"), Place: Decide + 120, Key: keys.Escape, Run: w.back},
		{ID: "window.undo", Name: words.T("shell.undo"), Place: Decide + 150, Key: keys.Undo, Run: w.undo},
		{ID: "window.redo", Name: words.T("shell.redo"), Place: Decide + 160, Key: keys.Redo, Run: func() { w.at().Redo() }},
		{
			ID: "window.menu", Name: words.T("shell.menu"), Place: Help + 5, Key: keys.Menu,
			Enabled: func() bool { return !w.p.SystemMenu }, Run: func() { w.openMenu(w.nav.Place("")) },
		},
		{ID: "window.palette", Name: words.T("shell.go_to"), Place: Help + 10, Key: keys.GoTo, Run: w.openPalette},
		{ID: "window.keys", Name: words.T("shell.keys"), Place: Help + 20, Key: "?", Run: w.showKeys},
		{
			ID: "window.log", Name: words.T("shell.log"), Place: Help + 30, Key: "F12",
			Enabled: func() bool { return w.p.Log != nil }, Run: w.showLog,
		},
		{ID: "window.quit", Name: words.T("shell.quit"), Place: File + 990, Key: "Ctrl+Q", Run: w.Quit, Quits: true},
	}
}

// openPalette shows every command with its key, and the places to go to once they are read.
func (w *Window) openPalette() {
	var all []palette.Command
	for i := range w.list {
		c := &w.list[i]
		all = append(all, palette.Command{
			Name: c.Title(), Key: c.KeyWords(), Enabled: c.Can(), Why: w.why(c), Run: func() { w.Perform(c) },
		})
	}
	open := palette.Show(w.Canvas(), all)
	if w.parts.Places == nil {
		return
	}
	w.p.Background.Go(func(ctx context.Context) func() {
		places, err := w.parts.Places(ctx)
		return func() {
			if err != nil {
				w.Say(words.Failed(err))
				return
			}
			more := make([]palette.Command, len(places))
			for i, p := range places {
				more[i] = palette.Command{Name: p.Name, Also: p.Also, Kind: p.Kind, Enabled: true, Run: p.Go}
			}
			if open.Visible() {
				open.Add(more)
			}
		}
	})
}

// groupCommands open the menus of screens.
func (w *Window) groupCommands() (out []Command) {
	for i, g := range w.parts.Menus {
		out = append(out, Command{
			ID: "window." + g.ID, Name: words.T("shell.open_menu", "menu", g.Title), Place: Go + 200 + Place(i), Key: g.Key,
			Run: func() { w.openGroup(g.ID, w.nav.Place(g.ID)) },
		})
	}
	return out
}
