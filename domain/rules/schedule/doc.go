// Package schedule says when a job is expected to run and which expected runs did
// not come (product.md, section 5): it learns a schedule from past runs, lists its
// slots, finds the runs that fall into them, and reads and writes schedules as words.
//
// There is no clock here: what "now" or "covered" is comes in as an argument. A slot
// is a time on the wall clock of a zone; daylight saving moves its instant. A wall
// time that the clock skips is as much later as the clock was moved (02:30 becomes
// 03:30), one that comes twice is the first of the two, and a run in the second
// counts as on time.
package schedule

import (
	"time"

	"runchecks/domain"
)

// The rule's figures (product.md, section 5).
const (
	weeklyWindow  = 90 // days
	monthlyWindow = 180
	clusterGap    = 90     // minutes: a longer gap separates two slots
	minDates      = 3      // dates that a weekly slot needs, months that a day of the month needs
	weeklyCadence = 10     // days: a longer median gap is no weekly schedule
	leastMonthly  = 20     // days: a shorter median gap is no monthly schedule
	maxSlots      = 4      // a day; with more, one run a day is all that is expected
	minTolerance  = 60     // minutes
	maxTolerance  = 6 * 60 // minutes

	lookBack = 7 * 24 * time.Hour

	// Grace is how long after a slot and its tolerance a mail may be under way.
	Grace = 6 * time.Hour
)

// Tolerance is how far from its slot a run of a schedule may be, 60 minutes to 6 hours.
func Tolerance(s domain.Schedule) time.Duration { return tolerance(s.Tolerance) }

// MissedAfter is how long after its slot a run of a schedule is missed, once complete syncs
// have covered that time: tolerance and Grace, 7 to 12 hours.
func MissedAfter(s domain.Schedule) time.Duration { return Tolerance(s) + Grace }

func tolerance(d time.Duration) time.Duration {
	if d == 0 {
		return minTolerance * time.Minute
	}
	return min(max(d, minTolerance*time.Minute), maxTolerance*time.Minute)
}
