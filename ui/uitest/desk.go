// Package uitest is the whole window over a real cache, for the tests of the shell and of the
// features: nothing of the program imports it.
package uitest

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/secrets"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/accounts"
	"runchecks/sync/library"
	"runchecks/sync/source/sourcetest"
	"runchecks/sync/workbench"
	"runchecks/ui/features"
	"runchecks/ui/mailview"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/report"
	"runchecks/ui/reportpane"
	"runchecks/ui/services"
	"runchecks/ui/task"
	"runchecks/ui/theme"
	"runchecks/ui/update"
	"runchecks/ui/widget/mailfonts"
)

// Desk is a window over a real cache; what runs beside the interface thread comes back when
// the test settles.
type Desk struct {
	testing.TB
	W          *features.Window
	Window     fyne.Window
	App        fyne.App
	Params     features.Params
	Background *task.Background
	tickets    int // that were made for a command
	runs       int // that were stored for one
	// Accounts are the accounts that the features see: a test may put others in their place.
	Accounts *Accounts
	// Held are the modifiers of the keyboard that are held, OpenURL what opens a page.
	Held    fyne.KeyModifier
	OpenURL func(*url.URL) error
	// Rereads are the wishes to read messages again, Older accounts whose older mails were
	// asked for, and since when; Left is how often the program was to end.
	Rereads [][]int64
	Older   []string
	Left    int
	// Computer is where other profiles are opened.
	Computer Computer
	queue    chan func()
}

// Accounts are accounts that a test can change.
type Accounts struct{ services.Accounts }

// New is a desk of an Admin with a number of jobs.
func New(t testing.TB, jobs int) *Desk {
	t.Helper()
	return NewAs(t, domain.RoleAdmin, func(store domain.Store) { Fill(t, store, jobs) })
}

// NewAs is a desk of a role; seed puts into the cache what there is from the start.
func NewAs(t testing.TB, role domain.Role, seed func(domain.Store), with ...func(*features.Params)) *Desk {
	t.Helper()
	d := Starting(t, role, seed, with...)
	d.Settle()
	d.W.RunChecks.Model.SwitchFine() // most tests are about rows, whatever their status
	d.Settle()
	return d
}

// Starting is a desk as it is when the window was made: what that began to read is under way,
// and nobody has waited for it. Its background may be another one, by a change of the parameters.
func Starting(t testing.TB, role domain.Role, seed func(domain.Store), with ...func(*features.Params)) *Desk {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	store, err := fresh.Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	seed(store)
	d := &Desk{TB: t, App: test.NewTempApp(t), OpenURL: func(*url.URL) error { return nil }, queue: make(chan func(), 10_000)}
	d.Background = task.NewBackground(ctx, func(f func()) { d.queue <- f })
	var ticks atomic.Int64 // each decision is a second later
	lib, err := library.Open(filepath.Join(t.TempDir(), "readers"), filepath.Join(t.TempDir(), "lexicon"), nil)
	if err != nil {
		t.Fatal(err)
	}
	desk, err := review.New(review.Params{
		Store: store, Actor: domain.Actor{Name: "kim", Role: role}, Location: time.UTC, Definitions: lib, Words: lib.WordFiles(),
		Clock: func() time.Time { return storagetest.Now.Add(time.Duration(ticks.Add(1)) * time.Second) },
	})
	if err != nil {
		t.Fatal(err)
	}
	bench, err := workbench.New(store, lib, func() time.Time { return storagetest.Now }, time.UTC, desk.Permit)
	if err != nil {
		t.Fatal(err)
	}
	keeper, err := accounts.New(accounts.Params{
		Kinds: sourcetest.Trials(), Store: store, Secrets: secrets.Memory{},
		Clock: func() time.Time { return storagetest.Now }, Decisions: desk,
	})
	if err != nil {
		t.Fatal(err)
	}
	d.App.Settings().SetTheme(theme.New(theme.Light))
	d.Accounts = &Accounts{keeper}
	fonts, err := mailfonts.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	params := services.Params{
		Base: services.Base{
			Store: store, Desk: desk, Clock: func() time.Time { return storagetest.Now }, Location: time.UTC, Background: d.Background,
		},
		Syncs: services.Syncs{
			Sync: func() {}, CancelSync: func() {},
			Older: func(account string, since time.Time) {
				d.Older = append(d.Older, account+" "+since.Format(time.DateOnly))
			},
		},
		Reports: services.Reports{
			Report: func(context.Context, int64) (report.Content, error) {
				return report.Content{HTML: "<table><tr><td>x</td></tr></table>"}, nil
			},
			Workbench: bench, Reread: func(ids []int64) { d.Rereads = append(d.Rereads, ids) }, CancelReread: func() {},
		},
		Search: store, Accounts: d.Accounts,
		Sessions: []domain.SessionState{{Number: 3, Name: "Aborted", Usual: domain.Failed}},
	}
	d.Params = features.Params{
		Engine:   &mailview.Engine{Fonts: fonts, Limits: limit.Default()},
		View:     params,
		Original: func(context.Context, int64) ([]byte, error) { return nil, nil },
		OpenURL:  func(page *url.URL) error { return d.OpenURL(page) },
		Held:     func() fyne.KeyModifier { return d.Held },
		Leave:    func() { d.Left++ },
		Log:      func() (string, error) { return "a line", nil },
		Profiles: &d.Computer,
		Starter:  &d.Computer,
		AskUpdate: func(context.Context) (update.Newest, error) {
			return update.Newest{Current: "1.0", Version: "1.0"}, nil
		},
	}
	for _, f := range with {
		f(&d.Params)
	}
	d.Background = d.Params.View.Background
	if d.W, err = features.New(d.App, d.Params); err != nil {
		t.Fatal(err)
	}
	all := d.App.Driver().AllWindows()
	d.Window = all[len(all)-1] // the newest
	d.Window.Resize(fyne.NewSize(1400, 850))
	t.Cleanup(func() {
		cancel()
		d.Background.Wait()
		_ = store.Close()
	})
	return d
}

