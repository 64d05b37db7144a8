package model_test

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/ui/modeltest"
	"runchecks/ui/runchecks/decide"
)

func TestANameStandsInsteadOfTheTextOfACauseUntilItIsTakenBack(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.causes()
	s.m.NameCause("Gateway down")
	s.Settle()
	s.wantGroups("named",
		"> Gateway down | new · 3 customers · 4 jobs · 5 objects",
		"  "+expiredText+" | 2 customers · 2 jobs · 2 objects · since 20 Nov",
	)
	s.m.Undo()
	s.Settle()
	s.wantGroups("taken back",
		"> "+downText+" | new · 3 customers · 4 jobs · 5 objects",
		"  "+expiredText+" | 2 customers · 2 jobs · 2 objects · since 20 Nov",
	)
}

func TestJoinedCausesAreOneAndPartedStandByThemselves(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.causes()
	s.m.Move(1)
	s.m.ToggleTick(1)
	s.m.Move(-1)
	s.Settle()
	if n := s.m.Joins(); n != 1 {
		t.Fatalf("%d causes would be joined", n)
	}
	s.m.JoinCauses()
	s.Settle()
	s.wantGroups("joined", "> "+downText+" | 4 customers · 5 jobs · 7 objects · since 20 Nov")
	if row, _ := s.m.SelectedGroup(); len(row.Cause.Joined) != 1 || len(row.Cause.Alone) != 5 || !s.m.CanPart() {
		t.Errorf("joined: %v, alone %v", row.Cause.Joined, row.Cause.Alone)
	}
	s.m.PartCauses()
	s.Settle()
	if got := strings.Count(s.grouped(), "\n"); got != 1 {
		t.Errorf("parted:\n%s", s.grouped())
	}
	s.m.Undo()
	s.m.Undo()
	s.Settle()
	if s.m.CanPart() || strings.Count(s.grouped(), "\n") != 1 {
		t.Errorf("both taken back:\n%s", s.grouped())
	}
}

func TestAJobWithAReasonOfItsOwnStandsByItselfAndCanBePutBack(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.causes()
	if _, _, ok := s.m.Own(); ok {
		t.Error("a whole cause has no reason of its own")
	}
	s.m.Unfold()
	s.Settle()
	s.m.Move(1)
	s.Settle()
	if job, back, ok := s.m.Own(); job != "Job 0001" || back || !ok {
		t.Errorf("%q, back %t, %t", job, back, ok)
	}
	s.m.TakeOutForGood()
	s.Settle()
	s.m.Fold(false)
	s.Settle()
	s.wantGroups("taken out",
		"> "+downText+" | new · 2 customers · 3 jobs · 3 objects",
		"  "+downText+" | new · 1 customer · 1 job · 2 objects",
		"  "+expiredText+" | 2 customers · 2 jobs · 2 objects · since 20 Nov",
	)
	s.m.Move(1)
	s.Settle()
	if _, back, ok := s.m.Own(); !back || !ok {
		t.Fatal("it cannot be put back")
	}
	s.m.TakeOutForGood()
	s.Settle()
	if got := strings.Count(s.grouped(), "\n"); got != 1 {
		t.Errorf("put back:\n%s", s.grouped())
	}
}

func TestTickedCausesAreDecidedTogetherWithTheJobsThatHaveNoOther(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.causes()
	row, _ := s.m.SelectedGroup()
	if n := len(row.Cause.Stays()); n == 0 {
		t.Error("the job with two causes would leave with one of them")
	}
	s.m.TickAll()
	if s.m.Ticks() != 2 || !s.m.AllTicked() {
		t.Fatalf("%d ticks", s.m.Ticks())
	}
	scope := s.m.Scope()
	if len(scope.Jobs) != 5 || scope.Cause.Stays() != "" {
		t.Errorf("%d jobs, stays %q", len(scope.Jobs), scope.Cause.Stays())
	}
	if got, want := s.m.Label(decide.DoReview), "Mark 5 jobs, 7 runs reviewed"; got != want {
		t.Errorf("the button says %q, want %q", got, want)
	}
	s.m.MarkReviewed()
	s.Settle()
	if n := len(s.m.GroupRows()); n != 0 {
		t.Errorf("%d rows are left:\n%s", n, s.grouped())
	}
	s.m.Undo()
	s.Settle()
	if n := len(s.m.GroupRows()); n != 2 {
		t.Errorf("one undo brings back %d rows", n)
	}
}

func TestAViewerMarksNoCauses(t *testing.T) {
	s := newScreen(t, domain.RoleViewer)
	s.causes()
	if s.m.MayMark() || s.m.Joins() != 0 {
		t.Error("a Viewer may say what causes are")
	}
}

func TestACauseTellsWhenItWasThereBeforeAndWhatWasSaidOfIt(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	a, err := storagetest.Job(t.Context(), s.Store, "alder", 1)
	if err != nil {
		t.Fatal(err)
	}
	down := storagetest.Object("vm01", domain.Failed, "Unable to reach the gateway gw9.offsite.example:6180 within 30 seconds")
	var first domain.Run
	for n := range 3 {
		r := storagetest.Run(a, 100+n, modeltest.Night.AddDate(0, 0, n-20), down)
		r.Review = &domain.Review{At: r.At, Decision: "01"}
		s.PutRuns(r)
		first = r
	}
	s.causes()
	var id int64
	err = s.Store.Read(t.Context(), func(q domain.Reader) error {
		ids, err := q.RunIDs([]string{string(first.Key)})
		if len(ids) > 0 {
			id = ids[0]
		}
		return err
	})
	if err != nil || id == 0 {
		t.Fatalf("the run %s: %v", first.Key, err)
	}
	_, err = s.Desk.CreateTicket(
		t.Context(),
		domain.Ticket{Code: "T20261102", Scopes: []domain.Scope{{Job: a.Key}}},
		review.Documented{Runs: []int64{id}},
	)
	if err != nil {
		t.Fatal(err)
	}
	s.m.Reload()
	s.Settle()
	seen, ok := s.m.Before()
	if !ok || seen.Nights != 3 || seen.Again != 1 || len(seen.Tickets) != 1 {
		t.Fatalf("seen before: %+v, %t", seen, ok)
	}
	if got, want := seen.Line(4), "Seen before: 2 Nov to 4 Nov, over after 3 nights, 1 of these 4 jobs"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
