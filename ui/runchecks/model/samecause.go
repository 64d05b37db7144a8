package model

import (
	"context"

	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/runchecks/causes"
	"runchecks/ui/task"
	"runchecks/ui/words"
)

// sameCause knows of each job that waits how many others wait with the cause of its problem.
type sameCause struct {
	of   map[int64]causes.Alike // by job
	load *task.Latest
}

// readSameCauses counts them anew, behind the list.
func (m *Model) readSameCauses() {
	now, nights := m.p.Clock(), m.nights
	m.same.load.Again(func(ctx context.Context) func() {
		var of map[int64]causes.Alike
		err := m.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			of, err = causes.ReadAlike(q, nights, now)
			return err
		})
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			m.same.of = of
			m.changed(list.PartDetails)
		}
	})
}

// SameCause says how many jobs wait with the cause of the shown run's problem, "" where it is
// the only one, or the run is fine.
func (m *Model) SameCause() string {
	d := m.details
	if d == nil || d.Run.Effective.Status.Good() || d.Run.Review != nil {
		return ""
	}
	n := m.same.of[d.Job.ID]
	switch {
	case n.Jobs < 2:
		return ""
	case n.Customers < 2:
		return words.T("runchecks.same_jobs", "jobs", words.Count(n.Jobs, "job"))
	}
	return words.T("runchecks.same_cause", "jobs", words.Count(n.Jobs, "job"), "customers", words.Counted(n.Customers, "customer"))
}
