package window

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"runchecks/domain/rules"
	"runchecks/ui/vm"
)

// command is one thing that can be done: it has a name, a key, a menu place and a
// palette entry, and is the same from all four.
type command struct {
	name string
	// words is what menu and palette say now, with count and scope; nil: the name.
	words func() string
	menu  string // the menu that it stands in
	key   string // as people read it
	// One of these three says what the key is.
	rune     rune
	press    fyne.KeyName // a key without a letter
	shortcut fyne.Shortcut
	shift    bool            // Shift is held with rune or press
	also     []fyne.Shortcut // other ways to type it
	enabled  func() bool     // nil: always
	run      func()
	// on is the screen that the command belongs to; it can be run nowhere else.
	on string
	// beside is a screen that shows its button, too; it can be run everywhere.
	beside string
	button buttonPlace   // whether it is a button beside the list of its screen
	label  func() string // of the button; nil: the name
	// about says how many of what it is about where that is more than one: "3 devices"; nil
	// for one thing or none.
	about func() string
	quits bool // it ends the program: the last of its menu
}

// buttonPlace says whether a command is a button.
type buttonPlace uint8

const (
	noButton buttonPlace = iota
	plainButton
	mainButton    // the next step: the one filled button
	passingButton // there only while it is of use
)

// short is the key without the screen that it belongs to.
func (c command) short() string {
	key, _, _ := strings.Cut(c.key, " on ")
	return key
}

func (c command) can() bool { return c.enabled == nil || c.enabled() }

