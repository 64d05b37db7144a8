package accepted_test

import (
	"context"
	"testing"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/accepted"
	"runchecks/ui/modeltest"
)

// acceptedTwo are two accepted problems, the failed job's older.
func acceptedTwo(t *testing.T) *modeltest.Fixture {
	s := modeltest.New(t, domain.RoleOperator)
	s.Fill(3)
	ctx, jobs := context.Background(), s.OpenJobs()
	for i, level := range []domain.AcceptLevel{domain.AcceptJob, domain.AcceptObject} {
		s.Must(
			s.Desk.Accept(
				ctx,
				review.AcceptRequest{
					Run:          jobs[i].LastRun,
					Level:        level,
					Object:       "vm",
					UntilSuccess: true,
					Note:         "until the spare part comes",
				},
			),
		)
	}
	return s
}

func TestAcceptedProblemsTellWhatTheyAreAndUntilWhen(t *testing.T) {
	s := acceptedTwo(t)
	m := accepted.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	if got := modeltest.Column(m, "what"); got != "vm in Job 0002 of customer2, Job 0001 of customer1" {
		t.Error(got)
	}
	m.SortBy("what")
	if got := modeltest.Column(m, "what"); got != "Job 0001 of customer1, vm in Job 0002 of customer2" || m.Selected() != 1 {
		t.Errorf("by name: %s, selected %d", got, m.Selected())
	}
	if m.Cell(0, "state").Status != domain.Failed || m.Cell(1, "state").Status != domain.Warning ||
		m.Cell(0, "until").Text != "until it succeeds" {
		t.Errorf("%+v %+v", m.Cell(0, "state"), m.Cell(0, "until"))
	}
	if modeltest.Fact(m, "Note") != "until the spare part comes" || modeltest.Fact(m, "Ended") != "" || modeltest.Below(m, 0) != "vm" ||
		modeltest.Below(m, 1) != "job 0002" {
		t.Errorf("%+v %+v", m.Facts(), m.Below())
	}
}

func TestAnAcceptanceThatEndedStandsLastAndIsFoundByItsState(t *testing.T) {
	s := acceptedTwo(t)
	m := accepted.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	m.End()
	s.Settle()
	if got := modeltest.Column(m, "what"); got != "Job 0001 of customer1, vm in Job 0002 of customer2" || m.Detail() != "1 holds, 1 ended" {
		t.Errorf("%s; %s", got, m.Detail())
	}
	if m.Selected() != 1 || m.CanEnd() || modeltest.Fact(m, "Ended") == "" {
		t.Errorf("selected %d: %+v", m.Selected(), m.Facts())
	}
	for search, want := range map[string]string{"state:ended": "vm in Job 0002 of customer2", "state:accepted": "Job 0001 of " +
		"customer1", "spare customer1": "Job 0001 of customer1"} {
		m.SetSearch(search)
		if got := modeltest.Column(m, "what"); got != want {
			t.Errorf("%s finds %q", search, got)
		}
	}
	m.Undo()
	s.Settle()
	m.SetSearch("")
	if m.Detail() != "2 hold" {
		t.Errorf("after the undo: %s", m.Detail())
	}
}

func TestAViewerEndsNoAcceptance(t *testing.T) {
	s := acceptedTwo(t)
	m := accepted.New(s.As("vic", domain.RoleViewer).Base, modeltest.Nothing)
	s.Opened(m)
	m.End()
	s.Settle()
	if m.CanEnd() || m.Detail() != "2 hold" {
		t.Error(m.Detail())
	}
}
