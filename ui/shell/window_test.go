package shell

import (
	"context"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
	"runchecks/storage/secrets"
	"runchecks/storage/storagetest"
	"runchecks/sync/accounts"
	"runchecks/sync/library"
	"runchecks/sync/source/sourcetest"
	"runchecks/sync/workbench"
	"runchecks/ui/form"
	"runchecks/ui/mailview"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/report"
	"runchecks/ui/services"
	"runchecks/ui/task"
	"runchecks/ui/theme"
	"runchecks/ui/widget/mailfonts"
)

// desk is a window over a real cache; what runs beside the interface thread comes
// back when the test settles.
type desk struct {
	testing.TB
	w     *Window
	queue chan func()
	bg    *task.Background
	// reread holds the wishes to read messages again.
	reread [][]int64
	older  []string // accounts whose older mails were asked for, and since when
}

func newDesk(t testing.TB, jobs int) *desk {
	t.Helper()
	return newDeskAs(t, domain.RoleAdmin, func(store domain.Store) { fill(t, store, jobs) })
}

// newDeskAs is a desk of a role; seed puts into the cache what there is from the start.
func newDeskAs(t testing.TB, role domain.Role, seed func(domain.Store), with ...func(*services.Params)) *desk {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	store, err := storage.Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	seed(store)
	d := &desk{TB: t, queue: make(chan func(), 10_000)}
	d.bg = task.NewBackground(ctx, func(f func()) { d.queue <- f })
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
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.New(theme.Light))
	fonts, err := mailfonts.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	params := services.Params{
		Store: store, Desk: desk, Clock: func() time.Time { return storagetest.Now }, Location: time.UTC, Background: d.bg,
		Sync: func() {}, CancelSync: func() {},
		Older: func(account string, since time.Time) {
			d.older = append(d.older, account+" "+since.Format(time.DateOnly))
		},
		Accounts: keeper, Sessions: []domain.SessionState{{Number: 3, Name: "Aborted", Usual: domain.Failed}},
		Workbench: bench, Reread: func(ids []int64) { d.reread = append(d.reread, ids) }, CancelReread: func() {},
		Report: func(context.Context, int64) (report.Content, error) {
			return report.Content{HTML: "<table><tr><td>x</td></tr></table>"}, nil
		},
	}
	for _, f := range with {
		f(&params)
	}
	d.w, err = New(a, Params{
		Engine:   &mailview.Engine{Fonts: fonts, Limits: limit.Default()},
		View:     params,
		Original: func(context.Context, int64) ([]byte, error) { return nil, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	d.w.window.Resize(fyne.NewSize(1400, 850))
	t.Cleanup(func() {
		cancel()
		d.bg.Wait()
		_ = store.Close()
	})
	d.settle()
	return d
}

func fill(t testing.TB, store domain.Store, jobs int) {
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

// settle runs what waits for the interface thread until nothing is under way. The
// fading of toasts is not waited for.
func (d *desk) settle() {
	d.Helper()
	for {
		d.bg.Wait()
		select {
		case f := <-d.queue:
			f()
		default:
			return
		}
	}
}

// letter and key type as the focused widget would get it.
func (d *desk) letter(r rune) {
	d.w.canvas().Focused().TypedRune(r)
	d.settle()
}

func (d *desk) key(name fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: name}
	if focused := d.w.canvas().Focused(); focused != nil {
		focused.TypedKey(ev)
	} else {
		d.w.key(ev, 0) // a popup: keys come to the window itself
	}
	d.settle()
}

func TestTheListHasTheKeyboardFromTheStart(t *testing.T) {
	d := newDesk(t, 6)
	d.key(fyne.KeyDown)
	if got := d.w.view.Selected(); got != 1 {
		t.Errorf("selected row %d, want 1", got)
	}
	d.letter('j')
	d.key(fyne.KeyEnd)
	if got := d.w.view.Selected(); got != 5 {
		t.Errorf("selected row %d, want 5", got)
	}
}

func TestAMorningByKeyboardAlone(t *testing.T) {
	d := newDesk(t, 9)
	d.letter('x')
	d.key(fyne.KeyDown)
	d.letter('X')
	d.letter('e')
	if got := len(d.w.view.Rows()); got != 7 {
		t.Fatalf("%d jobs left after a bulk review, want 7", got)
	}
	d.letter('s')
	if d.w.popup == nil {
		t.Fatal("no dialog after S")
	}
	d.short(form.QuickShortcut('3'))
	d.w.key(&fyne.KeyEvent{Name: fyne.KeyReturn}, 0)
	d.settle()
	if d.w.popup != nil {
		t.Error("the dialog is still open")
	}
	for range 10 {
		d.letter('e')
	}
	if got := len(d.w.view.Rows()); got != 0 {
		t.Fatalf("%d jobs left", got)
	}
	for range 10 {
		d.w.undo()
		d.settle()
	}
	if got := len(d.w.view.Rows()); got != 9 {
		t.Errorf("%d jobs after undoing everything, want 9", got)
	}
}

func TestEscapeGoesBackOneStepAtATime(t *testing.T) {
	d := newDesk(t, 6)
	d.letter('/')
	d.w.search.SetText("status:failed")
	d.key(fyne.KeyReturn)
	d.letter('x')
	d.key(fyne.KeyEscape)
	if d.w.view.Ticks() != 0 || d.w.search.Text == "" {
		t.Error("the first Escape should clear the ticks only")
	}
	d.key(fyne.KeyEscape)
	if d.w.search.Text != "" || len(d.w.view.Rows()) != 6 {
		t.Error("the second Escape should clear the search")
	}
}

func TestF6GoesThroughThePanes(t *testing.T) {
	d := newDesk(t, 3)
	first := d.w.canvas().Focused()
	seen := map[fyne.Focusable]bool{first: true}
	for range 3 {
		d.w.nextPane()
		seen[d.w.canvas().Focused()] = true
	}
	if len(seen) != 4 {
		t.Errorf("%d panes had the keyboard, want 4", len(seen))
	}
	d.w.nextPane()
	if d.w.canvas().Focused() != first {
		t.Error("F6 did not come back to the list")
	}
}

func TestEveryCommandHasANameAMenuAndAKeyOfItsOwn(t *testing.T) {
	d := newDesk(t, 1)
	keys, names := map[string]bool{}, map[string]bool{}
	for _, c := range d.w.list {
		if c.Name == "" || c.KeyWords() == "" || c.Place.Menu() == "" || c.Run == nil {
			t.Errorf("incomplete: %+v", c)
		}
		if keys[c.KeyWords()] || names[c.Name] {
			t.Errorf("%s (%s) is there twice", c.Name, c.KeyWords())
		}
		keys[c.KeyWords()], names[c.Name] = true, true
	}
}

func TestEveryScreenAndPopupIsDrawnInLightAndDark(t *testing.T) {
	if testing.Short() {
		t.Skip("drawing alone, which the race detector makes twelve times slower")
	}
	d := newDesk(t, 9)
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		d.w.app.Settings().SetTheme(theme.New(mode))
		for name, open := range map[string]func(){
			"run checks": func() { d.w.open(screenRunChecks) }, "inbox": func() { d.w.open(screenInbox) },
			"readers": func() { d.w.open(screenReaders) }, "overrides": func() { d.w.open(screenOverrides) },
			"daily jobs": func() { d.w.open(screenDaily) }, "jobs": func() { d.w.open(screenJobs) },
			"customers": func() { d.w.open(screenCustomers) }, "tickets": func() { d.w.open(screenTickets) },
			"remarks": func() { d.w.open(screenRemarks) }, "accepted": func() { d.w.open(screenAccepted) },
			"audit": func() { d.w.open(screenAudit) }, "close the day": d.w.closeDay, "the night": d.w.setNight, "role": d.w.changeRole,
			"read again": d.w.rereadAll, "keys": d.w.showKeys, "sync": d.w.showSync, "palette": d.w.openPalette,
		} {
			open()
			d.settle()
			if picture := d.w.canvas().Capture(); picture.Bounds().Dx() < 1000 {
				t.Errorf("%s: picture of %v", name, picture.Bounds())
			}
			d.w.closePopup()
		}
	}
}

// deliver stores a message that no reader understood.
func (d *desk) deliver(raw string) {
	d.Helper()
	err := d.w.p.View.Store.Write(context.Background(), func(tx domain.Changes) error {
		_, err := tx.PutMessage(
			domain.Message{
				Key:      raw,
				From:     "Depot <depot@example.com>",
				Subject:  "Depot run",
				State:    domain.MessageUnmatched,
				Received: storagetest.Now,
				Size:     int64(len(raw)),
			},
			d.w.p.View.Store.Pack([]byte(raw)),
		)
		return err
	})
	if err != nil {
		d.Fatal(err)
	}
	d.w.Changed()
	d.settle()
}

const depot = "From: Depot <depot@example.com>\r\nSubject: Depot run\r\n\r\nOutcome: in order\r\n"

func TestAnOverrideIsChangedSwitchedAndDeletedByKeys(t *testing.T) {
	d := newDesk(t, 3)
	rule := domain.Override{
		Level:   domain.LevelGlobal,
		Product: "Veeam Backup & Replication",
		Text:    "message",
		Mode:    domain.MatchContains,
		From:    storagetest.Now.Add(-48 * time.Hour),
		Enabled: true,
	}
	if _, err := d.w.p.View.Desk.SaveRule(context.Background(), rule); err != nil {
		t.Fatal(err)
	}
	d.w.open(screenOverrides)
	d.settle()
	if p, known := d.w.overView.Matches(); !known || p.Runs != 2 {
		t.Errorf("matched %+v, %t", p, known)
	}
	d.key(fyne.KeyReturn)
	if d.w.popup == nil {
		t.Fatal("Enter does not open it")
	}
	d.key(fyne.KeyReturn)
	if d.w.popup != nil {
		t.Error("Enter does not save it")
	}
	d.letter('d')
	if row := d.w.overView.Rows()[0]; row.Enabled {
		t.Error("D does not switch it off")
	}
	d.w.shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyX, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift})
	d.settle()
	if n := len(d.w.overView.Rows()); n != 0 {
		t.Errorf("%d overrides after the deletion", n)
	}
	for range 2 {
		d.w.undo()
		d.settle()
	}
	if rows := d.w.overView.Rows(); len(rows) != 1 || !rows[0].Enabled {
		t.Errorf("after two undos: %+v", rows)
	}
}

