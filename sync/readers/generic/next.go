package generic

import (
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/sync/readers/lexicon"
)

// overdue reports whether the day that a label names for the next run lies before that of
// the mail.
func (c *collector) overdue(value string) bool {
	if c.hint.IsZero() {
		return false
	}
	day, ok := c.calendar().Day(value)
	return ok && day.Before(c.hint.UTC().Truncate(24*time.Hour).Add(-24*time.Hour))
}

// falls reports whether a value under the word for an end is a part of a whole and no day:
// "Completed: 9/10" in a mail that was not written around either.
func (c *collector) falls(key string, n float64, rest string) bool {
	m, more, ok := leading(rest[1:])
	if !ok || more != "" || n >= m || strings.Contains(rest[1:], "/") || c.r.Judge(key, lexicon.Value).Status != domain.Success {
		return false
	}
	for _, near := range []time.Time{c.hint, c.hint.Add(-24 * time.Hour)} {
		day, month := float64(near.Day()), float64(near.Month())
		if n == day && m == month || n == month && m == day {
			return false
		}
	}
	return true
}
