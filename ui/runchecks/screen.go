// Package runchecks is the screen Run Checks (product.md, section 2): its commands with their keys,
// the forms in which somebody decides, and what it does for the window. The view model is in model,
// what is drawn in view.
package runchecks

import (
	"context"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/firststart"
	"runchecks/ui/list"
	"runchecks/ui/reportpane"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/runchecks/model"
	"runchecks/ui/runchecks/view"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// ID names the screen.
const ID = shell.RunChecks

// Links are what other features do for this one.
type Links struct {
	Report       *reportpane.Pane
	SaveOriginal func()
	CanAdd       func() bool // whether an account can be added
	AddMailbox   func()
	EnterSecrets func()
	// First is what stands in place of all panes while there is no account.
	First    *firststart.Page
	CloseDay func()
	// ShowJob opens a job in the list of jobs.
	ShowJob func(job int64)
	// SendTicket makes a ticket in the service desk.
	SendTicket func(d *decide.Documenting, reviewed bool)
}

// Feature is Run Checks in the window. Its methods are called on the interface thread.
type Feature struct {
	Model *decide.Model
	host  shell.Host
	p     services.Params
	links Links
	view  *view.View
}

// NewFeature makes the feature; Show draws it once the others stand that it leads to.
func NewFeature(host shell.Host, p services.Params) (x *Feature, err error) {
	x = &Feature{host: host, p: p}
	x.Model, err = decide.New(p, x.changed)
	return x, err
}

// Show makes the screen.
func (x *Feature) Show(links Links) {
	x.links = links
	expect := func(run func()) func() { return func() { x.host.Expect(run) } }
	x.view = view.New(view.Params{
		View: x.Model, Clock: x.host.Clock, Location: x.host.Location(), Report: links.Report,
		Key: x.host.Key, Rune: x.host.Typed, Hover: x.host.Hover, Turn: x.host.Background().Turn,
		Reviewed: x.Model.MarkReviewed, Success: expect(x.markSuccess), Ticket: expect(x.makeTicket),
		Remark: expect(x.makeRemark), Accept: expect(x.acceptProblem), ClearTicks: x.Model.ClearTicks,
		OnlyShown: x.Model.ReviewShown, CopyMessage: x.copyMessage, CopyObjects: x.copyObjects, Groups: x.Model.SwitchGroups,
		WaitingOnly: func() { x.Model.SetIncludeReviewed(false) },
		Search:      func(text string) { x.host.Background().Turn(func() { x.Model.SetSearch(text) }) }, Leave: x.Focus,
		Shortcut: x.host.Shortcut, Commands: x.host.MenuItems,
		Step: x.step, Memory: x.host.Memory(), First: links.First, Canvas: x.canvas,
	})
}

func (x *Feature) changed(part list.Part) {
	switch {
	case x.view == nil:
		return
	case part == list.PartToast:
		x.host.Say(x.Model.Toast())
	case part == list.PartStatus:
		x.host.ShowStatus()
	}
	x.view.Changed(part)
	x.host.NameCommands()
}

// Status is what bar and status bar say now.
func (x *Feature) Status() shell.Status {
	s := x.Model.Status()
	out := shell.Status{
		Waiting: s.Waiting, Unmatched: s.Unmatched, Jobs: s.Jobs, Decided: s.Decisions(x.host.Clock()),
		Undo: s.Undo, Done: s.Done, Progress: s.Progress, Reread: s.Reread, Stale: s.Stale,
	}
	out.SetUp = s.Unlinked
	for _, a := range s.Accounts {
		if !a.Good {
			out.SetUp++
			out.SetUpBad = out.SetUpBad || !a.Waits && !a.Paused
		}
		out.Accounts = append(out.Accounts, shell.AccountStatus{Text: a.Text, Good: a.Good, Waiting: a.Waits || a.Paused})
	}
	return out
}

// SyncNow asks for a sync of all accounts.
func (x *Feature) SyncNow() { x.Model.SyncNow() }

// CancelSync ends the sync under way; what it stored stays.
func (x *Feature) CancelSync() { x.Model.CancelSync() }

// Syncing reports whether a sync is under way.
func (x *Feature) Syncing() bool { return x.Model.Syncing() }

// SetProgress shows how far a sync is.
func (x *Feature) SetProgress(p domain.SyncProgress) { x.Model.SetProgress(p) }

// SetReread shows how far reading stored messages again is.
func (x *Feature) SetReread(p domain.RereadProgress) { x.Model.SetReread(p) }

// canvas is what holds the keyboard, nil while another screen is shown.
func (x *Feature) canvas() fyne.Canvas {
	if x.host.Shown() != ID {
		return nil
	}
	return x.host.Canvas()
}

// step follows the button of the empty list.
func (x *Feature) step(s model.EmptyStep) {
	switch s {
	case model.StepInbox:
		x.host.Open(shell.Inbox)
	case model.StepMailbox:
		if x.links.CanAdd() {
			x.links.AddMailbox()
		}
	case model.StepSecret:
		x.links.EnterSecrets()
	case model.StepAccounts:
		x.host.Open(shell.Accounts)
	case model.StepDevices:
		x.host.Open(shell.Devices)
	case model.StepDaily:
		x.host.Open(shell.Daily)
	case model.StepSync:
		x.Model.SyncNow()
	case model.StepAll:
		x.Model.ShowAllChips()
		x.Focus()
	case model.StepClose:
		x.links.CloseDay()
	case model.StepFine:
		x.Model.ReviewFine()
		x.Focus()
	case model.StepClear:
		x.Model.SetSearch("")
		x.Focus()
	}
}

// ID names the screen.
func (x *Feature) ID() string { return ID }

// Title is the name of the screen in the bar.
func (x *Feature) Title() string { return words.T("runchecks.title") }

// Content returns what to show.
func (x *Feature) Content() fyne.CanvasObject { return x.view.Content() }

// Focus gives the keyboard to the job list.
func (x *Feature) Focus() { x.view.Focus(x.host.Canvas()) }

// NextPane gives the keyboard to the next pane.
func (x *Feature) NextPane() { x.view.NextPane(x.host.Canvas()) }

// Reload reads what waits again.
func (x *Feature) Reload() { x.Model.Reload() }

// Redraw draws everything again.
func (x *Feature) Redraw() { x.view.Redraw() }

// Remember keeps how the screen is arranged for the next start.
func (x *Feature) Remember() { x.view.Remember() }

// Undo takes the last decision back.
func (x *Feature) Undo() { x.Model.Undo() }

// Redo makes a decision again that was taken back.
func (x *Feature) Redo() { x.Model.Redo() }

// Tick ticks the selected job, or takes the tick away; a job of a cause it takes out of the
// decision, or in again.
func (x *Feature) Tick() {
	if x.Model.Grouped() {
		x.Model.ToggleTick(x.Model.GroupSelected())
		return
	}
	x.Model.ToggleTick(x.Model.Selected())
}

// Move moves the selection of the pane that has the keyboard.
func (x *Feature) Move(by int, page, extend bool) { x.view.Move(x.host.Canvas(), by, page, extend) }

// Back clears the ticks, then the search, then the chips; false where there is none of them.
func (x *Feature) Back() bool {
	switch {
	case x.Model.Ticks() > 0:
		x.Model.ClearTicks()
	case x.Model.Search() != "":
		x.Model.SetSearch("")
	case x.Model.Narrowed():
		x.Model.ShowAllChips()
	case x.Model.Grouped():
		x.Model.SwitchGroups()
	default:
		return false
	}
	return true
}

// Search is what narrows the list.
func (x *Feature) Search() string { return x.Model.Search() }

// SetSearch narrows the list.
func (x *Feature) SetSearch(text string) { x.Model.SetSearch(text) }

// Find gives the keyboard to the search.
func (x *Feature) Find() { x.host.Canvas().Focus(x.view.Search.Field.Field) }

// Report is the pane with the report of the selected run.
func (x *Feature) Report() *reportpane.Pane { return x.links.Report }

// Message is the message of the selected run.
func (x *Feature) Message() (domain.Message, bool) {
	if d := x.Model.Details(); x.Model.Fresh() && d.Message != nil {
		return *d.Message, true
	}
	return domain.Message{}, false
}

// Reread offers the messages of the selected job to be read again.
func (x *Feature) Reread() (shell.StoredMessages, bool) {
	at := x.Model.Selected()
	if at < 0 {
		return shell.StoredMessages{}, false
	}
	job := x.Model.Rows()[at]
	title := words.T("runchecks.read_again", "job", job.Name)
	return shell.StoredMessages{Title: title, IDs: func(ctx context.Context) (ids []int64, err error) {
		err = x.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			ids, err = q.JobMessages(job.ID)
			return err
		})
		return ids, err
	}}, true
}

