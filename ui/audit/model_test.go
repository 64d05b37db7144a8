package audit_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/audit"
	"runchecks/ui/modeltest"
	"runchecks/ui/services"
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
		if got := audit.JournalWords(search, time.UTC); got != want {
			t.Errorf("%q reads as %+v", search, got)
		}
	}
	berlin := time.FixedZone("", 3600)
	if f := audit.JournalWords("from:2026-11-02", berlin); f.From.Format(time.RFC3339) != "2026-11-02T00:00:00+01:00" {
		t.Errorf("a day begins at %v", f.From)
	}
}

// audited are decisions of kim, an Operator, and then of ada, an Admin.
func audited(t *testing.T) (s *modeltest.Fixture, kim, ada services.Base) {
	s = modeltest.New(t, domain.RoleOperator)
	s.Fill(3)
	ctx := context.Background()
	ada = s.As("ada", domain.RoleAdmin).Base
	row := s.OpenJobs()[0]
	s.Must(s.Desk.MarkReviewed(ctx, []review.Target{{Job: row.ID, Last: row.LastRun}}))
	s.Must(s.Desk.CreateTicket(ctx, domain.Ticket{Code: "T1", Scopes: []domain.Scope{{Job: row.Key}}}, review.Documented{}))
	s.Must(ada.Desk.Archive(ctx, []int64{row.ID}, true))
	return s, s.Params().Base, ada
}

func TestAnAdminReadsEverybodysDecisionsOthersTheirOwn(t *testing.T) {
	s, kim, ada := audited(t)
	for name, c := range map[string]struct {
		p      services.Base
		who    string
		detail string
	}{
		"admin": {ada, "ada, kim, kim", "3 decisions"}, "operator": {kim, "kim, kim", "2 decisions, your own"}, "viewer": {s.As("vic",
			domain.RoleViewer).Base, "", "0 decisions, your own"},
	} {
		m := audit.New(c.p, modeltest.Nothing)
		s.Opened(m)
		if got := modeltest.Column(m, "by"); got != c.who || m.Detail() != c.detail {
			t.Errorf("%s: %q; %s", name, got, m.Detail())
		}
	}
}

func TestTheSearchOfTheAuditLogReachesTheJournal(t *testing.T) {
	s, _, ada := audited(t)
	m := audit.New(ada, modeltest.Nothing)
	s.Opened(m)
	for search, want := range map[string]string{
		"by:ada": "archive", "kind:ticket": "ticket", "by:kim": "ticket, review", "T1": "ticket", "archived": "archive",
		"to:2026-11-01": "", "from:2026-11-22": "archive, ticket, review", "": "archive, ticket, review",
	} {
		m.SetSearch(search)
		s.Settle()
		if got := modeltest.Column(m, "kind"); got != want {
			t.Errorf("%q finds %q", search, got)
		}
		if m.Search() != search || m.Filter().Limit == 0 {
			t.Errorf("search %q, filter %+v", m.Search(), m.Filter())
		}
	}
}

func TestAnEntryTellsWhoDecidedWhatAndAboutWhat(t *testing.T) {
	s, _, ada := audited(t)
	m := audit.New(ada, modeltest.Nothing)
	s.Opened(m)
	m.Select(2)
	if m.Heading() != "1 run of Job 0001 reviewed" || modeltest.Fact(m, "Who") != "kim" || modeltest.Fact(m, "Link") == "" ||
		m.Below().Detail != "1" ||
		!strings.HasPrefix(modeltest.Below(m, 0), "mail:") {
		t.Errorf("%s: %+v %+v", m.Heading(), m.Facts(), m.Below())
	}
}

func TestOneUndoesOnesOwnDecisionsOnly(t *testing.T) {
	s, kim, ada := audited(t)
	m := audit.New(ada, modeltest.Nothing)
	s.Opened(m)
	if !m.CanUndo() {
		t.Error("an Admin cannot undo the own decision")
	}
	m.Select(1)
	m.UndoOne()
	s.Settle()
	if m.CanUndo() || strings.Contains(modeltest.Column(m, "what"), "undone") {
		t.Errorf("somebody else's decision was undone: %s", modeltest.Column(m, "what"))
	}
	m = audit.New(kim, modeltest.Nothing)
	s.Opened(m)
	m.UndoOne()
	s.Settle()
	if got := modeltest.Column(m, "what"); got != "undone: ticket T1 made, (undone) ticket T1 made, 1 run of Job 0001 reviewed" {
		t.Errorf("undone: %s", got)
	}
	m.Select(0)
	if m.CanUndo() || modeltest.Fact(m, "Undoes") == "" {
		t.Errorf("an undo can be undone: %+v", m.Facts())
	}
	m.Select(1)
	if m.CanUndo() || modeltest.Fact(m, "Undone by") == "" {
		t.Errorf("it can be undone twice: %+v", m.Facts())
	}
}

func TestTheSearchOfTheAuditLogReadsItsWords(t *testing.T) {
	loc := time.UTC
	f := audit.JournalWords("by:kim kind:review from:2026-11-01 to:2026-11-02 NW daily from:nonsense", loc)
	if f.Actor != "kim" || f.Kind != domain.DecideReview || f.Text != "NW daily from:nonsense" ||
		f.From.Format(time.DateOnly) != "2026-11-01" ||
		f.To.Format(time.DateOnly) != "2026-11-03" {
		t.Errorf("%+v", f)
	}
}

func TestASingleDecisionIsUndoneInTheAuditLog(t *testing.T) {
	s := modeltest.New(t, domain.RoleAdmin)
	s.Fill(2)
	ctx := context.Background()
	for _, r := range s.OpenJobs() {
		s.Must(s.Desk.MarkReviewed(ctx, []review.Target{{Job: r.ID}}))
	}
	m := audit.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	m.Select(1)
	if !m.CanUndo() {
		t.Fatal("the older one cannot be undone")
	}
	m.UndoOne()
	s.Settle()
	m.Select(2)
	if m.CanUndo() || !strings.HasPrefix(m.Cell(2, "what").Text, "(undone)") {
		t.Errorf("it is shown as %q", m.Cell(2, "what").Text)
	}
	m.Verify()
	s.Settle()
	if !strings.Contains(m.Detail(), "the chain is whole") {
		t.Error(m.Detail())
	}
	if n := len(s.OpenJobs()); n != 1 {
		t.Errorf("%d jobs wait", n)
	}
}
