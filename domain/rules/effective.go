package rules

import (
	"slices"
	"strings"

	"runchecks/domain"
)

// Effective computes how a run counts (product.md, section 4). book may hold rules of
// other jobs and other times; nil holds none.
//
// One thing goes beyond the table of product.md: a raw status that is worse than
// every object (a job-level failure beside a warning row) is a problem of its own
// that only a job or global rule can cover. Otherwise a failed run could be shown
// as a warning, or as success once its rows are covered.
func Effective(run domain.Run, job domain.Job, book *Book) domain.Effective {
	if run.Marked != "" {
		return domain.Effective{Status: domain.SuccessOverride, Reason: run.Marked}
	}
	problems := Problems(run)
	if len(problems) == 0 {
		return domain.Effective{Status: run.Status.Known()}
	}
	active := book.inForce(run.At, job)
	var worst domain.Status
	var reasons []string
	for _, p := range problems {
		rule := covering(active, p)
		if rule == nil {
			worst = max(worst, p.Status.Known())
			continue
		}
		if reason := reasonOf(rule.Override); !slices.Contains(reasons, reason) {
			reasons = append(reasons, reason)
		}
	}
	effective := domain.Effective{Status: domain.SuccessOverride, Reason: strings.Join(reasons, "; ")}
	if worst != 0 {
		effective.Status = worst
		effective.Partly = len(reasons) > 0
	}
	return effective
}

// Problems returns the objects of run that are not good and, without a name, the
// run's own status where no object accounts for it. A run with raw status Success
// and only good objects has none. Objects that state no status are no problem.
func Problems(run domain.Run) []domain.Object {
	var problems []domain.Object
	worst := domain.Success
	for _, o := range run.Objects {
		if o.Status != 0 && o.Status != domain.Success {
			problems = append(problems, o)
			worst = max(worst, o.Status.Known())
		}
	}
	if raw := run.Status.Known(); raw > worst {
		problems = append(problems, domain.Object{Status: raw, Message: run.Error})
	}
	return problems
}

// Matches reports whether any rule of book covers a problem of run.
func Matches(book *Book, run domain.Run, job domain.Job) bool {
	active := book.inForce(run.At, job)
	return slices.ContainsFunc(Problems(run), func(p domain.Object) bool { return covering(active, p) != nil })
}

// covering returns the first rule that covers a problem, nil where none does.
func covering(active []*rule, problem domain.Object) *rule {
	if len(active) == 0 {
		return nil
	}
	name, message := domain.Fold(problem.Name), domain.Fold(problem.Message)
	for _, r := range active {
		if (r.Level == domain.LevelObject || r.object != "") && (name == "" || r.object != name) {
			continue
		}
		if r.Status != 0 && r.Status != problem.Status.Known() {
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