// ShowRun shows a run on Run Checks, with reviewed ones where that is needed.
func (x *Feature) ShowRun(job, run int64) {
	x.host.Open(ID)
	if !x.Model.ShowRun(job, run) {
		x.host.Say(words.Toast{Text: words.T("runchecks.only_history", "jobs", words.T("jobs.title"))})
	}
}

func (x *Feature) shown() bool { return x.host.Shown() == ID }

func (x *Feature) selected() bool { return x.shown() && x.Model.Selected() >= 0 }

func (x *Feature) mayTeach() bool { return x.p.Desk.May(rules.ActTeach) }

// naming returns what a command says about the scope of Run Checks.
func (x *Feature) naming(a decide.Action) func() string {
	return func() string {
		if x.host.Shown() != ID || x.Model.Selected() < 0 {
			return ""
		}
		return x.Model.Command(a)
	}
}

// canDo returns whether an action has anything to do here.
func (x *Feature) canDo(a decide.Action) func() bool {
	return func() bool { return x.host.Shown() == ID && x.Model.Can(a) }
}

// copyObjects puts the object rows on the clipboard.
func (x *Feature) copyObjects() {
	x.host.CopyText(x.view.CopyObjects())
	x.host.Say(words.Toast{Text: words.T("runchecks.objects_copied")})
}

// showWhy shows in the report where the status came from, or says where else.
func (x *Feature) showWhy() {
	if d := x.Model.Details(); !x.view.ShowWhy() && d != nil {
		x.host.Say(words.Toast{Text: words.WhyLine(d)})
	}
}

// SetCompact shows a row in one line, with columns of its own for product and type, or in two.
func (x *Feature) SetCompact(yes bool) {
	if yes != x.view.Compact {
		x.view.SetCompact(yes)
		x.view.Changed(list.PartRows)
	}
}

// Rows are what messages lie over: not the buttons below the list, and the page where one takes
// the place of all panes.
func (x *Feature) Rows() fyne.CanvasObject {
	for _, page := range []fyne.CanvasObject{x.view.Finish.Object, x.links.First.Object()} {
		if page.Visible() {
			return page
		}
	}
	return x.view.JobsBody
}
