package rules

import (
	"slices"

	"runchecks/domain"
)

// TicketCovers reports whether an open ticket is linked to a run by itself (product.md,
// section 6): a run of its time that is no success, in one of its scopes.
func TicketCovers(t domain.Ticket, run domain.Run, job domain.Job) bool {
	if !t.Open() || run.At.Before(t.ActiveFrom) {
		return false
	}
	problems := ProblemsAndDoubt(run)
	return len(problems) > 0 && slices.ContainsFunc(t.Scopes, func(s domain.Scope) bool { return s.Covers(job, problems) })
}
