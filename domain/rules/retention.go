package rules

import (
	"strconv"
	"time"

	"runchecks/domain"
)

// The youngest ages at which something may go, in days. Schedules are learned from 180 days of
// history, a rule is tried on 90, and a year is compared with the one before it; what is shown
// of a mail is read for a while after its night, and its original when readers are taught.
const (
	LeastOriginals = 14
	LeastBodies    = 30
	LeastHistory   = 400
	MostRetention  = 3650
)

// KeptRuns is how many of the newest runs of each job never go, whatever their age: a job that
// ended long ago still says how it went.
const KeptRuns = 30

// Retention returns the times before which things go at now. What is shown of a mail never
// goes before its original, and no text outlives the run that it is about.
func Retention(a domain.RetentionAges, now time.Time) domain.RetentionCutoffs {
	before := func(days int) time.Time {
		if days <= 0 {
			return time.Time{}
		}
		return now.AddDate(0, 0, -days)
	}
	c := domain.RetentionCutoffs{Originals: before(a.Originals), Bodies: before(a.Bodies), History: before(a.History)}
	if !c.Bodies.IsZero() && (c.Originals.IsZero() || c.Originals.Before(c.Bodies)) {
		c.Originals = c.Bodies
	}
	return c
}

// RetentionText is how ages are noted that somebody saw the preview of.
func RetentionText(a domain.RetentionAges) string {
	return strconv.Itoa(a.Originals) + "/" + strconv.Itoa(a.Bodies) + "/" + strconv.Itoa(a.History)
}

// Widens reports whether more goes by now than by the ages that were seen, or whether nobody
// saw any: then nothing may go before somebody did.
func Widens(seen string, now domain.RetentionAges) bool {
	if !now.Any() {
		return false
	}
	return seen != RetentionText(now)
}
