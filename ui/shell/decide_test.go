package shell_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/accepted"
	"runchecks/ui/audit"
	"runchecks/ui/customers"
	"runchecks/ui/form"
	"runchecks/ui/jobs"
	"runchecks/ui/overrides"
	"runchecks/ui/shell"
	"runchecks/ui/tickets"
	"runchecks/ui/uitest"
)

func TestATicketIsMadeAndLinkedByKeys(t *testing.T) {
	d := uitest.New(t, 6)
	d.Letter('t')
	d.TypeText("T1")
	d.Key(fyne.KeyReturn)
	if d.W.Covered() {
		t.Fatal("the window is still open: " + d.W.RunChecks.Model.Toast().Text)
	}
	if list := d.Tickets(); len(list) != 1 || list[0].Code != "T1" {
		t.Fatalf("tickets %+v", list)
	}
	d.Key(fyne.KeyDown)
	d.Letter('t')
	d.Short(form.QuickShortcut('1')) // the open ticket
	if d.W.Covered() {
		t.Error("Alt and the digit did not link it")
	}
	d.Query(func(q domain.Reader) error {
		runs, err := q.TicketRuns(d.Tickets()[0].Key, 0)
		if len(runs) != 2 {
			t.Errorf("%d runs linked", len(runs))
		}
		return err
	})
	d.W.Open(tickets.ID)
	d.Settle()
	d.Letter('r')
	if d.Tickets()[0].Open() {
		t.Error("R does not resolve it")
	}
	for range 3 {
		d.W.Screen().Undo()
		d.Settle()
	}
	if n := len(d.Tickets()); n != 0 {
		t.Errorf("%d tickets after undoing everything", n)
	}
}

func TestATicketMayReviewInTheSameStep(t *testing.T) {
	d := uitest.New(t, 6)
	d.Letter('t')
	d.TypeText("error known") // text, whatever its letters do elsewhere
	if got := len(d.W.RunChecks.Model.Rows()); !d.W.Covered() || got != 6 {
		t.Fatal("letters did something else than text")
	}
	d.Short(form.QuickShortcut('e')) // ticks "mark as reviewed, too"
	d.Key(fyne.KeyReturn)
	if got := len(d.W.RunChecks.Model.Rows()); got != 5 {
		t.Errorf("%d jobs left, want 5", got)
	}
	if list := d.Tickets(); len(list) != 1 || list[0].Code != "error known" {
		t.Errorf("tickets %+v", list)
	}
}

func TestARemarkIsMadeByKeysWithLinesOfItsOwn(t *testing.T) {
	d := uitest.New(t, 3)
	d.Letter('m')
	d.TypeText("Tape is changed by hand")
	d.Key(fyne.KeyReturn)
	if d.W.Covered() {
		t.Fatal("Enter did not make it")
	}
	d.Query(func(q domain.Reader) error {
		list, err := q.Remarks()
		if len(list) != 1 || list[0].Text != "Tape is changed by hand" {
			t.Errorf("remarks %+v", list)
		}
		return err
	})
}

func TestAProblemIsAcceptedByKeysAndComesBackByUndo(t *testing.T) {
	d := uitest.New(t, 6)
	d.Letter('a')
	if !d.W.Covered() {
		t.Fatal("no window after A")
	}
	d.Key(fyne.KeyReturn)
	if got := len(d.W.RunChecks.Model.Rows()); got != 5 {
		t.Errorf("%d jobs left, want 5", got)
	}
	d.W.Open(accepted.ID)
	d.Settle()
	if d.W.Accepted.Model.Len() != 1 || !d.W.Accepted.Model.CanEnd() {
		t.Errorf("%d accepted", d.W.Accepted.Model.Len())
	}
	d.W.Screen().Undo()
	d.Settle()
	d.W.Open(shell.RunChecks)
	d.Settle()
	if got := len(d.W.RunChecks.Model.Rows()); got != 6 {
		t.Errorf("%d jobs after the undo", got)
	}
}

func TestTheScheduleOfAJobIsSetInWords(t *testing.T) {
	d := uitest.New(t, 3)
	d.W.Open(jobs.ID)
	d.Settle()
	d.Letter('h')
	if !d.W.Covered() {
		t.Fatal("no window after H")
	}
	d.TypeText("whenever")
	d.Key(fyne.KeyReturn)
	if !d.W.Covered() {
		t.Fatal("nonsense was taken")
	}
	d.W.ClosePopup()
	d.Query(func(q domain.Reader) error {
		all, err := q.Schedules()
		if len(all) != 0 {
			t.Errorf("schedules %+v", all)
		}
		return err
	})
}

