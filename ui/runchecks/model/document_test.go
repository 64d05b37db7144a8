package model_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/ui/modeltest"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/services"
)

// document opens the window for a ticket or remark.
func (s *screen) document() (x *decide.Documenting) {
	s.Helper()
	s.m.Document(func(d *decide.Documenting) { x = d })
	s.Settle()
	if x == nil {
		s.Fatal("no window")
	}
	return x
}

func scopeChoices(x *decide.Documenting) string {
	var out []string
	for _, c := range x.Scopes {
		out = append(out, c.Words)
	}
	return strings.Join(out, ", ")
}

func TestATicketAboutOneRunIsAboutItsJobAnObjectOrTheCustomer(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	s.load()
	x := s.document()
	if x.Title != "Job 0001 of customer1" || scopeChoices(x) != "this job: Job 0001, only vm in it, all jobs of customer1" || x.Run == 0 ||
		len(x.Problems) != 1 ||
		x.Customer == nil ||
		x.CanSend ||
		!x.CanReview {
		t.Errorf("%s; %s; %+v", x.Title, scopeChoices(x), x)
	}
	x.CreateTicket("T1", "disk", 1, false)
	s.Settle()
	k := s.TicketByCode("t1")
	if k.Scopes[0].Object != "vm" || s.LinkedTo(k.Key) != "1" || len(s.m.Rows()) != 3 {
		t.Errorf("%+v linked to %s", k, s.LinkedTo(k.Key))
	}
}

func TestATicketAboutTickedJobsIsAboutThemOrTheirCustomers(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.load()
	s.m.ToggleTick(0)
	s.m.ToggleTick(2)
	x := s.document()
	if x.Title != "2 jobs" || scopeChoices(x) != "these 2 jobs, all jobs of customer1, customer2" || x.Run != 0 || x.Customer != nil {
		t.Errorf("%s; %s", x.Title, scopeChoices(x))
	}
	x.CreateTicket("T1", "", 0, true)
	s.want("at once", ">4 5 3 6")
	s.Settle()
	s.want("after it was written", ">4 5 3 6")
	if got := s.LinkedTo(s.TicketByCode("T1").Key); got != "2 1" {
		t.Errorf("linked to %s", got)
	}
	s.m.Undo()
	s.Settle()
	if len(s.m.Rows()) != 6 {
		t.Errorf("after the undo: %s", s.list())
	}
}

func TestATicketThatCannotBeMadeBringsTheRowBack(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	s.load()
	x := s.document()
	x.CreateTicket("  ", "", 0, true)
	s.want("at once", ">2 3")
	s.Settle()
	if len(s.m.Rows()) != 3 || !s.m.Toast().Error {
		t.Errorf("%s; %+v", s.list(), s.m.Toast())
	}
}

func TestTheNewestTicketsAndRemarksAreQuickChoices(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(2)
	s.load()
	ctx := context.Background()
	about := []domain.Scope{{Customer: "customer1"}}
	for n := 1; n <= 10; n++ {
		s.Must(s.Desk.CreateTicket(ctx, domain.Ticket{Code: fmt.Sprint("T", n), Scopes: about}, review.Documented{}))
		s.Must(s.Desk.CreateRemark(ctx, domain.Remark{Text: fmt.Sprint("text ", n%3), Scopes: about}, review.Documented{}))
	}
	s.Must(s.Desk.ResolveTicket(ctx, s.TicketByCode("T10").Key))
	x := s.document()
	if len(x.Tickets) != 9 || x.Tickets[0].Code != "T9" || strings.Join(x.Remarks, ", ") != "text 1, text 0, text 2" {
		t.Errorf("%d tickets from %s; %q", len(x.Tickets), x.Tickets[0].Code, x.Remarks)
	}
	for code, want := range map[string]int{"t9": 0, "T1": 8, "T10": -1, "": -1} {
		if got := x.Known(" " + code + " "); got != want {
			t.Errorf("%q is choice %d", code, got)
		}
	}
	x.LinkTicket(x.Known("t3"), true)
	s.want("at once", ">2")
	s.Settle()
	s.want("after it was written", ">2")
	if k := s.TicketByCode("T3"); s.LinkedTo(k.Key) != "1" {
		t.Errorf("linked to %q", s.LinkedTo(k.Key))
	}
}

