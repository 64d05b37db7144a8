package rules

import (
	"time"

	"runchecks/domain"
)

// Bounds of what a report may claim about its own time, seen from when it was
// received: policy and digest reports look back a week, clocks and zones are off
// by up to a day. Anything outside is an absurd date and is not believed.
const (
	oldestClaim = 14 * 24 * time.Hour
	newestClaim = 26 * time.Hour
)

// RunTime returns the time that a run goes by: its start, else its end, else when
// its message was received; zone-less times are read in loc (mails.md, section 4).
func RunTime(r domain.Result, received time.Time, loc *time.Location) time.Time {
	for _, stamp := range []domain.Stamp{r.Started, r.Ended} {
		if stamp.IsZero() {
			continue
		}
		t := stamp.In(loc)
		if t.After(received.Add(-oldestClaim)) && t.Before(received.Add(newestClaim)) {
			return t
		}
	}
	return received
}

// ReceivedTime returns when a message counts as received: its Date header where
// that lies within a day of the server's internal date, else the internal date
// (a copied mailbox has new internal dates, a wrong clock has wrong headers).
func ReceivedTime(date, internal time.Time) time.Time {
	if internal.IsZero() || (!date.IsZero() && date.Sub(internal).Abs() <= 24*time.Hour) {
		return date
	}
	return internal
}

// HistoryAge is how much older than the first sync of its folder a run must be to
// start as reviewed (product.md, section 5).
const HistoryAge = 48 * time.Hour
