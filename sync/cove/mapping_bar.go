package cove

import (
	"time"

	"runchecks/domain"
)

// Day is one cell of the colour bar.
type Day struct {
	// Date is the day, as midnight UTC.
	Date   time.Time     `json:"date"`
	State  State         `json:"state"`
	Status domain.Status `json:"status"` // the zero value where nothing ended that day
	Words  string        `json:"words"`
}

// Active reports whether there was any session that day.
func (d Day) Active() bool { return d.State != StateNone }

// Days reads the colour bar as cells, the oldest day first. The last digit is taken
// for the day of the poll; neither the order nor the day's zone is documented
// (cove-api.md, section 6.10), and days are counted in UTC.
func Days(bar string, m Mapping, polled time.Time) []Day {
	y, mo, d := polled.UTC().Date()
	out := make([]Day, len(bar))
	for i := range bar {
		s := State(bar[i] - '0')
		out[i] = Day{Date: time.Date(y, mo, d-(len(bar)-1-i), 0, 0, 0, 0, time.UTC), State: s, Words: s.String()}
		switch {
		case s == StateNone:
			out[i].Words = "No session"
		case !s.Running():
			out[i].Status = m.Of(s)
		}
	}
	return out
}

// silent returns how many days at the end of the bar had no session.
func silent(bar string) int {
	n := 0
	for n < len(bar) && bar[len(bar)-1-n] == '0' {
		n++
	}
	return n
}
