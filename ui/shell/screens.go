package shell

import (
	"fyne.io/fyne/v2"

	"runchecks/ui/widget/navbar"
)

// The screens, by name.
const (
	screenRunChecks = "run-checks"
	screenInbox     = "inbox"
	screenDaily     = "daily-jobs"
	screenJobs      = "jobs"
	screenCustomers = "customers"
	screenOverrides = "overrides"
	screenTickets   = "tickets"
	screenRemarks   = "remarks"
	screenAccepted  = "accepted"
	screenReaders   = "readers"
	screenTeach     = "teach"
	screenAudit     = "audit"
	screenDevices   = "devices"
	screenAccounts  = "accounts"
)

// screen is what the window asks of each of its screens.
type screen struct {
	id, title string
	apart     bool // it is reached from another screen, and stands not in the bar
	content   fyne.CanvasObject

	focus, nextPane, reload, redraw, undo, redo, tick func()
	find                                              func() // nil: the search of the window
	// hint is what the search of the window says while it is empty, search narrows the
	// screen, searched is what narrows it now. Without a search it is out of use.
	hint     string
	search   func(text string)
	searched func() string
	move     func(by int, page, extend bool)
	back     func() bool // false: there was nothing to go back from
}

// at returns the screen that is shown.
func (w *Window) at() *screen {
	for _, s := range w.screens {
		if s.id == w.shown {
			return s
		}
	}
	return w.screens[0]
}

// titleOf is the title of a screen.
func (w *Window) titleOf(id string) string {
	for _, s := range w.screens {
		if s.id == id {
			return s.title
		}
	}
	return id
}

// bar are the screens as the bar at the top shows them.
func (w *Window) bar() []navbar.Item {
	var out []navbar.Item
	for _, s := range w.screens {
		if s.apart {
			continue
		}
		out = append(out, navbar.Item{ID: s.id, Title: s.title, Count: -1})
	}
	return out
}

// allScreens makes the screens in the order of the bar.
func (w *Window) allScreens() []*screen {
	nothing := func() {}
	c := w.canvas
	return []*screen{
		{
			id: screenRunChecks, title: "Run Checks", content: w.runs.Content(),
			focus: func() { w.runs.Focus(c()) }, nextPane: func() { w.runs.NextPane(c()) }, reload: w.view.Reload,
			redraw: w.runs.Redraw, undo: w.view.Undo, redo: w.view.Redo,
			tick: func() { w.view.ToggleTick(w.view.Selected()) }, hint: "Search, e.g. status:failed   /",
			search: w.view.SetSearch, searched: w.view.Search,
			move: func(by int, page, extend bool) { w.runs.Move(c(), by, page, extend) },
			back: func() bool {
				switch {
				case w.view.Ticks() > 0:
					w.view.ClearTicks()
				case w.search.Text != "":
					w.search.SetText("")
				default:
					return false
				}
				return true
			},
		},
		{
			id: screenInbox, title: "Inbox", content: w.inbox.Content(),
			focus: func() { w.inbox.Focus(c()) }, nextPane: func() { w.inbox.NextPane(c()) }, reload: w.inboxView.Reload,
			redraw: w.inbox.Redraw, undo: w.inboxView.Undo, redo: w.inboxView.Redo,
			tick: func() { w.inboxView.ToggleTick(w.inboxView.Selected()) },
			move: func(by int, page, _ bool) { w.inbox.Move(by, page) },
			back: func() bool {
				if w.inbox.Focused(c()) {
					return false
				}
				w.inbox.Focus(c())
				return true
			},
		},
		w.listed(screenDaily, "Daily jobs", "Search, e.g. status:failed   /"),
		w.listed(screenJobs, "Jobs", "Search, e.g. schedule:irregular   /"),
		w.listed(screenCustomers, "Customers", "Search, or state:inactive   /"),
		w.listed(screenDevices, "Devices", "Search, e.g. state:unlinked   /"),
		w.listed(screenOverrides, "Overrides", "Search, e.g. level:global   /"),
		w.listed(screenTickets, "Tickets", "Search, or state:open   /"),
		w.listed(screenRemarks, "Remarks", "Search remarks   /"),
		w.listed(screenAccepted, "Accepted", "Search, or state:ended   /"),
		{
			id: screenReaders, title: "Readers", content: w.readers.Content(),
			focus: func() { w.readers.Focus(c()) }, nextPane: func() { w.readers.NextPane(c()) }, reload: w.readView.Reload,
			redraw: w.readers.Redraw, undo: w.readView.Undo, redo: w.readView.Redo, tick: nothing,
			find: func() { w.readers.Search(c()) },
			move: func(by int, page, _ bool) { w.readers.Move(c(), by, page) },
			back: func() bool {
				if c().Focused() == nil || w.readers.Focused(c()) {
					return false
				}
				w.readers.Focus(c())
				return true
			},
		},
		{
			id: screenTeach, title: "Teach", apart: true, content: w.teaching.Content(),
			focus: func() { w.teaching.Focus(c()) }, nextPane: func() { w.teaching.NextPane(c()) }, reload: w.teachView.Reload,
			redraw: w.teaching.Redraw, undo: w.teachView.Undo, redo: w.teachView.Redo, tick: nothing,
			move: func(by int, page, _ bool) { w.teaching.Move(by, page) },
			back: func() bool {
				if w.teaching.Focused(c()) {
					w.open(w.taughtFrom)
				} else {
					w.teaching.Focus(c())
				}
				return true
			},
		},
		w.listed(screenAccounts, "Accounts", "Search, e.g. state:paused   /"),
		w.listed(screenAudit, "Audit", "by:kim kind:review words   /"),
	}
}