func ctrl(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

func ctrlShift(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}

// menuOrder is the order of the menu bar.
var menuOrder = []string{"File", "Go", "View", "Decide", "Lists", "Readers", "Help"}

// commands lists everything that can be done, in the order of the menus. The screens exist
// when it is called: a command may be a method of one. Their buttons come from this list.
func (w *Window) commands() []command {
	onRunChecks := func() bool { return w.shown == screenRunChecks }
	onReaders := func() bool { return w.shown == screenReaders }
	selected := func() bool { return onRunChecks() && w.view.Selected() >= 0 }
	all := []command{
		{
			name:   "Sync now",
			beside: screenAccounts,
			button: plainButton,
			label:  func() string { return "Sync all" },
			menu:   "File",
			key:    "F5",
			press:  fyne.KeyF5,
			run:    w.view.SyncNow,
		},
		{
			name:     "Cancel the sync or reading again",
			beside:   screenAccounts,
			button:   passingButton,
			label:    func() string { return "Cancel" },
			menu:     "File",
			key:      "Ctrl+.",
			shortcut: ctrl(fyne.KeyPeriod),
			enabled:  func() bool { return w.view.Syncing() || w.view.Status().Reread != "" },
			run:      w.cancel,
		},
		{
			name:     "Add a mailbox…",
			beside:   screenAccounts,
			button:   plainButton,
			menu:     "File",
			key:      "Ctrl+N",
			shortcut: ctrl(fyne.KeyN),
			enabled:  w.mayAddAccount,
			run:      w.addMailbox,
		},
		{
			name:     "Add a mailbox of Microsoft 365 or Google…",
			beside:   screenAccounts,
			button:   plainButton,
			label:    func() string { return "Microsoft 365, Google…" },
			menu:     "File",
			key:      "Ctrl+Shift+M",
			shortcut: ctrlShift(fyne.KeyM),
			enabled:  w.mayAddAccount,
			run:      w.addSignIn,
		},
		{
			name:     "Add an account of Cove…",
			beside:   screenAccounts,
			button:   plainButton,
			label:    func() string { return "Add Cove…" },
			menu:     "File",
			key:      "Ctrl+Shift+N",
			shortcut: ctrlShift(fyne.KeyN),
			enabled:  w.mayAddAccount,
			run:      w.addCove,
		},
		{
			name:     "Enter missing passwords…",
			beside:   screenAccounts,
			button:   passingButton,
			label:    func() string { return "Passwords…" },
			menu:     "File",
			key:      "Ctrl+Shift+K",
			shortcut: ctrlShift(fyne.KeyK),
			enabled:  w.missSecrets,
			run:      w.enterSecrets,
		},
		{
			name:     "Save original message…",
			menu:     "File",
			key:      "Ctrl+S",
			shortcut: ctrl(fyne.KeyS),
			enabled:  func() bool { _, ok := w.message(); return ok },
			run:      w.saveOriginal,
		},
		{name: "Copy objects", menu: "File", key: "Ctrl+Shift+C", shortcut: ctrlShift(fyne.KeyC), enabled: selected, run: w.copyObjects},

		{name: "Close the day…", menu: "File", key: "Ctrl+Shift+S", shortcut: ctrlShift(fyne.KeyS), run: w.closeDay},
		{
			name:     "Autotask…",
			menu:     "File",
			key:      "Ctrl+Shift+A",
			shortcut: ctrlShift(fyne.KeyA),
			enabled:  func() bool { return w.hasAutotask() && w.p.View.Desk.May(rules.ActSettings) },
			run:      w.setUpAutotask,
		},
		{
			name:     "The night…",
			menu:     "File",
			key:      "Ctrl+Shift+G",
			shortcut: ctrlShift(fyne.KeyG),
			enabled:  func() bool { return w.p.View.Desk.May(rules.ActSettings) },
			run:      w.setNight,
		},
		{name: "Role of this profile…", menu: "File", key: "Ctrl+Shift+P", shortcut: ctrlShift(fyne.KeyP), run: w.changeRole},

		{name: "Run Checks", menu: "Go", key: "Ctrl+1", shortcut: ctrl(fyne.Key1), run: func() { w.open(screenRunChecks) }},
		{name: "Inbox", menu: "Go", key: "Ctrl+2", shortcut: ctrl(fyne.Key2), run: func() { w.open(screenInbox) }},
		{name: "Daily jobs", menu: "Go", key: "Ctrl+6", shortcut: ctrl(fyne.Key6), run: func() { w.open(screenDaily) }},
		{name: "Jobs", menu: "Go", key: "Ctrl+7", shortcut: ctrl(fyne.Key7), run: func() { w.open(screenJobs) }},
		{name: "Customers", menu: "Go", key: "Ctrl+8", shortcut: ctrl(fyne.Key8), run: func() { w.open(screenCustomers) }},
		{name: "Overrides", menu: "Go", key: "Ctrl+5", shortcut: ctrl(fyne.Key5), run: func() { w.open(screenOverrides) }},
		{name: "Tickets", menu: "Go", key: "Ctrl+9", shortcut: ctrl(fyne.Key9), run: func() { w.open(screenTickets) }},
		{name: "Remarks", menu: "Go", key: "Ctrl+Shift+9", shortcut: ctrlShift(fyne.Key9), run: func() { w.open(screenRemarks) }},
		{
			name:     "Accepted problems",
			menu:     "Go",
			key:      "Ctrl+Shift+8",
			shortcut: ctrlShift(fyne.Key8),
			run:      func() { w.open(screenAccepted) },
		},
		{name: "Devices", menu: "Go", key: "Ctrl+Shift+6", shortcut: ctrlShift(fyne.Key6), run: func() { w.open(screenDevices) }},
		{name: "Readers", menu: "Go", key: "Ctrl+4", shortcut: ctrl(fyne.Key4), run: func() { w.open(screenReaders) }},
		{name: "Accounts and their syncs", menu: "Go", key: "Ctrl+3", shortcut: ctrl(fyne.Key3), run: w.showSync},
		{name: "Audit log", menu: "Go", key: "Ctrl+Shift+7", shortcut: ctrlShift(fyne.Key7), run: func() { w.open(screenAudit) }},
		{
			name:    "Search",
			menu:    "View",
			key:     "/",
			rune:    '/',
			enabled: func() bool { return w.at().find != nil || w.at().search != nil },
			run:     w.find,
		},
		{name: "Next pane", menu: "View", key: "F6", press: fyne.KeyF6, run: w.nextPane},
		{name: "Previous run", menu: "View", key: "[", rune: '[', enabled: selected, run: func() { w.view.MoveRun(-1) }},
		{name: "Next run", menu: "View", key: "]", rune: ']', enabled: selected, run: func() { w.view.MoveRun(1) }},
		{
			name:    "Every try of a night, or one row",
			menu:    "View",
			key:     "Z",
			rune:    'z',
			enabled: func() bool { return selected() && w.view.CanUnfold() },
			run:     w.view.SwitchAttempts,
		},
		{name: "Next tab of the report", menu: "View", key: "O", rune: 'o', enabled: selected, run: w.runs.NextTab},
		{name: "Show in the report why", menu: "View", key: "G", rune: 'g', enabled: selected, run: w.showWhy},
		{
			name:     "Include reviewed runs",
			menu:     "View",
			key:      "Ctrl+I",
			shortcut: ctrl(fyne.KeyI),
			enabled:  onRunChecks,
			run:      func() { w.view.SetIncludeReviewed(!w.view.IncludesReviewed()) },
		},
		{
			name:     "Compact or comfortable rows",
			menu:     "View",
			key:      "Ctrl+L",
			shortcut: ctrl(fyne.KeyL),
			enabled:  onRunChecks,
			run:      w.runs.SwitchDensity,
		},
		{name: "Light or dark", menu: "View", key: "Ctrl+D", shortcut: ctrl(fyne.KeyD), run: w.switchTheme},

		{
			name:    "Mark as reviewed",
			words:   w.naming(vm.DoReview),
			menu:    "Decide",
			key:     "E",
			rune:    'e',
			enabled: w.canDo(vm.DoReview),
			run:     w.view.MarkReviewed,
		},
		{
			name:    "Mark as success…",
			words:   w.naming(vm.DoSuccess),
			menu:    "Decide",
			key:     "S",
			rune:    's',
			enabled: w.canDo(vm.DoSuccess),
			run:     w.markSuccess,
		},
		{
			name:    "Ticket…",
			words:   w.naming(vm.DoTicket),
			menu:    "Decide",
			key:     "T",
			rune:    't',
			enabled: w.canDo(vm.DoTicket),
			run:     w.makeTicket,
		},
		{
			name:     "Take a ticket off the run…",
			menu:     "Decide",
			key:      "Ctrl+Shift+U",
			shortcut: ctrlShift(fyne.KeyU),
			enabled:  func() bool { return selected() && len(w.view.RunTickets()) > 0 },
			run:      w.takeTicketOff,
		},
		{
			name:    "Remark…",
			words:   w.naming(vm.DoRemark),
			menu:    "Decide",
			key:     "M",
			rune:    'm',
			enabled: w.canDo(vm.DoRemark),
			run:     w.makeRemark,
		},
		{
			name:    "Accept until it changes…",
			words:   w.naming(vm.DoAccept),
			menu:    "Decide",
			key:     "A",
			rune:    'a',
			enabled: w.canDo(vm.DoAccept),
			run:     w.acceptProblem,
		},
		{
			name:    "Accept the new sender of the job",
			menu:    "Decide",
			key:     "V on Run Checks",
			rune:    'v',
			enabled: func() bool { return onRunChecks() && w.view.CanAcceptSender() },
			run:     func() { w.view.AcceptSender() },
		},
		{
			name:    "Unmark reviewed: the last review",
			words:   w.naming(vm.DoUnmark),
			menu:    "Decide",
			key:     "U",
			rune:    'u',
			enabled: w.canDo(vm.DoUnmark),
			run:     func() { w.view.Unmark(true) },
		},
		{
			name:     "Unmark reviewed: all runs",
			words:    w.naming(vm.DoUnmarkAll),
			menu:     "Decide",
			key:      "Ctrl+U",
			shortcut: ctrl(fyne.KeyU),
			enabled:  w.canDo(vm.DoUnmarkAll),
			run:      func() { w.view.Unmark(false) },
		},
		{name: "Tick", menu: "Decide", key: "X", rune: 'x', run: w.tick},
		{
			name:     "Tick all visible",
			menu:     "Decide",
			key:      "Ctrl+A",
			shortcut: &fyne.ShortcutSelectAll{},
			enabled:  onRunChecks,
			run:      w.view.TickAll,
		},
		{name: "Clear ticks or search", menu: "Decide", key: "Esc", press: fyne.KeyEscape, run: w.back},
		{
			name:    "Approve for a customer",
			words:   w.onInbox(func() string { return w.inboxView.ApproveLabel() + " for a customer" }),
			menu:    "Decide",
			key:     "Enter",
			press:   fyne.KeyReturn,
			enabled: func() bool { return w.shown == screenInbox && w.inboxView.CanApprove() },
			run:     func() { w.inbox.EditCustomer(w.canvas()) },
		},
		{
			name:    "Delete messages from the inbox, or restore them",
			words:   w.onInbox(func() string { return w.inboxView.DeleteLabel() }),
			menu:    "Decide",
			key:     "Del",
			press:   fyne.KeyDelete,
			enabled: func() bool { return w.shown == screenInbox && w.inboxView.CanDelete() },
			run:     func() { w.inboxView.Delete() },
		},
		{
			name:     "Deleted messages, or the inbox again",
			menu:     "View",
			key:      "Ctrl+Shift+I",
			shortcut: ctrlShift(fyne.KeyI),
			enabled:  func() bool { return w.shown == screenInbox && w.inboxView.CanSeeDeleted() },
			run:      func() { w.inboxView.SwitchDeleted() },
		},
		{name: "Undo", menu: "Decide", key: "Ctrl+Z", shortcut: &fyne.ShortcutUndo{}, run: w.undo},
		{name: "Redo", menu: "Decide", key: "Ctrl+Y", shortcut: &fyne.ShortcutRedo{}, run: w.redo},

		{
			name:     "Read these messages again…",
			menu:     "Readers",
			key:      "Ctrl+R",
			shortcut: ctrl(fyne.KeyR),
			enabled:  w.canReread,
			run:      w.reread,
		},
		{
			name:     "Read all messages again…",
			menu:     "Readers",
			key:      "Ctrl+Shift+R",
			shortcut: ctrlShift(fyne.KeyR),
			enabled:  w.mayTeach,
			run:      w.rereadAll,
		},
		{
			name:    "It is a run of the job that it looks like",
			words:   w.onInbox(func() string { return w.inboxView.JoinLabel() }),
			menu:    "Readers",
			key:     "L in the inbox",
			rune:    'l',
			enabled: func() bool { return w.shown == screenInbox && w.inboxView.CanJoin() },
			run:     func() { w.inboxView.Join() },
		},
		{name: "Teach this report", menu: "Readers", key: "T in the inbox", rune: 't', enabled: w.canTeach, run: w.teach},
		{
			name: "Write a definition for this report", on: screenReaders, menu: "Readers", key: "W on Readers", rune: 'w',
			enabled: w.readView.CanTeach, run: w.readView.Teach,
		},
		{name: "Change a copy of the definition", menu: "Readers", key: "C", rune: 'c', enabled: onReaders, run: w.copyDefinition},
		{
			name:     "Try the definition on all messages…",
			menu:     "Readers",
			key:      "Ctrl+T",
			shortcut: ctrl(fyne.KeyT),
			enabled: func() bool {
				return onReaders() && w.readView.CanTry() || w.shown == screenTeach && w.teachView.CanUse()
			},
			run: w.tryDefinition,
		},
		{
			name:     "Throw the draft away, or remove the definition",
			menu:     "Readers",
			key:      "Ctrl+Shift+D",
			shortcut: ctrlShift(fyne.KeyD),
			enabled:  func() bool { return onReaders() && w.readView.CanDelete() },
			run:      w.readView.Delete,
		},
		{
			name:     "Import a definition…",
			menu:     "Readers",
			key:      "Ctrl+O",
			shortcut: ctrl(fyne.KeyO),
			enabled:  w.mayTeach,
			run:      w.importDefinition,
		},
		{
			name:     "Export the definition…",
			menu:     "Readers",
			key:      "Ctrl+E",
			shortcut: ctrl(fyne.KeyE),
			enabled:  onReaders,
			run:      w.exportDefinition,
		},

		{name: "Find a command", menu: "Help", key: "Ctrl+K", shortcut: ctrl(fyne.KeyK), run: w.openPalette},
		{name: "Keys", menu: "Help", key: "?", rune: '?', run: w.showKeys},
	}
	all = append(all, w.listCommands()...)
	all = append(all, w.reportCommands()...)
	all = append(all, w.teachCommands()...)
	all = append(all, w.proseCommands()...)
	all = append(all, w.copyCommands()...)
	all = append(all, command{name: "Quit", menu: "File", key: "Ctrl+Q", shortcut: ctrl(fyne.KeyQ), run: w.Quit, quits: true})
	for i := range all {
		if c := &all[i]; c.on != "" {
			can := c.enabled
			c.enabled = func() bool { return w.shown == c.on && (can == nil || can()) }
		}
	}
	return all
}
