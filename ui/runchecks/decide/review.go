package decide

import (
	"context"

	"runchecks/domain"
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
	m.Decide(targets, func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.MarkReviewed(ctx, targets) }, nil)
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
	m.DecideAbout(
		nil,
		func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.Unmark(ctx, jobs, lastOnly) },
		func(domain.Decision) {},
		nil,
	)
}

// CanReviewFine reports whether there is any that the role may review.
func (m *Model) CanReviewFine() bool {
	return len(m.FineTargets()) > 0 && m.p.Desk.May(DoReview.permission())
}

// ReviewFine marks all fine jobs as reviewed that were counted; what came since stays.
func (m *Model) ReviewFine() {
	if !m.CanReviewFine() {
		return
	}
	targets := m.FineTargets()
	m.Decide(targets, func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.MarkReviewed(ctx, targets) }, nil)
}
