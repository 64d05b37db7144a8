// Package features lists the features of the window, and gives each what it needs of others:
// it is the only package that knows them all.
package features

import (
	"context"
	"fmt"
	"net/url"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/accepted"
	"runchecks/ui/accounts"
	"runchecks/ui/audit"
	"runchecks/ui/closeday"
	"runchecks/ui/computer"
	"runchecks/ui/copies"
	"runchecks/ui/customers"
	"runchecks/ui/daily"
	"runchecks/ui/devices"
	"runchecks/ui/help"
	"runchecks/ui/inbox"
	"runchecks/ui/jobs"
	"runchecks/ui/keys"
	"runchecks/ui/list"
	"runchecks/ui/mailview"
	"runchecks/ui/overrides"
	"runchecks/ui/profiles"
	"runchecks/ui/readers"
	"runchecks/ui/remarks"
	"runchecks/ui/reportpane"
	"runchecks/ui/reportview"
	"runchecks/ui/reprocess"
	"runchecks/ui/retention"
	"runchecks/ui/runchecks"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/servicedesk"
	"runchecks/ui/services"
	"runchecks/ui/settings"
	"runchecks/ui/shell"
	"runchecks/ui/teach"
	"runchecks/ui/team"
	"runchecks/ui/tickets"
	"runchecks/ui/update"
	"runchecks/ui/words"
)

// Params are what the window and its features need.
type Params struct {
	View services.Params
	// Engine lays reports out.
	Engine *mailview.Engine
	// BrowserCopy keeps a copy of a report for the browser and returns its address; nil where
	// there is no browser.
	BrowserCopy func(html []byte) (*url.URL, error)
	// Original returns a stored message byte for byte, for "Save original".
	Original func(ctx context.Context, message int64) ([]byte, error)
	// Copies keeps copies of the database; nil where nobody does. PutBack ends the program
	// and puts one back.
	Copies  copies.Copies
	PutBack func(path string, keepLater bool)
	// Profiles knows the profiles of this computer; nil where no other window can be opened.
	Profiles profiles.Keeper
	// Starter has the window start when its user signs in; nil where it cannot.
	Starter computer.Starter
	// AskUpdate asks for the newest version; nil where nobody can be asked.
	AskUpdate func(ctx context.Context) (update.Newest, error)
	// Retention takes out what is older than its age; nil where nobody does.
	Retention retention.Keeper
	// About is what the page of settings says of program and profile, Appearance what was
	// chosen for the start.
	About      settings.Information
	Appearance settings.Appearance
	// OpenURL, Held, Leave, Demo, Hides, Rescale and Log are the window's (shell.Params).
	OpenURL func(*url.URL) error
	Held    func() fyne.KeyModifier
	Leave   func()
	Demo    bool
	Hides   func() bool
	// Profile is the name of the profile, "" for the user's own.
	Profile string
	// SystemMenu is true where the system has a bar of its own for menus.
	SystemMenu bool
	Rescale    func(percent int)
	Log        func() (string, error)
	// Diagnose says what somebody sends who reports a problem; nil where nobody can tell.
	Diagnose func(ctx context.Context) (string, error)
}

// Window is the application's window with its features.
type Window struct {
	*shell.Window
	RunChecks   *runchecks.Feature
	Inbox       *inbox.Feature
	Daily       *daily.Feature
	Jobs        *jobs.Feature
	Customers   *customers.Feature
	Devices     *devices.Feature
	Overrides   *overrides.Feature
	Tickets     *tickets.Feature
	Remarks     *remarks.Feature
	Accepted    *accepted.Feature
	Readers     *readers.Feature
	Teach       *teach.Feature
	Accounts    *accounts.Feature
	Audit       *audit.Feature
	Report      *reportview.Feature
	Rereads     *reprocess.Feature
	ServiceDesk *servicedesk.Feature
	Settings    *settings.Feature
	CloseDay    *closeday.Feature
	Copies      *copies.Feature
	Retention   *retention.Feature
	Help        *help.Feature
	Team        *team.Feature
	Profiles    *profiles.Feature
	Computer    *computer.Feature
	Update      *update.Feature

	mayTeach func() bool
}

// New makes the window.
func New(a fyne.App, p Params) (*Window, error) {
	w := &Window{}
	if p.View.Keys == nil {
		p.View.Keys = keys.NewBoard(nil)
	}
	var err error
	w.Window, err = shell.New(a, shell.Params{
		Features:   func(h shell.Host) (shell.Parts, error) { return w.features(h, p) },
		Background: p.View.Background, Clock: p.View.Clock, Location: p.View.Location,
		Role:         func() domain.Role { return p.View.Desk.Actor().Role },
		Name:         func() string { return p.View.Desk.Actor().Name },
		SystemMenu:   p.SystemMenu,
		CancelReread: p.View.CancelReread, Keys: p.View.Keys,
		OpenURL: p.OpenURL, Held: p.Held, Leave: p.Leave, Demo: p.Demo, Profile: p.Profile, Hides: p.Hides, Rescale: p.Rescale,
		Log: p.Log, Dropped: w.dropped,
	})
	if err != nil {
		return nil, err
	}
	return w, nil
}

