package vm_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/storage/storagetest"
	"runchecks/ui/vm"
)

func TestOpenTicketsComeFirstAndAreFoundByWhatTheyAreAbout(t *testing.T) {
	s := newFixture(t, domain.RoleOperator)
	s.fill(3)
	ctx := context.Background()
	for _, code := range []string{"T1", "T2"} {
		s.must(s.desk.CreateTicket(ctx, domain.Ticket{Code: code, Scopes: []domain.Scope{{Customer: "customer" + code[1:]}}}, review.Documented{}))
	}
	m := vm.NewTickets(s.params(), nothing)
	s.opened(m)
	if got := column(m, "code"); got != "T2, T1" || m.Detail() != "2, 2 open" {
		t.Errorf("%s; %s", got, m.Detail())
	}
	m.Resolve()
	s.settle()
	if got := column(m, "code"); got != "T1, T2" || m.Detail() != "2, 1 open" {
		t.Errorf("after one is resolved: %s; %s", got, m.Detail())
	}
	m.SetSearch("about:customer2")
	if got := column(m, "code"); got != "T2" || m.Heading() != "T2" {
		t.Errorf("searched: %s", got)
	}
	m.SetSearch("state:open")
	if got := column(m, "code"); got != "T1" {
		t.Errorf("open ones: %s", got)
	}
	m.Undo()
	s.settle()
	m.SetSearch("")
	if m.Detail() != "2, 2 open" {
		t.Errorf("after the undo: %s", m.Detail())
	}
}

func TestCustomersAreMadeInactiveMergedAndPlannedFromAFile(t *testing.T) {
	s := newFixture(t, domain.RoleOperator)
	s.fill(3)
	m := vm.NewCustomers(s.params(), nothing)
	s.opened(m)
	if got := column(m, "name"); got != "customer1, customer2, customer3" || m.Cell(0, "jobs").Text != "1" {
		t.Errorf("%s", got)
	}
	m.SwitchActive()
	s.settle()
	m.SetSearch("state:inactive")
	if m.Len() != 1 || m.Customer().Active {
		t.Errorf("%d inactive", m.Len())
	}
	m.SetSearch("")
	m.Select(0)
	m.Merge("CUSTOMER3")
	s.settle()
	if got := column(m, "name"); got != "customer2, customer3" {
		t.Errorf("merged: %s", got)
	}
	no := false
	rows := []rules.CustomerRow{{Name: "Customer2"}, {Name: "customer3", Active: &no}, {Name: "new", CompanyID: 7, CompanyName: "New Ltd"}}
	plan := rules.PlanImport(rows, m.All())
	if vm.ImportWords(plan) != "1 new, 1 changed, 1 known already" || len(plan.Changes) != 2 || plan.Changes[0].ID == 0 ||
		plan.Changes[1].CompanyID != 7 || !plan.Changes[1].Active {
		t.Errorf("%s: %+v", vm.ImportWords(plan), plan.Changes)
	}
	m.Save(plan.Changes)
	s.settle()
	if got := column(m, "name"); got != "customer2, customer3, new" {
		t.Errorf("imported: %s", got)
	}
	for range 3 {
		m.Undo()
		s.settle()
	}
	if got := column(m, "name"); got != "customer1, customer2, customer3" || !m.All()[0].Active {
		t.Errorf("after every undo: %s", got)
	}
}

func TestJobsAreArchivedAndGetASchedule(t *testing.T) {
	s := newFixture(t, domain.RoleAdmin)
	s.fill(3)
	m := vm.NewJobs(s.params(), nothing)
	s.opened(m)
	m.SetSchedule(&domain.Schedule{Kind: domain.ScheduleOften})
	s.settle()
	if got := m.Cell(0, "schedule"); got.Text != "At least once a day" || got.Secondary != "set by hand" {
		t.Errorf("schedule %+v", got)
	}
	m.ToggleTick(0)
	m.ToggleTick(1)
	m.Archive()
	s.settle()
	if m.Len() != 1 {
		t.Errorf("%d jobs left", m.Len())
	}
	m.SwitchArchive()
	s.settle()
	m.SetSearch("state:archived")
	if m.Len() != 2 {
		t.Errorf("%d archived", m.Len())
	}
	m.Archive()
	s.settle()
	m.SetSearch("")
	if got := column(m, "status"); strings.Contains(got, "archived") && strings.Count(got, "archived") != 1 {
		t.Errorf("one was brought back: %s", got)
	}
}

