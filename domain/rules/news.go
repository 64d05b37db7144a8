package rules

import (
	"slices"
	"time"

	"runchecks/domain"
)

// Piece is one thing to tell: a kind of news, and how much of it waits.
type Piece struct {
	Kind  domain.NewsKind
	Count int
}

// News is what came up since somebody was told last, the weightiest first, and what is kept of
// telling it. Wants says which kinds are wanted; good whether good news are.
//
// The same problem is told once: a kind is told where a run or an account is bad that was not
// when it was told before. What nobody is told, because it is quiet, comes up later, unless it is
// dealt with by then.
func News(before domain.Told, now domain.Standstill, wants func(domain.NewsKind) bool, good bool) (out []Piece, after domain.Told) {
	after = before
	bad := false
	tell := func(kind domain.NewsKind, count int, fresh bool) {
		if count == 0 || !wants(kind) {
			return
		}
		bad = true
		if fresh {
			out = append(out, Piece{kind, count})
		}
	}
	tell(domain.NewsProblem, now.Problems, now.LatestProblem > before.LatestProblem)
	tell(domain.NewsSilence, now.Silent, now.LatestSilence > before.LatestSilence)
	tell(domain.NewsFailed, len(now.Failing), slices.ContainsFunc(now.Failing, func(id int64) bool {
		return !slices.Contains(before.Failing, id)
	}))
	if !bad && before.Bad {
		after.Bad = false
		if good {
			out = append(out, Piece{Kind: domain.NewsGood})
		}
	}
	if len(out) > 0 && bad {
		after.Bad = true
		after.LatestProblem = max(before.LatestProblem, now.LatestProblem)
		after.LatestSilence = max(before.LatestSilence, now.LatestSilence)
		after.Failing = now.Failing
	}
	return out, after
}

// Recovered is what was told, without the accounts that are well again: they are told of when
// they fail once more.
func Recovered(told domain.Told, now domain.Standstill) domain.Told {
	told.Failing = slices.DeleteFunc(slices.Clone(told.Failing), func(id int64) bool { return !slices.Contains(now.Failing, id) })
	return told
}

// ReadStandstill gathers how much waits for somebody.
func ReadStandstill(q domain.Reader, now time.Time) (s domain.Standstill, err error) {
	bad, silent := map[int64]bool{}, map[int64]bool{}
	err = q.WaitingProblems(domain.ProblemFilter{}, func(r domain.Run, job domain.Job) error {
		switch {
		case job.State != domain.JobActive, r.Effective.Status == domain.Success, r.LastAttempt != 0:
		case r.Effective.Status == domain.Missed:
			silent[job.ID], s.LatestSilence = true, max(s.LatestSilence, r.ID)
		default:
			bad[job.ID], s.LatestProblem = true, max(s.LatestProblem, r.ID)
		}
		return nil
	})
	if err != nil {
		return s, err
	}
	s.Problems, s.Silent = len(bad), len(silent)
	accounts, err := q.Accounts()
	for _, a := range accounts {
		switch kind, _ := AccountTrouble(a, now); kind {
		case "", ReasonAccountPaused, ReasonAccountCancelled:
		default:
			s.Failing = append(s.Failing, a.ID)
		}
	}
	slices.Sort(s.Failing)
	return s, err
}
