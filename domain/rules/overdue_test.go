package rules

import (
	"testing"
	"time"

	"runchecks/domain"
)

func TestWhatIsExpectedAndNeitherCameNorIsMissedIsOverdue(t *testing.T) {
	daily := domain.Schedule{Kind: domain.ScheduleWeekly}
	for d := range 7 {
		daily.Slots = append(daily.Slots, domain.WeekSlot{Weekday: time.Weekday(d), Minute: 4 * 60})
	}
	slot := morning.Add(-4 * time.Hour)
	nights := func(from, to int) (out []time.Time) { // from nights before this one to nights before it
		for n := from; n >= to; n-- {
			out = append(out, slot.AddDate(0, 0, -n))
		}
		return out
	}
	for _, c := range []struct {
		name   string
		change func(*Expectations, *[]domain.DayRun)
		want   int
	}{
		{"one night did not come", nil, 1},
		{"it came", func(e *Expectations, _ *[]domain.DayRun) { e.Times[1] = nights(20, 0) }, 0},
		{"two nights did not come", func(e *Expectations, _ *[]domain.DayRun) { e.Times[1] = nights(20, 2) }, 2},
		{"it is missed", func(_ *Expectations, r *[]domain.DayRun) {
			*r = []domain.DayRun{{Job: 1, RunRef: domain.RunRef{At: slot.Add(30 * time.Minute)}, Source: domain.SourceSchedule}}
		}, 0},
		{"a Missed run of another slot", func(_ *Expectations, r *[]domain.DayRun) {
			*r = []domain.DayRun{{Job: 1, RunRef: domain.RunRef{At: slot.AddDate(0, 0, -1)}, Source: domain.SourceSchedule}}
		}, 1},
		{"a report of the night", func(_ *Expectations, r *[]domain.DayRun) {
			*r = []domain.DayRun{{Job: 1, RunRef: domain.RunRef{At: slot}, Source: domain.SourceMail}}
		}, 1},
		{"the tolerance is not over", func(e *Expectations, _ *[]domain.DayRun) {
			s := daily
			s.Tolerance = 5 * time.Hour
			e.Schedules[1] = s
		}, 0},
		{"a tolerance beyond six hours is six hours", func(e *Expectations, _ *[]domain.DayRun) {
			s := daily
			s.Tolerance, e.Times[1] = 100*time.Hour, nights(20, 2)
			e.Schedules[1] = s
		}, 1},
		{"nobody could observe it", func(e *Expectations, _ *[]domain.DayRun) {
			e.Coverage[1] = domain.Coverage{Gaps: []domain.Span{{From: slot.Add(-time.Hour), To: morning}}}
		}, 0},
		{"a workstation", func(e *Expectations, _ *[]domain.DayRun) { e.Coverage[1] = domain.Coverage{Never: true} }, 0},
		{"back from the archive since", func(e *Expectations, _ *[]domain.DayRun) { e.Jobs[0].Since = morning.Add(-time.Hour) }, 0},
		{"archived", func(e *Expectations, _ *[]domain.DayRun) { e.Jobs[0].State = domain.JobArchived }, 0},
		{"an inactive customer", func(e *Expectations, _ *[]domain.DayRun) { e.Jobs[0].Customer.Active = false }, 0},
		{"a job that never ran", func(e *Expectations, _ *[]domain.DayRun) { delete(e.Times, 1) }, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := Expectations{
				Jobs:      []domain.JobRow{{Job: domain.Job{ID: 1, State: domain.JobActive, Customer: domain.Customer{Active: true}}}},
				Schedules: map[int64]domain.Schedule{1: daily}, Times: map[int64][]time.Time{1: nights(20, 1)}, Coverage: map[int64]domain.Coverage{},
			}
			var recent []domain.DayRun
			if c.change != nil {
				c.change(&e, &recent)
			}
			if got := Overdue(e, recent, morning, time.UTC); got != c.want {
				t.Errorf("%d are overdue, want %d", got, c.want)
			}
		})
	}
}
