package review

import (
	"context"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Target is a job as a technician saw it: runs newer than Last were not on the
// screen and stay unreviewed (product.md, section 2).
type Target struct {
	Job  int64
	Last int64 // highest run id seen; 0 means every waiting run
}

// reviewPayload is the payload of DecideReview. Entries of the first version have none.
type reviewPayload struct {
	Names names  `json:",omitzero"`
	Note  string `json:",omitempty"` // what whoever reviewed them wrote
}

var reviewKind = kind{
	apply:      (*projector).review,
	revert:     func(pr *projector, d domain.Decision) error { return pr.revertReview(d.ID) },
	undoable:   true,
	dependsOn:  onRunsAlone,
	permission: asks(rules.ActReview),
	words: wordsOf(func(p reviewPayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
		out := phrase("review.jobs", phrase("jobs", p.Names.Jobs), phrase("runs", p.Names.Runs))
		if p.Names.Jobs == 1 {
			out = phrase("review.job", phrase("runs", p.Names.Runs), p.Names.Job)
		}
		if p.Note != "" {
			out = phrase("review.note", out, brief(p.Note))
		}
		return out, true
	}),
}

// MarkReviewed marks every waiting run of the targets as reviewed. Where none is
// left (a colleague was faster) the error has CodeConflict.
func (svc *Service) MarkReviewed(ctx context.Context, targets []Target) (domain.Decision, error) {
	return svc.markReviewed(ctx, targets, "")
}

// ReviewWithNote is MarkReviewed with a note, which stands at each of the runs.
func (svc *Service) ReviewWithNote(ctx context.Context, targets []Target, note string) (domain.Decision, error) {
	if note = strings.TrimSpace(note); note == "" || len(note) > domain.MostReviewNote {
		return domain.Decision{}, invalid("refusal.review_note", domain.MostReviewNote)
	}
	return svc.markReviewed(ctx, targets, note)
}

func (svc *Service) markReviewed(ctx context.Context, targets []Target, note string) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActReview, domain.DecideReview, func(q domain.Reader, e *entry) error {
		jobs, name, err := e.target(q, targets)
		if err != nil {
			return err
		}
		if len(e.ids) == 0 {
			return nothingWaits("refusal.none_marked")
		}
		e.payload = reviewPayload{names{Jobs: jobs, Job: name, Runs: len(e.counted)}, note}
		return nil
	})
}

// target adds the waiting runs of jobs to the targets of the entry; name is that of
// the first job which has any.
func (e *entry) target(q domain.Reader, targets []Target) (jobs int, name string, err error) {
	e.counted = rowCount{}
	for _, t := range targets {
		runs, err := q.WaitingRuns(t.Job, t.Last)
		if err != nil {
			return 0, "", err
		}
		if len(runs) == 0 {
			continue
		}
		jobs++
		if name == "" {
			job, err := q.Job(t.Job)
			if err != nil {
				return 0, "", err
			}
			name = job.Name
		}
		for _, r := range runs {
			e.ids = append(e.ids, r.ID)
			e.counted.add(r.ID, r.LastAttempt)
			e.Targets = append(e.Targets, string(r.Key))
		}
	}
	return jobs, name, nil
}

// review marks the runs that the targets name.
func (pr *projector) review(d domain.Decision) error {
	ids, err := pr.runs(d)
	if err != nil {
		return err
	}
	note := ""
	if len(d.Payload) > 0 {
		p, err := payload[reviewPayload](d)
		if err != nil {
			return err
		}
		note = p.Note
	}
	return pr.reviewRuns(ids, domain.Review{At: d.At, By: d.Actor, Decision: d.ID, Note: note})
}

// runs finds the runs that the targets of an entry name; targets of another kind and
// runs that are gone are passed over.
func (pr *projector) runs(d domain.Decision) ([]int64, error) {
	if pr.ids != nil {
		return pr.ids, nil
	}
	return pr.tx.RunIDs(d.Targets)
}

func (pr *projector) reviewRuns(ids []int64, r domain.Review) error {
	if pr.redo != nil {
		return nil // those that the undo took away come back as they were
	}
	ids, err := pr.stillWaiting(ids, r.Decision.Entry())
	if err != nil || len(ids) == 0 {
		return err
	}
	if pr.rebuilding {
		// A reviewed run keeps the status that it had then, whatever becomes of the rules.
		if err := pr.judgeRuns(ids); err != nil {
			return err
		}
	}
	return pr.tx.SetReview(ids, &r)
}

func (pr *projector) revertReview(id domain.DecisionID) error {
	runs, err := pr.tx.RunsReviewedBy(id)
	if err != nil {
		return err
	}
	if runs, err = pr.onlyTaken(runs); err != nil {
		return err
	}
	if err := pr.tx.SetReview(runs, nil); err != nil || pr.rebuilding {
		return err
	}
	// A rule may have been made or changed while they were reviewed.
	changed, err := pr.tx.RulesChanged(id)
	if err != nil || !changed {
		return err
	}
	problems, err := pr.tx.ProblemIDs(runs)
	if err != nil {
		return err
	}
	return pr.judgeRuns(problems)
}
