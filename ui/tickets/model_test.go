package tickets_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/ui/modeltest"
	"runchecks/ui/tickets"
	"runchecks/ui/words"
)

// ticketed are three jobs with a ticket each; T1 is linked to the run of its job.
func ticketed(t *testing.T) *modeltest.Fixture {
	s := modeltest.New(t, domain.RoleOperator)
	s.Fill(3)
	jobs := s.OpenJobs()
	for i, code := range []string{"T1", "T2", "T3"} {
		job := jobs[i]
		s.Must(
			s.Desk.CreateTicket(
				context.Background(),
				domain.Ticket{Code: code, Description: "about " + code, Scopes: []domain.Scope{{Job: job.Key}}},
				review.Documented{Jobs: []review.Target{{Job: job.ID, Last: job.LastRun}}},
			),
		)
	}
	return s
}

func TestATicketTellsWhatItIsAboutAndItsRuns(t *testing.T) {
	s := ticketed(t)
	m := tickets.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	m.Select(2)
	s.Settle()
	if m.Heading() != "T1" || modeltest.Fact(m, "State") != "open" || modeltest.Fact(m, "About") != "customer1 · Job 0001" ||
		modeltest.Fact(m, "Description") != "about T1" ||
		!strings.HasSuffix(modeltest.Fact(m, "Made"), " by kim") {
		t.Errorf("%s: %+v", m.Heading(), m.Facts())
	}
	if got := modeltest.Below(m, 2); got != "customer1 · Job 0001" || m.Below().Detail != "1" || m.Below().Rows[0][3].Text != "open" {
		t.Errorf("linked: %+v", m.Below())
	}
}

func TestTheSelectedTicketStaysSelectedWhenTheListIsReadAgain(t *testing.T) {
	s := ticketed(t)
	m := tickets.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	m.Select(1)
	m.ToggleTick(1)
	m.ToggleTick(2)
	s.Must(
		s.Desk.CreateTicket(
			context.Background(),
			domain.Ticket{Code: "T4", Scopes: []domain.Scope{{Customer: "customer1"}}},
			review.Documented{},
		),
	)
	s.Opened(m)
	if m.Ticket().Code != "T2" || m.Selected() != 2 || !m.Ticked(2) || !m.Ticked(3) {
		t.Errorf("selected %s at %d", m.Ticket().Code, m.Selected())
	}
	m.SetSearch("T2")
	m.SetSearch("")
	if !m.Ticked(2) || m.Ticked(3) {
		t.Error("a tick outlived its row")
	}
}

func TestTicketsAreSortedByEachColumn(t *testing.T) {
	s := ticketed(t)
	m := tickets.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	for _, c := range []struct{ column, want string }{{"code", "T1, T2, T3"}, {"code", "T3, T2, T1"}, {"created", "T3, T2, T1"},
		{"created", "T1, T2, T3"}, {"about", "T1, T2, T3"}} {
		m.SortBy(c.column)
		if got := modeltest.Column(m, "code"); got != c.want {
			by, down := m.SortedBy()
			t.Errorf("by %s, down %t: %s", by, down, got)
		}
	}
}

func TestAResolvedTicketIsFollowedUpAgain(t *testing.T) {
	s := ticketed(t)
	m := tickets.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	m.Resolve()
	s.Settle()
	if m.Ticket().Code != "T3" || m.Ticket().Open() || modeltest.Fact(m, "Resolved") == "" || !m.Toast().Undo {
		t.Errorf("resolved: %+v, toast %+v", m.Ticket(), m.Toast())
	}
	m.Resolve()
	s.Settle()
	if m.Ticket().Code != "T3" || !m.Ticket().Open() {
		t.Errorf("opened again: %+v", m.Ticket())
	}
	change := *m.Ticket()
	change.Description = "disk replaced"
	m.Save(change)
	s.Settle()
	if modeltest.Fact(m, "Description") != "disk replaced" {
		t.Errorf("%+v", m.Facts())
	}
	change.Code = "t1"
	m.Save(change)
	s.Settle()
	if !m.Toast().Error || m.Ticket().Code != "T3" {
		t.Errorf("a code that another ticket has was taken: %+v", m.Toast())
	}
}

