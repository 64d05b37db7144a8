package model

import (
	"context"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/list/runs"
	"runchecks/ui/words"
)

// MarkReviewed marks the scope as reviewed. Its jobs leave the list at once and the next
// row is selected; the cache is written behind it, and what could not be kept comes back
// with the reason.
func (m *Model) MarkReviewed() {
	targets := m.Scope().reach(DoReview).targets
	if len(targets) == 0 {
		return
	}
	m.Untick()
	m.decide(targets, func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.MarkReviewed(ctx, targets) }, nil)
}

// decide hides the targets, queues the decision and reads the list again after it. A job
// that stands elsewhere then leaves its place to the next one, which is selected: whatever
// was decided, the technician goes on where they were.
func (m *Model) decide(targets []review.Target, make func(context.Context) (domain.Decision, error), after func()) {
	m.decideAbout(targets, make, func(domain.Decision) { m.leaving[m.Job()] = true }, after)
}

// decideAbout is decide; done is called before the list is read again, where the decision
// was kept.
func (m *Model) decideAbout(
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

// MarkSuccess records the selected run as success by override; it leaves the list
// at once. then is called with the view model of the dialog "Apply override for
// future runs?". With ticks nothing is recorded yet: all is called with the view model
// of the window that asks for the reason.
func (m *Model) MarkSuccess(then func(*SuccessDialog), all func(*BulkSuccess)) {
	if !m.Can(DoSuccess) {
		return
	}
	if s := m.Scope(); s.Ticked {
		if all != nil {
			r := s.reach(DoSuccess)
			all(&BulkSuccess{m: m, targets: r.targets, Title: words.T("runchecks.success_do", "runs", s.runWords(r))})
		}
		return
	}
	if !m.Fresh() {
		m.whenFresh = func() { m.MarkSuccess(then, all) } // what the technician sees selected, not what is still shown
		return
	}
	d := *m.details
	var targets []review.Target
	if len(m.attempts.Rows) == 1 && m.attempts.Rows[0].ID == d.Run.ID && d.Run.Review == nil {
		targets = []review.Target{{Job: d.Job.ID, Last: m.attempts.Newest()}}
	}
	if len(targets) == 0 && !m.otherProblems() && m.Selected() >= 0 && m.Selected()+1 < m.Len() {
		m.Select(m.Selected() + 1) // the job stays with its good runs, further down
	}
	m.decide(targets, func(ctx context.Context) (domain.Decision, error) {
		return m.p.Desk.MarkSuccess(ctx, d.Run.ID, "")
	}, func() {
		m.offerProse(d.Run.ID, false)
		if then != nil && m.p.Desk.May(rules.ActOverride) {
			then(newSuccessDialog(m, d))
		}
	})
}

// BulkSuccess is the view model of the window that asks why the problem runs of all
// ticked jobs count as success.
type BulkSuccess struct {
	m       *Model
	targets []review.Target
	Title   string // how much it is about
}

// Apply marks them, with one reason; false where there is none.
func (b *BulkSuccess) Apply(reason string) bool {
	if strings.TrimSpace(reason) == "" {
		return false
	}
	m := b.m
	m.Untick()
	m.decide(nil, func(ctx context.Context) (domain.Decision, error) {
		return m.p.Desk.MarkJobsSuccess(ctx, b.targets, reason)
	}, nil)
	return true
}

// otherProblems reports whether a waiting run beside the selected one is not good.
func (m *Model) otherProblems() bool {
	for _, r := range m.attempts.Rows {
		if r.ID != m.run && !r.Reviewed && !r.Status.Good() {
			return true
		}
	}
	return false
}

// Unmark returns reviewed runs of the scope to the list (Admin); with lastOnly those of
// the last review action of each job.
func (m *Model) Unmark(lastOnly bool) {
	var jobs []int64
	for _, t := range m.Scope().reach(DoUnmark).targets {
		jobs = append(jobs, t.Job)
	}
	if len(jobs) == 0 {
		return
	}
	m.Untick()
	m.decideAbout(
		nil,
		func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.Unmark(ctx, jobs, lastOnly) },
		func(domain.Decision) {},
		nil,
	)
}

// Undo reverses the last decision, and selects what comes back.
func (m *Model) Undo() { m.turn(m.p.Desk.Undo) }

// Redo takes the last undo back, and selects what comes back.
func (m *Model) Redo() { m.turn(m.p.Desk.Redo) }

func (m *Model) turn(make func(context.Context) (domain.Decision, error)) {
	back := map[int64]int64{}
	m.decideAbout(nil, func(ctx context.Context) (domain.Decision, error) {
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
