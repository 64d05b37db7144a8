package vm_test

import (
	"context"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/vm"
)

func TestASearchForAKeyThatNobodyKnowsSaysWhichThereAre(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.fill(3)
	s.load()
	for search, want := range map[string]string{
		"foo:bar":             "There is no key “foo:”. Keys: customer:, job:, nosuccess:, product:, silent:, status:, type:.\n3 jobs wait for review.",
		"status:failed foo:x": "There is no key “foo:”. Keys: customer:, job:, nosuccess:, product:, silent:, status:, type:.\n3 jobs wait for review.",
		"nobody":              "3 jobs wait for review.",
		"C:":                  "3 jobs wait for review.",
		"status:missed":       "3 jobs wait for review.",
	} {
		s.m.SetSearch(search)
		s.settle()
		if e, ok := s.m.Empty(); !ok || e.Text != want || e.Step != vm.StepClear {
			t.Errorf("%s: %q, %v", search, e.Text, ok)
		}
		if s.m.Details() != nil || s.m.Report().None != vm.NothingSelected || len(s.m.Runs()) != 0 {
			t.Errorf("%s: the panes beside it still show %+v", search, s.m.Report())
		}
	}
	s.m.SetSearch("job:0002 type:backup")
	s.settle()
	s.want("known keys", ">2")
	m := vm.NewCustomers(s.params(), nothing)
	s.opened(m)
	m.SetSearch("foo:x")
	if got := m.EmptyText(); got != "There is no key “foo:”. Keys: state:." {
		t.Error(got)
	}
	m.SetSearch("nobody")
	if got := m.EmptyText(); got != "Nothing matches the search." {
		t.Error(got)
	}
	a := vm.NewAudit(s.params(), nothing)
	s.opened(a)
	a.SetSearch("who:kim")
	s.settle()
	if got := a.EmptyText(); got != "There is no key “who:”. Keys: by:, from:, kind:, to:." {
		t.Error(got)
	}
}

func TestWhatStandsBesideAListIsThatOfTheSelectedRow(t *testing.T) {
	s := newFixture(t, domain.RoleOperator)
	s.fill(3)
	m := vm.NewJobs(s.params(), nothing)
	s.opened(m)
	if !m.Opened() || len(m.Below().Rows) != 1 {
		t.Fatalf("opened %t, %d runs", m.Opened(), len(m.Below().Rows))
	}
	m.Select(2)
	if m.Opened() {
		t.Error("the history of another job is taken for that of the selected one")
	}
	s.settle()
	if !m.Opened() {
		t.Error("it is never read")
	}
	m.SetSearch("nobody")
	s.settle()
	if slots, runs, _ := m.Evidence(); m.Opened() || m.Heading() != "" || m.Facts() != nil || slots != nil || runs != nil {
		t.Errorf("without a row: %q, %v", m.Heading(), m.Facts())
	}
}

func TestAnUndoSelectsInEveryListWhatItBroughtBack(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.fill(4)
	m := vm.NewJobs(s.params(), nothing)
	s.opened(m)
	m.Select(3)
	s.settle()
	m.Archive()
	s.settle()
	m.Select(0)
	s.settle()
	m.Undo()
	s.settle()
	if m.Selected() != 3 {
		t.Errorf("row %d is selected", m.Selected())
	}
	m.ToggleTick(1)
	m.SetSearch("nobody")
	m.SetSearch("")
	if m.Ticks() != 0 {
		t.Error("a tick outlived what could be seen")
	}
	m.SwitchArchive()
	s.settle()
	for i := range 3 {
		m.ToggleTick(i)
	}
	m.Archive()
	s.settle()
	m.ToggleTick(0)
	m.ToggleTick(3) // one is archived, the other is not
	named := len(m.ToArchive())
	m.Archive()
	s.settle()
	if _, jobs, _ := s.newest(); named != 1 || !strings.HasPrefix(m.Toast().Text, "Job 000") {
		t.Errorf("%d jobs named, %q, %v", named, m.Toast().Text, jobs)
	}
	tickets := vm.NewTickets(s.params(), nothing)
	for _, code := range []string{"T1", "T2"} {
		s.must(s.desk.CreateTicket(context.Background(), domain.Ticket{Code: code, Scopes: []domain.Scope{{Customer: "customer1"}}}, review.Documented{}))
	}
	s.opened(tickets)
	tickets.Select(1)
	s.settle()
	tickets.Resolve()
	s.settle()
	tickets.Select(0)
	tickets.Undo()
	s.settle()
	if tickets.Ticket().Code != "T1" {
		t.Errorf("%s is selected", tickets.Ticket().Code)
	}
}