// features makes the features; the screens stand in the order of the bar.
func (w *Window) features(h shell.Host, p Params) (shell.Parts, error) {
	v := p.View
	w.mayTeach = func() bool { return v.Workbench != nil && v.Desk.May(rules.ActTeach) }
	keeping := accounts.Params{Base: v.Base, Syncs: v.Syncs, Accounts: v.Accounts}
	w.Report = reportview.New(h, reportview.Params{Engine: p.Engine, BrowserCopy: p.BrowserCopy, Original: p.Original})
	w.Rereads = reprocess.New(h, v.Reading())
	w.ServiceDesk = servicedesk.New(h, v.Base, v.ServiceDesk)
	w.Settings = settings.NewFeature(h, v, p.About, p.Appearance, settings.Links{
		Accounts: func(changed func(list.Part)) list.Screen { return accounts.New(keeping, changed) },
		SetRows:  func(compact bool) { w.RunChecks.SetCompact(compact) },
	})
	if p.Copies != nil {
		w.Settings.Model.Copies = p.Copies.Copies
	}
	w.CloseDay = closeday.New(h, v.Base)
	w.Copies = copies.New(h, v.Base, p.Copies, p.PutBack)
	w.Retention = retention.New(h, v, p.Retention)
	w.Team = team.NewFeature(h, v)
	w.Profiles = profiles.New(h, p.Profiles)
	w.Update = update.New(h, p.AskUpdate)
	w.Computer = computer.New(h, p.Starter)
	if p.Starter != nil {
		w.Settings.Model.Starts = p.Starter.Starts
	}
	var err error
	if w.Help, err = help.New(h, help.Params{Engine: p.Engine, Diagnose: p.Diagnose}); err != nil {
		return shell.Parts{}, err
	}
	if w.RunChecks, err = runchecks.NewFeature(h, v); err != nil {
		return shell.Parts{}, err
	}
	if err := w.withReports(h, p); err != nil {
		return shell.Parts{}, err
	}
	w.RunChecks.SetCompact(p.Appearance.Compact())
	state := w.RunChecks.Model
	w.Daily = daily.NewFeature(h, v.Base, w.RunChecks.ShowRun)
	w.Jobs = jobs.NewFeature(h, v.Base, w.RunChecks.ShowRun)
	w.Customers = customers.NewFeature(h, v.Base, v.ServiceDesk)
	w.Devices = devices.NewFeature(h, v.Base, v.Sync, v.Sessions)
	w.Overrides = overrides.NewFeature(h, v.Base)
	w.Tickets = tickets.NewFeature(h, v.Base)
	w.Remarks = remarks.NewFeature(h, v.Base)
	w.Accepted = accepted.NewFeature(h, v.Base)
	w.Accounts = accounts.NewFeature(h, keeping, accounts.Links{
		SyncNow: state.SyncNow, Waiting: state.Waiting, Secrets: func() []domain.Account { return state.Status().Secrets },
		Desk: w.ServiceDesk.SetUp, MaySetUpDesk: w.ServiceDesk.MaySetUp, DeskMissing: w.ServiceDesk.Missing,
	})
	w.Audit = audit.NewFeature(h, v.Base)
	first := shell.Daily
	if v.Desk.May(rules.ActReview) {
		first = shell.RunChecks
	}
	return shell.Parts{
		Features: []shell.Feature{
			w.RunChecks, w.Inbox, w.Daily, w.Jobs, w.Customers, w.Devices, w.Overrides, w.Tickets, w.Remarks, w.Accepted,
			w.Readers, w.Teach, w.Accounts, w.Audit, w.Settings,
			w.Report, w.Rereads, w.ServiceDesk, w.CloseDay, w.Copies, w.Retention, w.Team, w.Profiles, w.Computer, w.Update, w.Help,
		},
		Menus: []shell.Group{
			{
				ID: shell.Decisions, Title: words.T("shell.decisions"), Key: keys.Decisions,
				Screens: []string{w.Overrides.ID(), w.Tickets.ID(), w.Remarks.ID(), w.Accepted.ID(), w.Audit.ID()},
			},
			{
				ID: shell.SetUp, Title: words.T("shell.set_up"), Key: keys.SetUp,
				Screens: []string{w.Devices.ID(), w.Accounts.ID(), w.Readers.ID(), w.Settings.ID()},
			},
		},
		State: w.RunChecks, First: first, Stale: w.Rereads.Stale, Places: w.places(h, v),
	}, nil
}

// withReports makes the features that show reports, and what leads from one to another.
func (w *Window) withReports(h shell.Host, p Params) error {
	var panes [3]*reportpane.Pane
	for i := range panes {
		var err error
		if panes[i], err = w.Report.NewPane(); err != nil {
			return err
		}
	}
	reading := p.View.Reading()
	var err error
	if w.Teach, err = teach.NewFeature(h, reading, p.Engine, w.Rereads.Open); err != nil {
		return err
	}
	if w.Inbox, err = inbox.NewFeature(h, reading, panes[1], w.Teach.Begin); err != nil {
		return err
	}
	if w.Readers, err = readers.NewFeature(h, reading, readers.Links{
		Report: panes[2], Teach: w.Teach.Begin, Stale: w.Rereads.Stale, Look: w.Rereads.Open,
		TryTaught: w.Teach.Try, CanTryTaught: w.Teach.CanTry,
	}); err != nil {
		return err
	}
	w.RunChecks.Show(runchecks.Links{
		Report: panes[0], SaveOriginal: w.Report.SaveOriginal,
		SendTicket:   func(d *decide.Documenting, reviewed bool) { w.ServiceDesk.Send(d.Title, d, reviewed) },
		CanAdd:       func() bool { return w.Accounts.CanAdd() },
		AddMailbox:   func() { w.Accounts.AddMailbox() },
		EnterSecrets: func() { w.Accounts.EnterSecrets() },
		First:        w.firstStart(p.View.Keys),
		CloseDay:     func() { w.CloseDay.Open() },
		ShowJob: func(job int64) {
			w.Jobs.Model.SetSearch("")
			w.Jobs.Model.SelectKey(fmt.Sprint(job))
			h.Open(w.Jobs.ID())
		},
	})
	return nil
}