func TestARemarkIsMadeWithAnEndAndTheRunIsReviewed(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(2)
	s.load()
	end := storagetest.Now.AddDate(0, 0, 7)
	s.document().CreateRemark("known", end, 0, true)
	s.want("at once", ">2")
	s.Settle()
	err := s.Store.Read(context.Background(), func(q domain.Reader) error {
		list, err := q.Remarks()
		if err != nil || len(list) != 1 || !list[0].Expires.Equal(end) {
			t.Errorf("%+v, %v", list, err)
			return err
		}
		runs, err := q.RemarkRuns(list[0].Key, 0)
		if len(runs) != 1 || !runs[0].Reviewed {
			t.Errorf("%+v", runs)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAViewerDocumentsNothing(t *testing.T) {
	s := newScreen(t, domain.RoleViewer)
	s.Fill(1)
	s.load()
	s.m.Document(func(*decide.Documenting) { t.Error("a window") })
	s.Settle()
	if s.m.Can(decide.DoTicket) || !s.m.Toast().Error {
		t.Errorf("%+v", s.m.Toast())
	}
}

// fakeDesk is a service desk that answers what it is told.
type fakeDesk struct {
	services.ServiceDesk
	made domain.DeskTicket
	err  error
}

func (d *fakeDesk) Create(context.Context, domain.DeskDraft) (domain.DeskTicket, error) {
	return d.made, d.err
}

func TestATicketForAutotaskListsTheProblems(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	job, err := storagetest.Job(context.Background(), s.Store, "customer1", 1)
	if err != nil {
		t.Fatal(err)
	}
	var objects []domain.Object
	for n := range 50 {
		objects = append(objects, storagetest.Object(fmt.Sprint("vm", n), domain.Failed, "no\n  space"))
	}
	s.PutRuns(storagetest.Run(job, 1, modeltest.Night, objects...))
	s.load()
	d := s.document().Draft()
	if d.Title != "Backup: Job 0001 of customer1" || d.Customer.Name != "customer1" || !d.Due.Equal(storagetest.Now.Add(24*time.Hour)) ||
		!strings.Contains(d.Description, ": Failed. no space\n") ||
		!strings.HasSuffix(d.Description, "and 10 more\n") {
		t.Errorf("%+v", d)
	}
}

func TestATicketMadeInAutotaskIsKeptEvenWhereItsNumberIsTaken(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	s.load()
	for i, c := range []struct {
		made domain.DeskTicket
		code string
	}{{domain.DeskTicket{ID: 1, Number: "T1"}, "T1"}, {domain.DeskTicket{ID: 2, Number: "T1"}, "T1 (2)"},
		{domain.DeskTicket{ID: 3}, "Autotask 3"}} {
		x := s.document()
		answered := false
		x.SendTicket(&fakeDesk{made: c.made}, x.Draft(), 0, true, func(err error) { answered = err == nil })
		s.Settle()
		k := s.TicketByCode(c.code)
		if !answered || k.Desk == nil || k.Desk.ID != c.made.ID || len(s.m.Rows()) != 2-i {
			t.Errorf("%s: %+v, %s", c.code, k, s.list())
		}
	}
}

func TestATicketThatAutotaskRefusesLeavesEverythingAsItIs(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(1)
	s.load()
	x := s.document()
	var told error
	x.SendTicket(&fakeDesk{err: &domain.Error{Code: domain.CodeNetwork, Message: "no"}}, x.Draft(), 0, true, func(err error) { told = err })
	s.Settle()
	if told == nil || len(s.m.Rows()) != 1 {
		t.Errorf("%v; %s", told, s.list())
	}
}

func TestATicketIsTakenOffTheSelectedRun(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	s.load()
	if len(s.m.RunTickets()) != 0 {
		t.Error("a ticket where there is none")
	}
	s.document().CreateTicket("T1", "disk", 0, false)
	s.Settle()
	tickets := s.m.RunTickets()
	if len(tickets) != 1 {
		t.Fatalf("tickets of the run: %+v", tickets)
	}
	s.m.Unlink(tickets[0].Key)
	s.Settle()
	if s.LinkedTo(tickets[0].Key) != "" || len(s.m.RunTickets()) != 0 {
		t.Errorf("linked still: %s, %+v", s.LinkedTo(tickets[0].Key), s.m.RunTickets())
	}
	s.m.Undo()
	s.Settle()
	if len(s.m.RunTickets()) != 1 {
		t.Error("undo did not link it again")
	}
	s.m.Redo()
	s.Settle()
	if len(s.m.RunTickets()) != 0 {
		t.Error("redo did not take it off")
	}
}
