package nights

import (
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Night is what a job did in one night.
type Night struct {
	rules.Night
	// Status is the worst of the runs that count, 0 where none ran.
	Status domain.Status
	// Shows is the newest of the runs that have the status, 0 where none ran.
	Shows int64
	// Count is how many runs count: neither an earlier attempt nor one that a success of the
	// day hides.
	Count int
	Waits bool             // one of its runs waits for review
	Runs  []domain.PastRun // all of them, newest first
}

// Of returns the last n nights of a job up to the one of now, the oldest first. Runs are
// newest first; an earlier attempt counts where the profile judges a night by its worst.
func Of(runs []domain.PastRun, calendar rules.Nights, now time.Time, n int, judge domain.AttemptJudge) []Night {
	out := make([]Night, n)
	last := calendar.Of(now)
	for i := range out {
		out[i].Night = calendar.On(last.Date.AddDate(0, 0, i-n+1))
	}
	at := n - 1
	for _, r := range runs {
		for at >= 0 && r.At.Before(out[at].From) {
			at--
		}
		if at < 0 {
			break
		}
		out[at].add(r, judge)
	}
	return out
}

func (n *Night) add(r domain.PastRun, judge domain.AttemptJudge) {
	n.Runs = append(n.Runs, r)
	if r.Hidden {
		return
	}
	n.Waits = n.Waits || !r.Reviewed
	if r.Earlier && judge != domain.JudgeWorst {
		return
	}
	if !r.Earlier {
		n.Count++
	}
	if s := r.Status.Known(); s > n.Status {
		n.Status, n.Shows = s, r.ID
	}
}

// At returns the place of the night that holds a run, -1 for none.
func At(list []Night, run int64) int {
	for i := len(list) - 1; i >= 0; i-- {
		for _, r := range list[i].Runs {
			if r.ID == run {
				return i
			}
		}
	}
	return -1
}

// Step returns the place of the next night with a run, by nights back (-1) or on (+1) from a
// place; -1 where there is none.
func Step(list []Night, from, by int) int {
	for i := from + by; i >= 0 && i < len(list); i += by {
		if list[i].Shows != 0 {
			return i
		}
	}
	return -1
}
