package shell

import (
	"slices"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/accepted"
	"runchecks/ui/accounts"
	"runchecks/ui/audit"
	"runchecks/ui/customers"
	"runchecks/ui/daily"
	"runchecks/ui/devices"
	"runchecks/ui/jobs"
	"runchecks/ui/list"
	"runchecks/ui/overrides"
	"runchecks/ui/remarks"
	"runchecks/ui/screen/listing"
	"runchecks/ui/tickets"
	"runchecks/ui/widget/slotcalendar"
	"runchecks/ui/words"
)

// lister is a screen of the package listing with its view model.
type lister struct {
	view   list.Screen
	screen *listing.Screen
}

// makeViews makes the view models of the list screens; what they show is drawn once
// their screens stand.
func (w *Window) makeViews() {
	p := w.p.View
	w.lists = map[string]*lister{}
	keep := func(id string, view list.Screen) { w.lists[id] = &lister{view: view} }
	w.dayView = daily.New(p, w.redrawn(screenDaily))
	w.jobView = jobs.New(p, w.redrawn(screenJobs))
	w.custView = customers.New(p, w.redrawn(screenCustomers))
	w.devView = devices.New(p, w.redrawn(screenDevices))
	w.accView = accounts.New(p, w.redrawn(screenAccounts))
	w.overView = overrides.New(p, w.redrawn(screenOverrides))
	w.tickView = tickets.New(p, w.redrawn(screenTickets))
	w.markView = remarks.New(p, w.redrawn(screenRemarks))
	w.acceptView = accepted.New(p, w.redrawn(screenAccepted))
	w.auditView = audit.New(p, w.redrawn(screenAudit))
	keep(screenDaily, w.dayView)
	keep(screenJobs, w.jobView)
	keep(screenCustomers, w.custView)
	keep(screenDevices, w.devView)
	keep(screenAccounts, w.accView)
	keep(screenOverrides, w.overView)
	keep(screenTickets, w.tickView)
	keep(screenRemarks, w.markView)
	keep(screenAccepted, w.acceptView)
	keep(screenAudit, w.auditView)
}

// redrawn returns what a view model calls when a part of it changed.
func (w *Window) redrawn(id string) func(list.Part) {
	return func(part list.Part) {
		l := w.lists[id]
		if l == nil || l.screen == nil {
			return
		}
		if part == list.PartToast {
			w.say(l.view.Toast())
			w.view.Reload() // what waits, and what Undo would reverse
		}
		l.screen.Changed(part)
		w.nameMenus()
	}
}

// listed makes one of the list screens.
func (w *Window) listed(id, title, search string) *screen {
	l := w.lists[id]
	p := listing.Params{
		View:     l.view,
		Key:      w.key,
		Rune:     w.typed,
		Hover:    w.hovered,
		Activate: func() { w.key(&fyne.KeyEvent{Name: fyne.KeyReturn}, 0) },
		Compact:  id == screenAudit || id == screenCustomers,
	}
	if id == screenJobs {
		w.calendar = slotcalendar.New(w.hovered)
		p.Extra, p.ShowExtra = w.calendar, w.showEvidence
	}
	l.screen = listing.New(p)
	c := w.canvas
	return &screen{
		id: id, title: title, content: l.screen.Content(),
		focus: func() { l.screen.Focus(c()) }, nextPane: func() { l.screen.NextPane(c()) }, reload: l.view.Reload,
		redraw: l.screen.Redraw, undo: l.view.Undo, redo: l.view.Redo,
		tick: func() { l.view.ToggleTick(l.view.Selected()) },
		hint: search, search: l.view.SetSearch, searched: l.view.Search,
		move: func(by int, page, _ bool) { l.screen.Move(c(), by, page) },
		back: func() bool {
			if w.search.Text == "" && c().Focused() != w.search {
				return false
			}
			w.search.SetText("")
			l.screen.Focus(c())
			return true
		},
	}
}

