package rules

import (
	"cmp"
	"slices"
	"strings"

	"runchecks/domain"
)

// Mark is the decision that one run counts as success.
type Mark struct{ Reason string }

// Effective computes how a run counts (product.md, section 4). mark is nil where
// nobody marked the run as success. rules may hold rules of other jobs and other
// times; those are passed over.
//
// One thing goes beyond the table of product.md: a raw status that is worse than
// every object (a job-level failure beside a warning row) is a problem of its own
// that only a job or global rule can cover. Otherwise a failed run could be shown
// as a warning, or as success once its rows are covered.
func Effective(run domain.Run, job domain.Job, mark *Mark, rules []domain.Override) domain.Effective {
	if mark != nil {
		return domain.Effective{Status: domain.SuccessOverride, Reason: mark.Reason}
	}
	problems := Problems(run)
	if len(problems) == 0 {
		return domain.Effective{Status: run.Status.Known()}
	}
	active := inForce(rules, run, job)
	var worst domain.Status
	var reasons []string
	for _, p := range problems {
		rule, ok := covering(active, p)
		if !ok {
			worst = max(worst, p.Status.Known())
			continue
		}
		if reason := reasonOf(rule); !slices.Contains(reasons, reason) {
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

// Matches reports whether rule covers any problem of run.
func Matches(rule domain.Override, run domain.Run, job domain.Job) bool {
	active := inForce([]domain.Override{rule}, run, job)
	for _, p := range Problems(run) {
		if _, ok := covering(active, p); ok {
			return true
		}
	}
	return false
}

// inForce returns the rules that apply to this job at this run's time, object
// rules first, then job, then global, newer first.
func inForce(rules []domain.Override, run domain.Run, job domain.Job) []domain.Override {
	var active []domain.Override
	for _, r := range rules {
		if !r.Enabled || run.At.Before(r.From) || (!r.Until.IsZero() && !run.At.Before(r.Until)) {
			continue
		}
		if r.Level != domain.LevelGlobal && r.Job != job.Key {
			continue
		}
		if r.Product != "" && domain.Fold(r.Product) != domain.Fold(job.Product) {
			continue
		}
		if r.Type != "" && domain.Fold(r.Type) != domain.Fold(job.Type) {
			continue
		}
		active = append(active, r)
	}
	order := map[domain.Level]int{domain.LevelObject: 0, domain.LevelJob: 1, domain.LevelGlobal: 2}
	slices.SortStableFunc(active, func(a, b domain.Override) int {
		return cmp.Or(cmp.Compare(order[a.Level], order[b.Level]), b.From.Compare(a.From), cmp.Compare(b.ID, a.ID))
	})
	return active
}

func covering(rules []domain.Override, problem domain.Object) (domain.Override, bool) {
	for _, r := range rules {
		if r.Level == domain.LevelObject || r.Object != "" {
			if problem.Name == "" || domain.Fold(r.Object) != domain.Fold(problem.Name) {
				continue
			}
		}
		if r.Status != 0 && r.Status != problem.Status.Known() {
			continue
		}
		if TextMatches(r.Mode, r.Text, problem.Message) {
			return r, true
		}
	}
	return domain.Override{}, false
}

// TextMatches compares the text of a rule with a message; both are folded. The
// empty text matches every message.
func TextMatches(mode domain.MatchMode, text, message string) bool {
	want, have := domain.Fold(text), domain.Fold(message)
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
