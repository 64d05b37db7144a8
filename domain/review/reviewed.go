package review

import (
	"context"
	"fmt"
	"slices"

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
func (svc *Service) MarkReviewed(ctx context.Context, targets []Target) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActReview, domain.DecideReview, func(q domain.Queries, e *entry) error {
		jobs, name, err := e.target(q, targets)
		if err != nil {
			return err
		}
		if len(e.ids) == 0 {
			return conflict("Nothing was marked: no run of this choice waits for review any more. Press F5 to see the current list.")
		}
		e.Summary = fmt.Sprintf("%s, %s reviewed", plural(jobs, "job"), plural(len(e.counted), "run"))
		if jobs == 1 {
			e.Summary = fmt.Sprintf("%s of %s reviewed", plural(len(e.counted), "run"), name)
		}
		return nil
	})
}

// target adds the waiting runs of jobs to the targets of the entry; name is that of
// the first job which has any.
func (e *entry) target(q domain.Queries, targets []Target) (jobs int, name string, err error) {
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
	return pr.reviewRuns(ids, domain.Review{At: d.At, By: d.Actor, Decision: d.ID})
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

// unmarkPayload is the payload of DecideUnmark: the reviews that were taken away, and how the
// runs counted under them. Entries of the first version do not say the latter.
type unmarkPayload struct {
	Reviews map[domain.RunKey]domain.Review    `json:"reviews"`
	Counted map[domain.RunKey]domain.Effective `json:"counted,omitempty"`
}

// Unmark returns the reviewed runs of jobs to the list (Admin), as one decision; with
// lastOnly just those of the last review action of each job.
func (svc *Service) Unmark(ctx context.Context, jobs []int64, lastOnly bool) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActIncludeReviewed, domain.DecideUnmark, func(q domain.Queries, e *entry) error {
		taken := unmarkPayload{Reviews: map[domain.RunKey]domain.Review{}, Counted: map[domain.RunKey]domain.Effective{}}
		var found []domain.Job
		for _, id := range jobs {
			j, err := q.Job(id)
			if err != nil {
				return err
			}
			var only domain.DecisionID
			if lastOnly {
				if only, err = q.LastReview(id); err != nil {
					return err
				}
			}
			runs, err := q.ReviewedRuns(id, only)
			if err != nil {
				return err
			}
			if len(runs) > 0 && !slices.ContainsFunc(found, func(known domain.Job) bool { return known.ID == id }) {
				found = append(found, j)
			}
			for _, r := range runs {
				if _, known := taken.Reviews[r.Key]; !known {
					taken.Reviews[r.Key], taken.Counted[r.Key] = *r.Review, r.Effective
					e.Targets = append(e.Targets, string(r.Key))
				}
			}
		}
		switch {
		case len(found) == 0:
			return conflict("Nothing was unmarked: no run of this choice is reviewed.")
		case len(found) == 1:
			e.Summary = fmt.Sprintf("%s of %s unmarked", plural(len(e.Targets), "run"), found[0].Name)
		default:
			e.Summary = fmt.Sprintf("%s, %s unmarked", plural(len(found), "job"), plural(len(e.Targets), "run"))
		}
		e.payload = taken
		return nil
	})
}

func (pr *projector) unmark(d domain.Decision) error {
	ids, err := pr.tx.RunIDs(d.Targets)
	if err != nil {
		return err
	}
	if pr.redo != nil {
		if ids, err = pr.reviewedAsBefore(d, ids); err != nil {
			return err
		}
	}
	if err := pr.tx.SetReview(ids, nil); err != nil || pr.rebuilding {
		return err
	}
	problems, err := pr.tx.ProblemIDs(ids)
	if err != nil {
		return err
	}
	return pr.judgeRuns(problems)
}

// reviewedAsBefore returns those of the runs whose review is the one that was taken away:
// a review that somebody made since stays.
func (pr *projector) reviewedAsBefore(d domain.Decision, ids []int64) ([]int64, error) {
	taken, err := payload[unmarkPayload](d)
	if err != nil {
		return nil, err
	}
	var out []int64
	for _, id := range ids {
		r, err := pr.tx.Run(id)
		if err != nil {
			return nil, err
		}
		if was, ok := taken.Reviews[r.Key]; ok && r.Review != nil && r.Review.Decision == was.Decision && r.Review.At.Equal(was.At) {
			out = append(out, id)
		}
	}
	return out, nil
}

func (pr *projector) revertUnmark(d domain.Decision) error {
	taken, err := payload[unmarkPayload](d)
	if err != nil {
		return err
	}
	// Run by run: the reviews may be of different people and times.
	undone := map[domain.DecisionID]bool{}
	for _, key := range d.Targets {
		r, err := pr.tx.RunByKey(domain.RunKey(key))
		if isNotFound(err) || err == nil && r.Review != nil {
			continue // gone, or somebody reviewed it since: the newer review stands
		}
		if err != nil {
			return err
		}
		was := taken.Reviews[r.Key]
		if _, known := undone[was.Decision]; !known {
			if undone[was.Decision], err = pr.isUndone(was.Decision.Entry()); err != nil {
				return err
			}
		}
		if undone[was.Decision] {
			continue // whoever reviewed it took that back
		}
		if err := pr.reviewRuns([]int64{r.ID}, was); err != nil {
			return err
		}
		if counted, ok := taken.Counted[r.Key]; ok {
			if err := pr.tx.SetEffective([]int64{r.ID}, counted); err != nil {
				return err
			}
		}
	}
	return nil
}

// isUndone reports whether an entry is undone at the time of the entry that is being carried
// out; the empty id names none.
func (pr *projector) isUndone(id domain.DecisionID) (bool, error) {
	if id == "" || pr.rebuilding {
		return pr.undone[id], nil
	}
	d, err := pr.tx.Decision(id)
	if isNotFound(err) {
		return false, nil
	}
	return d.UndoneBy != "", err
}
