// Package shell is the shell around the screens: the bar with the screens and the
// search, the status bar, what was done last, commands with their keys, menus and
// palette. What the screens show is theirs.
package shell

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/accepted"
	"runchecks/ui/accounts"
	"runchecks/ui/audit"
	"runchecks/ui/customers"
	"runchecks/ui/daily"
	"runchecks/ui/devices"
	inboxmodel "runchecks/ui/inbox"
	"runchecks/ui/jobs"
	"runchecks/ui/keys"
	"runchecks/ui/list"
	"runchecks/ui/mailview"
	"runchecks/ui/overrides"
	readersmodel "runchecks/ui/readers"
	"runchecks/ui/remarks"
	runchecksmodel "runchecks/ui/runchecks"
	"runchecks/ui/screen/inbox"
	"runchecks/ui/screen/readers"
	"runchecks/ui/screen/reportpane"
	"runchecks/ui/screen/runchecks"
	"runchecks/ui/screen/teaching"
	"runchecks/ui/services"
	"runchecks/ui/teach"
	"runchecks/ui/theme"
	"runchecks/ui/tickets"
	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/navbar"
	"runchecks/ui/widget/palette"
	"runchecks/ui/widget/searchfield"
	"runchecks/ui/widget/slotcalendar"
	"runchecks/ui/widget/statusbar"
	"runchecks/ui/widget/toast"
	"runchecks/ui/words"
)

// Params are what the window needs. Sync of View is wrapped, so that the window
// knows of it.
type Params struct {
	View services.Params
	// Engine lays reports out.
	Engine *mailview.Engine
	// BrowserCopy keeps a copy of a report for the browser and returns its address; nil where
	// there is no browser.
	BrowserCopy func(html []byte) (*url.URL, error)
	// Original returns a stored message byte for byte, for "Save original".
	Original func(ctx context.Context, message int64) ([]byte, error)
	// Leave ends the program. It is called once, on the interface thread, which goes on
	// until then; nil ends the interface, and with it ShowAndRun.
	Leave func()
	Demo  bool
	// Copies keeps copies of the database; nil where nobody does. PutBack ends the program
	// and puts one back.
	Copies  Copies
	PutBack func(path string, keepLater bool)
	// Log returns the last lines of the profile's log; nil where there is none.
	Log func() (string, error)
}

// Window is the application's window. Its methods are called on the interface thread.
type Window struct {
	p      Params
	app    fyne.App
	window fyne.Window
	// openURL opens a page in the standard browser.
	openURL func(*url.URL) error
	// held returns the modifiers of the keyboard that are held now.
	held func() fyne.KeyModifier

	view       *runchecksmodel.Model
	inboxView  *inboxmodel.Model
	readView   *readersmodel.Model
	teachView  *teach.Model
	overView   *overrides.Model
	accView    *accounts.Model
	dayView    *daily.Model
	jobView    *jobs.Model
	custView   *customers.Model
	devView    *devices.Model
	tickView   *tickets.Model
	markView   *remarks.Model
	acceptView *accepted.Model
	auditView  *audit.Model

	runs     *runchecks.Screen
	inbox    *inbox.Screen
	readers  *readers.Screen
	teaching *teaching.Screen
	calendar *slotcalendar.Calendar
	screens  []*screen
	lists    map[string]*lister          // the list screens, by name
	reports  map[string]*reportpane.Pane // by screen
	list     []Command
	items    []*fyne.MenuItem // of list, in its order

	nav     *navbar.Bar
	search  *searchfield.Field
	status  *statusbar.Bar
	toast   *toast.Queue
	ground  *canvas.Rectangle // behind everything
	body    *fyne.Container
	shown   string
	hover   string
	popup   *popup
	dialog  fileDialog // the one that is open, nil for none
	ahead   *ahead     // set while a window is about to open
	started bool       // Started was called
	// leaving is true once the program is to end.
	leaving bool
	// taughtFrom is the screen that teaching was begun from.
	taughtFrom string
	said       int            // how many toasts were shown
	asked      map[int64]bool // accounts whose password was asked for in this session
	// askedDesk is true after the credentials of the service desk were asked for.
	askedDesk bool
}

