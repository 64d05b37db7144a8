package vm

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
)

// MarkReviewed marks the ticked jobs as reviewed, or the selected one where none
// is ticked. They leave the list at once and the next row is selected; the cache
// is written behind it, and what could not be kept comes back with the reason.
func (m *RunChecks) MarkReviewed() {
	var targets []review.Target
	for i, r := range m.rows {
		if r.Runs > 0 && (m.ticks[r.ID] || (len(m.ticks) == 0 && i == m.Selected())) {
			targets = append(targets, review.Target{Job: r.ID, Last: r.LastRun})
		}
	}
	if len(targets) == 0 {
		return
	}
	m.ticks = map[int64]bool{}
	m.decide(targets, func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.MarkReviewed(ctx, targets) }, nil)
}

// decide hides the targets, queues the decision and reloads after it.
func (m *RunChecks) decide(targets []review.Target, make func(context.Context) (domain.Decision, error), after func()) {
	for _, t := range targets {
		m.deciding[t.Job] = max(m.deciding[t.Job], t.Last)
	}
	if len(targets) > 0 {
		m.takeRows(append([]domain.JobRow(nil), m.all...))
	}
	m.decisions.add(func(ctx context.Context) func() {
		d, err := make(ctx)
		return func() {
			for _, t := range targets {
				if m.deciding[t.Job] == t.Last {
					delete(m.deciding, t.Job)
				}
			}
			if err != nil {
				m.fail(err)
			} else {
				m.say(d.Summary, d.Kind != domain.DecideUndo)
			}
			m.Reload()
			if err == nil && after != nil {
				after()
			}
		}
	})
}

// Fresh reports whether the details belong to the selected run: for a moment after
// a move they still show the one before.
func (m *RunChecks) Fresh() bool {
	return m.details != nil && m.details.Job.ID == m.job && m.details.Run.ID == m.run
}

// CanMarkSuccess reports whether the selected run is a problem that may be marked.
// While its details are still being read nobody can tell; the answer is yes then,
// and MarkSuccess waits for them.
func (m *RunChecks) CanMarkSuccess() bool {
	if m.job != 0 && !m.Fresh() {
		return m.p.Desk.May(rules.ActReview)
	}
	return m.details != nil && m.p.Desk.May(rules.ActReview) && len(rules.Problems(m.details.Run)) > 0 && m.details.Run.Effective.Status != domain.SuccessOverride
}

// MarkSuccess records the selected run as success by override; it leaves the list
// at once. then is called with the view model of the dialog "Apply override for
// future runs?".
func (m *RunChecks) MarkSuccess(then func(*SuccessDialog)) {
	if !m.CanMarkSuccess() {
		return
	}
	if !m.Fresh() {
		m.whenFresh = func() { m.MarkSuccess(then) } // what the technician sees selected, not what is still shown
		return
	}
	d := *m.details
	var targets []review.Target
	if len(m.runs) == 1 && d.Run.Review == nil {
		targets = []review.Target{{Job: d.Job.ID, Last: d.Run.ID}}
	}
	if len(targets) == 0 && !m.otherProblems() && m.Selected() >= 0 && m.index+1 < len(m.rows) {
		m.Select(m.index + 1) // the job stays with its good runs, further down
	}
	m.decide(targets, func(ctx context.Context) (domain.Decision, error) {
		return m.p.Desk.MarkSuccess(ctx, d.Run.ID, "")
	}, func() {
		if then != nil && m.p.Desk.May(rules.ActOverride) {
			then(newSuccessDialog(m, d))
		}
	})
}

// otherProblems reports whether a waiting run beside the selected one is not good.
func (m *RunChecks) otherProblems() bool {
	for _, r := range m.runs {
		if r.ID != m.run && !r.Reviewed && !r.Status.Good() {
			return true
		}
	}
	return false
}

// Unmark returns the selected job's reviewed runs to the list (Admin); with
// lastOnly those of the last review action.
func (m *RunChecks) Unmark(lastOnly bool) {
	job := m.job
	if job == 0 {
		return
	}
	m.decide(nil, func(ctx context.Context) (domain.Decision, error) {
		return m.p.Desk.Unmark(ctx, []int64{job}, lastOnly)
	}, nil)
}

// Undo reverses the last decision.
func (m *RunChecks) Undo() {
	m.decide(nil, m.p.Desk.Undo, nil)
}

// Syncing reports whether a sync is under way.
func (m *RunChecks) Syncing() bool { return m.status.Progress != "" }

// CancelSync ends the sync that is under way.
func (m *RunChecks) CancelSync() { m.p.CancelSync() }

// SyncNow asks for a sync.
func (m *RunChecks) SyncNow() {
	m.say("Syncing…", false)
	m.p.Sync()
}
