package rules

import "time"

// AddMonth returns the same wall-clock time on the same day of the next month,
// clamped to that month's last day (product.md, section 2: "1 month is the same
// day of the next month, clamped").
func AddMonth(t time.Time) time.Time {
	first := time.Date(t.Year(), t.Month()+1, 1, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), t.Location())
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}
