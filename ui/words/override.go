package words

import (
	"time"

	"runchecks/domain"
)

// FoundNow and FoundBefore say over their lists how much an override changes now, and
// would have matched.
func FoundNow(p domain.OverridePreview) string {
	return listed(p.Now.Runs, len(p.Now.Rows),
		T("override.of_jobs", "runs", Count(p.Now.Runs, "waiting run"), "jobs", Count(p.Now.Jobs, "job")))
}

// FoundBefore is what it would have matched in the last 90 days.
func FoundBefore(p domain.OverridePreview) string {
	return listed(p.Runs, len(p.Rows), T("override.of_jobs", "runs", Count(p.Runs, "run"), "jobs", Count(p.Jobs, "job")))
}

func listed(all, shown int, text string) string {
	if all == 0 {
		return "" // the list says so
	}
	if shown < all {
		return T("override.newest", "text", text, "n", shown)
	}
	return text
}

// FoundCell is a cell of either list: run, customer, job and message or, of the runs that
// change now, as what it counts then.
func FoundCell(m domain.OverrideMatch, column string, loc *time.Location) string {
	switch column {
	case "run":
		return Stamp(m.At.In(loc), DayClock)
	case "job":
		return m.Customer + " · " + m.Job
	case "becomes":
		before, after := Status(m.Before.Status), Status(m.After.Status)
		if m.After.Partly {
			return T("override.becomes_partly", "before", before, "after", after)
		}
		return T("override.becomes", "before", before, "after", after)
	default:
		return m.Message
	}
}

// Until says how long an override lasts.
func Until(o domain.Override, now time.Time, loc *time.Location) string {
	if o.Until.IsZero() {
		return T("override.permanent")
	}
	return T("override.until", "day", SentenceDay(o.Until.In(loc), now.In(loc)))
}

// MatchText says which messages an override matches.
func MatchText(o domain.Override) string {
	if o.Text == "" {
		return T("override.any_message")
	}
	switch o.Mode {
	case domain.MatchExact:
		return T("override.is_exactly", "text", o.Text)
	case domain.MatchStarts:
		return T("override.starts_with", "text", o.Text)
	case domain.MatchEnds:
		return T("override.ends_with", "text", o.Text)
	default:
		return T("override.contains", "text", o.Text)
	}
}

// Matches tells in one line what an override matched.
func Matches(p domain.OverridePreview, known bool, now time.Time) string {
	switch {
	case !known:
		return ""
	case p.Runs == 0:
		return T("override.matched_nothing")
	default:
		return T("override.matched", "runs", Count(p.Runs, "run"), "jobs", Count(p.Jobs, "job"), "ago", Ago(p.Rows[0].At, now))
	}
}

// OverridePreview says what an override changes now and what it would have matched.
func OverridePreview(p domain.OverridePreview) string {
	now := T("override.changes_nothing")
	runs, jobs := Count(p.Now.Runs, "waiting run"), Count(p.Now.Jobs, "job")
	switch {
	case p.Now.Runs == 0:
	case p.Now.Success == p.Now.Runs:
		now = T("override.changes", "runs", runs, "jobs", jobs)
	default:
		now = T("override.changes_some", "runs", runs, "jobs", jobs, "n", p.Now.Success)
	}
	return T("override.preview", "now", now, "runs", Count(p.Runs, "run"), "jobs", Count(p.Jobs, "job"))
}
