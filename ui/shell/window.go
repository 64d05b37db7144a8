// Package shell is the window around the features: the bar with the screens and the search,
// the status bar, what was done last, commands with their keys, menus and palette, and what a
// feature may ask of all that (Host). What the screens show and what can be done there is the
// features'; which features there are is package features'.
package shell

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/keys"
	"runchecks/ui/task"
	"runchecks/ui/theme"
	"runchecks/ui/widget/edgebox"
	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/navbar"
	"runchecks/ui/widget/statusbar"
	"runchecks/ui/widget/toast"
	"runchecks/ui/widget/tooltip"
	"runchecks/ui/words"
)

// Screens that other features and the window itself open, by name. A screen that nobody else
// opens is named by its feature alone.
const (
	RunChecks = keys.RunChecks
	Inbox     = "inbox"
	Daily     = "daily-jobs"
	ReaderSet = "readers"
	Teach     = "teach"
	Devices   = "devices"
	Accounts  = "accounts"
)

// Params are what the window needs; only OpenURL, Held, Leave, Hides, Rescale and Log may be nil.
type Params struct {
	// Features makes the features, once the window stands that they are shown in.
	Features   func(Host) (Parts, error)
	Background *task.Background
	Clock      domain.Clock
	Location   *time.Location
	// Role is the role that counts now.
	Role func() domain.Role
	// Name is who works; nil is nobody.
	Name func() string
	// CancelReread ends reading stored messages again.
	CancelReread func()
	// OpenURL opens a page in the browser; nil is the standard one.
	OpenURL func(*url.URL) error
	// Held returns the modifiers of the keyboard that are held now; nil asks the keyboard.
	Held func() fyne.KeyModifier
	// Leave ends the program. It is called once, on the interface thread, which goes on
	// until then; nil ends the interface, and with it ShowAndRun.
	Leave func()
	Demo  bool
	// Hides reports whether closing the window leaves the program running, which something else brings it
	// back from; nil for never.
	Hides func() bool
	// Profile is the name of the profile in the title, "" for the user's own.
	Profile string
	// Rescale makes everything larger or smaller, in per cent; nil where that cannot be.
	Rescale func(percent int)
	// Keys are those that somebody chose; nil for none.
	Keys *keys.Board
	// SystemMenu is true where the system has a bar of its own for menus.
	SystemMenu bool
	// Dropped is called with the files that somebody drops on the window; nil where none is taken.
	Dropped func(files []fyne.URI)
	// Log returns the last lines of the profile's log; nil where there is none.
	Log func() (string, error)
}

// Parts are what the window is made of.
type Parts struct {
	Features []Feature // the screens in the order of the bar
	Menus    []Group   // screens that stand behind one another in the bar
	State    State
	First    string // the screen that is shown at the start
	// Places are where one can go beside the screens: jobs, customers and the like. It is
	// called beside the interface thread; nil: nowhere.
	Places func(context.Context) ([]Destination, error)
	// Stale looks what reading again would change that older readers read.
	Stale func()
}

// Destination is a place to go to.
type Destination struct {
	Name string
	Kind string // in words
	Also string // other words by which it is found
	Go   func()
}

// State is what bar and status bar say: what waits, how the accounts are, what is under way,
// and what Undo would reverse.
type State interface {
	Reload()
	Status() Status
	SyncNow()
	CancelSync()
	Syncing() bool
	SetProgress(domain.SyncProgress)
	SetReread(domain.RereadProgress)
}

// Status is what bar and status bar say now.
type Status struct {
	Accounts  []AccountStatus
	Waiting   int            // what the inbox asks for
	Unmatched int            // of it: messages that nobody understood
	Jobs      int            // jobs that wait for a decision
	SetUp     int            // devices that are not linked, and accounts that are not good
	SetUpBad  bool           // one of those accounts fails
	Decided   string         // what was decided since the night began, in words
	Undo      string         // what Undo would reverse, "" for nothing
	Done      rules.Progress // of the jobs that waited since the night began
	Progress  string         // a sync under way, "" for none
	Reread    string         // messages being read again, "" for none
	Stale     int            // messages that the readers in use have not read yet
}

// AccountStatus is how an account is.
type AccountStatus struct {
	Text string
	Good bool
	// Waiting is true while it is paused, or waits for its password or sign-in.
	Waiting bool
}

// Window is the application's window. Its methods are called on the interface thread.
type Window struct {
	p      Params
	app    fyne.App
	window fyne.Window

	parts   Parts
	pixels  fyne.Size // what the window takes of the screen while the scale changes; zero otherwise
	started bool      // Started was called
	leaving bool      // the program is to end

	*stack
	*overlays
	*control
	*menus
	*topBar
	*messages
	*statusLine
}

