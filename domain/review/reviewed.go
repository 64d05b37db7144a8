package review

import (
	"context"
	"fmt"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Target is a job as a technician saw it: runs newer than Last were not on the
// screen and stay unreviewed (product.md, section 2).
type Target struct {
	Job  int64
	Last int64 // highest run id seen; 0 means every waiting run
}

// MarkReviewed marks every waiting run of the targets as reviewed. Where none is
// left (a colleague was faster) the error has CodeConflict.
func (d *Desk) MarkReviewed(ctx context.Context, targets []Target) (domain.Decision, error) {
	return d.decide(ctx, rules.ActReview, domain.DecideReview, func(tx domain.Changes, e *entry) error {
		var ids []int64
		jobs := 0
		var name string
		for _, t := range targets {
			runs, err := tx.WaitingRuns(t.Job, t.Last)
			if err != nil {
				return err
			}
			if len(runs) == 0 {
				continue
			}
			jobs++
			if name == "" {
				job, err := tx.Job(t.Job)
				if err != nil {
					return err
				}
				name = job.Name
			}
			for _, r := range runs {
				ids = append(ids, r.ID)
				e.Targets = append(e.Targets, string(r.Key))
			}
		}
		if len(ids) == 0 {
			return &domain.Error{Code: domain.CodeConflict, Message: "Nothing was marked: no run of this choice waits for review any more. Press F5 to see the current list."}
		}
		e.Summary = fmt.Sprintf("%s, %s reviewed", plural(jobs, "job"), plural(len(ids), "run"))
		if jobs == 1 {
			e.Summary = fmt.Sprintf("%s of %s reviewed", plural(len(ids), "run"), name)
		}
		return tx.SetReview(ids, &domain.Review{At: e.At, By: e.Actor, Decision: e.ID})
	})
}

// unmarked is the payload of DecideUnmark: the reviews that were taken away.
type unmarked struct {
	Reviews map[domain.RunKey]domain.Review `json:"reviews"`
}

// Unmark returns the reviewed runs of a job to the list (Admin); with lastOnly
// just those of the last review action.
func (d *Desk) Unmark(ctx context.Context, job int64, lastOnly bool) (domain.Decision, error) {
	return d.decide(ctx, rules.ActIncludeReviewed, domain.DecideUnmark, func(tx domain.Changes, e *entry) error {
		j, err := tx.Job(job)
		if err != nil {
			return err
		}
		var only domain.DecisionID
		if lastOnly {
			if only, err = tx.LastReview(job); err != nil {
				return err
			}
		}
		runs, err := tx.ReviewedRuns(job, only)
		if err != nil {
			return err
		}
		if len(runs) == 0 {
			return &domain.Error{Code: domain.CodeConflict, Message: "Nothing was unmarked: no run of " + j.Name + " is reviewed."}
		}
		payload := unmarked{Reviews: map[domain.RunKey]domain.Review{}}
		var ids []int64
		for _, r := range runs {
			ids = append(ids, r.ID)
			payload.Reviews[r.Key] = *r.Review
			e.Targets = append(e.Targets, string(r.Key))
		}
		e.payload = payload
		e.Summary = fmt.Sprintf("%s of %s unmarked", plural(len(ids), "run"), j.Name)
		return tx.SetReview(ids, nil)
	})
}