// New makes the window; ShowAndRun shows it.
func New(a fyne.App, p Params) (*Window, error) {
	if p.Original == nil || p.Engine == nil {
		return nil, errors.New("shell: nothing to save originals from, or nothing to lay reports out with")
	}
	w := &Window{
		p: p, app: a, openURL: a.OpenURL, held: keyboard.Held, shown: screenRunChecks, taughtFrom: screenRunChecks,
		asked: map[int64]bool{},
	}
	var err error
	if w.view, err = runchecksmodel.New(p.View, w.runChecksChanged); err != nil {
		return nil, err
	}
	if w.inboxView, err = inboxmodel.New(p.View, w.inboxChanged); err != nil {
		return nil, err
	}
	if w.readView, err = readersmodel.New(p.View, w.readersChanged); err != nil {
		return nil, err
	}
	if w.teachView, err = teach.New(p.View, w.teachingChanged); err != nil {
		return nil, err
	}
	w.makeViews()
	w.window = a.NewWindow(Name)
	w.window.SetPadded(false)
	if err := w.build(); err != nil {
		return nil, err
	}
	if w.list, err = bound(w.commands(), func() string { return w.shown }, w.titleOf); err != nil {
		return nil, err
	}
	for id, l := range w.lists {
		l.screen.SetButtons(w.listButtons(id))
	}
	w.bind()
	memory := a.Preferences()
	w.window.Resize(
		fyne.NewSize(float32(memory.FloatWithFallback(memoryWidth, 1440)), float32(memory.FloatWithFallback(memoryHeight, 860))),
	)
	w.window.SetCloseIntercept(w.Quit)
	w.view.Reload()
	w.inboxView.Reload()
	if p.View.Desk.May(rules.ActReview) {
		w.open(screenRunChecks)
	} else {
		w.open(screenDaily)
	}
	return w, nil
}

// Name is the title of the window until it stands. On X11 the window keeps it as its class,
// by which a desktop knows whose it is; assets/run-checks.desktop names it.
const Name = "Run Checks"

// Started is called once the window stands: from then on its title says role and workspace.
func (w *Window) Started() {
	w.started = true
	w.window.SetTitle(w.title())
}

// title names the workspace and the role that counts now.
func (w *Window) title() string {
	title := Name + " – " + roleWord(w.role())
	if w.p.Demo {
		title += " – demo workspace"
	}
	return title
}

// What the window remembers, by name.
const (
	memoryWidth  = "window.width"
	memoryHeight = "window.height"
)

