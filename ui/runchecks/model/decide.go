package model

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/list/runs"
	"runchecks/ui/words"
)

// Decide hides the targets, queues the decision and reads the list again after it. A job
// that stands elsewhere then leaves its place to the next one, which is selected: whatever
// was decided, the technician goes on where they were.
func (m *Model) Decide(targets []review.Target, make func(context.Context) (domain.Decision, error), after func()) {
	m.DecideAbout(targets, make, func(domain.Decision) { m.leaving[m.Job()] = true }, after)
}

// DecideAbout is Decide; done is called before the list is read again, where the decision
// was kept.
func (m *Model) DecideAbout(
	targets []review.Target,
	make func(context.Context) (domain.Decision, error),
	done func(domain.Decision),
	after func(),
) {
	for _, t := range targets {
		m.deciding[t.Job] = max(m.deciding[t.Job], t.Last)
	}
	if len(targets) > 0 {
		m.takeRows(append([]domain.JobRow(nil), m.AllRows...))
	}
	m.DecideThen(make, done, func(err error) {
		for _, t := range targets {
			if m.deciding[t.Job] == t.Last {
				delete(m.deciding, t.Job)
			}
		}
		m.made++ // what was read before must not bring back what is decided
		m.Reload()
		if err == nil && after != nil {
			after()
		}
	})
}

// Fresh reports whether the details belong to the selected run: for a moment after
// a move they still show the one before.
func (m *Model) Fresh() bool {
	return m.details != nil && m.details.Job.ID == m.Job() && m.details.Run.ID == m.run
}

// Undo reverses the last decision, and selects what comes back.
func (m *Model) Undo() { m.turn(m.p.Desk.Undo) }

// Redo takes the last undo back, and selects what comes back.
func (m *Model) Redo() { m.turn(m.p.Desk.Redo) }

func (m *Model) turn(make func(context.Context) (domain.Decision, error)) {
	back := map[int64]int64{}
	m.DecideAbout(nil, func(ctx context.Context) (domain.Decision, error) {
		d, err := make(ctx)
		if err == nil {
			back, err = m.about(ctx, d.Targets)
		}
		return d, err
	}, func(domain.Decision) { m.back = back }, nil)
}

// about finds the jobs that the targets of a decision are about, and of each the newest
// of its runs among them, 0 for none.
func (m *Model) about(ctx context.Context, targets []string) (map[int64]int64, error) {
	jobs, newest := map[int64]int64{}, map[int64]time.Time{}
	err := m.p.Store.Read(ctx, func(q domain.Reader) error {
		ids, err := q.RunIDs(targets)
		if err != nil {
			return err
		}
		for _, id := range ids[:min(len(ids), runs.Limit)] {
			r, err := q.Run(id)
			if err != nil {
				return err
			}
			if at, known := newest[r.JobID]; !known || r.At.After(at) {
				newest[r.JobID], jobs[r.JobID] = r.At, id
			}
		}
		for _, t := range targets {
			if j, err := q.JobByKey(domain.JobKey(t)); err == nil {
				jobs[j.ID] += 0
			} else if domain.CodeOf(err) != domain.CodeNotFound {
				return err
			}
		}
		return nil
	})
	return jobs, err
}

// Syncing reports whether a sync is under way.
func (m *Model) Syncing() bool { return m.status.Progress != "" }

// CancelSync ends the sync that is under way.
func (m *Model) CancelSync() { m.p.CancelSync() }

// SyncNow asks for a sync.
func (m *Model) SyncNow() {
	m.Say(words.T("runchecks.syncing"), false)
	m.p.Sync()
}
