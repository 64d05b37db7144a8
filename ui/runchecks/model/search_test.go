package model_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/ui/audit"
	"runchecks/ui/customers"
	"runchecks/ui/jobs"
	"runchecks/ui/modeltest"
	"runchecks/ui/runchecks/model"
	"runchecks/ui/tickets"
	"runchecks/ui/words"
)

func TestASearchThatFindsNothingSaysWhatItLookedFor(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	s.Indexed()
	s.load()
	for _, search := range []string{"nobody", "C:", "status:missed", "is:late -nobody"} {
		s.m.SetSearch(search)
		s.Settle()
		e, ok := s.m.Empty()
		want := model.Empty{
			Title: "No job, object, message or report has “" + search + "”.",
			Text:  "3 jobs wait for review.", Step: model.StepClear,
		}
		if !ok || e != want {
			t.Errorf("%s: %+v, %v", search, e, ok)
		}
		if s.m.Details() != nil || s.m.Report().None != words.NothingSelected() || len(s.m.Runs()) != 0 {
			t.Errorf("%s: the panes beside it still show %+v", search, s.m.Report())
		}
	}
}

func TestWhatNobodyUnderstandsOfASearchIsSaidAndTheRestCounts(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	s.Indexed()
	s.load()
	const statuses = "Values: failed, missed, warning, unknown, success, override."
	const keys = "Keys: status, customer, product, job, object, message, ticket, remark, is, since, before, silent, nosuccess, mine, by."
	for search, want := range map[string][2]string{
		"foo:bar":             {"There is no key “foo:”. " + keys, ">1 2 3"},
		"status:failed foo:x": {"There is no key “foo:”. " + keys, ">1"},
		"status:good":         {"“good” is no value of status:. " + statuses, ">1 2 3"},
		"since:soon":          {"“soon” is no day; write since:2026-11-28, since:yesterday or since:7d.", ">1 2 3"},
		"silent:x job:0002":   {"“x” is no number of days; write silent:7d or silent:2w.", ">2"},
	} {
		s.m.SetSearch(search)
		s.Settle()
		s.m.Select(0)
		if got := s.m.SearchFault(); got != want[0] {
			t.Errorf("%s: %q", search, got)
		}
		s.want(search, want[1])
	}
}

func TestASearchFindsTheRunThatHits(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	job, err := storagetest.Job(context.Background(), s.Store, "contoso", 1)
	if err != nil {
		t.Fatal(err)
	}
	at := func(hours int) time.Time { return storagetest.Now.Add(time.Duration(-hours) * time.Hour) }
	gone := storagetest.Run(job, 1, at(80), storagetest.Object("gw1", domain.Failed, "gateway unreachable"))
	gone.Review = &domain.Review{At: at(70), By: "kim"}
	ids, err := storagetest.Put(context.Background(), s.Store, gone,
		storagetest.Run(job, 2, at(30), storagetest.Object("gw2", domain.Failed, "gateway unreachable")),
		storagetest.Run(job, 3, at(6), storagetest.Object("fs04", domain.Failed, "disk is full")))
	if err != nil {
		t.Fatal(err)
	}
	s.Indexed()
	s.load()
	for _, c := range []struct {
		search string
		run    int64
		note   string
		words  string
	}{
		{"gateway", ids[1], "1 job", "gateway"},
		{"is:reviewed gatew", ids[0], "1 job", "gatew"},
		{"disk", ids[2], "1 job", "disk"},
		{"-disk object:gw2", ids[1], "1 job", "gw2"},
		{"", ids[2], "", ""},
	} {
		s.m.SetSearch(c.search)
		s.Settle()
		if c.search == "" {
			s.m.SelectRun(0)
			s.Settle()
		}
		if d := s.m.Details(); d == nil || d.Run.ID != c.run || s.m.SearchNote() != c.note || s.m.FoundWords() != c.words {
			t.Errorf("%q: %+v, %q, %q", c.search, d, s.m.SearchNote(), s.m.FoundWords())
		}
	}
}

func TestOnlyWhoMayIncludeReviewedRunsSearchesThem(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	s.Indexed()
	s.load()
	s.m.SetSearch("is:reviewed")
	s.Settle()
	if e, ok := s.m.Empty(); !ok || !strings.HasPrefix(e.Text, s.m.SearchGap()) || s.m.SearchGap() == "" {
		t.Errorf("%+v, %v, %q", e, ok, s.m.SearchGap())
	}
}

func TestAWordIsCompletedFromWhatTheListShows(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(12)
	s.load()
	for text, want := range map[string]string{
		"cust": "customer:", "customer:customer1": "customer:customer1 ", "is:rev": "is:reviewed ", "ticket:": "ticket:any ", "gateway": "",
	} {
		got := ""
		if list := s.m.Completions(text, len(text)); len(list) > 0 {
			got = list[0].Text
		}
		if got != want {
			t.Errorf("%s: %q, not %q", text, got, want)
		}
	}
}

func TestAKeyThatAListDoesNotHaveIsNamed(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	m := customers.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	m.SetSearch("foo:x")
	if got := m.EmptyText(); got != "There is no key “foo:”. Keys: state:." {
		t.Error(got)
	}
	m.SetSearch("nobody")
	if got := m.EmptyText(); got != "Nothing matches the search." {
		t.Error(got)
	}
	a := audit.New(s.Params().Base, modeltest.Nothing)
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
	m := jobs.New(s.Params().Base, modeltest.Nothing)
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
	tickets := tickets.New(s.Params().Base, modeltest.Nothing)
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
