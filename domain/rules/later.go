package rules

import (
	"time"

	"runchecks/domain"
)

// PutOff reports whether a job that waits is to be looked at later: until the time that was
// chosen, or its next run. What was put off is what was seen: once all of that is decided, or
// something worse came, the job is to be looked at now.
func PutOff(r domain.JobRow, now time.Time) bool {
	l := r.Later
	switch {
	case l.Seen.IsZero() || r.Runs == 0 || r.Oldest.After(l.Seen) || r.Status > l.Status:
		return false
	case l.Until.IsZero():
		return !r.Newest.After(l.Seen)
	}
	return now.Before(l.Until)
}