// New makes the window; ShowAndRun shows it.
func New(a fyne.App, p Params) (*Window, error) {
	if p.Features == nil || p.Background == nil || p.Clock == nil || p.Location == nil || p.Role == nil || p.CancelReread == nil {
		return nil, errors.New("shell: the window lacks its features, what runs beside it, the time, or the role")
	}
	if p.OpenURL == nil {
		p.OpenURL = a.OpenURL
	}
	if p.Held == nil {
		p.Held = keyboard.Held
	}
	w := &Window{p: p, app: a, window: a.NewWindow(Name)}
	w.window.SetPadded(false)
	w.join()
	var err error
	if w.parts, err = p.Features(w); err != nil {
		return nil, err
	}
	var all []Command
	for _, f := range w.parts.Features {
		if s, ok := f.(Screen); ok {
			w.screens = append(w.screens, s)
		}
		all = append(all, f.Commands()...)
	}
	if len(w.screens) == 0 || w.parts.State == nil {
		return nil, errors.New("shell: there is no screen, or nothing that says what waits")
	}
	w.shown = w.parts.First
	w.read() // beside what follows: the first picture is to hold it
	if w.list, err = bound(slices.Concat(all, w.groupCommands(), w.commands()), w.p.Keys, w.Shown, w.titleOf); err != nil {
		return nil, err
	}
	for _, s := range w.screens {
		if s, ok := s.(Buttons); ok {
			s.SetButtons(w.buttonsOf(s.(Screen).ID()))
		}
	}
	w.build()
	w.bind()
	memory := a.Preferences()
	w.window.Resize(
		fyne.NewSize(float32(memory.FloatWithFallback(memoryWidth, 1440)), float32(memory.FloatWithFallback(memoryHeight, 860))),
	)
	w.window.SetCloseIntercept(w.close)
	if p.Dropped != nil {
		w.window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { p.Dropped(files) })
	}
	w.open(w.parts.First, func() {})
	return w, nil
}

// Name is the title of the window until it stands. On X11 the window keeps it as its class,
// by which a desktop knows whose it is; assets/run-checks.desktop names it.
const Name = "Run Checks"

// Started is called once the window stands: from then on its title says role and workspace.
func (w *Window) Started() {
	w.started = true
	w.showTitle()
}

func (w *Window) showTitle() {
	if title := w.title(); w.started && w.window.Title() != title {
		w.window.SetTitle(title)
	}
}

// title names what waits, the workspace and the role that counts now.
func (w *Window) title() string {
	role, name := words.RoleWord(w.p.Role()), Name
	if n := w.parts.State.Status().Jobs; n > 0 && w.p.Role() != domain.RoleViewer {
		name = fmt.Sprintf("%s (%d)", Name, n)
	}
	if w.p.Profile != "" {
		name = words.T("shell.title_profile", "program", name, "profile", w.p.Profile)
	}
	if w.p.Demo {
		return words.T("shell.title_demo", "program", name, "role", role)
	}
	return words.T("shell.title", "program", name, "role", role)
}

// What the window remembers, by name.
const (
	memoryWidth  = "window.width"
	memoryHeight = "window.height"
)

// remember keeps how the window is arranged for the next start.
func (w *Window) remember() {
	w.stack.remember()
	size := w.Canvas().Size()
	w.app.Preferences().SetFloat(memoryWidth, float64(size.Width))
	w.app.Preferences().SetFloat(memoryHeight, float64(size.Height))
}

// close closes the window, and ends the program where nothing would bring the window back.
func (w *Window) close() {
	if w.p.Hides != nil && w.p.Hides() {
		w.remember()
		w.window.Hide()
		return
	}
	w.Quit()
}

// Quit closes the window and ends the program, in this order: nobody waits for what
// has to end before.
func (w *Window) Quit() {
	if w.leaving {
		return
	}
	w.leaving = true
	w.remember()
	if w.p.Leave == nil {
		w.window.Close()
		return
	}
	w.window.Hide()
	w.p.Leave()
}

// Raise brings the window to the front.
func (w *Window) Raise() {
	w.window.Show()
	w.window.RequestFocus()
}

// ShowAndRun shows the window and runs the interface until it is closed.
func (w *Window) ShowAndRun() { w.window.ShowAndRun() }

// Canvas returns what holds the keyboard and the shortcuts.
func (w *Window) Canvas() fyne.Canvas { return w.window.Canvas() }

