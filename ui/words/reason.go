package words

import (
	"fmt"
	"time"

	"runchecks/domain/rules"
)

// Reason says in one line why nobody may say yet that everything was reviewed. The
// window and the terminal say the same.
func Reason(r rules.Reason, now time.Time) string {
	switch r.Kind {
	case rules.ReasonWaiting:
		return fmt.Sprintf("%s of %s %s for review.", Count(r.Runs, "run"), Count(r.Count, "job"), Verb(r.Runs, "waits", "wait"))
	case rules.ReasonApprovals:
		return fmt.Sprintf(
			"%s %s for approval, with %s, %s of them with problems.",
			Count(r.Count, "job"),
			Verb(r.Count, "waits", "wait"),
			Count(r.Runs, "run"),
			Number(r.Problems),
		)
	case rules.ReasonUnlinked:
		return Count(
			r.Count,
			"device",
		) + " " + Verb(
			r.Count,
			"waits",
			"wait",
		) + " to be linked to a job: nobody sees their runs until then."
	case rules.ReasonMoved:
		return Count(r.Count, "device") + " changed to another customer. The job stays where it is until somebody decides."
	case rules.ReasonUnmatched:
		return Count(r.Count, "message") + " that no reader understands may be reports."
	case rules.ReasonNoAccount:
		return "Reports are fetched from a mailbox, or from Cove (File, Add an account of Cove…).\nOr start with --demo for a " +
			"workspace with simulated servers."
	case rules.ReasonOverdue:
		return Count(r.Count, "expected run") + " did not come yet. It is missed once a sync has looked long enough after its time."
	default:
		return Account(r.Account, now) + "; reports may be missing."
	}
}
