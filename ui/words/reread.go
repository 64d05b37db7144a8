package words

import (
	"fmt"
	"strings"

	"runchecks/domain"
)

// Reread tells in words what messages change, or changed: that is the verb.
func Reread(r domain.Reread, verb string) []string {
	var lines []string
	if r.Hits > 0 {
		line := "The definition reads " + Count(r.Hits, "message") + "."
		for _, c := range r.Conflicts {
			line += fmt.Sprintf(" %s of them would be read by %s too: the definition comes first.", Number(c.Messages), c.Reader)
		}
		lines = append(lines, line)
	}
	var parts []string
	for _, p := range []struct {
		n    int
		what string // after "3 runs"
	}{
		{r.NewRuns, "new"}, {r.StatusChanges, "with another status"}, {r.JobChanges, "of another job"}, {r.ObjChanges, "with other objects"}, {r.GoneRuns, "no longer there"},
	} {
		if p.n > 0 {
			parts = append(parts, Count(p.n, "run")+" "+p.what)
		}
	}
	switch {
	case r.Changed == 0:
		lines = append(lines, fmt.Sprintf("%s read: none %s.", Count(r.Messages, "message"), verb))
	case len(parts) == 0:
		lines = append(lines, fmt.Sprintf("%s of %s %s.", Number(r.Changed), Count(r.Messages, "message"), verb))
	default:
		lines = append(
			lines,
			fmt.Sprintf("%s of %s %s: %s.", Number(r.Changed), Count(r.Messages, "message"), verb, strings.Join(parts, ", ")),
		)
	}
	lines = append(lines, planLines(r.Plan)...)
	if r.PendingJobs > 0 {
		lines = append(lines, fmt.Sprintf("Their jobs that wait for approval in the inbox: %s.", Number(r.PendingJobs)))
	}
	if r.Worse > 0 {
		lines = append(lines, fmt.Sprintf("Reviewed runs that turn out worse: %s. They stand first; their reviews stay.", Number(r.Worse)))
	}
	if r.KeptRuns > 0 {
		lines = append(lines, fmt.Sprintf("Reviewed runs that no reader finds any more: %s. They stay as they are.", Number(r.KeptRuns)))
	}
	if r.Failed > 0 {
		lines = append(lines, fmt.Sprintf("Messages that cannot be read again, because they are not stored whole: %s.", Number(r.Failed)))
	}
	return lines
}

// planned is how many jobs are named one by one.
const planned = 8

// planLines tells which approved jobs join and part. It is said before anything changes:
// a join is a decision of its own.
func planLines(p domain.JobPlan) []string {
	var lines []string
	for _, j := range p.Joins {
		if len(j.Names) == 0 {
			lines = append(lines, fmt.Sprintf("The reports of %s have another name now, %s: its %s and decisions stay with it.",
				j.Name, j.Becomes, Count(j.Runs, "run")))
			continue
		}
		lines = append(lines, fmt.Sprintf("Jobs that join: %s and %s become %s (%s; their decisions move).",
			strings.Join(j.Names, ", "), j.Name, j.Becomes, Count(j.Runs, "run")))
	}
	for _, part := range p.Parts {
		lines = append(lines, fmt.Sprintf("A job that parts: %s of %s become those of %s, which wait for approval.",
			Count(part.Runs, "run"), part.Job, strings.Join(part.Others, ", ")))
	}
	for _, m := range p.Mixed {
		lines = append(lines, fmt.Sprintf("Reports of %s can no longer be told apart by the job %s: nothing is joined; teach a reader first.",
			strings.Join(m.Customers, " and "), m.Becomes))
	}
	if n := len(lines) - planned; n > 0 {
		lines = append(lines[:planned], fmt.Sprintf("And %s more that join or part.", Count(n, "job")))
	}
	return lines
}

// RereadChange tells one difference: what it was and what it becomes.
func RereadChange(c domain.RereadChange) (before, after string) {
	words := func(f domain.RereadFacts) string {
		if f.Job == "" && f.Product == "" {
			return string(f.State)
		}
		s := f.Product + " · " + f.Job
		if f.Objects > 0 {
			s += " · " + Count(f.Objects, "object")
			if f.Problems > 0 {
				s += ", " + Number(f.Problems) + " with problems"
			}
		}
		return s
	}
	switch c.Kind {
	case domain.RereadNew:
		return "no run", words(c.After)
	case domain.RereadGone:
		return words(c.Before), "no run"
	case domain.RereadKept:
		return words(c.Before), "stays: somebody decided about it"
	default:
		return words(c.Before), words(c.After)
	}
}
