package rules

import (
	"slices"
	"strings"
	"time"

	"runchecks/domain"
)

// Effective computes how a run counts (product.md, section 4). book may hold rules of
// other jobs and other times; nil holds none.
//
// One thing goes beyond the table of product.md: a raw status that is worse than
// every object (a job-level failure beside a warning row) is a problem of its own
// that only a job or global rule can cover. Otherwise a failed run could be shown
// as a warning, or as success once its rows are covered. Where the report says nothing
// about it, its rows speak for it, see ownRule.
//
// A run whose sender is in doubt is never good, whatever rule covers what it says: only
// a person marks it as success, or accepts the sender.
func Effective(run domain.Run, job domain.Job, book *Book) domain.Effective {
	e := effective(run, job, book)
	if run.Sender.Doubt != "" && run.Marked == "" && e.Status.Good() {
		return domain.Effective{Status: domain.Unknown, Partly: e.Status == domain.SuccessOverride}
	}
	return e
}

// HasProblem reports whether a run needs an explanation: it has problems, or its sender
// is in doubt.
func HasProblem(run domain.Run) bool { return run.Sender.Doubt != "" || len(Problems(run)) > 0 }

// ProblemsAndDoubt returns the problems of a run and, without a name and last, the doubt
// about its sender. No rule and no acceptance covers that.
func ProblemsAndDoubt(run domain.Run) []domain.Object {
	problems := Problems(run)
	if run.Sender.Doubt != "" {
		problems = append(problems, domain.Object{Status: domain.Unknown, Message: run.Sender.Doubt})
	}
	return problems
}

func effective(run domain.Run, job domain.Job, book *Book) domain.Effective {
	if run.Marked != "" {
		return domain.Effective{Status: domain.SuccessOverride, Reason: run.Marked}
	}
	problems, by := cover(book.inForce(run.At, job), run)
	if len(problems) == 0 {
		return domain.Effective{Status: run.Status.Known()}
	}
	var worst domain.Status
	var reasons []string
	for i, p := range problems {
		if by[i] == nil {
			worst = max(worst, p.Status.Known())
			continue
		}
		if reason := reasonOf(by[i].Override); !slices.Contains(reasons, reason) {
			reasons = append(reasons, reason)
		}
	}
	e := domain.Effective{Status: domain.SuccessOverride, Reason: strings.Join(reasons, "; ")}
	if worst != 0 {
		e.Status = worst
		e.Partly = len(reasons) > 0
	}
	return e
}

// Problems returns the objects of run that are not good and, without a name, the
// run's own status where no object accounts for it. A run with raw status Success
// and only good objects has none. Objects that state no status are no problem.
func Problems(run domain.Run) []domain.Object {
	problems, own := problemsOf(run)
	if own != nil {
		problems = append(problems, *own)
	}
	return problems
}

// problemsOf returns the objects that are not good, and the run's own status where it is
// worse than all of them.
func problemsOf(run domain.Run) (objects []domain.Object, own *domain.Object) {
	worst := domain.Success
	for _, o := range run.Objects {
		if o.Status != 0 && o.Status != domain.Success {
			objects = append(objects, o)
			worst = max(worst, o.Status.Known())
		}
	}
	if raw := run.Status.Known(); raw > worst {
		own = &domain.Object{Status: raw, Message: run.Error}
	}
	return objects, own
}

// cover returns the problems of a run, as Problems does, and for each the rule that
// covers it, nil for none.
func cover(active []*rule, run domain.Run) (problems []domain.Object, by []*rule) {
	problems, own := problemsOf(run)
	for _, p := range problems {
		by = append(by, covering(active, p))
	}
	if own != nil {
		by = append(by, ownRule(active, *own, problems))
		problems = append(problems, *own)
	}
	return problems, by
}

// Uncovered returns the problems of a run that no rule of book covers: what is to be decided
// of it. The run's own status without words is no problem of its own beside its objects.
func Uncovered(run domain.Run, job domain.Job, book *Book) (out []domain.Object) {
	problems, by := cover(book.inForce(run.At, job), run)
	for i, p := range problems {
		if by[i] == nil && (p.Name != "" || p.Message != "" || len(problems) == 1) {
			out = append(out, p)
		}
	}
	return out
}

// ownRule returns the rule that covers the run's own status. Where the report has no
// words for it, those of its bad objects stand for them: it is covered where job or
// global rules that may cover a status as bad cover every one of them. Otherwise the
// text that a run suggests would never cover the next such run.
func ownRule(active []*rule, own domain.Object, objects []domain.Object) *rule {
	found := covering(active, own)
	if found != nil || domain.Fold(own.Message) != "" {
		return found
	}
	for _, o := range objects {
		one := covering(active, domain.Object{Status: own.Status, Message: o.Message})
		if one == nil {
			return nil
		}
		if found == nil {
			found = one
		}
	}
	return found
}

// Matches reports whether any rule of book covers a problem of run.
func Matches(book *Book, run domain.Run, job domain.Job) bool {
	_, by := cover(book.inForce(run.At, job), run)
	return slices.ContainsFunc(by, func(r *rule) bool { return r != nil })
}

// Reached returns the problems of a run that a rule covers by itself, whatever its dates
// say and whether or not it is switched on.
func Reached(o domain.Override, run domain.Run, job domain.Job) []domain.Object {
	o.From, o.Until, o.Enabled = time.Time{}, time.Time{}, true
	problems, by := cover(NewBook([]domain.Override{o}).inForce(run.At, job), run)
	var out []domain.Object
	for i, p := range problems {
		if by[i] != nil {
			out = append(out, p)
		}
	}
	return out
}

// Severity returns the worst status of problems; zero for none.
func Severity(problems []domain.Object) (worst domain.Status) {
	for _, p := range problems {
		worst = max(worst, p.Status.Known())
	}
	return worst
}

// covering returns the first rule that covers a problem, nil where none does.
func covering(active []*rule, problem domain.Object) *rule {
	if len(active) == 0 {
		return nil
	}
	name, message, status := domain.Fold(problem.Name), domain.Fold(problem.Message), problem.Status.Known()
	for _, r := range active {
		if (r.Level == domain.LevelObject || r.object != "") && (name == "" || r.object != name) {
			continue
		}
		if r.Status != 0 && r.Status != status || r.Worst != 0 && status > r.Worst {
			continue
		}
		if matches(r.Mode, r.text, message) {
			return r
		}
	}
	return nil
}

// TextMatches compares the text of a rule with a message; both are folded. The
// empty text matches every message.
func TextMatches(mode domain.MatchMode, text, message string) bool {
	return matches(mode, domain.Fold(text), domain.Fold(message))
}

// matches compares folded texts.
func matches(mode domain.MatchMode, want, have string) bool {
	if want == "" {
		return true
	}
	switch mode {
	case domain.MatchExact:
		return have == want
	case domain.MatchStarts:
		return strings.HasPrefix(have, want)
	case domain.MatchEnds:
		return strings.HasSuffix(have, want)
	case domain.MatchContains:
		return strings.Contains(have, want)
	default:
		return false
	}
}

func reasonOf(rule domain.Override) string {
	if rule.Reason != "" {
		return rule.Reason
	}
	if rule.Text != "" {
		return "override for “" + rule.Text + "”"
	}
	return "override"
}
