package causes

import (
	"maps"
	"reflect"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/cause"
)

// A pastProblem is a run of a night before with a cause.
type pastProblem struct {
	run, job int64
	key      domain.JobKey // of the job
}

// pastNightsOf are the problems of a cause, by the number of the day whose date their night has.
type pastNightsOf map[int][]pastProblem

// jobs are those that had the cause in a night.
func (n pastNightsOf) jobs(day int) map[int64]bool {
	out := map[int64]bool{}
	for _, p := range n[day] {
		out[p.job] = true
	}
	return out
}

// dayOf numbers the days that nights are named after.
func dayOf(date time.Time) int {
	y, m, d := date.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// Past are the problems of nights before by their causes. They are read once for a night:
// what people say of causes since then makes others of them, so they are read again.
type Past struct {
	of    map[string]pastNightsOf
	until time.Time // not included
	marks map[string]domain.CauseMark
}

// holds reports whether they still are what would be read up to a time.
func (p *Past) holds(until time.Time, marks map[string]domain.CauseMark) bool {
	return p != nil && p.until.Equal(until) &&
		maps.EqualFunc(p.marks, marks, func(a, b domain.CauseMark) bool { return reflect.DeepEqual(a, b) })
}

// readNights reads the problems since a time and before another.
func readNights(
	q domain.Reader, nights rules.Nights, marks map[string]domain.CauseMark, since, until time.Time,
) (*Past, error) {
	found := &Past{of: map[string]pastNightsOf{}, until: until, marks: marks}
	var night rules.Night // of the run before: they come by time
	day := 0
	g := cause.Grouper{Marks: marks}
	err := q.PastProblems(since, until, func(run domain.Run, job domain.Job) error {
		if run.At.Before(night.From) || !run.At.Before(night.To) {
			night = nights.Of(run.At)
			day = dayOf(night.Date)
		}
		for _, key := range g.Keys(run, job, rules.Problems(run)) {
			if found.of[key] == nil {
				found.of[key] = pastNightsOf{}
			}
			found.of[key][day] = append(found.of[key][day], pastProblem{run.ID, job.ID, job.Key})
		}
		return nil
	})
	return found, err
}

// ReadPast reads the nights up to those that are read each time.
func ReadPast(q domain.Reader, nights rules.Nights, now time.Time) (*Past, error) {
	marks, err := q.CauseMarks()
	if err != nil {
		return nil, err
	}
	tonight := nights.Of(now).Date
	since, until := nights.On(tonight.AddDate(0, 0, 1-seenNights)).From, nights.On(tonight.AddDate(0, 0, 1-latelyNights)).From
	return readNights(q, nights, marks, since, until)
}
