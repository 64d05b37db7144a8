package ingest_test

import (
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
)

// tonight is how the one job stands in the night of now, and how many expected runs are
// overdue.
func (n *nights) tonight() (state rules.DayState, at time.Time, overdue int) {
	n.Helper()
	day, err := n.desk.Day(n.ctx, n.now)
	if err != nil {
		n.Fatal(err)
	}
	for _, j := range day.Jobs {
		state, at = j.State, j.Worst.At
	}
	reasons, err := n.desk.Settled(n.ctx)
	if err != nil {
		n.Fatal(err)
	}
	for _, r := range reasons {
		if r.Kind == rules.ReasonOverdue {
			overdue = r.Count
		}
	}
	return state, at, overdue
}

func TestDailyJobsExpectsTheVeryRunThatIsMissedLater(t *testing.T) {
	wide := nightly(18 * 60)
	wide.Tolerance = 5 * time.Hour
	paused := nightly(20 * 60)
	paused.PausedUntil = time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name   string
		set    *domain.Schedule
		hour   int // of the slot on 23 November, 0 for none
		missed int // the hour of 24 November from which a complete sync makes it Missed
	}{
		{"a learned schedule", nil, 22, 5},
		{"one set by hand", new(nightly(20 * 60)), 20, 3},
		{"one with a wide tolerance", &wide, 18, 5},
		{"a paused one", &paused, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := newNights(t)
			n.daily()
			n.must(n.desk.MarkReviewed(n.ctx, []review.Target{{Job: n.job().ID}})) // nobody looks for overdue runs while others wait
			if c.set != nil {
				n.must(n.desk.SetSchedule(n.ctx, n.job().ID, c.set))
			}
			n.synced()
			slot := time.Date(2026, 11, 23, c.hour, 0, 0, 0, time.UTC)
			n.now = time.Date(2026, 11, 24, c.missed, 0, 0, 0, time.UTC)
			if c.hour == 0 {
				n.now, slot = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), time.Time{}
			}
			if got := n.synced(); got.Made != 0 {
				t.Errorf("before tolerance and grace have passed: %+v", got)
			}
			state, _, overdue := n.tonight()
			if !state.Expected.Equal(slot) || state.Status != 0 || overdue != count(c.hour) {
				t.Errorf("before it is missed the night says %+v, and %d are overdue", state, overdue)
			}
			n.now = n.now.Add(time.Minute)
			if got := n.synced(); got.Made != count(c.hour) {
				t.Errorf("when they have passed: %+v", got)
			}
			state, at, overdue := n.tonight()
			if overdue != 0 || !at.Equal(slot) || !state.Expected.IsZero() || c.hour != 0 && state.Status != domain.Missed {
				t.Errorf("when it is missed the night says %+v of %v, and %d are overdue", state, at, overdue)
			}
		})
	}
}

func count(hour int) int {
	if hour == 0 {
		return 0
	}
	return 1
}
