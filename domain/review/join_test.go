package review_test

import (
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
)

// jobState tells a job's state, its runs with their effective status, and its schedule.
func (b *fixture) jobState(id int64) string {
	b.Helper()
	var s strings.Builder
	err := b.store.Read(b.ctx, func(q domain.Reader) error {
		j, err := q.Job(id)
		if err != nil {
			return err
		}
		s.WriteString(string(j.State))
		runs, err := q.JobRuns(id, true, 0)
		if err != nil {
			return err
		}
		for _, r := range runs {
			s.WriteString(" " + r.Status.String())
			if r.Reviewed {
				s.WriteString(" reviewed")
			}
		}
		schedules, err := q.Schedules()
		if _, ok := schedules[id]; ok {
			s.WriteString(" scheduled")
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return s.String()
}

func (b *fixture) wantJob(what string, id int64, want string) {
	b.Helper()
	if got := b.jobState(id); got != want {
		b.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestAJobThatIsJoinedWithAnotherTakesItsDecisionsAlong(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	one, two, foreign := b.job("adatum", 1), b.job("adatum", 2), b.job("contoso", 3)
	night := storagetest.Now.Add(-8 * time.Hour)
	failed := func(job int64, key string) domain.Run {
		return domain.Run{
			Key: domain.RunKey(key), JobID: job, Source: domain.SourceMail, At: night,
			Result: domain.Result{
				Kind: domain.KindRun, Status: domain.Failed, Objects: []domain.Object{{Name: "vm1", Status: domain.Failed, Message: "Disk is full"}},
			},
			Effective: domain.Effective{Status: domain.Failed},
		}
	}
	b.put(failed(one.ID, "one"), failed(two.ID, "reviewed"))
	b.must(b.svc.MarkReviewed(b.ctx, []review.Target{{Job: two.ID}}))
	b.put(failed(two.ID, "waiting"))
	mondays := domain.Schedule{Kind: domain.ScheduleWeekly, Slots: []domain.WeekSlot{{Weekday: time.Monday, Minute: 60}}}
	b.must(b.svc.SetSchedule(b.ctx, two.ID, &mondays))
	b.must(b.svc.SaveRule(b.ctx, domain.Override{
		Level: domain.LevelJob, Job: two.Key, Text: "Disk is full", Mode: domain.MatchContains, Reason: "known", Enabled: true,
		From: night.Add(-time.Hour),
	}))
	before, other := b.jobState(one.ID), b.jobState(two.ID)

	if _, err := b.svc.Join(b.ctx, one.Key, []domain.JobKey{foreign.Key}); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("two customers: %v", err)
	}
	renamed := domain.NewJobKey("backup@adatum.example", "Other", "Nightly", "vm1")
	d := b.must(b.svc.Join(b.ctx, one.Key, []domain.JobKey{two.Key, renamed, one.Key}))
	if !strings.HasPrefix(inWords(d), "2 runs joined with ") {
		t.Errorf("summary %q", inWords(d))
	}
	b.wantJob("the job that ends", two.ID, "archived scheduled")
	err := b.store.Read(b.ctx, func(q domain.Reader) error {
		for _, key := range []domain.JobKey{two.Key, renamed, one.Key} {
			if j, err := q.JobByKey(key); err != nil || j.ID != one.ID {
				t.Errorf("%s leads to %s, %v", key, j.Name, err)
			}
		}
		runs, err := q.JobRuns(one.ID, true, 0)
		statuses := map[domain.RunKey]string{}
		for _, r := range runs {
			run, err := q.Run(r.ID)
			if err != nil {
				return err
			}
			statuses[run.Key] = run.Effective.Status.String()
			if run.Review != nil {
				statuses[run.Key] += " reviewed"
			}
		}
		if len(runs) != 3 || statuses["reviewed"] != "Failed reviewed" || statuses["waiting"] != "Success (override)" {
			t.Errorf("its runs: %v", statuses)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.svc.Join(b.ctx, one.Key, []domain.JobKey{two.Key, renamed}); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("joined already: %v", err)
	}
	b.must(b.svc.Undo(b.ctx))
	b.wantJob("undone, the one", one.ID, before)
	b.wantJob("undone, the other", two.ID, other)
}
