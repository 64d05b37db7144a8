package vm_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/vm"
)

func TestTheAuditLogIsSearchedByWords(t *testing.T) {
	at := func(day string) time.Time {
		d, _ := time.Parse(time.DateOnly, day)
		return d
	}
	for search, want := range map[string]domain.JournalFilter{
		"":                              {},
		"  NW   daily ":                 {Text: "NW daily"},
		"by:kim":                        {Actor: "kim"},
		"kind:ticket T1":                {Kind: domain.DecideTicket, Text: "T1"},
		"from:2026-11-01":               {From: at("2026-11-01")},
		"to:2026-11-30":                 {To: at("2026-12-01")},
		"from:yesterday":                {Text: "from:yesterday"},
		"to:":                           {Text: "to:"},
		"mail:1@x.example#0":            {Text: "mail:1@x.example#0"},
		"by":                            {Text: "by"},
		"by:kim by:sam":                 {Actor: "sam"},
		"from:2026-11-02 to:2026-11-02": {From: at("2026-11-02"), To: at("2026-11-03")},
	} {
		if got := vm.JournalWords(search, time.UTC); got != want {
			t.Errorf("%q reads as %+v", search, got)
		}
	}
	berlin := time.FixedZone("", 3600)
	if f := vm.JournalWords("from:2026-11-02", berlin); f.From.Format(time.RFC3339) != "2026-11-02T00:00:00+01:00" {
		t.Errorf("a day begins at %v", f.From)
	}
}

// audited are decisions of kim, an Operator, and then of ada, an Admin.
func audited(t *testing.T) (s *fixture, kim, ada vm.Params) {
	s = newFixture(t, domain.RoleOperator)
	s.fill(3)
	ctx := context.Background()
	ada = s.as("ada", domain.RoleAdmin)
	row := s.openJobs()[0]
	s.must(s.desk.MarkReviewed(ctx, []review.Target{{Job: row.ID, Last: row.LastRun}}))
	s.must(s.desk.CreateTicket(ctx, domain.Ticket{Code: "T1", Scopes: []domain.Scope{{Job: row.Key}}}, review.Documented{}))
	s.must(ada.Desk.Archive(ctx, []int64{row.ID}, true))
	return s, s.params(), ada
}

func TestAnAdminReadsEverybodysDecisionsOthersTheirOwn(t *testing.T) {
	s, kim, ada := audited(t)
	for name, c := range map[string]struct {
		p      vm.Params
		who    string
		detail string
	}{
		"admin": {ada, "ada, kim, kim", "3 decisions"}, "operator": {kim, "kim, kim", "2 decisions, your own"}, "viewer": {s.as("vic", domain.RoleViewer), "", "0 decisions, your own"},
	} {
		m := vm.NewAudit(c.p, nothing)
		s.opened(m)
		if got := column(m, "by"); got != c.who || m.Detail() != c.detail {
			t.Errorf("%s: %q; %s", name, got, m.Detail())
		}
	}
}

func TestTheSearchOfTheAuditLogReachesTheJournal(t *testing.T) {
	s, _, ada := audited(t)
	m := vm.NewAudit(ada, nothing)
	s.opened(m)
	for search, want := range map[string]string{
		"by:ada": "archive", "kind:ticket": "ticket", "by:kim": "ticket, review", "T1": "ticket", "archived": "archive", "to:2026-11-01": "", "from:2026-11-22": "archive, ticket, review", "": "archive, ticket, review",
	} {
		m.SetSearch(search)
		s.settle()
		if got := column(m, "kind"); got != want {
			t.Errorf("%q finds %q", search, got)
		}
		if m.Search() != search || m.Filter().Limit == 0 {
			t.Errorf("search %q, filter %+v", m.Search(), m.Filter())
		}
	}
}

func TestAnEntryTellsWhoDecidedWhatAndAboutWhat(t *testing.T) {
	s, _, ada := audited(t)
	m := vm.NewAudit(ada, nothing)
	s.opened(m)
	m.Select(2)
	if m.Heading() != "1 run of Job 0001 reviewed" || fact(m, "Who") != "kim" || fact(m, "Link") == "" || m.Below().Detail != "1" || !strings.HasPrefix(below(m, 0), "mail:") {
		t.Errorf("%s: %+v %+v", m.Heading(), m.Facts(), m.Below())
	}
}

func TestOneUndoesOnesOwnDecisionsOnly(t *testing.T) {
	s, kim, ada := audited(t)
	m := vm.NewAudit(ada, nothing)
	s.opened(m)
	if !m.CanUndo() {
		t.Error("an Admin cannot undo the own decision")
	}
	m.Select(1)
	m.UndoOne()
	s.settle()
	if m.CanUndo() || strings.Contains(column(m, "what"), "undone") {
		t.Errorf("somebody else's decision was undone: %s", column(m, "what"))
	}
	m = vm.NewAudit(kim, nothing)
	s.opened(m)
	m.UndoOne()
	s.settle()
	if got := column(m, "what"); got != "undone: ticket T1 made, (undone) ticket T1 made, 1 run of Job 0001 reviewed" {
		t.Errorf("undone: %s", got)
	}
	m.Select(0)
	if m.CanUndo() || fact(m, "Undoes") == "" {
		t.Errorf("an undo can be undone: %+v", m.Facts())
	}
	m.Select(1)
	if m.CanUndo() || fact(m, "Undone by") == "" {
		t.Errorf("it can be undone twice: %+v", m.Facts())
	}
}
