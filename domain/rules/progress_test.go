package rules

import (
	"testing"
	"time"

	"runchecks/domain"
)

func TestProgressCountsAJobAgainOnlyIfItHadBeenDecided(t *testing.T) {
	at := func(clock string) time.Time {
		out, err := time.Parse("15:04", clock)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	review := func(job int64, clock, oldest string) domain.JobReview {
		return domain.JobReview{Job: job, Decision: domain.DecisionID(clock), At: at(clock), Oldest: at(oldest)}
	}
	waits := func(job int64, oldest string) domain.JobRow {
		return domain.JobRow{Job: domain.Job{ID: job}, Runs: 1, Oldest: at(oldest)}
	}
	for name, c := range map[string]struct {
		reviews []domain.JobReview
		open    []domain.JobRow
		want    Progress
	}{
		"nothing happened":   {},
		"nothing is decided": {open: []domain.JobRow{waits(1, "02:00"), waits(2, "03:00")}, want: Progress{0, 2}},
		"one of two is decided": {
			[]domain.JobReview{review(1, "08:00", "02:00")}, []domain.JobRow{waits(2, "03:00")}, Progress{1, 2},
		},
		"a run of it stayed behind": {
			[]domain.JobReview{review(1, "08:00", "02:00")}, []domain.JobRow{waits(1, "03:00")}, Progress{0, 1},
		},
		"its runs were reviewed one by one": {
			[]domain.JobReview{review(1, "08:00", "02:00"), review(1, "08:01", "03:00")}, nil, Progress{1, 1},
		},
		"a new run came after it was decided": {
			[]domain.JobReview{review(1, "08:00", "02:00")}, []domain.JobRow{waits(1, "09:00")}, Progress{1, 2},
		},
		"that is decided, too": {
			[]domain.JobReview{review(1, "09:30", "09:00"), review(1, "08:00", "02:00")}, nil, Progress{2, 2},
		},
		"a row without waiting runs does not wait": {
			open: []domain.JobRow{{Job: domain.Job{ID: 1}}}, want: Progress{},
		},
	} {
		if got := ProgressOf(c.reviews, c.open); got != c.want {
			t.Errorf("%s: %d of %d, want %d of %d", name, got.Decided, got.Waited, c.want.Decided, c.want.Waited)
		}
	}
}