func TestADayTellsFailedMissedExpectedAndSilentJobsApart(t *testing.T) {
	s := newFixture(t, domain.RoleViewer)
	ctx := context.Background()
	now := storagetest.Now // noon
	day := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	var runs []domain.Run
	for n := range 4 {
		job, err := storagetest.Job(ctx, s.store, "customer", n)
		if err != nil {
			t.Fatal(err)
		}
		hour := []int{1, 3, 10, 2}[n]
		for d := 1; d <= 30; d++ {
			if n == 3 && d%5 != 0 {
				continue // now and then
			}
			runs = append(runs, storagetest.Run(job, d, day.AddDate(0, 0, -d).Add(time.Duration(hour)*time.Hour), storagetest.Object("vm", domain.Success, "")))
		}
		switch n {
		case 0:
			runs = append(runs, storagetest.Run(job, 99, day.Add(time.Hour), storagetest.Object("vm", domain.Failed, "x")))
		case 1:
			missed := storagetest.Run(job, 99, day.Add(3*time.Hour))
			missed.Source, missed.Status, missed.Effective.Status = domain.SourceSchedule, domain.Missed, domain.Missed
			runs = append(runs, missed)
		}
	}
	if _, err := storagetest.Put(ctx, s.store, runs...); err != nil {
		t.Fatal(err)
	}
	list, err := s.desk.Day(ctx, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, j := range list.Jobs {
		state := "no run"
		switch {
		case j.State.Status != 0:
			state = j.State.Status.String()
		case !j.State.Expected.IsZero():
			state = "expected " + j.State.Expected.Format("15:04")
		}
		got[j.Name] = state
	}
	for name, want := range map[string]string{"Job 0000": "Failed", "Job 0001": "Missed", "Job 0002": "expected 10:00"} {
		if got[name] != want {
			t.Errorf("%s is %s, want %s", name, got[name], want)
		}
	}
}

func TestTheSearchOfTheAuditLogReadsItsWords(t *testing.T) {
	loc := time.UTC
	f := vm.JournalWords("by:kim kind:review from:2026-11-01 to:2026-11-02 NW daily from:nonsense", loc)
	if f.Actor != "kim" || f.Kind != domain.DecideReview || f.Text != "NW daily from:nonsense" || f.From.Format(time.DateOnly) != "2026-11-01" || f.To.Format(time.DateOnly) != "2026-11-03" {
		t.Errorf("%+v", f)
	}
}

func TestASingleDecisionIsUndoneInTheAuditLog(t *testing.T) {
	s := newFixture(t, domain.RoleAdmin)
	s.fill(2)
	ctx := context.Background()
	for _, r := range s.openJobs() {
		s.must(s.desk.MarkReviewed(ctx, []review.Target{{Job: r.ID}}))
	}
	m := vm.NewAudit(s.params(), nothing)
	s.opened(m)
	m.Select(1)
	if !m.CanUndo() {
		t.Fatal("the older one cannot be undone")
	}
	m.UndoOne()
	s.settle()
	m.Select(2)
	if m.CanUndo() || !strings.HasPrefix(m.Cell(2, "what").Text, "(undone)") {
		t.Errorf("it is shown as %q", m.Cell(2, "what").Text)
	}
	m.Verify()
	s.settle()
	if !strings.Contains(m.Detail(), "the chain is whole") {
		t.Error(m.Detail())
	}
	if n := len(s.openJobs()); n != 1 {
		t.Errorf("%d jobs wait", n)
	}
}

func TestNothingIsAcceptedForEver(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.fill(3)
	s.load()
	s.settle()
	var d *vm.AcceptDialog
	s.m.Accept(func(x *vm.AcceptDialog) { d = x })
	s.settle()
	if d == nil {
		t.Fatal("no dialog for a problem")
	}
	r := d.Request()
	r.UntilSuccess, r.UntilWorse, r.UntilNewObject = false, false, false
	d.Set(r)
	s.settle()
	if text, refused := d.Line(); !refused || !strings.Contains(text, "forgotten") || d.Apply() {
		t.Errorf("%q, %t", text, refused)
	}
	r.UntilSuccess = true
	d.Set(r)
	s.settle()
	if text, refused := d.Line(); refused || !strings.Contains(text, "1 waiting run of 1 job") {
		t.Errorf("%q, %t", text, refused)
	}
	before := len(s.m.Rows())
	d.Apply()
	s.settle()
	if got := len(s.m.Rows()); got != before-1 {
		t.Errorf("%d rows, were %d", got, before)
	}
	m := vm.NewAccepted(s.params(), nothing)
	s.opened(m)
	if m.Len() != 1 || !m.CanEnd() || m.Detail() != "1 holds" {
		t.Errorf("%d, %s", m.Len(), m.Detail())
	}
	m.End()
	s.settle()
	if m.CanEnd() || m.Detail() != "1 ended" {
		t.Errorf("ended: %s", m.Detail())
	}
}
