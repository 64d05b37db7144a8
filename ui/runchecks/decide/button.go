package decide

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/words"
)

// ButtonLabel is what a button of the details says: short for the shown job, with how many
// jobs where ticks or a cause widen the scope. To review the shown job alone stays possible
// beside ticks.
func (m *Model) ButtonLabel(a Action) string {
	s := m.Scope()
	if s.Cause != nil {
		return m.Label(a)
	}
	if !s.Ticked {
		if a == DoReview {
			return words.T("runchecks.button_review", "runs", words.Count(s.reach(a).runs, "run"))
		}
		return words.T(buttonWords[a])
	}
	if a == DoReview {
		return words.T("runchecks.button_only")
	}
	return words.T("runchecks.button_jobs", "action", words.T(buttonWords[a]), "jobs", words.Count(len(s.reach(a).targets), "job"))
}

var buttonWords = map[Action]string{
	DoSuccess: "runchecks.button_success", DoTicket: "runchecks.button_ticket", DoRemark: "runchecks.button_remark",
	DoAccept: "runchecks.button_accept", DoUnmark: "runchecks.unmark", DoUnmarkAll: "runchecks.unmark_runs",
}

// Why says why an action cannot be taken now, "" where it can.
func (m *Model) Why(a Action) string {
	s := m.Scope()
	d := m.Details()
	switch {
	case m.Can(a):
		return ""
	case !m.p.Desk.May(a.permission()):
		return words.T("runchecks.why_role", "role", words.RoleWord(m.p.Desk.Actor().Role))
	case len(s.Jobs) == 0:
		return words.NothingSelected()
	case a == DoReview || s.Ticked || d == nil || !m.Fresh():
		return words.T("runchecks.why_nothing")
	case d.Run.Effective.Status == domain.SuccessOverride:
		return words.T("runchecks.why_override")
	case !rules.HasProblem(d.Run):
		return words.T("runchecks.why_good")
	case d.Run.Sender.Doubt != "":
		return words.T("runchecks.why_doubt")
	}
	return words.T("runchecks.why_nothing")
}

// shownTarget is what reviewing the shown job alone is about.
func (m *Model) shownTarget() (review.Target, bool) {
	at := m.Selected()
	if m.Grouped() || at < 0 || m.Rows()[at].Runs == 0 {
		return review.Target{}, false
	}
	r := m.Rows()[at]
	return review.Target{Job: r.ID, Last: r.LastRun}, true
}

// CanReviewShown reports whether the shown job can be reviewed alone.
func (m *Model) CanReviewShown() bool {
	_, ok := m.shownTarget()
	return ok && m.p.Desk.May(rules.ActReview)
}

// ReviewShown marks the shown job as reviewed and no other, whatever is ticked; the ticks of
// the others stay.
func (m *Model) ReviewShown() {
	target, ok := m.shownTarget()
	if !ok || !m.CanReviewShown() {
		return
	}
	if at := m.Selected(); m.Ticked(at) {
		m.List.ToggleTick(at)
	}
	targets := []review.Target{target}
	m.Decide(targets, func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.MarkReviewed(ctx, targets) }, nil)
}

// Message is the reason of the shown run as it is copied: the very words of the report.
func (m *Model) Message() string {
	if m.Details() == nil {
		return ""
	}
	return words.RunReason(m.Details()).Text()
}