// listButtons are the commands of a list screen that are buttons, in their order: its own,
// those of the whole program that it shows too, and those that come and go.
func (w *Window) listButtons(id string) []listing.Button {
	var own, beside, passing []listing.Button
	for i := range w.list {
		c := &w.list[i]
		if c.On != id && c.Beside != id || c.Button.kind == noButton {
			continue
		}
		button := listing.Button{
			Label: func() string { return c.scoped(c.Button.words()) }, Key: string(c.Key),
			Primary: c.Button.kind == mainButton, Passing: c.Button.kind == passingButton, Enabled: c.Can, Run: func() { w.perform(c) },
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

// listCommands are what can be done on the list screens.
func (w *Window) listCommands() []Command {
	return []Command{
		{
			ID:     "daily.run",
			Name:   "Show the run of this job",
			Place:  Lists,
			Key:    "Enter",
			On:     screenDaily,
			Button: Main("Show the run"),
			Run:    w.openDayRun,
		},
		{
			ID:     "daily.before",
			Name:   "The night before",
			Place:  Lists,
			Key:    "[",
			On:     screenDaily,
			Button: Plain("The night before"),
			Run:    func() { w.dayView.GoNight(-1) },
		},
		{
			ID:     "daily.after",
			Name:   "The night after",
			Place:  Lists,
			Key:    "]",
			On:     screenDaily,
			Button: Plain("The night after"),
			Run:    func() { w.dayView.GoNight(1) },
		},
		{
			ID:     "daily.tonight",
			Name:   "Tonight",
			Place:  Lists,
			Key:    "D",
			On:     screenDaily,
			Button: Plain("Tonight"),
			Run:    func() { w.dayView.GoNight(0) },
		},

		{
			ID:     "jobs.runs",
			Name:   "Show the runs of this job",
			Place:  Lists,
			Key:    "Enter",
			On:     screenJobs,
			Button: Main("Show the runs"),
			Run:    w.openJob,
		},
		{
			ID:      "jobs.schedule",
			Name:    "Set the schedule of the job…",
			Place:   Lists,
			Key:     "H",
			On:      screenJobs,
			Button:  Plain("Schedule…"),
			Enabled: func() bool { return w.jobView.CanSchedule() },
			Run:     w.setSchedule,
		},
		{
			ID:      "jobs.silence",
			Name:    "Set the silence of the jobs…",
			Place:   Lists,
			Key:     "L",
			On:      screenJobs,
			Button:  Plain("Silence…"),
			Enabled: func() bool { return w.jobView.CanSilence() },
			Run:     w.setSilence,
		},
		{
			ID:    "jobs.archive",
			Name:  "Archive jobs, or bring them back",
			About: Several(func() []jobs.Job { return w.jobView.ToArchive() }, "job"),
			Place: Lists,
			Key:   "V",
			On:    screenJobs,
			Button: PlainNow(func() string {
				if j := w.jobView.Job(); j != nil && j.State != "active" {
					return "Bring back"
				}
				return "Archive"
			}),
			Enabled: func() bool { return w.jobView.CanArchive() },
			Run:     func() { w.jobView.Archive() },
		},
		{
			ID:    "jobs.include-archived",
			Name:  "Include archived jobs",
			Place: Lists,
			Key:   "I",
			On:    screenJobs,
			Button: PlainNow(func() string {
				if w.jobView.ShowsArchive() {
					return "Without archived jobs"
				}
				return "Include archived jobs"
			}),
			Run: func() { w.jobView.SwitchArchive() },
		},

		{
			ID:      "customers.change",
			Name:    "Change the customer…",
			Place:   Lists,
			Key:     "Enter",
			On:      screenCustomers,
			Button:  Main("Change…"),
			Enabled: func() bool { return w.custView.CanChange() },
			Run:     w.editCustomer,
		},
		{
			ID:      "customers.new",
			Name:    "New customer…",
			Place:   Lists,
			Key:     "N",
			On:      screenCustomers,
			Button:  Plain("New…"),
			Enabled: func() bool { return w.custView.May() },
			Run:     w.newCustomer,
		},
		{
			ID:    "customers.active",
			Name:  "Make the customer active or inactive",
			Place: Lists,
			Key:   "D",
			On:    screenCustomers,
			Button: PlainNow(func() string {
				if c := w.custView.Customer(); c != nil && !c.Active {
					return "Make active"
				}
				return "Make inactive"
			}),
			Enabled: func() bool { return w.custView.CanChange() },
			Run:     func() { w.custView.SwitchActive() },
		},
		{
			ID:      "customers.merge",
			Name:    "Merge the customer into another…",
			Place:   Lists,
			Key:     "G",
			On:      screenCustomers,
			Button:  Plain("Merge…"),
			Enabled: func() bool { return w.custView.CanChange() },
			Run:     w.mergeCustomer,
		},
		{
			ID:      "customers.import",
			Name:    "Import customers…",
			Place:   Lists,
			Key:     "I",
			On:      screenCustomers,
			Button:  Plain("Import…"),
			Enabled: func() bool { return w.custView.May() },
			Run:     w.importCustomers,
		},
		{
			ID:      "customers.company",
			Name:    "Map the customer to a company of Autotask…",
			Place:   Lists,
			Key:     "A",
			On:      screenCustomers,
			Button:  Plain("Company…"),
			Enabled: w.mayMap,
			Run:     w.mapCompany,
		},
		{
			ID:      "customers.check-companies",
			Name:    "Check the companies of all customers in Autotask",
			Place:   Lists,
			Key:     "Q",
			On:      screenCustomers,
			Button:  Plain("Check companies"),
			Enabled: w.hasAutotask,
			Run:     w.checkMappings,
		},
		{
			ID:     "customers.export",
			Name:   "Export customers…",
			Place:  Lists,
			Key:    "E",
			On:     screenCustomers,
			Button: Plain("Export…"),
			Run:    w.exportCustomers,
		},

		{
			ID:      "devices.link",
			Name:    "Link the devices…",
			About:   Several(func() []domain.Device { return w.devView.ToLink() }, "device"),
			Place:   Lists,
			Key:     "Enter",
			On:      screenDevices,
			Button:  Main("Link…"),
			Enabled: func() bool { return len(w.devView.ToLink()) > 0 },
			Run:     w.linkDevices,
		},
		{
			ID:      "devices.link-all",
			Name:    "Link all devices that wait…",
			About:   Several(func() []domain.Device { return w.devView.AllUnlinked() }, "device"),
			Place:   Lists,
			Key:     "L",
			On:      screenDevices,
			Button:  Plain("Link all…"),
			Enabled: func() bool { return w.devView.May() && len(w.devView.AllUnlinked()) > 0 },
			Run:     w.linkAllDevices,
		},
		{
			ID:      "devices.link-to-job",
			Name:    "Link the devices to an existing job…",
			About:   Several(func() []domain.Device { return w.devView.ToLink() }, "device"),
			Place:   Lists,
			Key:     "O",
			On:      screenDevices,
			Button:  Plain("To a job…"),
			Enabled: func() bool { return len(w.devView.ToLink()) > 0 },
			Run:     w.linkToJob,
		},
		{
			ID:    "devices.ignore",
			Name:  "Ignore the devices, or ask about them again",
			About: Several(func() []domain.Device { return w.devView.ToLink() }, "device"),
			Place: Lists,
			Key:   "D",
			On:    screenDevices,
			Button: PlainNow(func() string {
				if list := w.devView.ToLink(); len(list) > 0 && list[0].State == "ignored" {
					return "Ask again"
				}
				return "Ignore"
			}),
			Enabled: func() bool { return len(w.devView.ToLink()) > 0 },
			Run:     func() { w.devView.SwitchIgnored() },
		},
		{
			ID:      "devices.rules",
			Name:    "Rules for devices…",
			Place:   Lists,
			Key:     "R",
			On:      screenDevices,
			Button:  Plain("Rules…"),
			Enabled: func() bool { return w.devView.CanSetRules() },
			Run:     w.setDeviceRules,
		},
		{
			ID:      "devices.unlink",
			Name:    "Unlink the devices",
			About:   Several(func() []domain.Device { return w.devView.Linked() }, "device"),
			Place:   Lists,
			Key:     "U",
			On:      screenDevices,
			Button:  Plain("Unlink"),
			Enabled: func() bool { return len(w.devView.Linked()) > 0 },
			Run:     func() { w.devView.Unlink() },
		},
		{
			ID:      "devices.follow",
			Name:    "Give the job of a moved device to its new customer",
			About:   Several(func() []domain.Device { return w.devView.Moved() }, "device"),
			Place:   Lists,
			Key:     "M",
			On:      screenDevices,
			Button:  Plain("Follow the move"),
			Enabled: func() bool { return len(w.devView.Moved()) > 0 },
			Run:     func() { w.devView.ConfirmMove(true) },
		},
		{
			ID:      "devices.leave",
			Name:    "Leave the job of a moved device where it is",
			About:   Several(func() []domain.Device { return w.devView.Moved() }, "device"),
			Place:   Lists,
			Key:     "N",
			On:      screenDevices,
			Button:  Plain("Leave it"),
			Enabled: func() bool { return len(w.devView.Moved()) > 0 },
			Run:     func() { w.devView.ConfirmMove(false) },
		},

		{
			ID:      "overrides.change",
			Name:    "Change the override…",
			Place:   Lists,
			Key:     "Enter",
			On:      screenOverrides,
			Button:  Main("Change…"),
			Enabled: func() bool { return w.overView.CanChange() },
			Run:     w.editOverride,
		},
		{
			ID:      "overrides.new",
			Name:    "New override…",
			Place:   Lists,
			Key:     "N",
			On:      screenOverrides,
			Button:  Plain("New…"),
			Enabled: func() bool { return w.overView.May() },
			Run:     w.newOverride,
		},
		{
			ID:    "overrides.switch",
			Name:  "Switch the override on or off",
			Place: Lists,
			Key:   "D",
			On:    screenOverrides,
			Button: PlainNow(func() string {
				if at := w.overView.Selected(); at >= 0 && !w.overView.Rows()[at].Enabled {
					return "Switch on"
				}
				return "Switch off"
			}),
			Enabled: func() bool { return w.overView.CanChange() },
			Run:     func() { w.overView.Switch() },
		},
		{
			ID:      "overrides.delete",
			Name:    "Delete the override",
			Place:   Lists,
			Key:     "Ctrl+Shift+X",
			On:      screenOverrides,
			Button:  Plain("Delete"),
			Enabled: func() bool { return w.overView.CanDelete() },
			Run:     func() { w.overView.Delete() },
		},

		{
			ID:      "tickets.change",
			Name:    "Change the ticket…",
			Place:   Lists,
			Key:     "Enter",
			On:      screenTickets,
			Button:  Main("Change…"),
			Enabled: func() bool { return w.tickView.CanChange() },
			Run:     w.editTicket,
		},
		{
			ID:      "tickets.new",
			Name:    "New ticket…",
			Place:   Lists,
			Key:     "N",
			On:      screenTickets,
			Button:  Plain("New…"),
			Enabled: func() bool { return w.tickView.May() },
			Run:     w.newTicket,
		},
		{
			ID:    "tickets.resolve",
			Name:  "Resolve the ticket, or reopen it",
			Place: Lists,
			Key:   "R",
			On:    screenTickets,
			Button: PlainNow(func() string {
				if t := w.tickView.Ticket(); t != nil && !t.Resolved.IsZero() {
					return "Reopen"
				}
				return "Resolve"
			}),
			Enabled: func() bool { return w.tickView.CanChange() },
			Run:     func() { w.tickView.Resolve() },
		},
		{
			ID:      "tickets.copy-number",
			Name:    "Copy the number of the ticket",
			Place:   Lists,
			Key:     "Y",
			On:      screenTickets,
			Button:  Plain("Copy number"),
			Enabled: func() bool { return w.tickView.Ticket() != nil },
			Run:     w.copyNumber,
		},
		{
			ID:      "tickets.open",
			Name:    "Open the ticket in Autotask",
			Place:   Lists,
			Key:     "B",
			On:      screenTickets,
			Button:  Plain("Open in Autotask"),
			Enabled: w.canOpenTicket,
			Run:     w.openTicket,
		},

		{
			ID:      "remarks.change",
			Name:    "Change the remark…",
			Place:   Lists,
			Key:     "Enter",
			On:      screenRemarks,
			Button:  Main("Change…"),
			Enabled: func() bool { return w.markView.CanChange() },
			Run:     w.editRemark,
		},
		{
			ID:      "remarks.delete",
			Name:    "Delete the remark",
			Place:   Lists,
			Key:     "D",
			On:      screenRemarks,
			Button:  Plain("Delete"),
			Enabled: func() bool { return w.markView.CanChange() },
			Run:     func() { w.markView.Delete() },
		},

		{
			ID:      "accepted.end",
			Name:    "Accept it no longer",
			Place:   Lists,
			Key:     "D",
			On:      screenAccepted,
			Button:  Main("Accept it no longer"),
			Enabled: func() bool { return w.acceptView.CanEnd() },
			Run:     func() { w.acceptView.End() },
		},

		{
			ID:      "accounts.sync",
			Name:    "Sync this account",
			Place:   Lists,
			Key:     "S",
			On:      screenAccounts,
			Button:  Main("Sync"),
			Enabled: func() bool { return w.accView.CanSync() },
			Run:     func() { w.accView.Sync() },
		},
		{
			ID:      "accounts.older",
			Name:    "Fetch older mails of the account…",
			Place:   Lists,
			Key:     "O",
			On:      screenAccounts,
			Button:  Plain("Older mails…"),
			Enabled: func() bool { return w.accView.CanFetchOlder() },
			Run:     w.fetchOlder,
		},
		{
			ID:      "accounts.change",
			Name:    "Change the account…",
			Place:   Lists,
			Key:     "Enter",
			On:      screenAccounts,
			Button:  Plain("Change…"),
			Enabled: func() bool { return w.accView.CanChange() },
			Run:     w.editAccount,
		},
		{
			ID:      "accounts.pause",
			Name:    "Pause the account, or resume it",
			Place:   Lists,
			Key:     "P",
			On:      screenAccounts,
			Button:  PlainNow(w.pauseLabel),
			Enabled: func() bool { return w.accView.CanChange() },
			Run:     func() { w.accView.Pause() },
		},
		{
			ID:      "accounts.trust",
			Name:    "Trust this server's checks of senders",
			Place:   Lists,
			Key:     "V",
			On:      screenAccounts,
			Button:  PassingNow(func() string { return w.accView.TrustLabel() }),
			Enabled: func() bool { return w.accView.CanTrust() },
			Run:     func() { w.accView.Trust() },
		},
		{
			ID:      "accounts.trouble",
			Name:    "What went wrong with the account…",
			Place:   Lists,
			Key:     "W",
			On:      screenAccounts,
			Button:  Plain("What went wrong…"),
			Enabled: func() bool { return w.accView.Trouble() != "" },
			Run:     w.showTrouble,
		},
		{
			ID:      "accounts.remove",
			Name:    "Remove the account…",
			Place:   Lists,
			Key:     "Del",
			On:      screenAccounts,
			Button:  Plain("Remove…"),
			Enabled: func() bool { return w.accView.CanChange() },
			Run:     w.removeAccount,
		},

		{
			ID:      "audit.undo",
			Name:    "Undo this decision alone",
			Place:   Lists,
			Key:     "U",
			On:      screenAudit,
			Button:  Main("Undo this one"),
			Enabled: func() bool { return w.auditView.CanUndo() },
			Run:     func() { w.auditView.UndoOne() },
		},
		{
			ID:     "audit.verify",
			Name:   "Check the chain of the journal",
			Place:  Lists,
			Key:    "C",
			On:     screenAudit,
			Button: Plain("Check the chain"),
			Run:    func() { w.auditView.Verify() },
		},
		{
			ID:     "audit.export",
			Name:   "Export the audit log…",
			Place:  Lists,
			Key:    "E",
			On:     screenAudit,
			Button: Plain("Export…"),
			Run:    w.exportJournal,
		},
	}
}

// copyNumber puts the code of the selected ticket on the clipboard.
func (w *Window) copyNumber() {
	if t := w.tickView.Ticket(); t != nil {
		w.app.Clipboard().SetContent(t.Code)
		w.say(words.Toast{Text: t.Code + " is on the clipboard."})
	}
}