// remember keeps how the window is arranged for the next start.
func (w *Window) remember() {
	w.runs.Remember()
	size := w.canvas().Size()
	w.app.Preferences().SetFloat(memoryWidth, float64(size.Width))
	w.app.Preferences().SetFloat(memoryHeight, float64(size.Height))
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

// canvas returns what holds the keyboard and the shortcuts.
func (w *Window) canvas() fyne.Canvas { return w.window.Canvas() }

func (w *Window) build() error {
	w.search = searchfield.New("", 340)
	w.search.OnChanged = func(text string) {
		if search := w.at().search; search != nil {
			search(text)
		}
	}
	w.search.Leave = func() { w.at().focus() }
	w.status = statusbar.New()
	w.toast = toast.NewQueue()

	w.reports = map[string]*reportpane.Pane{}
	for _, screen := range []string{screenRunChecks, screenInbox, screenReaders} {
		p, err := w.newReport()
		if err != nil {
			return err
		}
		w.reports[screen] = p
	}
	w.runs = runchecks.New(runchecks.Params{
		View: w.view, Clock: w.p.View.Clock, Location: w.p.View.Location, Report: w.reports[screenRunChecks], Key: w.key,
		Rune: w.typed, Hover: w.hovered,
		Reviewed: w.view.MarkReviewed, Success: w.expecting(w.markSuccess), Ticket: w.expecting(w.makeTicket),
		Remark: w.expecting(w.makeRemark), Accept: w.expecting(w.acceptProblem),
		ClearTicks: w.view.ClearTicks, SaveOriginal: w.saveOriginal,
		WaitingOnly: func() { w.view.SetIncludeReviewed(false) }, Step: w.step, Memory: w.app.Preferences(),
	})
	w.inbox = inbox.New(
		inbox.Params{
			View:     w.inboxView,
			Clock:    w.p.View.Clock,
			Location: w.p.View.Location,
			Report:   w.reports[screenInbox],
			Key:      w.key,
			Rune:     w.typed,
			Hover:    w.hovered,
			Teach:    w.teach,
			Delete:   w.inboxView.Delete,
		},
	)
	w.readers = readers.New(readers.Params{
		View: w.readView, Clock: w.p.View.Clock, Location: w.p.View.Location, Report: w.reports[screenReaders], Key: w.key,
		Rune: w.typed, Hover: w.hovered,
		Teach: w.teach, Try: w.tryDefinition, Stale: w.rereadStale,
	})
	if err := w.buildTeaching(); err != nil {
		return err
	}
	w.screens = w.allScreens()
	w.body = container.NewStack()
	for _, s := range w.screens {
		w.body.Add(s.content)
	}
	w.nav = navbar.New(w.bar(), w.search, w.open)
	w.nav.OnMore = w.showMore
	w.nav.SetRole(roleWord(w.role()))
	w.ground = canvas.NewRectangle(theme.Get(theme.Pane))
	w.window.SetContent(
		container.NewStack(w.ground, container.NewBorder(w.nav, container.NewVBox(w.toast.Content, w.status), nil, nil, w.body)),
	)
	return nil
}

// role is the role that counts now.
func (w *Window) role() domain.Role { return w.p.View.Desk.Actor().Role }

func roleWord(r domain.Role) string {
	if r == "" {
		return ""
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// open shows a screen.
func (w *Window) open(id string) {
	w.ahead = nil
	w.shown = id
	w.nav.Select(id)
	for _, s := range w.screens {
		if s.id == id {
			s.content.Show()
		} else {
			s.content.Hide()
		}
	}
	w.Changed()
	w.showSearch()
	w.nameMenus()
	w.at().focus()
}

// showSearch makes the search that of the open screen.
func (w *Window) showSearch() {
	s := w.at()
	if s.search == nil {
		w.search.SetPlaceHolder("")
		w.search.SetText("")
		w.search.Disable()
		return
	}
	w.search.Enable()
	w.search.SetPlaceHolder(s.hint)
	w.search.SetText(s.searched())
}

func (w *Window) step(s runchecksmodel.EmptyStep) {
	switch s {
	case runchecksmodel.StepInbox:
		w.open(screenInbox)
	case runchecksmodel.StepMailbox:
		if w.mayAddAccount() {
			w.addMailbox()
		}
	case runchecksmodel.StepSecret:
		w.enterSecrets()
	case runchecksmodel.StepAccounts:
		w.open(screenAccounts)
	case runchecksmodel.StepDevices:
		w.open(screenDevices)
	case runchecksmodel.StepDaily:
		w.open(screenDaily)
	case runchecksmodel.StepSync:
		w.view.SyncNow()
	case runchecksmodel.StepClear:
		w.search.SetText("")
		w.runs.Focus(w.canvas())
	}
}

// Changed reads what is shown again: rows or decisions are new.
func (w *Window) Changed() {
	w.view.Reload()
	if w.shown != screenRunChecks {
		w.at().reload()
	}
	w.nav.SetRole(roleWord(w.role()))
	if w.started {
		w.window.SetTitle(w.title())
	}
}

// Progress shows how far a sync is.
func (w *Window) Progress(p domain.SyncProgress) {
	w.view.SetProgress(p)
	w.accView.SetProgress(p)
	if p.Finished {
		w.Changed()
	}
}

// Reread shows how far reading stored messages again is.
func (w *Window) Reread(p domain.RereadProgress) {
	w.view.SetReread(p)
	if p.Finished {
		w.Changed()
	}
}

func (w *Window) runChecksChanged(part list.Part) {
	switch {
	case w.runs == nil:
		return
	case part == list.PartToast:
		w.say(w.view.Toast())
	case part == list.PartStatus:
		w.showStatus()
	}
	w.runs.Changed(part)
	w.nameMenus()
}

func (w *Window) inboxChanged(part list.Part) {
	switch {
	case w.inbox == nil:
		return
	case part == list.PartToast:
		w.say(w.inboxView.Toast())
	}
	w.inbox.Changed(part)
	w.nameMenus()
}

func (w *Window) readersChanged(part list.Part) {
	switch {
	case w.readers == nil:
		return
	case part == list.PartToast:
		w.say(w.readView.Toast())
	}
	w.readers.Changed(part)
}

func (w *Window) say(t words.Toast) {
	m := toast.Message{Kind: toast.Done, Text: t.Text}
	switch {
	case t.Error:
		m.Kind = toast.Problem
	case t.Notice:
		m.Kind = toast.Notice
	}
	switch {
	case t.Undo:
		m.Action, m.Key, m.Do = "Undo", string(keys.Undo), w.undo
	case t.Details != "":
		m.Action, m.Do = "Details", func() { w.showText("Details", t.Text+"\n\n"+t.Details) }
	}
	w.toast.Say(m)
	if t.Error {
		w.ahead = nil
		return // stays until it is closed
	}
	w.said++
	said := w.said
	w.p.View.Background.After(toastStays, func() {
		if said == w.said {
			w.toast.Fade()
		}
	})
}

// toastStays is how long good news stand; what can be undone stays in the status bar.
const toastStays = 8 * time.Second

func (w *Window) showStatus() {
	s := w.view.Status()
	var segments []statusbar.Segment
	for _, a := range s.Accounts {
		dot := theme.Green
		switch {
		case a.Waits, a.Paused:
			dot = theme.Amber
		case !a.Good:
			dot = theme.Red
		}
		segments = append(segments, statusbar.Segment{Text: a.Text, Dot: dot, OnTap: w.showSync})
	}
	if s.Progress != "" {
		segments = append(
			segments,
			statusbar.Segment{
				Text:  s.Progress + "  (" + string(keys.CancelSync) + " cancels)",
				Dot:   theme.Accent,
				OnTap: w.view.CancelSync,
			},
		)
	}
	if s.Reread != "" {
		segments = append(
			segments,
			statusbar.Segment{
				Text:  s.Reread + "  (" + string(keys.CancelSync) + " cancels)",
				Dot:   theme.Accent,
				OnTap: w.p.View.CancelReread,
			},
		)
	}
	if s.Stale > 0 && s.Reread == "" {
		segments = append(
			segments,
			statusbar.Segment{Text: words.Number(s.Stale) + " read by older readers", Dot: theme.Amber, OnTap: w.rereadStale},
		)
	}
	segments = append(segments, statusbar.Segment{Text: s.Decisions(w.p.View.Clock())})
	if s.Unmatched > 0 {
		segments = append(
			segments,
			statusbar.Segment{Text: fmt.Sprintf("%d unmatched", s.Unmatched), Dot: theme.Amber, OnTap: func() { w.open(screenInbox) }},
		)
	}
	w.status.Set(segments...)
	w.showRight()
	w.nav.SetCount(screenRunChecks, s.Jobs)
	w.nav.SetCount(screenInbox, s.Waiting)
}

// showRight shows what is under the pointer in full, else what Undo would reverse.
func (w *Window) showRight() {
	switch undo := w.view.Status().Undo; {
	case w.hover != "":
		w.status.SetRight(statusbar.Segment{Text: w.hover})
	case undo != "":
		w.status.SetRight(statusbar.Segment{Text: "Undo: " + undo + " (" + string(keys.Undo) + ")", OnTap: w.undo})
	default:
		w.status.SetRight(statusbar.Segment{})
	}
}

func (w *Window) hovered(text string) {
	if w.hover != text {
		w.hover = text
		w.showRight()
	}
}

func (w *Window) move(by int, page, extend bool) { w.at().move(by, page, extend) }

func (w *Window) nextPane() { w.at().nextPane() }

func (w *Window) tick() { w.at().tick() }

// back undoes what narrows the view, one thing at a time: ticks, search, pane.
func (w *Window) back() {
	if w.at().back() {
		return
	}
	if w.shown != screenRunChecks {
		w.open(screenRunChecks)
		return
	}
	w.toast.Close()
	w.runs.Focus(w.canvas())
}

func (w *Window) undo() { w.at().undo() }

func (w *Window) redo() { w.at().redo() }

func (w *Window) switchTheme() {
	mode := theme.Dark
	if w.app.Settings().ThemeVariant() == 0 { // Fyne's dark variant
		mode = theme.Light
	}
	if t, ok := w.app.Settings().Theme().(*theme.Theme); ok && t.Mode() == theme.Dark {
		mode = theme.Light
	} else if ok && t.Mode() == theme.Light {
		mode = theme.Dark
	}
	w.app.Settings().SetTheme(theme.New(mode))
	w.ground.FillColor = theme.Get(theme.Pane)
	w.ground.Refresh()
	for _, s := range w.screens {
		s.redraw()
	}
	w.showStatus()
}

// openPalette shows every command with its key.
func (w *Window) openPalette() {
	var all []palette.Command
	for i := range w.list {
		c := &w.list[i]
		all = append(all, palette.Command{Name: c.Title(), Key: c.KeyWords(), Enabled: c.Can(), Run: func() { w.perform(c) }})
	}
	palette.Show(w.canvas(), all)
}
