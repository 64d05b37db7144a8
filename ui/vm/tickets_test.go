package vm_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/ui/vm"
)

// ticketed are three jobs with a ticket each; T1 is linked to the run of its job.
func ticketed(t *testing.T) *fixture {
	s := newFixture(t, domain.RoleOperator)
	s.fill(3)
	jobs := s.openJobs()
	for i, code := range []string{"T1", "T2", "T3"} {
		job := jobs[i]
		s.must(s.desk.CreateTicket(context.Background(), domain.Ticket{Code: code, Description: "about " + code, Scopes: []domain.Scope{{Job: job.Key}}},
			review.Documented{Jobs: []review.Target{{Job: job.ID, Last: job.LastRun}}}))
	}
	return s
}

func TestATicketTellsWhatItIsAboutAndItsRuns(t *testing.T) {
	s := ticketed(t)
	m := vm.NewTickets(s.params(), nothing)
	s.opened(m)
	m.Select(2)
	s.settle()
	if m.Heading() != "T1" || fact(m, "State") != "open" || fact(m, "About") != "customer1 · Job 0001" || fact(m, "Description") != "about T1" || !strings.HasSuffix(fact(m, "Made"), " by kim") {
		t.Errorf("%s: %+v", m.Heading(), m.Facts())
	}
	if got := below(m, 2); got != "customer1 · Job 0001" || m.Below().Detail != "1" || m.Below().Rows[0][3].Text != "open" {
		t.Errorf("linked: %+v", m.Below())
	}
}

func TestTheSelectedTicketStaysSelectedWhenTheListIsReadAgain(t *testing.T) {
	s := ticketed(t)
	m := vm.NewTickets(s.params(), nothing)
	s.opened(m)
	m.Select(1)
	m.ToggleTick(1)
	m.ToggleTick(2)
	s.must(s.desk.CreateTicket(context.Background(), domain.Ticket{Code: "T4", Scopes: []domain.Scope{{Customer: "customer1"}}}, review.Documented{}))
	s.opened(m)
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
	m := vm.NewTickets(s.params(), nothing)
	s.opened(m)
	for _, c := range []struct{ column, want string }{{"code", "T1, T2, T3"}, {"code", "T3, T2, T1"}, {"created", "T3, T2, T1"}, {"created", "T1, T2, T3"}, {"about", "T1, T2, T3"}} {
		m.SortBy(c.column)
		if got := column(m, "code"); got != c.want {
			by, down := m.SortedBy()
			t.Errorf("by %s, down %t: %s", by, down, got)
		}
	}
}

func TestAResolvedTicketIsFollowedUpAgain(t *testing.T) {
	s := ticketed(t)
	m := vm.NewTickets(s.params(), nothing)
	s.opened(m)
	m.Resolve()
	s.settle()
	if m.Ticket().Code != "T3" || m.Ticket().Open() || fact(m, "Resolved") == "" || !m.Toast().Undo {
		t.Errorf("resolved: %+v, toast %+v", m.Ticket(), m.Toast())
	}
	m.Resolve()
	s.settle()
	if m.Ticket().Code != "T3" || !m.Ticket().Open() {
		t.Errorf("opened again: %+v", m.Ticket())
	}
	change := *m.Ticket()
	change.Description = "disk replaced"
	m.Save(change)
	s.settle()
	if fact(m, "Description") != "disk replaced" {
		t.Errorf("%+v", m.Facts())
	}
	change.Code = "t1"
	m.Save(change)
	s.settle()
	if !m.Toast().Error || m.Ticket().Code != "T3" {
		t.Errorf("a code that another ticket has was taken: %+v", m.Toast())
	}
}

func TestAViewerChangesNoTicket(t *testing.T) {
	s := ticketed(t)
	m := vm.NewTickets(s.as("vic", domain.RoleViewer), nothing)
	s.opened(m)
	m.Resolve()
	s.settle()
	if m.CanChange() || m.Len() != 3 || !m.Ticket().Open() {
		t.Errorf("a Viewer may change %+v", m.Ticket())
	}
}

func TestWhatAutotaskSaysIsToldInFacts(t *testing.T) {
	now := storagetest.Now
	for name, c := range map[string]struct {
		a    *domain.AutotaskTicket
		want string
	}{
		"no ticket there": {nil, ""},
		"open":            {&domain.AutotaskTicket{Number: "T1", Title: "Backup", Status: "New", Checked: now}, "T1 · Backup · New|Asked 22 Nov 2026 08:00"},
		"resolved":        {&domain.AutotaskTicket{Number: "T1", Resolved: now}, "T1|Resolved in Autotask 22 Nov 2026 08:00"},
		"deleted":         {&domain.AutotaskTicket{Number: "T1", Resolved: now, Deleted: true}, "T1|Deleted in Autotask: asked for by its id, there is no such ticket."},
	} {
		var got []string
		for _, f := range vm.AutotaskFacts(c.a, time.UTC) {
			got = append(got, f.Text)
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestATicketIsMadeByItselfForACustomerOrAJob(t *testing.T) {
	s := newFixture(t, domain.RoleOperator)
	s.fill(3)
	m := vm.NewTickets(s.params(), nothing)
	s.opened(m)
	var c vm.TicketChoices
	m.Choices(func(found vm.TicketChoices) { c = found })
	s.settle()
	if strings.Join(c.Customers, ", ") != "customer1, customer2, customer3" || len(c.Jobs) != 3 || len(c.Names) != 3 {
		t.Fatalf("choices %+v", c)
	}
	m.Create("T1", "disk", " Customer1 ", "")
	s.settle()
	m.Create("T2", "", "", c.Jobs[0].Key)
	s.settle()
	m.Create("T3", "", "nobody", "")
	s.settle()
	if got := m.Toast(); !got.Error || !strings.Contains(got.Text, "nobody") {
		t.Errorf("a customer that there is not: %+v", got)
	}
	if k := s.ticketByCode("T1"); k.Scopes[0].Customer != "customer1" || s.linkedTo(k.Key) == "" {
		t.Errorf("%+v linked to %q", k, s.linkedTo(k.Key))
	}
	if k := s.ticketByCode("T2"); k.Scopes[0].Job != c.Jobs[0].Key {
		t.Errorf("%+v", k)
	}
}
