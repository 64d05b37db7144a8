package review

import (
	"runchecks/domain"
	"runchecks/domain/rules"
)

// rowCount counts runs as the lists do: the attempts of a night are one.
type rowCount map[int64]bool

func (c rowCount) add(run, lastAttempt int64) {
	if lastAttempt == 0 {
		lastAttempt = run
	}
	c[lastAttempt] = true
}

// earlierProblems returns the keys of the earlier attempts of a run that wait and are not
// good: what is said of the row is said of them, too.
func earlierProblems(q domain.Reader, run int64) (keys []string, err error) {
	earlier, err := q.Attempts(run)
	if err != nil {
		return nil, err
	}
	for _, ref := range earlier {
		if ref.Reviewed {
			continue
		}
		r, err := q.Run(ref.ID)
		if err != nil {
			return nil, err
		}
		if r.Marked == "" && len(rules.Problems(r)) > 0 {
			keys = append(keys, string(r.Key))
		}
	}
	return keys, nil
}

// retrySucceeded reports whether a run was tried again with success, so that its row is good
// and asks for nothing but a look.
func retrySucceeded(q domain.Reader, run domain.Run, judge domain.AttemptJudge) (bool, error) {
	if run.LastAttempt == 0 || judge != domain.JudgeLast {
		return false, nil
	}
	last, err := q.Run(run.LastAttempt)
	if isNotFound(err) {
		return false, nil
	}
	return err == nil && last.Review == nil && last.Effective.Status == domain.Success, err
}
