package rules

import (
	"time"

	"runchecks/domain"
)

// SameDay is the same-day rule of device sources (product.md, section 2): per job and calendar
// day of loc, the first run that is good in all its objects hides every later one of
// that day, whatever its status; earlier ones stay. Raw statuses count. It returns, by
// the id of each hidden run, the id of the run that hides it. Runs at the same moment do
// not hide each other. With keepWorse a later run that is not good itself stays visible.
func SameDay(runs []domain.DayRun, loc *time.Location, keepWorse bool) map[int64]int64 {
	type day struct {
		job   int64
		year  int
		month time.Month
		day   int
	}
	dayOf := func(r domain.DayRun) day {
		y, m, d := r.At.In(loc).Date()
		return day{r.Job, y, m, d}
	}
	good := func(r domain.DayRun) bool { return r.Raw == domain.Success && r.Problems == 0 }
	first := map[day]domain.DayRun{}
	for _, r := range runs {
		if f, ok := first[dayOf(r)]; good(r) && (!ok || r.At.Before(f.At) || r.At.Equal(f.At) && r.Key < f.Key) {
			first[dayOf(r)] = r
		}
	}
	out := map[int64]int64{}
	for _, r := range runs {
		if f, ok := first[dayOf(r)]; ok && r.At.After(f.At) && (good(r) || !keepWorse) {
			out[r.ID] = f.ID
		}
	}
	return out
}
