package shell_test

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/accepted"
	"runchecks/ui/audit"
	"runchecks/ui/customers"
	"runchecks/ui/form"
	"runchecks/ui/jobs"
	"runchecks/ui/overrides"
	"runchecks/ui/remarks"
	"runchecks/ui/shell"
	"runchecks/ui/theme"
	"runchecks/ui/tickets"
	"runchecks/ui/uitest"
)

func TestTheListHasTheKeyboardFromTheStart(t *testing.T) {
	d := uitest.New(t, 6)
	d.Key(fyne.KeyDown)
	if got := d.W.RunChecks.Model.Selected(); got != 1 {
		t.Errorf("selected row %d, want 1", got)
	}
	d.Letter('j')
	d.Key(fyne.KeyEnd)
	if got := d.W.RunChecks.Model.Selected(); got != 5 {
		t.Errorf("selected row %d, want 5", got)
	}
}

func TestAMorningByKeyboardAlone(t *testing.T) {
	d := uitest.New(t, 9)
	d.Letter('x')
	d.Key(fyne.KeyDown)
	d.Letter('X')
	d.Letter('e')
	if got := len(d.W.RunChecks.Model.Rows()); got != 7 {
		t.Fatalf("%d jobs left after a bulk review, want 7", got)
	}
	d.Letter('s')
	if !d.W.Covered() {
		t.Fatal("no dialog after S")
	}
	d.Short(form.QuickShortcut('3'))
	d.W.Key(&fyne.KeyEvent{Name: fyne.KeyReturn}, 0)
	d.Settle()
	if d.W.Covered() {
		t.Error("the dialog is still open")
	}
	for range 10 {
		d.Letter('e')
	}
	if got := len(d.W.RunChecks.Model.Rows()); got != 0 {
		t.Fatalf("%d jobs left", got)
	}
	for range 10 {
		d.W.Screen().Undo()
		d.Settle()
	}
	if got := len(d.W.RunChecks.Model.Rows()); got != 9 {
		t.Errorf("%d jobs after undoing uitest.Everything, want 9", got)
	}
}

func TestEscapeGoesBackOneStepAtATime(t *testing.T) {
	d := uitest.New(t, 6)
	d.Letter('/')
	d.W.SetSearchText("status:failed")
	d.Key(fyne.KeyReturn)
	d.Letter('x')
	d.Key(fyne.KeyEscape)
	if d.W.RunChecks.Model.Ticks() != 0 || d.W.SearchText() == "" {
		t.Error("the first Escape should clear the ticks only")
	}
	d.Key(fyne.KeyEscape)
	if d.W.SearchText() != "" || len(d.W.RunChecks.Model.Rows()) != 6 {
		t.Error("the second Escape should clear the search")
	}
}

func TestF6GoesThroughThePanes(t *testing.T) {
	d := uitest.New(t, 3)
	d.Window.Resize(fyne.NewSize(2560, 1440)) // where list, runs, objects and report stand apart
	d.Settle()
	first := d.W.Canvas().Focused()
	seen := map[fyne.Focusable]bool{first: true}
	for range 3 {
		d.W.Screen().NextPane()
		seen[d.W.Canvas().Focused()] = true
	}
	if len(seen) != 4 {
		t.Errorf("%d panes had the keyboard, want 4", len(seen))
	}
	d.W.Screen().NextPane()
	if d.W.Canvas().Focused() != first {
		t.Error("F6 did not come back to the list")
	}
}

func TestEveryCommandHasANameAMenuAndAKeyOfItsOwn(t *testing.T) {
	d := uitest.New(t, 1)
	keys, names := map[string]bool{}, map[string]bool{}
	for _, c := range d.W.Commands() {
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
	d := uitest.New(t, 9)
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		d.App.Settings().SetTheme(theme.New(mode))
		for name, open := range map[string]func(){
			"run checks": func() { d.W.Open(shell.RunChecks) }, "inbox": func() { d.W.Open(shell.Inbox) },
			"readers": func() { d.W.Open(shell.ReaderSet) }, "overrides": func() { d.W.Open(overrides.ID) },
			"daily jobs": func() { d.W.Open(shell.Daily) }, "jobs": func() { d.W.Open(jobs.ID) },
			"customers": func() { d.W.Open(customers.ID) }, "tickets": func() { d.W.Open(tickets.ID) },
			"remarks": func() { d.W.Open(remarks.ID) }, "accepted": func() { d.W.Open(accepted.ID) },
			"audit": func() { d.W.Open(audit.ID) }, "close the day": func() { d.Do("closeday.open") },
			"settings": func() { d.Do("settings.night") }, "role": func() { d.Do("settings.role") },
			"read again": func() { d.Do("reread.all") }, "keys": func() { d.Do("window.keys") },
			"sync": func() { d.W.Open(shell.Accounts) }, "palette": func() { d.Do("window.palette") },
		} {
			open()
			d.Settle()
			if picture := d.W.Canvas().Capture(); picture.Bounds().Dx() < 1000 {
				t.Errorf("%s: picture of %v", name, picture.Bounds())
			}
			d.W.ClosePopup()
		}
	}
}

