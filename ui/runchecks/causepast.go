package runchecks

import (
	"context"
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
	at       time.Time
}

// pastCauses are the problems of nights before by their causes. They are read once for a night:
// what people say of causes since then makes others of them, so they are read again.
type pastCauses struct {
	of    map[string][]pastProblem // the newest first
	until time.Time                // not included
	marks map[string]domain.CauseMark
}

// holds reports whether they still are what would be read up to a time.
func (p *pastCauses) holds(until time.Time, marks map[string]domain.CauseMark) bool {
	return p != nil && p.until.Equal(until) && maps.EqualFunc(p.marks, marks, func(a, b domain.CauseMark) bool { return reflect.DeepEqual(a, b) })
}

// readPastCauses reads the problems since a time and before another.
func readPastCauses(q domain.Reader, marks map[string]domain.CauseMark, since, until time.Time) (*pastCauses, error) {
	found := &pastCauses{of: map[string][]pastProblem{}, until: until, marks: marks}
	g := cause.Grouper{Marks: marks}
	err := q.PastProblems(since, until, func(run domain.Run, job domain.Job) error {
		for _, key := range g.Keys(run, job, rules.Problems(run)) {
			found.of[key] = append(found.of[key], pastProblem{run.ID, job.ID, job.Key, run.At})
		}
		return nil
	})
	return found, err
}

// readOldCauses reads the nights long past, beside the list that is shown already, and shows
// since when each of its causes stands.
func (m *Model) readOldCauses() {
	now := m.p.Clock()
	m.groups.loadOld.Run(func(ctx context.Context) func() {
		var old *pastCauses
		err := m.p.Store.Read(ctx, func(q domain.Reader) error {
			nights, err := rules.ReadNights(q, m.p.Location)
			if err == nil {
				old, err = readOldCauses(q, nights, now)
			}
			return err
		})
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			m.groups.old = old
			if m.groups.on {
				m.readGroups()
			}
		}
	})
}

// readOldCauses reads the nights up to those that are read each time.
func readOldCauses(q domain.Reader, nights rules.Nights, now time.Time) (*pastCauses, error) {
	marks, err := q.CauseMarks()
	if err != nil {
		return nil, err
	}
	tonight := nights.Of(now).Date
	since, until := nights.On(tonight.AddDate(0, 0, 1-seenNights)).From, nights.On(tonight.AddDate(0, 0, 1-latelyNights)).From
	return readPastCauses(q, marks, since, until)
}
