package words

import (
	"fmt"
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

// Until says how long an override lasts.
func Until(o domain.Override, now time.Time, loc *time.Location) string {
	if o.Until.IsZero() {
		return "permanent"
	}
	return "until " + Day(o.Until.In(loc), now.In(loc))
}

// MatchText says which messages an override matches.
func MatchText(o domain.Override) string {
	if o.Text == "" {
		return "any message"
	}
	words := map[domain.MatchMode]string{
		domain.MatchContains: "contains",
		domain.MatchExact:    "is exactly",
		domain.MatchStarts:   "starts with",
		domain.MatchEnds:     "ends with",
	}
	return words[o.Mode] + " “" + o.Text + "”"
}

// Matches tells in one line what an override matched.
func Matches(p domain.OverridePreview, known bool, now time.Time) string {
	switch {
	case !known:
		return ""
	case p.Runs == 0:
		return "nothing in the last 90 days"
	default:
		return fmt.Sprintf("%s of %s in 90 days, last %s", Count(p.Runs, "run"), Count(p.Jobs, "job"), Ago(p.Rows[0].At, now))
	}
}

// OverridePreview says what an override changes now and what it would have matched.
func OverridePreview(p domain.OverridePreview) string {
	now := "Changes no waiting run now"
	if p.Now.Runs > 0 {
		now = fmt.Sprintf("Changes %s of %s now", Count(p.Now.Runs, "waiting run"), Count(p.Now.Jobs, "job"))
		if p.Now.Success != p.Now.Runs {
			now += fmt.Sprintf(" (%s to success)", Number(p.Now.Success))
		}
	}
	return now + fmt.Sprintf("; would have matched %s of %s in the last 90 days", Count(p.Runs, "run"), Count(p.Jobs, "job"))
}
