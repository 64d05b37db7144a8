package rules

import (
	"cmp"
	"maps"
	"slices"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// End says that an acceptance is over at a run, and why, in words that fit behind
// "is back: ".
type End struct {
	Acceptance domain.Acceptance
	Why        string
}

// Accepted judges a new run by the acceptances that hold. by are those that cover
// every problem of the run which no override covers: the run counts as looked at.
// It is nil where anything is left, and for a run that is good. ends are the
// acceptances that the run brings to their end, whatever becomes of the run.
//
// effective is the run's effective status: a run that is good under overrides is
// no problem of an acceptance. Runs of jobs that nobody approved are none either: they
// are accepted by nobody, and end nothing.
func Accepted(
	run domain.Run,
	job domain.Job,
	effective domain.Effective,
	book *Book,
	active []domain.Acceptance,
) (by []domain.Acceptance, ends []End) {
	if job.State == domain.JobPending || run.Sender.Doubt != "" {
		return nil, nil // what nobody believes is neither known nor the end of anything
	}
	var problems []domain.Object
	if !effective.Status.Good() {
		problems = uncovered(run, job, book)
	}
	covered := make([]bool, len(problems))
	for _, a := range active {
		if !concerns(a, job) || run.At.Before(a.From) {
			continue
		}
		mine := inReach(a, problems)
		if why := over(a, run, job, problems, mine); why != "" {
			ends = append(ends, End{a, why})
			continue
		}
		if len(mine) == 0 {
			continue
		}
		by = append(by, a)
		for _, i := range mine {
			covered[i] = true
		}
	}
	if len(problems) == 0 || slices.Contains(covered, false) {
		by = nil
	}
	return by, ends
}

// uncovered returns the problems that no override covers.
func uncovered(run domain.Run, job domain.Job, book *Book) []domain.Object {
	problems, by := cover(book.inForce(run.At, job), run)
	var out []domain.Object
	for i, p := range problems {
		if by[i] == nil {
			out = append(out, p)
		}
	}
	return out
}

// concerns reports whether runs of job are in the reach of a.
func concerns(a domain.Acceptance, job domain.Job) bool {
	if a.Level == domain.AcceptError {
		return domain.Fold(a.Product) == domain.Fold(job.Product)
	}
	return job.Is(a.Job)
}

// inReach returns the places of the problems that a is about.
func inReach(a domain.Acceptance, problems []domain.Object) []int {
	var out []int
	for i, p := range problems {
		switch a.Level {
		case domain.AcceptObject:
			if p.Name != "" && domain.Fold(p.Name) == domain.Fold(a.Object) {
				out = append(out, i)
			}
		case domain.AcceptError:
			if Signature(p.Message) == a.Signature {
				out = append(out, i)
			}
		default:
			out = append(out, i)
		}
	}
	return out
}

// noted is what stands beside a run or an acceptance: it is stored in English, see
// wording.Stored.
func noted(code string, args ...any) string { return wording.English(wording.Of(code, args...), nil) }

// over says why a run ends a, "" where it goes on.
func over(a domain.Acceptance, run domain.Run, job domain.Job, problems []domain.Object, mine []int) string {
	if !a.UntilDate.IsZero() && !run.At.Before(a.UntilDate) {
		return noted("noted.accepted_until", a.UntilDate.Format("2 Jan 2006"))
	}
	if len(mine) == 0 {
		// Another job's good run says nothing about an error that all jobs share.
		if a.UntilSuccess && a.Level != domain.AcceptError && solved(a, run, problems) {
			return noted("noted.succeeded_since", run.At.Format("2 Jan"))
		}
		if a.UntilNextRun && a.Level != domain.AcceptError {
			return noted("noted.accepted_until_next")
		}
		return ""
	}
	if a.UntilNextRun && slices.ContainsFunc(mine, func(i int) bool { return known(a, job, problems[i]) }) {
		return noted("noted.accepted_until_next")
	}
	if a.UntilWorse {
		for _, i := range mine {
			was := a.Status
			for _, name := range everAffected(job, problems[i]) {
				if own, ok := a.Worst[name]; ok {
					was = own
					break
				}
			}
			if is := problems[i].Status.Known(); is > was {
				return noted("noted.worse", was, is)
			}
		}
	}
	if a.UntilNewObject {
		for _, i := range mine {
			if !known(a, job, problems[i]) {
				return noted("noted.affected_too", cmp.Or(problems[i].Name, job.Name))
			}
		}
	}
	return ""
}

// solved reports whether the run says that what was accepted is good again.
func solved(a domain.Acceptance, run domain.Run, problems []domain.Object) bool {
	if a.Level == domain.AcceptJob {
		return len(problems) == 0 && run.Status.Known() == domain.Success
	}
	return slices.ContainsFunc(run.Objects, func(o domain.Object) bool {
		return domain.Fold(o.Name) == domain.Fold(a.Object) && o.Status == domain.Success
	})
}

// Know adds the problems of a run that is accepted, or stood when it was, to what the
// acceptance knows: the objects that have it, and how bad it is for each.
func Know(a *domain.Acceptance, job domain.Job, problems []domain.Object) {
	if a.Worst == nil {
		a.Worst = map[string]domain.Status{}
	}
	for _, p := range problems {
		name, status := affected(job, p), p.Status.Known()
		a.Status, a.Worst[name] = max(a.Status, status), max(a.Worst[name], status)
	}
	a.Affected = slices.Sorted(maps.Keys(a.Worst))
}

func affected(job domain.Job, p domain.Object) string {
	return string(job.Key) + "|" + domain.Fold(p.Name)
}

func known(a domain.Acceptance, job domain.Job, p domain.Object) bool {
	return slices.ContainsFunc(everAffected(job, p), func(name string) bool { return slices.Contains(a.Affected, name) })
}

// everAffected are the names that an acceptance may know an object by: that of its job
// first, then those of jobs that were joined with it.
func everAffected(job domain.Job, p domain.Object) []string {
	var out []string
	for _, key := range job.Keys() {
		out = append(out, string(key)+"|"+domain.Fold(p.Name))
	}
	return out
}

// AcceptedProblems returns the problems of a run that an acceptance of this shape is
// about, before any status or object of its own is known; none where the run's sender is
// in doubt.
func AcceptedProblems(a domain.Acceptance, run domain.Run, job domain.Job, book *Book) []domain.Object {
	if !concerns(a, job) || run.Sender.Doubt != "" {
		return nil
	}
	problems := uncovered(run, job, book)
	var out []domain.Object
	for _, i := range inReach(a, problems) {
		out = append(out, problems[i])
	}
	return out
}
