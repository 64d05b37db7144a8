package window

import (
	"slices"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/screen/listing"
	"runchecks/ui/vm"
	"runchecks/ui/widget/slotcalendar"
)

// lister is a screen of the package listing with its view model.
type lister struct {
	view   vm.Listing
	screen *listing.Screen
}

// makeViews makes the view models of the list screens; what they show is drawn once
// their screens stand.
func (w *Window) makeViews() {
	p := w.p.View
	w.lists = map[string]*lister{}
	keep := func(id string, view vm.Listing) { w.lists[id] = &lister{view: view} }
	w.dayView = vm.NewDaily(p, w.redrawn(screenDaily))
	w.jobView = vm.NewJobs(p, w.redrawn(screenJobs))
	w.custView = vm.NewCustomers(p, w.redrawn(screenCustomers))
	w.devView = vm.NewDevices(p, w.redrawn(screenDevices))
	w.accView = vm.NewAccountList(p, w.redrawn(screenAccounts))
	w.overView = vm.NewOverrides(p, w.redrawn(screenOverrides))
	w.tickView = vm.NewTickets(p, w.redrawn(screenTickets))
	w.markView = vm.NewRemarks(p, w.redrawn(screenRemarks))
	w.acceptView = vm.NewAccepted(p, w.redrawn(screenAccepted))
	w.auditView = vm.NewAudit(p, w.redrawn(screenAudit))
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
func (w *Window) redrawn(id string) func(vm.Part) {
	return func(part vm.Part) {
		l := w.lists[id]
		if l == nil || l.screen == nil {
			return
		}
		if part == vm.PartToast {
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
		focus: func() { l.screen.Focus(c()) }, nextPane: func() { l.screen.NextPane(c()) }, reload: l.view.Reload, redraw: l.screen.Redraw, undo: l.view.Undo, redo: l.view.Redo,
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
		if c.on != id && c.beside != id || c.button == noButton {
			continue
		}
		label := c.label
		if label == nil {
			label = func() string { return c.name }
		}
		button := listing.Button{
			Label: func() string { return c.scoped(label()) }, Key: c.short(), Primary: c.button == mainButton, Passing: c.button == passingButton, Enabled: c.can, Run: func() { w.perform(c) },
		}
		switch {
		case button.Passing:
			passing = append(passing, button)
		case c.on == id:
			own = append(own, button)
		default:
			beside = append(beside, button)
		}
	}
	return slices.Concat(own, beside, passing)
}

// listCommands are what can be done on the list screens.
func (w *Window) listCommands() []command {
	name := func(text string) func() string { return func() string { return text } }
	return []command{
		{
			name:   "Show the run of this job",
			on:     screenDaily,
			button: mainButton,
			label:  name("Show the run"),
			menu:   "Lists",
			key:    "Enter on Daily jobs",
			press:  fyne.KeyReturn,
			run:    w.openDayRun,
		},
		{
			name:   "The night before",
			on:     screenDaily,
			button: plainButton,
			menu:   "Lists",
			key:    "[ on Daily jobs",
			rune:   '[',
			run:    func() { w.dayView.GoNight(-1) },
		},
		{
			name:   "The night after",
			on:     screenDaily,
			button: plainButton,
			menu:   "Lists",
			key:    "] on Daily jobs",
			rune:   ']',
			run:    func() { w.dayView.GoNight(1) },
		},
		{
			name:   "Tonight",
			on:     screenDaily,
			button: plainButton,
			menu:   "Lists",
			key:    "D on Daily jobs",
			rune:   'd',
			run:    func() { w.dayView.GoNight(0) },
		},

		{
			name:   "Show the runs of this job",
			on:     screenJobs,
			button: mainButton,
			label:  name("Show the runs"),
			menu:   "Lists",
			key:    "Enter on Jobs",
			press:  fyne.KeyReturn,
			run:    w.openJob,
		},
		{
			name:    "Set the schedule of the job…",
			on:      screenJobs,
			button:  plainButton,
			label:   name("Schedule…"),
			menu:    "Lists",
			key:     "H",
			rune:    'h',
			enabled: func() bool { return w.jobView.CanSchedule() },
			run:     w.setSchedule,
		},
		{
			name:    "Set the silence of the jobs…",
			on:      screenJobs,
			button:  plainButton,
			label:   name("Silence…"),
			menu:    "Lists",
			key:     "L on Jobs",
			rune:    'l',
			enabled: func() bool { return w.jobView.CanSilence() },
			run:     w.setSilence,
		},
		{name: "Archive jobs, or bring them back", on: screenJobs, button: plainButton, label: func() string {
			if j := w.jobView.Job(); j != nil && j.State != "active" {
				return "Bring back"
			}
			return "Archive"
		}, menu: "Lists", key: "V", rune: 'v', about: several(func() []vm.Job { return w.jobView.ToArchive() }, "job"), enabled: func() bool { return w.jobView.CanArchive() }, run: func() { w.jobView.Archive() }},
		{name: "Include archived jobs", on: screenJobs, button: plainButton, label: func() string {
			if w.jobView.ShowsArchive() {
				return "Without archived jobs"
			}
			return "Include archived jobs"
		}, menu: "Lists", key: "I on Jobs", rune: 'i', run: func() { w.jobView.SwitchArchive() }},

		{
			name:    "Change the customer…",
			on:      screenCustomers,
			button:  mainButton,
			label:   name("Change…"),
			menu:    "Lists",
			key:     "Enter on Customers",
			press:   fyne.KeyReturn,
			enabled: func() bool { return w.custView.CanChange() },
			run:     w.editCustomer,
		},
		{
			name:    "New customer…",
			on:      screenCustomers,
			button:  plainButton,
			label:   name("New…"),
			menu:    "Lists",
			key:     "N on Customers",
			rune:    'n',
			enabled: func() bool { return w.custView.May() },
			run:     w.newCustomer,
		},
		{name: "Make the customer active or inactive", on: screenCustomers, button: plainButton, label: func() string {
			if c := w.custView.Customer(); c != nil && !c.Active {
				return "Make active"
			}
			return "Make inactive"
		}, menu: "Lists", key: "D on Customers", rune: 'd', enabled: func() bool { return w.custView.CanChange() }, run: func() { w.custView.SwitchActive() }},
		{
			name:    "Merge the customer into another…",
			on:      screenCustomers,
			button:  plainButton,
			label:   name("Merge…"),
			menu:    "Lists",
			key:     "G on Customers",
			rune:    'g',
			enabled: func() bool { return w.custView.CanChange() },
			run:     w.mergeCustomer,
		},
		{
			name:    "Import customers…",
			on:      screenCustomers,
			button:  plainButton,
			label:   name("Import…"),
			menu:    "Lists",
			key:     "I on Customers",
			rune:    'i',
			enabled: func() bool { return w.custView.May() },
			run:     w.importCustomers,
		},
		{
			name:    "Map the customer to a company of Autotask…",
			on:      screenCustomers,
			button:  plainButton,
			label:   name("Company…"),
			menu:    "Lists",
			key:     "A on Customers",
			rune:    'a',
			enabled: w.mayMap,
			run:     w.mapCompany,
		},
		{
			name:    "Check the companies of all customers in Autotask",
			on:      screenCustomers,
			button:  plainButton,
			label:   name("Check companies"),
			menu:    "Lists",
			key:     "Q",
			rune:    'q',
			enabled: w.hasAutotask,
			run:     w.checkMappings,
		},
		{
			name:   "Export customers…",
			on:     screenCustomers,
			button: plainButton,
			label:  name("Export…"),
			menu:   "Lists",
			key:    "E on Customers",
			rune:   'e',
			run:    w.exportCustomers,
		},

		{
			name:    "Link the devices…",
			on:      screenDevices,
			button:  mainButton,
			label:   name("Link…"),
			menu:    "Lists",
			key:     "Enter on Devices",
			press:   fyne.KeyReturn,
			about:   several(func() []domain.Device { return w.devView.ToLink() }, "device"),
			enabled: func() bool { return len(w.devView.ToLink()) > 0 },
			run:     w.linkDevices,
		},
		{
			name:    "Link all devices that wait…",
			on:      screenDevices,
			button:  plainButton,
			label:   name("Link all…"),
			menu:    "Lists",
			key:     "L",
			rune:    'l',
			about:   several(func() []domain.Device { return w.devView.AllUnlinked() }, "device"),
			enabled: func() bool { return w.devView.May() && len(w.devView.AllUnlinked()) > 0 },
			run:     w.linkAllDevices,
		},
		{
			name:    "Link the devices to an existing job…",
			on:      screenDevices,
			button:  plainButton,
			label:   name("To a job…"),
			menu:    "Lists",
			key:     "O on Devices",
			rune:    'o',
			about:   several(func() []domain.Device { return w.devView.ToLink() }, "device"),
			enabled: func() bool { return len(w.devView.ToLink()) > 0 },
			run:     w.linkToJob,
		},
		{name: "Ignore the devices, or ask about them again", on: screenDevices, button: plainButton, label: func() string {
			if list := w.devView.ToLink(); len(list) > 0 && list[0].State == "ignored" {
				return "Ask again"
			}
			return "Ignore"
		}, menu: "Lists", key: "D on Devices", rune: 'd', about: several(func() []domain.Device { return w.devView.ToLink() }, "device"), enabled: func() bool { return len(w.devView.ToLink()) > 0 }, run: func() { w.devView.SwitchIgnored() }},
		{
			name:    "Rules for devices…",
			on:      screenDevices,
			button:  plainButton,
			label:   name("Rules…"),
			menu:    "Lists",
			key:     "R on Devices",
			rune:    'r',
			enabled: func() bool { return w.devView.CanSetRules() },
			run:     w.setDeviceRules,
		},
		{
			name:    "Unlink the devices",
			on:      screenDevices,
			button:  plainButton,
			label:   name("Unlink"),
			menu:    "Lists",
			key:     "U on Devices",
			rune:    'u',
			about:   several(func() []domain.Device { return w.devView.Linked() }, "device"),
			enabled: func() bool { return len(w.devView.Linked()) > 0 },
			run:     func() { w.devView.Unlink() },
		},
		{
			name:    "Give the job of a moved device to its new customer",
			on:      screenDevices,
			button:  plainButton,
			label:   name("Follow the move"),
			menu:    "Lists",
			key:     "M on Devices",
			rune:    'm',
			about:   several(func() []domain.Device { return w.devView.Moved() }, "device"),
			enabled: func() bool { return len(w.devView.Moved()) > 0 },
			run:     func() { w.devView.ConfirmMove(true) },
		},
		{
			name:    "Leave the job of a moved device where it is",
			on:      screenDevices,
			button:  plainButton,
			label:   name("Leave it"),
			menu:    "Lists",
			key:     "N on Devices",
			rune:    'n',
			about:   several(func() []domain.Device { return w.devView.Moved() }, "device"),
			enabled: func() bool { return len(w.devView.Moved()) > 0 },
			run:     func() { w.devView.ConfirmMove(false) },
		},

		{
			name:    "Change the override…",
			on:      screenOverrides,
			button:  mainButton,
			label:   name("Change…"),
			menu:    "Lists",
			key:     "Enter on Overrides",
			press:   fyne.KeyReturn,
			enabled: func() bool { return w.overView.CanChange() },
			run:     w.editOverride,
		},
		{
			name:    "New override…",
			on:      screenOverrides,
			button:  plainButton,
			label:   name("New…"),
			menu:    "Lists",
			key:     "N",
			rune:    'n',
			enabled: func() bool { return w.overView.May() },
			run:     w.newOverride,
		},
		{name: "Switch the override on or off", on: screenOverrides, button: plainButton, label: func() string {
			if at := w.overView.Selected(); at >= 0 && !w.overView.Rows()[at].Enabled {
				return "Switch on"
			}
			return "Switch off"
		}, menu: "Lists", key: "D", rune: 'd', enabled: func() bool { return w.overView.CanChange() }, run: func() { w.overView.Switch() }},
		{
			name:     "Delete the override",
			on:       screenOverrides,
			button:   plainButton,
			label:    name("Delete"),
			menu:     "Lists",
			key:      "Ctrl+Shift+X",
			shortcut: ctrlShift(fyne.KeyX),
			enabled:  func() bool { return w.overView.CanDelete() },
			run:      func() { w.overView.Delete() },
		},

		{
			name:    "Change the ticket…",
			on:      screenTickets,
			button:  mainButton,
			label:   name("Change…"),
			menu:    "Lists",
			key:     "Enter on Tickets",
			press:   fyne.KeyReturn,
			enabled: func() bool { return w.tickView.CanChange() },
			run:     w.editTicket,
		},
		{
			name:    "New ticket…",
			on:      screenTickets,
			button:  plainButton,
			label:   name("New…"),
			menu:    "Lists",
			key:     "N on Tickets",
			rune:    'n',
			enabled: func() bool { return w.tickView.May() },
			run:     w.newTicket,
		},
		{name: "Resolve the ticket, or reopen it", on: screenTickets, button: plainButton, label: func() string {
			if t := w.tickView.Ticket(); t != nil && !t.Resolved.IsZero() {
				return "Reopen"
			}
			return "Resolve"
		}, menu: "Lists", key: "R", rune: 'r', enabled: func() bool { return w.tickView.CanChange() }, run: func() { w.tickView.Resolve() }},
		{
			name:    "Copy the number of the ticket",
			on:      screenTickets,
			button:  plainButton,
			label:   name("Copy number"),
			menu:    "Lists",
			key:     "Y",
			rune:    'y',
			enabled: func() bool { return w.tickView.Ticket() != nil },
			run:     w.copyNumber,
		},
		{
			name:    "Open the ticket in Autotask",
			on:      screenTickets,
			button:  plainButton,
			label:   name("Open in Autotask"),
			menu:    "Lists",
			key:     "B",
			rune:    'b',
			enabled: w.canOpenTicket,
			run:     w.openTicket,
		},

		{
			name:    "Change the remark…",
			on:      screenRemarks,
			button:  mainButton,
			label:   name("Change…"),
			menu:    "Lists",
			key:     "Enter on Remarks",
			press:   fyne.KeyReturn,
			enabled: func() bool { return w.markView.CanChange() },
			run:     w.editRemark,
		},
		{
			name:    "Delete the remark",
			on:      screenRemarks,
			button:  plainButton,
			label:   name("Delete"),
			menu:    "Lists",
			key:     "D on Remarks",
			rune:    'd',
			enabled: func() bool { return w.markView.CanChange() },
			run:     func() { w.markView.Delete() },
		},

		{
			name:    "Accept it no longer",
			on:      screenAccepted,
			button:  mainButton,
			menu:    "Lists",
			key:     "D on Accepted",
			rune:    'd',
			enabled: func() bool { return w.acceptView.CanEnd() },
			run:     func() { w.acceptView.End() },
		},

		{
			name:    "Sync this account",
			on:      screenAccounts,
			button:  mainButton,
			label:   name("Sync"),
			menu:    "Lists",
			key:     "S on Accounts",
			rune:    's',
			enabled: func() bool { return w.accView.CanSync() },
			run:     func() { w.accView.Sync() },
		},
		{
			name:    "Fetch older mails of the account…",
			on:      screenAccounts,
			button:  plainButton,
			label:   name("Older mails…"),
			menu:    "Lists",
			key:     "O on Accounts",
			rune:    'o',
			enabled: func() bool { return w.accView.CanFetchOlder() },
			run:     w.fetchOlder,
		},
		{
			name:    "Change the account…",
			on:      screenAccounts,
			button:  plainButton,
			label:   name("Change…"),
			menu:    "Lists",
			key:     "Enter on Accounts",
			press:   fyne.KeyReturn,
			enabled: func() bool { return w.accView.CanChange() },
			run:     w.editAccount,
		},
		{
			name:    "Pause the account, or resume it",
			on:      screenAccounts,
			button:  plainButton,
			label:   w.pauseLabel,
			menu:    "Lists",
			key:     "P on Accounts",
			rune:    'p',
			enabled: func() bool { return w.accView.CanChange() },
			run:     func() { w.accView.Pause() },
		},
		{
			name:    "Trust this server's checks of senders",
			on:      screenAccounts,
			button:  passingButton,
			label:   func() string { return w.accView.TrustLabel() },
			menu:    "Lists",
			key:     "V on Accounts",
			rune:    'v',
			enabled: func() bool { return w.accView.CanTrust() },
			run:     func() { w.accView.Trust() },
		},
		{
			name:    "What went wrong with the account…",
			on:      screenAccounts,
			button:  plainButton,
			label:   name("What went wrong…"),
			menu:    "Lists",
			key:     "W on Accounts",
			rune:    'w',
			enabled: func() bool { return w.accView.Trouble() != "" },
			run:     w.showTrouble,
		},
		{
			name:    "Remove the account…",
			on:      screenAccounts,
			button:  plainButton,
			label:   name("Remove…"),
			menu:    "Lists",
			key:     "Del on Accounts",
			press:   fyne.KeyDelete,
			enabled: func() bool { return w.accView.CanChange() },
			run:     w.removeAccount,
		},

		{
			name:    "Undo this decision alone",
			on:      screenAudit,
			button:  mainButton,
			label:   name("Undo this one"),
			menu:    "Lists",
			key:     "U on Audit",
			rune:    'u',
			enabled: func() bool { return w.auditView.CanUndo() },
			run:     func() { w.auditView.UndoOne() },
		},
		{
			name:   "Check the chain of the journal",
			on:     screenAudit,
			button: plainButton,
			label:  name("Check the chain"),
			menu:   "Lists",
			key:    "C on Audit",
			rune:   'c',
			run:    func() { w.auditView.Verify() },
		},
		{
			name:   "Export the audit log…",
			on:     screenAudit,
			button: plainButton,
			label:  name("Export…"),
			menu:   "Lists",
			key:    "E on Audit",
			rune:   'e',
			run:    w.exportJournal,
		},
	}
}

// copyNumber puts the code of the selected ticket on the clipboard.
func (w *Window) copyNumber() {
	if t := w.tickView.Ticket(); t != nil {
		w.app.Clipboard().SetContent(t.Code)
		w.say(vm.Toast{Text: t.Code + " is on the clipboard."})
	}
}
