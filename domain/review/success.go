package review

import (
	"cmp"
	"context"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// successPayload is the payload of DecideSuccess.
type successPayload struct {
	Reason string `json:"reason"`
	// Was is the reason before, where a run that is marked was given another one.
	Was *string `json:"was,omitempty"`
	// Counted is how reviewed runs counted before: their status is that of their review.
	Counted map[domain.RunKey]domain.Effective `json:"counted,omitempty"`
	Names   names                              `json:"names,omitzero"`
}

var successKind = kind{
	apply:      (*projector).markSuccess,
	revert:     (*projector).revertSuccess,
	undoable:   true,
	dependsOn:  makes("mark:"),
	permission: asks(rules.ActReview),
	words: wordsOf(func(p successPayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
		n := p.Names
		switch {
		case p.Was != nil:
			return phrase("success.reason", n.At, n.Job, brief(p.Reason)), true
		case !n.At.IsZero():
			return phrase("success.run", n.At, n.Job), true
		case n.Jobs == 1:
			return phrase("success.job", phrase("runs", n.Runs), n.Job), true
		default:
			return phrase("success.jobs", phrase("jobs", n.Jobs), phrase("runs", n.Runs)), true
		}
	}),
}

// MarkSuccess records that one problem run counts as success, with the attempts of its
// night before it, and reviews them
// (product.md, section 2: the first step of "Mark as success"). A run that is a
// success already gives CodeInvalid. The override for future runs is a decision
// of its own, see Apply.
func (svc *Service) MarkSuccess(ctx context.Context, run int64, reason string) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActReview, domain.DecideSuccess, func(q domain.Reader, e *entry) error {
		r, err := q.Run(run)
		if err != nil {
			return err
		}
		job, err := q.Job(r.JobID)
		if err != nil {
			return err
		}
		if !rules.HasProblem(r) {
			return invalid("refusal.success_already", job.Name)
		}
		if r.Marked != "" {
			return conflict("refusal.marked_already", job.Name)
		}
		earlier, err := earlierProblems(q, run)
		if err != nil {
			return err
		}
		e.Targets = append([]string{string(r.Key)}, earlier...)
		why := cmp.Or(strings.TrimSpace(reason), noted("noted.marked_by", e.Actor))
		m := successPayload{Reason: why, Names: names{Job: job.Name, At: r.At}}
		if r.Review != nil {
			m.Counted = map[domain.RunKey]domain.Effective{r.Key: r.Effective}
		}
		e.payload = m
		return nil
	})
}

func (pr *projector) markSuccess(d domain.Decision) error {
	mark, err := payload[successPayload](d)
	if err != nil {
		return err
	}
	if mark.Was != nil {
		return pr.changeReason(d, mark.Reason)
	}
	return pr.eachRun(d, func(r domain.Run, job domain.Job) error {
		if err := pr.tx.SetSuccessMark(r.ID, d.ID, &mark.Reason); err != nil {
			return err
		}
		r.Marked = mark.Reason
		if err := pr.judgeRun(r, job); err != nil || r.Review != nil || pr.redo != nil {
			return err
		}
		return pr.tx.SetReview([]int64{r.ID}, &domain.Review{At: d.At, By: d.Actor, Decision: d.ID})
	})
}

func (pr *projector) revertSuccess(d domain.Decision) error {
	mark, err := payload[successPayload](d)
	if err != nil {
		return err
	}
	if mark.Was != nil {
		return pr.changeReason(d, *mark.Was)
	}
	return pr.eachRun(d, func(r domain.Run, job domain.Job) error {
		if r.MarkedBy != d.ID {
			return nil
		}
		if err := pr.tx.SetSuccessMark(r.ID, "", nil); err != nil {
			return err
		}
		r.Marked = ""
		if r.Review != nil && r.Review.Decision == d.ID {
			if err := pr.tx.SetReview([]int64{r.ID}, nil); err != nil {
				return err
			}
		} else if counted, ok := mark.Counted[r.Key]; ok && r.Review != nil {
			return pr.tx.SetEffective([]int64{r.ID}, counted)
		}
		return pr.judgeRun(r, job)
	})
}

// eachRun visits the runs that an entry names and that are still there.
func (pr *projector) eachRun(d domain.Decision, visit func(domain.Run, domain.Job) error) error {
	ids, err := pr.tx.RunIDs(d.Targets)
	if err != nil {
		return err
	}
	for _, id := range ids {
		r, err := pr.tx.Run(id)
		if err != nil {
			return err
		}
		job, err := pr.tx.Job(r.JobID)
		if err != nil {
			return err
		}
		if err := visit(r, job); err != nil {
			return err
		}
	}
	return nil
}
