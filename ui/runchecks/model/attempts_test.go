package model_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/daily"
	"runchecks/ui/modeltest"
)

// tries stores the runs of one job in one night, oldest first, as attempts that the last
// one ended, and a run of the night before.
func (s *screen) tries(statuses ...domain.Status) domain.Job {
	s.Helper()
	ctx := context.Background()
	job, err := storagetest.Job(ctx, s.Store, "customer1", 1)
	if err != nil {
		s.Fatal(err)
	}
	runs := []domain.Run{storagetest.Run(job, 99, modeltest.Night.AddDate(0, 0, -1), storagetest.Object("vm", domain.Warning, "x"))}
	for i, status := range statuses {
		runs = append(runs, storagetest.Run(job, i, modeltest.Night.Add(time.Duration(i)*time.Hour), storagetest.Object("vm", status, "x")))
	}
	ids, err := storagetest.Put(ctx, s.Store, runs...)
	if err != nil {
		s.Fatal(err)
	}
	last := map[int64]int64{}
	for _, id := range ids[1 : len(ids)-1] {
		last[id] = ids[len(ids)-1]
	}
	if err := s.Store.Write(ctx, func(tx domain.Tx) error { return tx.SetAttempts(last) }); err != nil {
		s.Fatal(err)
	}
	return job
}

// runList says how every row of the run list stands; ">" is the selected one.
func (s *screen) runList() string {
	var out []string
	for i, r := range s.m.Runs() {
		text := r.Status.String()
		if tries := s.m.Tries(i); tries != "" {
			text += " (" + tries + ")"
		}
		if i == s.m.SelectedRun() {
			text = ">" + text
		}
		out = append(out, text)
	}
	return strings.Join(out, " | ")
}

func (s *screen) wantRuns(what, want string) {
	s.Helper()
	if got := s.runList(); got != want {
		s.Errorf("%s: %s, want %s", what, got, want)
	}
}

func TestTheAttemptsOfANightAreOneRowThatUnfolds(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.tries(domain.Failed, domain.Failed, domain.Success)
	s.load()
	if r := s.m.Rows()[0]; r.Runs != 2 || r.Status != domain.Warning {
		t.Errorf("row %+v", r)
	}
	s.wantRuns("folded", ">Success (3rd try, good since 00:00) | Warning")
	s.m.SwitchAttempts()
	s.Settle()
	s.wantRuns("unfolded", ">Success (3rd try, good since 00:00) | Failed (2nd try) | Failed (1st try) | Warning")
	s.m.MoveRun(2)
	s.Settle()
	s.wantRuns("the first try", "Success (3rd try, good since 00:00) | Failed (2nd try) | >Failed (1st try) | Warning")
	s.m.SwitchAttempts()
	s.Settle()
	s.wantRuns("folded again, on the row of the try", ">Success (3rd try, good since 00:00) | Warning")
	if _, err := s.Desk.SetAttemptJudge(context.Background(), domain.JudgeWorst); err != nil {
		t.Fatal(err)
	}
	s.load()
	s.wantRuns("by the worst", ">Failed (3rd try, an earlier one counts) | Warning")
	if r := s.m.Rows()[0]; r.Runs != 2 || r.Status != domain.Failed {
		t.Errorf("by the worst: %+v", r)
	}
}

func TestReviewingARowReviewsItsAttempts(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.tries(domain.Failed, domain.Failed)
	s.load()
	s.wantRuns("before", ">Failed (2nd try) | Warning")
	s.m.MarkReviewed()
	s.Settle()
	if len(s.m.Rows()) != 0 || s.m.Toast().Text != "2 runs of Job 0001 reviewed" {
		t.Errorf("rows %v, toast %q", s.m.Rows(), s.m.Toast().Text)
	}
	s.m.Undo()
	s.Settle()
	s.m.MarkSuccess(nil, nil)
	s.Settle()
	s.wantRuns("after a success mark on the row", ">Warning")
}

func TestDailyJobsSaysHowOftenANightWasTried(t *testing.T) {
	s := newScreen(t, domain.RoleViewer)
	s.tries(domain.Failed, domain.Failed, domain.Success)
	m := daily.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	if c := m.Cell(0, "run"); m.Cell(0, "status").Status != domain.Success || c.Text != "00:00" || c.Secondary != "3rd try" {
		t.Errorf("cell %+v", c)
	}
	if got := modeltest.Fact(m, "Tries"); got != "3rd try, good since 00:00 · Failed 22:00 · Failed 23:00" {
		t.Errorf("tries: %q", got)
	}
	if len(m.Below().Rows) != 3 || modeltest.Below(m, 2) != ", 1 problem, tried again, 1 problem, tried again" {
		t.Errorf("below %q", modeltest.Below(m, 2))
	}
}