func TestTheDialogsForFilesOpen(t *testing.T) {
	d := newDesk(t, 3)
	d.deliver(depot)
	d.w.open(screenInbox)
	d.settle()
	d.w.saveOriginal()
	d.w.open(screenReaders)
	d.settle()
	d.w.readView.Teach()
	d.settle()
	d.w.exportDefinition()
	d.w.importDefinition()
	if n := len(d.w.canvas().Overlays().List()); n != 3 {
		t.Errorf("%d dialogs are open, want 3", n)
	}
	d.key(fyne.KeyEscape)
	if n := len(d.w.canvas().Overlays().List()); n != 2 {
		t.Errorf("%d dialogs are open after Escape", n)
	}
}

func TestMessagesAreReadAgainFromInboxAndJobAfterALook(t *testing.T) {
	d := newDesk(t, 3)
	d.deliver(depot)
	d.w.open(screenInbox)
	d.settle()
	d.w.reread()
	d.settle()
	d.key(fyne.KeyReturn)
	if len(d.reread) != 1 || len(d.reread[0]) != 1 {
		t.Errorf("from the inbox: %v", d.reread)
	}
	d.w.open(screenRunChecks)
	d.settle()
	d.w.reread()
	d.settle()
	if d.w.popup == nil {
		t.Fatal("the look did not open")
	}
	d.key(fyne.KeyEscape)
	if d.w.popup != nil || len(d.reread) != 1 {
		t.Errorf("escape read again: %v", d.reread)
	}
}

func TestAFileNameOfAHostileSubjectIsHarmless(t *testing.T) {
	for subject, want := range map[string]string{
		"[Failed] NW Daily (20 objects)": "Failed NW Daily 20 objects.eml", "../../etc/passwd": "etcpasswd.eml",
		"\x00\u202e": "message.eml",
	} {
		if got := fileName(subject); got != want {
			t.Errorf("%q: got %q, want %q", subject, got, want)
		}
	}
}

// BenchmarkKeyToRedraw is a key press in a list of 2,000 open jobs until the window
// is drawn again by the test driver's canvas.
func BenchmarkKeyToRedraw(b *testing.B) {
	d := newDesk(b, 2000)
	list := d.w.canvas().Focused()
	for b.Loop() {
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	b.StopTimer()
	d.settle()
}

func TestTheGroundChangesWithTheTheme(t *testing.T) {
	d := newDesk(t, 3)
	d.w.switchTheme()
	if got, want := d.w.ground.FillColor, theme.Get(theme.Pane); got != want {
		t.Errorf("the ground is %v, the panes are %v", got, want)
	}
}
