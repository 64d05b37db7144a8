package cove

import (
	"slices"
	"time"

	"runchecks/domain"
)

// DayRun is what the same-day rule needs to know of a run of Cove.
type DayRun struct {
	Key     domain.RunKey
	Job     string // whatever tells one job from another
	At      time.Time
	Status  domain.Status // as the report said, never the effective one
	Objects []domain.Status
}

// DayRun returns r as the same-day rule sees it, as a run of that job.
func (r Run) DayRun(job string) DayRun {
	d := DayRun{Key: r.Key, Job: job, At: r.At(), Status: r.Status}
	for _, o := range r.Objects {
		d.Objects = append(d.Objects, o.Status)
	}
	return d
}

// good reports whether the run and all its objects are a Success. One under an
// override is not: the raw status counts.
func (r DayRun) good() bool {
	return r.Status == domain.Success && !slices.ContainsFunc(r.Objects, func(s domain.Status) bool { return s != domain.Success })
}

// Hidden is the same-day rule (product.md, section 2): per job and calendar day of
// loc, the first run that is good in all its objects hides every later one of that
// day, whatever its status; earlier ones stay. It returns, for each hidden run, the
// run that hides it. Runs at the same moment do not hide each other. With keepWorse
// a later run that is not good itself stays visible.
func Hidden(runs []DayRun, loc *time.Location, keepWorse bool) map[domain.RunKey]domain.RunKey {
	type day struct {
		job   string
		year  int
		month time.Month
		day   int
	}
	dayOf := func(r DayRun) day {
		y, m, d := r.At.In(loc).Date()
		return day{r.Job, y, m, d}
	}
	first := map[day]DayRun{}
	for _, r := range runs {
		if f, ok := first[dayOf(r)]; r.good() && (!ok || r.At.Before(f.At) || r.At.Equal(f.At) && r.Key < f.Key) {
			first[dayOf(r)] = r
		}
	}
	out := map[domain.RunKey]domain.RunKey{}
	for _, r := range runs {
		if f, ok := first[dayOf(r)]; ok && r.At.After(f.At) && (r.good() || !keepWorse) {
			out[r.Key] = f.Key
		}
	}
	return out
}