func TestTheSearchIsThatOfTheScreenThatIsOpen(t *testing.T) {
	d := uitest.New(t, 12)
	d.W.SetSearchText("status:failed")
	d.Settle()
	d.W.Open(customers.ID)
	d.Settle()
	if d.W.SearchText() != "" {
		t.Errorf("customers are searched for %q", d.W.SearchText())
	}
	d.W.SetSearchText("customer001")
	d.Settle()
	if d.W.Customers.Model.Len() != 1 {
		t.Errorf("%d customers", d.W.Customers.Model.Len())
	}
	d.W.Open(shell.RunChecks)
	d.Settle()
	if d.W.SearchText() != "status:failed" || len(d.W.RunChecks.Model.Rows()) != 4 {
		t.Errorf("back: %q, %d rows", d.W.SearchText(), len(d.W.RunChecks.Model.Rows()))
	}
}

func TestEveryScreenCanBeReachedWorkedAndLeftByKeys(t *testing.T) {
	d := uitest.New(t, 12)
	for _, s := range d.W.Screens() {
		d.W.Open(s.ID())
		d.Settle()
		for _, key := range []fyne.KeyName{
			fyne.KeyDown, fyne.KeyPageDown, fyne.KeyEnd, fyne.KeyUp, fyne.KeyHome, fyne.KeyF6, fyne.KeyDown, fyne.KeyF6,
		} {
			d.Key(key)
		}
		d.W.Screen().Focus()
		d.Key(fyne.KeyEscape)
		if d.W.Shown() != shell.RunChecks {
			t.Errorf("Escape does not lead back from %s", s.ID())
		}
	}
}

func TestASmallWindowKeepsEveryScreenInReach(t *testing.T) {
	d := uitest.New(t, 3)
	d.Window.Resize(fyne.NewSize(900, 600))
	d.Settle()
	d.W.Open(audit.ID)
	d.Settle()
	if d.W.InBar() != audit.ID {
		t.Error("the audit log is not open")
	}
	if least := d.W.BarWidth(); least > 700 {
		t.Errorf("the bar needs %v", least)
	}
}

func TestSteppingDownClosesRunChecks(t *testing.T) {
	d := uitest.New(t, 3)
	if _, err := d.Params.View.Desk.SetRole(context.Background(), domain.RoleViewer, ""); err != nil {
		t.Fatal(err)
	}
	d.W.Changed()
	d.Settle()
	if e, ok := d.W.RunChecks.Model.Empty(); !ok || !strings.Contains(e.Title, "Admins and Operators") {
		t.Errorf("empty list %+v, %t", e, ok)
	}
	for _, c := range d.W.Commands() {
		if (c.Name == "Ticket…" || c.Name == "Mark as reviewed") && c.Can() {
			t.Errorf("a Viewer can %s", c.Name)
		}
	}
}

func TestTheRuleThatHidesEverythingAsksFirst(t *testing.T) {
	d := uitest.New(t, 3)
	job := d.W.RunChecks.Model.Rows()[0]
	rule := domain.Override{
		Level:   domain.LevelJob,
		Job:     job.Key,
		Mode:    domain.MatchContains,
		Enabled: true,
		From:    storagetest.Now.AddDate(0, 0, -1),
	}
	if _, err := d.Params.View.Desk.SaveRule(context.Background(), rule); err != nil {
		t.Fatal(err)
	}
	d.W.Open(overrides.ID)
	d.Settle()
	d.Key(fyne.KeyReturn)
	d.Key(fyne.KeyReturn)
	if !d.W.Covered() {
		t.Fatal("it was saved without a question")
	}
	d.Key(fyne.KeyReturn)
	if d.W.Covered() {
		t.Error("the second Enter does not save it")
	}
}

func TestWhatIsTickedIsNamedOnButtonsInMenusAndInThePalette(t *testing.T) {
	d := uitest.New(t, 6)
	named := func(name string) (title string) {
		for i, c := range d.W.Commands() {
			if c.Name == name {
				title = c.Title()
				if label := d.W.MenuLabel(i); !strings.HasPrefix(label, title) {
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
		d.W.RunChecks.Model.ToggleTick(i)
	}
	for name, want := range map[string]string{
		"Mark as reviewed": "Mark 3 jobs, 3 runs reviewed", "Ticket…": "Ticket for 3 jobs…",
		"Remark…": "Remark for 3 jobs…", "Unmark reviewed: the last review": "Unmark the last review of 3 jobs",
	} {
		if got := named(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	d.W.Open(jobs.ID)
	d.Settle()
	for i := range 2 {
		d.W.Jobs.Model.ToggleTick(i)
	}
	if got := named("Archive jobs, or bring them back"); got != "Archive jobs, or bring them back (2 jobs)" {
		t.Errorf("on Jobs: %q", got)
	}
	if got := named("Mark as reviewed"); got != "Mark as reviewed" {
		t.Errorf("on another screen: %q", got)
	}
}
