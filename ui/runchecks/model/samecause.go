package model

import (
	"context"

	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/task"
	"runchecks/ui/words"
)

// sameCause knows of each job that waits how many others wait with the cause of its problem.
type sameCause struct {
	of   map[int64][2]int // by job: jobs, customers
	load *task.Latest
}

// readSameCauses counts them anew, behind the list.
func (m *Model) readSameCauses() {
	now := m.p.Clock()
	m.same.load.Again(func(ctx context.Context) func() {
		of := map[int64][2]int{}
		err := m.p.Store.Read(ctx, func(q domain.Reader) error {
			waiting, err := waitingCauses(q)
			if err != nil {
				return err
			}
			for _, g := range waiting.Groups(m.nights.Of(now)) {
				n := [2]int{g.Jobs(), g.Customers()}
				for _, member := range g.Members {
					if n[0] > of[member.Job.ID][0] && n[0] > 1 && !g.Missing {
						of[member.Job.ID] = n
					}
				}
			}
			return nil
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
	case n[0] < 2:
		return ""
	case n[1] < 2:
		return words.T("runchecks.same_jobs", "jobs", words.Count(n[0], "job"))
	}
	return words.T("runchecks.same_cause", "jobs", words.Count(n[0], "job"), "customers", words.Counted(n[1], "customer"))
}