// join makes the parts of the window that need no feature: features may ask for them at once.
func (w *Window) join() {
	w.stack = &stack{body: container.NewStack(), placed: map[string]bool{}, background: w.p.Background}
	w.overlays = &overlays{window: w.window, background: w.p.Background, focus: func() { w.at().Focus() }}
	w.control = &control{
		stack: w.stack, over: w.overlays, background: w.p.Background, system: w.p.SystemMenu, held: w.p.Held,
		menu: func() { w.openMenu(w.nav.Place("")) },
	}
	w.topBar = &topBar{
		control: w.control, status: func() Status { return w.parts.State.Status() }, role: w.p.Role, name: w.p.Name,
		viewer: w.p.Role() == domain.RoleViewer,
	}
	w.messages = &messages{
		toast: toast.NewQueue(), stack: w.stack, over: w.overlays, ground: canvas.NewRectangle(theme.Get(theme.Pane)), details: w.ShowText,
	}
	w.menus = &menus{
		control: w.control, over: w.overlays, say: w.Say, open: w.Open, bar: func() []navbar.Item { return w.nav.Items() },
	}
	w.toast.After = func(then func()) { w.p.Background.After(messageStays, then) }
	w.toast.Changed = func() {
		w.placeMessage()
		w.ShowStatus()
	}
	w.statusLine = &statusLine{
		bar: statusbar.New(), tip: tooltip.New(), after: func(d time.Duration, then func()) { w.p.Background.After(d, then) },
		keys: w.p.Keys, open: w.Open, run: w.performID, reverse: w.stack.undo, undoes: w.toast.Undoes,
		cancelReread: w.p.CancelReread, counts: func() {
			w.showCounts()
			w.showTitle()
		},
	}
}

// build puts bar, screens and status bar together.
func (w *Window) build() {
	w.groups, w.state, w.features, w.stale = w.parts.Menus, w.parts.State, w.parts.Features, w.parts.Stale
	w.place(w.at())
	does := navbar.Params{
		Select: w.Open, Open: w.openGroup, More: w.openMore, Hover: w.Hover,
		GoTo: w.openPalette, GoKey: func() string { return string(w.p.Keys.Of("window.palette", keys.GoTo)) },
	}
	if !w.p.SystemMenu {
		does.Menu = w.openMenu
	}
	w.nav = navbar.New(w.inBar(), does)
	w.showWho()
	w.window.SetContent(container.NewStack(
		w.ground, edgebox.New(w.nav, w.statusLine.bar, w.body), container.New(float{w.messages, w.tip}, w.toast.Toast, w.tip),
	))
}

// Open shows a screen.
func (w *Window) Open(id string) { w.p.Background.Turn(func() { w.open(id, w.Changed) }) }

func (w *Window) open(id string, read func()) {
	w.Unexpect()
	w.nav.Select(id)
	w.show(id)
	read()
	w.NameCommands()
	w.at().Focus()
}

// read reads what is shown, and what bar and status bar say.
func (w *Window) read() {
	w.parts.State.Reload()
	if w.shown != RunChecks {
		w.at().Reload()
	}
}

// Changed reads what is shown again: rows or decisions are new.
func (w *Window) Changed() {
	w.read()
	w.showWho()
	w.showTitle()
}

// Decided reads again what waits, and what Undo would reverse.
func (w *Window) Decided() { w.parts.State.Reload() }

// Progress shows how far a sync is.
func (w *Window) Progress(p domain.SyncProgress) {
	w.parts.State.SetProgress(p)
	for _, f := range w.parts.Features {
		if f, ok := f.(Progress); ok && f != w.parts.State {
			f.SetProgress(p)
		}
	}
	if p.Finished {
		w.Changed()
	}
}

// Reread shows how far reading stored messages again is.
func (w *Window) Reread(p domain.RereadProgress) {
	w.parts.State.SetReread(p)
	if p.Finished {
		w.Changed()
	}
}

// Synced is called when a sync of all accounts ended.
func (w *Window) Synced() {
	for _, f := range w.parts.Features {
		if f, ok := f.(SyncEnded); ok {
			f.SyncEnded()
		}
	}
}

// Kept says what came of keeping copies of the database: nil is a new copy, which needs no word.
func (w *Window) Kept(err error) {
	if err != nil {
		w.Say(words.Failed(err))
	}
}

// back undoes what narrows the view, one thing at a time: message, ticks, search, pane.
func (w *Window) back() {
	if w.toast.Close() {
		return
	}
	if w.at().Back() {
		return
	}
	if w.shown != RunChecks {
		w.Open(RunChecks)
		return
	}
	w.at().Focus()
}

// cancel ends what is under way: reading again, then the sync.
func (w *Window) cancel() {
	if w.parts.State.Status().Reread != "" {
		w.p.CancelReread()
		return
	}
	w.parts.State.CancelSync()
}
