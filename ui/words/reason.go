package words

import (
	"time"

	"runchecks/domain/rules"
)

// Reason says in one line why nobody may say yet that everything was reviewed. The
// window and the terminal say the same.
func Reason(r rules.Reason, now time.Time) string {
	switch r.Kind {
	case rules.ReasonWaiting:
		return T("reason.waiting", "n", r.Runs, "jobs", Count(r.Count, "job"))
	case rules.ReasonApprovals:
		return T("reason.approvals", "n", r.Count, "runs", Counted(r.Runs, "run"), "problems", r.Problems)
	case rules.ReasonUnlinked:
		return T("reason.unlinked", "n", r.Count)
	case rules.ReasonMoved:
		return T("reason.moved", "n", r.Count)
	case rules.ReasonUnmatched:
		return T("reason.unmatched", "n", r.Count)
	case rules.ReasonNoAccount:
		return T("reason.no_account")
	case rules.ReasonOverdue:
		return T("reason.overdue", "n", r.Count)
	default:
		return T("reason.account", "account", Account(r.Account, now))
	}
}
