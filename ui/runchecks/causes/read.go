package causes

import (
	"cmp"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/cause"
)

// barNights is how many nights the bars of a cause show, seenNights how far back is looked for
// the night in which it began and for when it was there before. latelyNights are read each
// time: in them runs still come and are judged anew.
const (
	barNights    = 14
	seenNights   = 365
	latelyNights = 4
)

// Read groups what waits, and counts in how many nights before it was so. What is known
// of nights long past is not read again; without it, since when a cause stands is not said.
func Read(q domain.Reader, now time.Time, loc *time.Location, old *Past) ([]Cause, error) {
	waiting, err := Gather(q)
	if err != nil {
		return nil, err
	}
	nights, err := rules.ReadNights(q, loc)
	if err != nil {
		return nil, err
	}
	tonight := nights.Of(now)
	lately := nights.On(tonight.Date.AddDate(0, 0, 1-latelyNights)).From
	recent, err := readNights(q, nights, waiting.Marks, lately, tonight.To)
	if err != nil {
		return nil, err
	}
	if !old.holds(lately, waiting.Marks) {
		old = nil
	}
	var out []Cause
	for _, g := range waiting.Groups(tonight) {
		c := Cause{Group: g, Read: old != nil}
		past := []pastNightsOf{recent.of[g.Key()]}
		if old != nil {
			past = append(past, old.of[g.Key()])
		}
		day := dayOf(tonight.Date)
		had := func(ago int) bool {
			return slices.ContainsFunc(past, func(n pastNightsOf) bool { return len(n[day-ago]) > 0 })
		}
		newest := max(0, nights.Since(g.Last, now))
		for i := range barNights {
			for _, n := range past {
				c.Nights[barNights-1-i] += len(n.jobs(day - i))
			}
		}
		first := newest
		for had(first+1) && first+1 < seenNights {
			first++
		}
		c.New = first == newest && !had(newest+1)
		c.Since, c.Before = tonight.Date.AddDate(0, 0, -first), first == seenNights-1
		if old != nil {
			c.earlier = episodes(past, day-first, tonight.Date)
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(b.Status, a.Status), newFirst(a.New, b.New), cmp.Compare(b.Group.Jobs(), a.Group.Jobs()))
	})
	return out, nil
}

func newFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// Gather gathers what waits by its causes.
func Gather(q domain.Reader) (waiting cause.Grouper, err error) {
	overrides, err := q.Overrides()
	if err != nil {
		return waiting, err
	}
	if waiting.Marks, err = q.CauseMarks(); err != nil {
		return waiting, err
	}
	judge, err := q.AttemptJudge()
	if err != nil {
		return waiting, err
	}
	book := rules.NewBook(overrides)
	err = q.WaitingProblems(domain.ProblemFilter{}, func(run domain.Run, job domain.Job) error {
		again := run.LastAttempt != 0 && judge == domain.JudgeLast
		if job.State == domain.JobActive && job.Customer.Active && !run.Effective.Status.Good() && !again {
			problems := rules.Uncovered(run, job, book)
			if run.Sender.Doubt != "" { // nobody else sent it
				problems = append(problems, domain.Object{Status: domain.Unknown, Message: run.Sender.Doubt})
			}
			waiting.Add(run, job, problems)
		}
		return nil
	})
	return waiting, err
}