// Fill puts jobs with a run each into a cache.
func Fill(t testing.TB, store domain.Store, jobs int) {
	t.Helper()
	var runs []domain.Run
	for n := range jobs {
		job, err := storagetest.Job(context.Background(), store, fmt.Sprintf("customer%03d", n/10), n)
		if err != nil {
			t.Fatal(err)
		}
		status := []domain.Status{domain.Failed, domain.Warning, domain.Success}[n%3]
		runs = append(
			runs,
			storagetest.Run(job, 1, storagetest.Now.Add(-time.Duration(n)*time.Minute), storagetest.Object("vm", status, "message")),
		)
	}
	if _, err := storagetest.Put(context.Background(), store, runs...); err != nil {
		t.Fatal(err)
	}
}

// Settle runs what waits for the interface thread until nothing is under way. The
// fading of toasts is not waited for.
func (d *Desk) Settle() {
	d.Helper()
	for {
		d.Background.Wait()
		select {
		case f := <-d.queue:
			f()
		default:
			return
		}
	}
}

// Letter and Key type as the focused widget would get it.
func (d *Desk) Letter(r rune) {
	d.W.Canvas().Focused().TypedRune(r)
	d.Settle()
}

// Key types a key without a letter.
func (d *Desk) Key(name fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: name}
	if focused := d.W.Canvas().Focused(); focused != nil {
		focused.TypedKey(ev)
	} else {
		d.W.Key(ev, 0) // a popup: keys come to the window itself
	}
	d.Settle()
}

// Deliver stores a message that no reader understood.
func (d *Desk) Deliver(raw string) {
	d.Helper()
	err := d.Params.View.Store.Write(context.Background(), func(tx domain.Tx) error {
		_, err := tx.PutMessage(
			domain.Message{
				Key:      raw,
				From:     "Depot <depot@example.com>",
				Subject:  "Depot run",
				State:    domain.MessageUnmatched,
				Received: storagetest.Now,
				Size:     int64(len(raw)),
			},
			d.Params.View.Store.Pack([]byte(raw)),
		)
		return err
	})
	if err != nil {
		d.Fatal(err)
	}
	d.W.Changed()
	d.Settle()
}

// Do runs a command by its id, wherever one is.
func (d *Desk) Do(id string) {
	d.Helper()
	for i := range d.W.Commands() {
		if c := &d.W.Commands()[i]; c.ID == id {
			c.Run()
			return
		}
	}
	d.Errorf("there is no command %s", id)
}

// Report is the report in view, nil for none.
func (d *Desk) Report() *reportpane.Pane {
	if s, ok := d.W.Screen().(interface{ Report() *reportpane.Pane }); ok {
		return s.Report()
	}
	return nil
}

// HasReport reports whether a report is in view.
func (d *Desk) HasReport() bool { return d.Report() != nil }
