package vm

import (
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules/schedule"
)

// overdueReach is how far back an expected run can be overdue without being missed:
// tolerance and grace are at most twelve hours, the rest is a sync that did not come.
const overdueReach = 48 * time.Hour

// overdue counts the runs that were expected, did not come, and are not shown as
// Missed yet: the report may be late, or no complete sync has looked since.
func overdue(q domain.Queries, now time.Time, loc *time.Location) (n int, err error) {
	jobs, err := q.Jobs()
	if err != nil {
		return 0, err
	}
	all, runs, err := schedules(q, now, loc)
	if err != nil {
		return 0, err
	}
	day, err := q.DayRuns(now.Add(-overdueReach), now)
	if err != nil {
		return 0, err
	}
	coverage, err := q.Coverage()
	if err != nil {
		return 0, err
	}
	missed := map[int64][]time.Time{}
	for _, r := range day {
		if r.Source == domain.SourceSchedule {
			missed[r.Job] = append(missed[r.Job], r.At)
		}
	}
	for _, j := range jobs {
		times := runs[j.ID]
		if j.State != domain.JobActive || !j.Customer.Active || len(times) == 0 {
			continue
		}
		s := all[j.ID]
		from := now.Add(-overdueReach)
		for _, since := range []time.Time{j.Since, times[0]} {
			if since.After(from) {
				from = since
			}
		}
		near := times[max(0, len(times)-20):]
		for _, hit := range schedule.Assign(s, schedule.Slots(s, from, now.Add(-max(s.Tolerance, time.Hour)), loc), near, loc) {
			told := slices.ContainsFunc(missed[j.ID], func(at time.Time) bool { return at.Sub(hit.At).Abs() <= 90*time.Minute })
			if hit.Run.IsZero() && !told && !coverage[j.ID].Never && coverage[j.ID].Observed(hit.At) {
				n++
			}
		}
	}
	return n, nil
}
