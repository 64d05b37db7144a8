package form

import (
	"time"

	"runchecks/domain/rules"
)

// Ends are the choices of how long something counts: none, and then from now on.
func Ends(now time.Time, none string) (words []string, at []time.Time) {
	return []string{none, "1 week", "1 month", "3 months"}, []time.Time{{}, now.AddDate(0, 0, 7), rules.AddMonth(now), now.AddDate(0, 3, 0)}
}
