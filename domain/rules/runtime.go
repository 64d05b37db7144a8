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
// its message was received; zone-less times are read in loc (mails.md, section 4;
// sync gives those of a sender with an offset of its own theirs, see SenderZone).
func RunTime(r domain.Result, received time.Time, loc *time.Location) time.Time {
	for _, stamp := range []domain.Stamp{r.Started, r.Ended} {
		if stamp.IsZero() {
			continue
		}
		t := stamp.In(loc)
		if believed(t, received) {
			return t
		}
	}
	return received
}

// ReportTime returns when a report came to be known: when its message was received, or
// where it was attached to a mail of somebody else its own Date, if that is believed.
func ReportTime(m domain.Message) time.Time {
	if m.Auth != nil && m.Auth.Forwarded && believed(m.Date, m.Received) {
		return m.Date
	}
	return m.Received
}

func believed(claim, received time.Time) bool {
	return !claim.IsZero() && claim.After(received.Add(-oldestClaim)) && claim.Before(received.Add(newestClaim))
}

// Offsets that exist (the IANA time zone database): from -12:00 to +14:00, in quarters.
const (
	leastOffset = -12 * time.Hour
	mostOffset  = 14 * time.Hour
	offsetStep  = 15 * time.Minute
)

// SenderZone returns the zone in which the times of a report are to be read that name
// none: that of the mail's Date header where it is not UTC, else loc (mails.md, section
// 4). A server that writes UTC says nothing of its clock, and a relay that dates mails
// anew mostly does. Where loc has the same offset at that time loc is returned: it
// knows more of its changes. Offsets that exist nowhere, and dates that are not
// believed, are not heeded.
func SenderZone(date, received time.Time, loc *time.Location) *time.Location {
	_, seconds := date.Zone()
	offset := time.Duration(seconds) * time.Second
	_, own := date.In(loc).Zone()
	switch {
	case offset == 0 || seconds == own || !believed(date, received):
		return loc
	case offset < leastOffset || offset > mostOffset || offset%offsetStep != 0:
		return loc
	}
	return time.FixedZone("", seconds)
}

// InZone gives a stamp without a zone one, its wall clock and words kept.
func InZone(s domain.Stamp, zone *time.Location) domain.Stamp {
	if !s.IsZero() && !s.Zoned {
		s.Time, s.Zoned = s.In(zone), true
	}
	return s
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
