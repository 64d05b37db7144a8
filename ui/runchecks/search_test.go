package runchecks_test

import (
	"context"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/audit"
	"runchecks/ui/customers"
	"runchecks/ui/jobs"
	"runchecks/ui/modeltest"
	"runchecks/ui/runchecks"
	"runchecks/ui/tickets"
	"runchecks/ui/words"
)

func TestASearchForAKeyThatNobodyKnowsSaysWhichThereAre(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	s.load()
	for search, want := range map[string]string{
		"foo:bar":             "There is no key “foo:”. Keys: customer:, job:, nosuccess:, product:, silent:, status:, type:.\n3 jobs wait for review.",
		"status:failed foo:x": "There is no key “foo:”. Keys: customer:, job:, nosuccess:, product:, silent:, status:, type:.\n3 jobs wait for review.",
		"nobody":              "3 jobs wait for review.",
		"C:":                  "3 jobs wait for review.",
		"status:missed":       "3 jobs wait for review.",
	} {
		s.m.SetSearch(search)
		s.Settle()
		if e, ok := s.m.Empty(); !ok || e.Text != want || e.Step != runchecks.StepClear {
			t.Errorf("%s: %q, %v", search, e.Text, ok)
		}
		if s.m.Details() != nil || s.m.Report().None != words.NothingSelected() || len(s.m.Runs()) != 0 {
			t.Errorf("%s: the panes beside it still show %+v", search, s.m.Report())
		}
	}
	s.m.SetSearch("job:0002 type:backup")
	s.Settle()
	s.want("known keys", ">2")
	m := customers.New(s.Params(), modeltest.Nothing)
	s.Opened(m)
	m.SetSearch("foo:x")
	if got := m.EmptyText(); got != "There is no key “foo:”. Keys: state:." {
		t.Error(got)
	}
	m.SetSearch("nobody")
	if got := m.EmptyText(); got != "Nothing matches the search." {
		t.Error(got)
	}
	a := audit.New(s.Params(), modeltest.Nothing)
	s.Opened(a)
	a.SetSearch("who:kim")
	s.Settle()
	if got := a.EmptyText(); got != "There is no key “who:”. Keys: by:, from:, kind:, to:." {
		t.Error(got)
	}
}

func TestAnUndoSelectsInEveryListWhatItBroughtBack(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.Fill(4)
	m := jobs.New(s.Params(), modeltest.Nothing)
	s.Opened(m)
	m.Select(3)
	s.Settle()
	m.Archive()
	s.Settle()
	m.Select(0)
	s.Settle()
	m.Undo()
	s.Settle()
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
	s.Settle()
	for i := range 3 {
		m.ToggleTick(i)
	}
	m.Archive()
	s.Settle()
	m.ToggleTick(0)
	m.ToggleTick(3) // one is archived, the other is not
	named := len(m.ToArchive())
	m.Archive()
	s.Settle()
	if _, jobs, _ := s.newest(); named != 1 || !strings.HasPrefix(m.Toast().Text, "Job 000") {
		t.Errorf("%d jobs named, %q, %v", named, m.Toast().Text, jobs)
	}
	tickets := tickets.New(s.Params(), modeltest.Nothing)
	for _, code := range []string{"T1", "T2"} {
		s.Must(
			s.Desk.CreateTicket(
				context.Background(),
				domain.Ticket{Code: code, Scopes: []domain.Scope{{Customer: "customer1"}}},
				review.Documented{},
			),
		)
	}
	s.Opened(tickets)
	tickets.Select(1)
	s.Settle()
	tickets.Resolve()
	s.Settle()
	tickets.Select(0)
	tickets.Undo()
	s.Settle()
	if tickets.Ticket().Code != "T1" {
		t.Errorf("%s is selected", tickets.Ticket().Code)
	}
}