func TestAViewerChangesNoTicket(t *testing.T) {
	s := ticketed(t)
	m := tickets.New(s.As("vic", domain.RoleViewer).Base, modeltest.Nothing)
	s.Opened(m)
	m.Resolve()
	s.Settle()
	if m.CanChange() || m.Len() != 3 || !m.Ticket().Open() {
		t.Errorf("a Viewer may change %+v", m.Ticket())
	}
}

func TestWhatTheServiceDeskSaysIsToldInFacts(t *testing.T) {
	now := storagetest.Now
	for name, c := range map[string]struct {
		a    *domain.DeskTicket
		want string
	}{
		"no ticket there": {nil, ""},
		"open": {&domain.DeskTicket{Number: "T1", Title: "Backup", Status: "New", Checked: now},
			"T1 · Backup · New|Asked 22 Nov 2026 08:00"},
		"resolved": {&domain.DeskTicket{Number: "T1", Resolved: now}, "T1|Resolved in the service desk 22 Nov 2026 08:00"},
		"deleted": {&domain.DeskTicket{Number: "T1", Resolved: now, Deleted: true},
			"T1|Deleted in the service desk: asked for by its id, there is no such ticket."},
	} {
		var got []string
		for _, f := range words.DeskFacts(c.a, time.UTC) {
			got = append(got, f.Text)
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestATicketIsMadeByItselfForACustomerOrAJob(t *testing.T) {
	s := modeltest.New(t, domain.RoleOperator)
	s.Fill(3)
	m := tickets.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	var c tickets.Choices
	m.Choices(func(found tickets.Choices) { c = found })
	s.Settle()
	if strings.Join(c.Customers, ", ") != "customer1, customer2, customer3" || len(c.Jobs) != 3 || len(c.Names) != 3 {
		t.Fatalf("choices %+v", c)
	}
	m.Create("T1", "disk", " Customer1 ", "")
	s.Settle()
	m.Create("T2", "", "", c.Jobs[0].Key)
	s.Settle()
	m.Create("T3", "", "nobody", "")
	s.Settle()
	if got := m.Toast(); !got.Error || !strings.Contains(got.Text, "nobody") {
		t.Errorf("a customer that there is not: %+v", got)
	}
	if k := s.TicketByCode("T1"); k.Scopes[0].Customer != "customer1" || s.LinkedTo(k.Key) == "" {
		t.Errorf("%+v linked to %q", k, s.LinkedTo(k.Key))
	}
	if k := s.TicketByCode("T2"); k.Scopes[0].Job != c.Jobs[0].Key {
		t.Errorf("%+v", k)
	}
}

func TestOpenTicketsComeFirstAndAreFoundByWhatTheyAreAbout(t *testing.T) {
	s := modeltest.New(t, domain.RoleOperator)
	s.Fill(3)
	ctx := context.Background()
	for _, code := range []string{"T1", "T2"} {
		s.Must(
			s.Desk.CreateTicket(
				ctx,
				domain.Ticket{Code: code, Scopes: []domain.Scope{{Customer: "customer" + code[1:]}}},
				review.Documented{},
			),
		)
	}
	m := tickets.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	if got := modeltest.Column(m, "code"); got != "T2, T1" || m.Detail() != "2, 2 open" {
		t.Errorf("%s; %s", got, m.Detail())
	}
	m.Resolve()
	s.Settle()
	if got := modeltest.Column(m, "code"); got != "T1, T2" || m.Detail() != "2, 1 open" {
		t.Errorf("after one is resolved: %s; %s", got, m.Detail())
	}
	m.SetSearch("about:customer2")
	if got := modeltest.Column(m, "code"); got != "T2" || m.Heading() != "T2" {
		t.Errorf("searched: %s", got)
	}
	m.SetSearch("state:open")
	if got := modeltest.Column(m, "code"); got != "T1" {
		t.Errorf("open ones: %s", got)
	}
	m.Undo()
	s.Settle()
	m.SetSearch("")
	if m.Detail() != "2, 2 open" {
		t.Errorf("after the undo: %s", m.Detail())
	}
}
