package shell

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/storage/storagetest"
	"runchecks/ui/export"
	"runchecks/ui/form"
)

// typeText types into whatever gets letters: the popup first, then the text that it
// gave the keyboard to.
func (d *desk) typeText(text string) {
	for _, r := range text {
		if focused := d.w.canvas().Focused(); focused != nil {
			focused.TypedRune(r)
		} else {
			d.w.typed(r)
		}
		d.settle()
	}
}

// query reads the cache.
func (d *desk) query(fn func(domain.Queries) error) {
	d.Helper()
	if err := d.w.p.View.Store.Read(context.Background(), fn); err != nil {
		d.Fatal(err)
	}
}

func (d *desk) tickets() (out []domain.Ticket) {
	d.query(func(q domain.Queries) (err error) {
		out, err = q.Tickets()
		return err
	})
	return out
}

func TestATicketIsMadeAndLinkedByKeys(t *testing.T) {
	d := newDesk(t, 6)
	d.letter('t')
	d.typeText("T1")
	d.key(fyne.KeyReturn)
	if d.w.popup != nil {
		t.Fatal("the window is still open: " + d.w.view.Toast().Text)
	}
	if list := d.tickets(); len(list) != 1 || list[0].Code != "T1" {
		t.Fatalf("tickets %+v", list)
	}
	d.key(fyne.KeyDown)
	d.letter('t')
	d.short(form.QuickShortcut('1')) // the open ticket
	if d.w.popup != nil {
		t.Error("Alt and the digit did not link it")
	}
	d.query(func(q domain.Queries) error {
		runs, err := q.TicketRuns(d.tickets()[0].Key, 0)
		if len(runs) != 2 {
			t.Errorf("%d runs linked", len(runs))
		}
		return err
	})
	d.w.open(screenTickets)
	d.settle()
	d.letter('r')
	if d.tickets()[0].Open() {
		t.Error("R does not resolve it")
	}
	for range 3 {
		d.w.undo()
		d.settle()
	}
	if n := len(d.tickets()); n != 0 {
		t.Errorf("%d tickets after undoing everything", n)
	}
}

func TestATicketMayReviewInTheSameStep(t *testing.T) {
	d := newDesk(t, 6)
	d.letter('t')
	d.typeText("error known") // text, whatever its letters do elsewhere
	if got := len(d.w.view.Rows()); d.w.popup == nil || got != 6 {
		t.Fatal("letters did something else than text")
	}
	d.short(form.QuickShortcut('e')) // ticks "mark as reviewed, too"
	d.key(fyne.KeyReturn)
	if got := len(d.w.view.Rows()); got != 5 {
		t.Errorf("%d jobs left, want 5", got)
	}
	if list := d.tickets(); len(list) != 1 || list[0].Code != "error known" {
		t.Errorf("tickets %+v", list)
	}
}

func TestARemarkIsMadeByKeysWithLinesOfItsOwn(t *testing.T) {
	d := newDesk(t, 3)
	d.letter('m')
	d.typeText("Tape is changed by hand")
	d.key(fyne.KeyReturn)
	if d.w.popup != nil {
		t.Fatal("Enter did not make it")
	}
	d.query(func(q domain.Queries) error {
		list, err := q.Remarks()
		if len(list) != 1 || list[0].Text != "Tape is changed by hand" {
			t.Errorf("remarks %+v", list)
		}
		return err
	})
}

func TestAProblemIsAcceptedByKeysAndComesBackByUndo(t *testing.T) {
	d := newDesk(t, 6)
	d.letter('a')
	if d.w.popup == nil {
		t.Fatal("no window after A")
	}
	d.key(fyne.KeyReturn)
	if got := len(d.w.view.Rows()); got != 5 {
		t.Errorf("%d jobs left, want 5", got)
	}
	d.w.open(screenAccepted)
	d.settle()
	if d.w.acceptView.Len() != 1 || !d.w.acceptView.CanEnd() {
		t.Errorf("%d accepted", d.w.acceptView.Len())
	}
	d.w.undo()
	d.settle()
	d.w.open(screenRunChecks)
	d.settle()
	if got := len(d.w.view.Rows()); got != 6 {
		t.Errorf("%d jobs after the undo", got)
	}
}

func TestTheScheduleOfAJobIsSetInWords(t *testing.T) {
	d := newDesk(t, 3)
	d.w.open(screenJobs)
	d.settle()
	d.letter('h')
	if d.w.popup == nil {
		t.Fatal("no window after H")
	}
	d.typeText("whenever")
	d.key(fyne.KeyReturn)
	if d.w.popup == nil {
		t.Fatal("nonsense was taken")
	}
	d.w.closePopup()
	d.query(func(q domain.Queries) error {
		all, err := q.Schedules()
		if len(all) != 0 {
			t.Errorf("schedules %+v", all)
		}
		return err
	})
}

func TestTheSearchIsThatOfTheScreenThatIsOpen(t *testing.T) {
	d := newDesk(t, 12)
	d.w.search.SetText("status:failed")
	d.settle()
	d.w.open(screenCustomers)
	d.settle()
	if d.w.search.Text != "" {
		t.Errorf("customers are searched for %q", d.w.search.Text)
	}
	d.w.search.SetText("customer001")
	d.settle()
	if d.w.custView.Len() != 1 {
		t.Errorf("%d customers", d.w.custView.Len())
	}
	d.w.open(screenInbox)
	d.settle()
	if !d.w.search.Disabled() {
		t.Error("the inbox has no search, but the field can be used")
	}
	d.w.open(screenRunChecks)
	d.settle()
	if d.w.search.Text != "status:failed" || len(d.w.view.Rows()) != 4 {
		t.Errorf("back: %q, %d rows", d.w.search.Text, len(d.w.view.Rows()))
	}
}

