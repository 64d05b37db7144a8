package shell

import (
	"slices"

	"runchecks/domain"
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

// topBar is the bar at the top, and what stands in it for whom.
type topBar struct {
	nav     *navbar.Bar
	control *control
	groups  []Group
	status  func() Status
	role    func() domain.Role
	name    func() string // nil is nobody
	viewer  bool          // it is that of a Viewer
}

// inBar are the screens as the bar at the top shows them: a Viewer checks no runs.
func (t *topBar) inBar() (out []navbar.Item) {
	grouped := map[string]bool{}
	var menus []navbar.Item
	for _, g := range t.groups {
		menu := navbar.Item{ID: g.ID, Title: g.Title, Key: string(g.Key), Gives: gives(g.ID)}
		for _, id := range g.Screens {
			grouped[id] = true
			menu.Items = append(menu.Items, navbar.Item{ID: id, Title: t.control.stack.titleOf(id), Key: t.keyTo(id)})
		}
		menus = append(menus, menu)
	}
	for _, s := range t.control.stack.screens {
		a, ok := s.(Apart)
		if ok && a.Apart() || grouped[s.ID()] || s.ID() == RunChecks && t.role() == domain.RoleViewer {
			continue
		}
		out = append(out, navbar.Item{ID: s.ID(), Title: s.Title(), Key: t.keyTo(s.ID()), Gives: gives(s.ID())})
	}
	return append(out, menus...)
}

// gives is when an item of the bar gives way, 0 for never.
func gives(id string) int { return slices.Index(givesWay, id) + 1 }

// keyTo is the key that leads to a screen.
func (t *topBar) keyTo(screen string) string {
	if c := t.control.command(func(c *Command) bool { return c.Leads == screen }); c != nil {
		return c.Keys()
	}
	return ""
}

// showWho says who is working, and what the role has of the bar.
func (t *topBar) showWho() {
	name := ""
	if t.name != nil {
		name = t.name()
	}
	t.nav.SetWho(name, words.RoleWord(t.role()))
	if viewer := t.role() == domain.RoleViewer; viewer != t.viewer {
		t.viewer = viewer
		t.nav.SetItems(t.inBar())
		t.showCounts()
	}
}

// showCounts says what waits on each screen: as many as its rows.
func (t *topBar) showCounts() {
	s := t.status()
	t.nav.SetCount(RunChecks, s.Jobs, false)
	t.nav.SetCount(Inbox, s.Waiting, false)
	t.nav.SetCount(SetUp, s.SetUp, s.SetUpBad)
	if t.role() == domain.RoleViewer {
		t.nav.SetProgress(0, 0)
	} else {
		t.nav.SetProgress(s.Done.Decided, s.Done.Waited)
	}
}
