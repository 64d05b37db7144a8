package review

import (
	"context"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// unmarkPayload is the payload of DecideUnmark: the reviews that were taken away, and how the
// runs counted under them. Entries of the first version do not say the latter.
type unmarkPayload struct {
	Reviews map[domain.RunKey]domain.Review    `json:"reviews"`
	Counted map[domain.RunKey]domain.Effective `json:"counted,omitempty"`
	Names   names                              `json:"names,omitzero"`
}

var unmarkKind = kind{
	apply:      (*projector).unmark,
	revert:     (*projector).revertUnmark,
	undoable:   true,
	dependsOn:  onRunsAlone,
	permission: asks(rules.ActIncludeReviewed),
	words: wordsOf(func(p unmarkPayload, d domain.Decision, _ *time.Location) (Phrase, bool) {
		runs := phrase("runs", d.TargetCount())
		if p.Names.Jobs == 1 {
			return phrase("unmark.job", runs, p.Names.Job), true
		}
		return phrase("unmark.jobs", phrase("jobs", p.Names.Jobs), runs), true
	}),
}

// Unmark returns the reviewed runs of jobs to the list (Admin), as one decision; with
// lastOnly just those of the last review action of each job.
func (svc *Service) Unmark(ctx context.Context, jobs []int64, lastOnly bool) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActIncludeReviewed, domain.DecideUnmark, func(q domain.Reader, e *entry) error {
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
		if len(found) == 0 {
			return conflict("refusal.none_unmarked")
		}
		taken.Names = names{Jobs: len(found), Job: found[0].Name}
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
