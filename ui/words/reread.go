package words

import (
	"strings"

	"runchecks/domain"
)

// Reread tells in words what messages would change; done says that they did.
func Reread(r domain.Reread, done bool) []string {
	var lines []string
	if r.Hits > 0 {
		line := T("reread.hits", "n", r.Hits)
		for _, c := range r.Conflicts {
			line += " " + T("reread.conflict", "n", c.Messages, "reader", c.Reader)
		}
		lines = append(lines, line)
	}
	lines = append(lines, changes(r, done))
	lines = append(lines, planLines(r.Plan)...)
	if r.PendingJobs > 0 {
		lines = append(lines, T("reread.pending", "n", r.PendingJobs))
	}
	if r.Worse > 0 {
		lines = append(lines, T("reread.worse", "n", r.Worse))
	}
	if r.KeptRuns > 0 {
		lines = append(lines, T("reread.kept", "n", r.KeptRuns))
	}
	if r.Failed > 0 {
		lines = append(lines, T("reread.failed", "n", r.Failed))
	}
	return lines
}

// changes says how many messages read differently, and of which kind that is.
func changes(r domain.Reread, done bool) string {
	var parts []string
	for _, p := range []struct {
		n  int
		id string
	}{
		{r.NewRuns, "reread.runs_new"}, {r.StatusChanges, "reread.runs_status"}, {r.JobChanges, "reread.runs_job"},
		{r.ObjChanges, "reread.runs_objects"}, {r.GoneRuns, "reread.runs_gone"},
	} {
		if p.n > 0 {
			parts = append(parts, T(p.id, "n", p.n))
		}
	}
	messages, kinds := Count(r.Messages, "message"), strings.Join(parts, ", ")
	switch {
	case r.Changed == 0 && done:
		return T("reread.none_changed", "messages", messages)
	case r.Changed == 0:
		return T("reread.none_changes", "messages", messages)
	case len(parts) == 0 && done:
		return T("reread.changed", "n", r.Changed, "messages", messages)
	case len(parts) == 0:
		return T("reread.changes", "n", r.Changed, "messages", messages)
	case done:
		return T("reread.changed_kinds", "n", r.Changed, "messages", messages, "kinds", kinds)
	default:
		return T("reread.changes_kinds", "n", r.Changed, "messages", messages, "kinds", kinds)
	}
}

// planned is how many jobs are named one by one.
const planned = 8

// planLines tells which approved jobs join and part. It is said before anything changes:
// a join is a decision of its own.
func planLines(p domain.JobPlan) []string {
	var lines []string
	for _, j := range p.Joins {
		if len(j.Names) == 0 {
			lines = append(lines, T("reread.renamed", "job", j.Name, "becomes", j.Becomes, "runs", Count(j.Runs, "run")))
			continue
		}
		lines = append(lines, T("reread.join", "jobs", strings.Join(j.Names, ", "), "job", j.Name,
			"becomes", j.Becomes, "runs", Count(j.Runs, "run")))
	}
	for _, part := range p.Parts {
		lines = append(lines, T("reread.part", "n", part.Runs, "job", part.Job, "others", strings.Join(part.Others, ", ")))
	}
	for _, m := range p.Mixed {
		lines = append(lines, T("reread.mixed", "customers", And(m.Customers), "job", m.Becomes))
	}
	if n := len(lines) - planned; n > 0 {
		lines = append(lines[:planned], T("reread.more", "n", n))
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
		switch {
		case f.Objects > 0 && f.Problems > 0:
			s += " · " + T("reread.objects_problems", "n", f.Objects, "problems", f.Problems)
		case f.Objects > 0:
			s += " · " + Count(f.Objects, "object")
		}
		return s
	}
	switch c.Kind {
	case domain.RereadNew:
		return T("reread.no_run"), words(c.After)
	case domain.RereadGone:
		return words(c.Before), T("reread.no_run")
	case domain.RereadKept:
		return words(c.Before), T("reread.stays")
	default:
		return words(c.Before), words(c.After)
	}
}
