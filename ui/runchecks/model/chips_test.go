package model_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/modeltest"
	"runchecks/ui/runchecks/model"
)

// chips returns what narrows the list, "*" before what is on.
func (s *screen) chips() string {
	var out []string
	for _, c := range s.m.ChipStates() {
		on := ""
		if c.On {
			on = "*"
		}
		out = append(out, fmt.Sprintf("%s%s %d", on, c.Chip.Word(), c.Count))
	}
	return strings.Join(out, ", ")
}

func TestAChipNarrowsTheListAndTheSameAgainShowsAll(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.load()
	s.want("before", ">1 4 2 5 3 6")
	s.m.PressChip(model.ChipWarning, false)
	s.want("warnings", ">2 5")
	s.m.PressChip(model.ChipFailed, false)
	s.want("failed instead", ">1 4")
	s.m.PressChip(model.ChipWarning, true)
	s.want("and warnings", ">1 4 2 5")
	if got, want := s.chips(), "All 6, *Failed 2, Missed 0, *Warning 2, Success 2, New 4"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	s.m.PressChip(model.ChipFailed, true)
	s.want("without failed", ">2 5")
	s.m.PressChip(model.ChipWarning, false)
	s.want("the same again", "1 4 >2 5 3 6")
	s.m.PressChip(model.ChipMissed, false)
	s.want("a chip about nothing", "1 4 >2 5 3 6")
	if got := s.m.Toast().Text; got != "No job here is Missed." {
		t.Errorf("it says %q", got)
	}
}

func TestChipsCountWhatTheSearchLeaves(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.load()
	s.m.SetSearch("customer1")
	s.Settle()
	if got, want := s.chips(), "*All 1, Failed 1, Missed 0, Warning 0, Success 0, New 1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestUnknownAndOverrideHaveAChipWhereThereIsAny(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	for i, status := range []domain.Status{domain.Unknown, domain.SuccessOverride} {
		job, err := storagetest.Job(context.Background(), s.Store, "c", i+1)
		if err != nil {
			t.Fatal(err)
		}
		r := storagetest.Run(job, 1, modeltest.Night)
		r.Status, r.Effective.Status = domain.Unknown, status
		s.PutRuns(r)
	}
	s.load()
	if got, want := s.chips(), "*All 2, Failed 0, Missed 0, Warning 0, Success 0, New 1, Unknown 1, Override 1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	s.m.SwitchFine()
	s.want("an override is no fine job", ">1 2")
}

func TestFineJobsAreOneRowUntilTheyAreUnfolded(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.m.SwitchFine()
	s.load()
	s.want("folded", ">1 4 2 5")
	if jobs, runs := s.m.FineWords(); jobs != "2 jobs fine" || runs != "2 runs" {
		t.Errorf("%q, %q", jobs, runs)
	}
	s.m.PressChip(model.ChipSuccess, false)
	s.want("asked for", ">3 6")
	s.m.PressChip(model.ChipFailed, false)
	s.want("the others", ">1 4")
	if jobs, _ := s.m.Fine(); jobs != 0 {
		t.Errorf("%d jobs are fine among the failed ones", jobs)
	}
}

func TestReviewingTheFineJobsCoversWhatWasCountedOnly(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.m.SwitchFine()
	s.load()
	late, err := storagetest.Job(context.Background(), s.Store, "customer3", 3)
	if err != nil {
		t.Fatal(err)
	}
	s.PutRuns(storagetest.Run(late, 9, modeltest.Night.Add(time.Hour))) // after the list was drawn
	s.m.ReviewFine()
	s.Settle()
	if jobs, runs := s.m.Fine(); jobs != 1 || runs != 1 {
		t.Errorf("%d jobs, %d runs are fine; the one that came late is", jobs, runs)
	}
	if got := s.m.Toast().Text; got != "2 jobs, 2 runs reviewed" {
		t.Errorf("it says %q", got)
	}
	s.want("the problems stay", ">1 4 2 5")
	s.m.Undo()
	s.Settle()
	if jobs, runs := s.m.Fine(); jobs != 2 || runs != 3 {
		t.Errorf("after undo %d jobs, %d runs are fine", jobs, runs)
	}
}

func TestWhenOnlyFineJobsAreLeftTheListSaysSo(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	s.m.SwitchFine()
	s.load()
	s.m.MarkReviewed()
	s.m.MarkReviewed()
	s.Settle()
	e, ok := s.m.Empty()
	if !ok || e.Step != model.StepFine || e.Text != "1 job that succeeded is left." {
		t.Errorf("%+v %t", e, ok)
	}
}

func TestTheKeyOfProblemsGoesFromOneToTheNext(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.load()
	s.m.NextProblem(1)
	s.want("next", "1 >4 2 5 3 6")
	s.m.NextProblem(-1)
	s.m.NextProblem(-1)
	s.want("before the first comes the last", "1 4 2 >5 3 6")
	if at, of := s.m.Problem(); at != 4 || of != 4 {
		t.Errorf("problem %d of %d", at, of)
	}
	s.m.Select(5)
	if at, of := s.m.Problem(); at != 0 || of != 4 {
		t.Errorf("a success is problem %d of %d", at, of)
	}
}