const depot = "From: Depot <depot@example.com>\r\nSubject: Depot run\r\n\r\nOutcome: in order\r\n"

func TestAnOverrideIsChangedSwitchedAndDeletedByKeys(t *testing.T) {
	d := uitest.New(t, 3)
	rule := domain.Override{
		Level:   domain.LevelGlobal,
		Product: "Veeam Backup & Replication",
		Text:    "message",
		Mode:    domain.MatchContains,
		From:    storagetest.Now.Add(-48 * time.Hour),
		Enabled: true,
	}
	if _, err := d.Params.View.Desk.SaveRule(context.Background(), rule); err != nil {
		t.Fatal(err)
	}
	d.W.Open(overrides.ID)
	d.Settle()
	if p, known := d.W.Overrides.Model.Matches(); !known || p.Runs != 2 {
		t.Errorf("matched %+v, %t", p, known)
	}
	d.Key(fyne.KeyReturn)
	if !d.W.Covered() {
		t.Fatal("Enter does not open it")
	}
	d.Key(fyne.KeyReturn)
	if d.W.Covered() {
		t.Error("Enter does not save it")
	}
	d.Letter('d')
	if row := d.W.Overrides.Model.Rows()[0]; row.Enabled {
		t.Error("D does not switch it off")
	}
	d.W.Shortcut(&desktop.CustomShortcut{KeyName: fyne.KeyX, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift})
	d.Settle()
	if n := len(d.W.Overrides.Model.Rows()); n != 0 {
		t.Errorf("%d overrides after the deletion", n)
	}
	for range 2 {
		d.W.Screen().Undo()
		d.Settle()
	}
	if rows := d.W.Overrides.Model.Rows(); len(rows) != 1 || !rows[0].Enabled {
		t.Errorf("after two undos: %+v", rows)
	}
}

func TestTheDialogsForFilesOpen(t *testing.T) {
	d := uitest.New(t, 3)
	d.Deliver(depot)
	d.W.Open(shell.Inbox)
	d.Settle()
	d.Do("message.save")
	d.W.Open(shell.ReaderSet)
	d.Settle()
	d.W.Readers.Model.Teach()
	d.Settle()
	d.Do("readers.export")
	d.Do("readers.import")
	if n := len(d.W.Canvas().Overlays().List()); n != 3 {
		t.Errorf("%d dialogs are open, want 3", n)
	}
	d.Key(fyne.KeyEscape)
	if n := len(d.W.Canvas().Overlays().List()); n != 2 {
		t.Errorf("%d dialogs are open after Escape", n)
	}
}

func TestMessagesAreReadAgainFromInboxAndJobAfterALook(t *testing.T) {
	d := uitest.New(t, 3)
	d.Deliver(depot)
	d.W.Open(shell.Inbox)
	d.Settle()
	d.Do("reread.these")
	d.Settle()
	d.Key(fyne.KeyReturn)
	if len(d.Rereads) != 1 || len(d.Rereads[0]) != 1 {
		t.Errorf("from the inbox: %v", d.Rereads)
	}
	d.W.Open(shell.RunChecks)
	d.Settle()
	d.Do("reread.these")
	d.Settle()
	if !d.W.Covered() {
		t.Fatal("the look did not open")
	}
	d.Key(fyne.KeyEscape)
	if d.W.Covered() || len(d.Rereads) != 1 {
		t.Errorf("escape read again: %v", d.Rereads)
	}
}

func TestAFileNameOfAHostileSubjectIsHarmless(t *testing.T) {
	for subject, want := range map[string]string{
		"[Failed] NW Daily (20 objects)": "Failed NW Daily 20 objects.eml", "../../etc/passwd": "etcpasswd.eml",
		"\x00\u202e": "message.eml",
	} {
		if got := shell.FileName(subject, "message") + ".eml"; got != want {
			t.Errorf("%q: got %q, want %q", subject, got, want)
		}
	}
}

// BenchmarkKeyToRedraw is a key press in a list of 2,000 open jobs until the window
// is drawn again by the test driver's canvas.
func BenchmarkKeyToRedraw(b *testing.B) {
	d := uitest.New(b, 2000)
	list := d.W.Canvas().Focused()
	for b.Loop() {
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	b.StopTimer()
	d.Settle()
}

func TestTheGroundChangesWithTheTheme(t *testing.T) {
	d := uitest.New(t, 3)
	d.Do("settings.theme")
	if got, want := d.W.Ground(), theme.Get(theme.Pane); got != want {
		t.Errorf("the ground is %v, the panes are %v", got, want)
	}
}
