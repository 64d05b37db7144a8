package domain

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// What a setting is that is on or off.
const (
	On  = "on"
	Off = "off"
)

// Quiet is the part of each day in which nobody is told of news: from one hour of the wall
// clock to another, 0 to 23. The zero Quiet is never.
type Quiet struct{ From, To int }

// neverQuiet is how the zero Quiet is written.
const neverQuiet = "none"

// String is what ParseQuiet reads: "none", or such as "22-7".
func (q Quiet) String() string {
	if q.From == q.To {
		return neverQuiet
	}
	return fmt.Sprintf("%d-%d", q.From, q.To)
}

// ParseQuiet reads hours as people write them: "none", "22-7", "22:00 - 07:00"; ok is false
// where they are none.
func ParseQuiet(text string) (q Quiet, ok bool) {
	text = Fold(text)
	if text == neverQuiet {
		return q, true
	}
	from, to, both := strings.Cut(strings.ReplaceAll(text, "–", "-"), "-")
	if !both {
		return q, false
	}
	for at, hour := range map[*int]string{&q.From: from, &q.To: to} {
		n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(hour), ":00"))
		if err != nil || n < 0 || n > 23 {
			return Quiet{}, false
		}
		*at = n
	}
	return q, q.From != q.To
}

// Holds reports whether it is quiet at a time, by the wall clock of its zone.
func (q Quiet) Holds(at time.Time) bool {
	hour := at.Hour()
	if q.From <= q.To {
		return hour >= q.From && hour < q.To
	}
	return hour >= q.From || hour < q.To
}
