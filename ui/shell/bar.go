package shell

import (
	"slices"

	"runchecks/domain"
	"runchecks/ui/keys"
	"runchecks/ui/widget/navbar"
	"runchecks/ui/words"
)

// givesWay is the order in which what stands in the bar goes where there is no room; the
// screens of the day never do.
var givesWay = []string{"customers", "jobs", Decisions, SetUp, Daily}

// The menus of screens in the bar.
const (
	Decisions = "decisions"
	SetUp     = "set-up"
)

// bar are the screens as the bar at the top shows them: a Viewer checks no runs.
func (w *Window) bar() (out []navbar.Item) {
	grouped := map[string]bool{}
	var menus []navbar.Item
	for _, g := range w.parts.Menus {
		menu := navbar.Item{ID: g.ID, Title: g.Title, Key: string(g.Key), Gives: w.gives(g.ID)}
		for _, id := range g.Screens {
			grouped[id] = true
			menu.Items = append(menu.Items, navbar.Item{ID: id, Title: w.titleOf(id), Key: w.keyTo(id)})
		}
		menus = append(menus, menu)
	}
	for _, s := range w.screens {
		a, ok := s.(Apart)
		if ok && a.Apart() || grouped[s.ID()] || s.ID() == RunChecks && w.p.Role() == domain.RoleViewer {
			continue
		}
		out = append(out, navbar.Item{ID: s.ID(), Title: s.Title(), Key: w.keyTo(s.ID()), Gives: w.gives(s.ID())})
	}
	return append(out, menus...)
}

// gives is when an item of the bar gives way, 0 for never.
func (w *Window) gives(id string) int { return slices.Index(givesWay, id) + 1 }

// keyTo is the key that leads to a screen.
func (w *Window) keyTo(screen string) string {
	for i := range w.list {
		if w.list[i].Leads == screen {
			return w.list[i].Keys()
		}
	}
	return ""
}

// barParams are what the bar does.
func (w *Window) barParams() navbar.Params {
	p := navbar.Params{
		Select: w.Open, Open: w.openGroup, More: w.openMore, Hover: w.Hover,
		GoTo: w.openPalette, GoKey: func() string { return string(w.p.Keys.Of("window.palette", keys.GoTo)) },
	}
	if !w.p.SystemMenu {
		p.Menu = w.openMenu
	}
	return p
}

// showWho says who is working, and what the role has of the bar.
func (w *Window) showWho() {
	name := ""
	if w.p.Name != nil {
		name = w.p.Name()
	}
	w.nav.SetWho(name, words.RoleWord(w.p.Role()))
	if viewer := w.p.Role() == domain.RoleViewer; viewer != w.viewer {
		w.viewer = viewer
		w.nav.SetItems(w.bar())
		w.showCounts()
	}
}

// showCounts says what waits on each screen: as many as its rows.
func (w *Window) showCounts() {
	s := w.parts.State.Status()
	w.nav.SetCount(RunChecks, s.Jobs, false)
	w.nav.SetCount(Inbox, s.Waiting, false)
	w.nav.SetCount(SetUp, s.SetUp, s.SetUpBad)
	if w.p.Role() == domain.RoleViewer {
		w.nav.SetProgress(0, 0)
	} else {
		w.nav.SetProgress(s.Done.Decided, s.Done.Waited)
	}
	w.showTitle()
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
