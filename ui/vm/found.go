package vm

import (
	"time"

	"runchecks/domain"
)

// FoundNow and FoundBefore say over their lists how much an override changes now, and
// would have matched.
func FoundNow(p domain.OverridePreview) string {
	return listed(p.Now.Runs, len(p.Now.Rows), Count(p.Now.Runs, "waiting run")+" of "+Count(p.Now.Jobs, "job"))
}

// FoundBefore is what it would have matched in the last 90 days.
func FoundBefore(p domain.OverridePreview) string {
	return listed(p.Runs, len(p.Rows), Count(p.Runs, "run")+" of "+Count(p.Jobs, "job"))
}

func listed(all, shown int, text string) string {
	if all == 0 {
		return "" // the list says so
	}
	if shown < all {
		text += ", the newest " + Number(shown)
	}
	return text
}

// FoundCell is a cell of either list: run, customer, job and message or, of the runs that
// change now, as what it counts then.
func FoundCell(m domain.OverrideMatch, column string, loc *time.Location) string {
	switch column {
	case "run":
		return m.At.In(loc).Format("2 Jan 15:04")
	case "job":
		return m.Customer + " · " + m.Job
	case "becomes":
		after := m.After.Status.String()
		if m.After.Partly {
			after += ", partly overridden"
		}
		return m.Before.Status.String() + " → " + after
	default:
		return m.Message
	}
}
