package review

import (
	"context"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// ExplainSuccess gives the mark of a run a reason in a person's words: Mark as success
// acts at once, and asks afterwards (product.md, section 2). The error has CodeInvalid
// without a reason, CodeConflict where the run is not marked any more.
func (svc *Service) ExplainSuccess(ctx context.Context, run int64, reason string) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActReview, domain.DecideSuccess, func(q domain.Reader, e *entry) error {
		if reason = strings.TrimSpace(reason); reason == "" {
			return invalid("refusal.reason_missing")
		}
		r, err := q.Run(run)
		if err != nil {
			return err
		}
		job, err := q.Job(r.JobID)
		if err != nil {
			return err
		}
		if r.Marked == "" {
			return conflict("refusal.success_no_more", job.Name)
		}
		e.Targets = []string{string(r.Key)}
		e.payload = successPayload{Reason: reason, Was: &r.Marked, Names: names{Job: job.Name, At: r.At}}
		return nil
	})
}

// changeReason changes the reason of marks that are still there; the decision that made them
// stays theirs.
func (pr *projector) changeReason(d domain.Decision, reason string) error {
	return pr.eachRun(d, func(r domain.Run, job domain.Job) error {
		if r.Marked == "" {
			return nil
		}
		if err := pr.tx.SetSuccessMark(r.ID, r.MarkedBy, &reason); err != nil {
			return err
		}
		r.Marked = reason
		return pr.judgeRun(r, job)
	})
}
