package vm

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"runchecks/domain"
	"runchecks/ui/task"
)

// Reread is the view model of the window that shows what reading messages again
// would change, before anything does (product.md, section 7).
type Reread struct {
	Title   string
	changed func()
	apply   func()
	cancel  context.CancelFunc

	done, total int
	over        bool
	result      domain.Reread
	err         error
}

// NewReread starts to look; apply is what the window's button does then.
func NewReread(
	b *task.Background,
	title string,
	look func(ctx context.Context, progress func(done, total int)) (domain.Reread, error),
	apply, changed func(),
) *Reread {
	ctx, cancel := context.WithCancel(b.Context())
	m := &Reread{Title: title, changed: changed, apply: apply, cancel: cancel}
	b.Go(func(context.Context) func() {
		defer cancel()
		result, err := look(ctx, func(done, total int) {
			b.Show(func() {
				m.done, m.total = done, total
				m.changed()
			})
		})
		return func() {
			m.over, m.result, m.err = true, result, err
			m.changed()
		}
	})
	return m
}

// Cancel ends the look; nothing was changed by it.
func (m *Reread) Cancel() { m.cancel() }

// Over reports whether the look has ended.
func (m *Reread) Over() bool { return m.over }

// Share returns how much was looked at, between 0 and 1.
func (m *Reread) Share() float64 {
	if m.total == 0 {
		return 0
	}
	return float64(m.done) / float64(m.total)
}

// Rows lists the differences.
func (m *Reread) Rows() []domain.RereadChange { return m.result.Rows }

// CanApply reports whether there is something to apply.
func (m *Reread) CanApply() bool { return m.over && m.err == nil }

// Apply does it.
func (m *Reread) Apply() {
	if m.CanApply() {
		m.apply()
	}
}

// Lines tells the outcome in words, the most important first.
func (m *Reread) Lines() []string {
	switch {
	case !m.over && m.total > 0:
		return []string{fmt.Sprintf("%s of %s looked at. Nothing is changed yet.", Number(m.done), Count(m.total, "message"))}
	case !m.over:
		return []string{"Looking…"}
	case errors.Is(m.err, context.Canceled):
		return []string{"Cancelled. Nothing was changed."}
	case m.err != nil:
		text, _ := ErrorWords(m.err)
		return []string{text}
	}
	return RereadLines(m.result, "change")
}

// RereadLines tells in words what messages change, or changed: that is the verb.
func RereadLines(r domain.Reread, verb string) []string {
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

// ChangeWords tells one difference: what it was and what it becomes.
func ChangeWords(c domain.RereadChange) (before, after string) {
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
