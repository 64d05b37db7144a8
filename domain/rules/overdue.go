package rules

import (
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules/schedule"
)

// Expectations is what is known about when jobs run.
type Expectations struct {
	Jobs      []domain.JobRow
	Schedules map[int64]domain.Schedule
	Times     map[int64][]time.Time // of the runs that schedules are learned from, rising
	Coverage  map[int64]domain.Coverage
	Last      map[int64]domain.LastRun
}

// OverdueReach is how far back an expected run can be overdue without being missed:
// tolerance and grace are at most twelve hours, the rest is a sync that did not come.
const OverdueReach = 48 * time.Hour

// nearRuns is how many of a job's newest runs can belong to slots within OverdueReach.
const nearRuns = 20

// Overdue counts the runs that were expected, did not come, and are not shown as Missed
// yet: the report may be late, or no complete sync has looked since. recent are the runs
// since OverdueReach.
func Overdue(e Expectations, recent []domain.DayRun, now time.Time, loc *time.Location) (n int) {
	missed := map[int64][]time.Time{}
	for _, r := range recent {
		if r.Source == domain.SourceSchedule {
			missed[r.Job] = append(missed[r.Job], r.At)
		}
	}
	for _, j := range e.Jobs {
		times, covered := e.Times[j.ID], e.Coverage[j.ID]
		if j.State != domain.JobActive || !j.Customer.Active || len(times) == 0 || covered.Never {
			continue
		}
		s := e.Schedules[j.ID]
		from := now.Add(-OverdueReach)
		for _, since := range []time.Time{j.Since, s.Since, times[0]} {
			if since.After(from) {
				from = since
			}
		}
		near := times[max(0, len(times)-nearRuns):]
		for _, hit := range schedule.Assign(s, schedule.Slots(s, from, now.Add(-schedule.Tolerance(s)), loc), near, loc) {
			told := slices.ContainsFunc(missed[j.ID], func(at time.Time) bool { return at.Sub(hit.At).Abs() <= schedule.SameSlot })
			if hit.Run.IsZero() && !told && covered.Observed(hit.At) {
				n++
			}
		}
	}
	return n
}
