package review

import (
	"context"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// MarkJobsSuccess records that every waiting run of the targets which is not good counts
// as success, with one reason, and reviews these runs: one decision. Their good runs, and
// runs that the technician could not see, wait on. No later run is covered. The error has
// CodeConflict where none of them waits any more, CodeInvalid without a reason.
func (svc *Service) MarkJobsSuccess(ctx context.Context, targets []Target, reason string) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActReview, domain.DecideSuccess, func(q domain.Reader, e *entry) error {
		if reason = strings.TrimSpace(reason); reason == "" {
			return invalid("refusal.reasons_missing")
		}
		jobs, name, counted := 0, "", rowCount{}
		err := waitingProblems(q, targets, func(job domain.Job, runs []domain.Run) error {
			jobs++
			name = job.Name
			for _, r := range runs {
				e.Targets = append(e.Targets, string(r.Key))
				counted.add(r.ID, r.LastAttempt)
			}
			return nil
		})
		if err != nil {
			return err
		}
		if jobs == 0 {
			return nothingWaits("refusal.no_problem_marked")
		}
		e.payload = successPayload{Reason: reason, Names: names{Jobs: jobs, Job: name, Runs: len(counted)}}
		return nil
	})
}

// waitingProblems visits the targets that have waiting runs which are not good, in their
// order, with those of them that the technician could see, oldest first. Runs that were
// tried again with success are none of them.
func waitingProblems(q domain.Reader, targets []Target, visit func(domain.Job, []domain.Run) error) error {
	last := map[int64]int64{}
	for _, t := range targets {
		last[t.Job] = t.Last
	}
	judge, err := q.AttemptJudge()
	if err != nil {
		return err
	}
	found, jobs := map[int64][]domain.Run{}, map[int64]domain.Job{}
	err = q.WaitingProblems(domain.ProblemFilter{}, func(run domain.Run, job domain.Job) error {
		seen, wanted := last[run.JobID]
		if !wanted || seen != 0 && run.ID > seen || run.Effective.Status.Good() {
			return nil
		}
		well, err := retrySucceeded(q, run, judge)
		if !well {
			found[run.JobID], jobs[run.JobID] = append(found[run.JobID], run), job
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, t := range targets {
		if runs := found[t.Job]; len(runs) > 0 {
			delete(found, t.Job) // named twice it counts once
			if err := visit(jobs[t.Job], runs); err != nil {
				return err
			}
		}
	}
	return nil
}