func TestEveryScreenCanBeReachedWorkedAndLeftByKeys(t *testing.T) {
	d := newDesk(t, 12)
	for _, s := range d.w.screens {
		d.w.open(s.id)
		d.settle()
		for _, key := range []fyne.KeyName{
			fyne.KeyDown, fyne.KeyPageDown, fyne.KeyEnd, fyne.KeyUp, fyne.KeyHome, fyne.KeyF6, fyne.KeyDown, fyne.KeyF6,
		} {
			d.key(key)
		}
		d.w.at().focus()
		d.key(fyne.KeyEscape)
		if d.w.shown != screenRunChecks {
			t.Errorf("Escape does not lead back from %s", s.id)
		}
	}
}

func TestASmallWindowKeepsEveryScreenInReach(t *testing.T) {
	d := newDesk(t, 3)
	d.w.window.Resize(fyne.NewSize(900, 600))
	d.settle()
	d.w.open(screenAudit)
	d.settle()
	if d.w.nav.Selected() != screenAudit {
		t.Error("the audit log is not open")
	}
	if least := d.w.nav.MinSize().Width; least > 700 {
		t.Errorf("the bar needs %v", least)
	}
}

func TestSteppingDownClosesRunChecks(t *testing.T) {
	d := newDesk(t, 3)
	if _, err := d.w.p.View.Desk.SetRole(context.Background(), domain.RoleViewer, ""); err != nil {
		t.Fatal(err)
	}
	d.w.Changed()
	d.settle()
	if e, ok := d.w.view.Empty(); !ok || !strings.Contains(e.Title, "Admins and Operators") {
		t.Errorf("empty list %+v, %t", e, ok)
	}
	for _, c := range d.w.list {
		if (c.Name == "Ticket…" || c.Name == "Mark as reviewed") && c.Can() {
			t.Errorf("a Viewer can %s", c.Name)
		}
	}
}

func TestAnImportOfCustomersIsShownBeforeItIsTaken(t *testing.T) {
	d := newDesk(t, 3)
	d.w.open(screenCustomers)
	d.settle()
	list, err := export.ReadCustomers([]byte("name;active\r\nNew Ltd;yes\r\n;yes\r\nCUSTOMER000;no\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	d.w.showImport("list.csv", list, rules.PlanImport(list.Rows, d.w.custView.All()))
	d.settle()
	d.key(fyne.KeyReturn)
	d.w.custView.SetSearch("new ltd")
	if d.w.popup != nil || d.w.custView.Len() != 1 {
		t.Errorf("%d customers of that name", d.w.custView.Len())
	}
	d.w.undo()
	d.settle()
	if d.w.custView.Len() != 0 {
		t.Error("the undo left it there")
	}
}

func TestTheRuleThatHidesEverythingAsksFirst(t *testing.T) {
	d := newDesk(t, 3)
	job := d.w.view.Rows()[0]
	rule := domain.Override{
		Level:   domain.LevelJob,
		Job:     job.Key,
		Mode:    domain.MatchContains,
		Enabled: true,
		From:    storagetest.Now.AddDate(0, 0, -1),
	}
	if _, err := d.w.p.View.Desk.SaveRule(context.Background(), rule); err != nil {
		t.Fatal(err)
	}
	d.w.open(screenOverrides)
	d.settle()
	d.key(fyne.KeyReturn)
	d.key(fyne.KeyReturn)
	if d.w.popup == nil {
		t.Fatal("it was saved without a question")
	}
	d.key(fyne.KeyReturn)
	if d.w.popup != nil {
		t.Error("the second Enter does not save it")
	}
}

func TestWhatIsTickedIsNamedOnButtonsInMenusAndInThePalette(t *testing.T) {
	d := newDesk(t, 6)
	named := func(name string) (title string) {
		for i, c := range d.w.list {
			if c.Name == name {
				title = c.Title()
				if label := d.w.items[i].Label; !strings.HasPrefix(label, title) {
					t.Errorf("the menu says %q, the palette %q", label, title)
				}
			}
		}
		return title
	}
	if got := named("Mark as reviewed"); !strings.HasPrefix(got, "Mark 1 run reviewed (") {
		t.Errorf("without ticks: %q", got)
	}
	for i := range 3 {
		d.w.view.ToggleTick(i)
	}
	for name, want := range map[string]string{
		"Mark as reviewed": "Mark 3 jobs, 3 runs reviewed", "Ticket…": "Ticket for 3 jobs…",
		"Remark…": "Remark for 3 jobs…", "Unmark reviewed: the last review": "Unmark the last review of 3 jobs",
	} {
		if got := named(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	d.w.open(screenJobs)
	d.settle()
	for i := range 2 {
		d.w.jobView.ToggleTick(i)
	}
	if got := named("Archive jobs, or bring them back"); got != "Archive jobs, or bring them back (2 jobs)" {
		t.Errorf("on Jobs: %q", got)
	}
	if got := named("Mark as reviewed"); got != "Mark as reviewed" {
		t.Errorf("on another screen: %q", got)
	}
}
