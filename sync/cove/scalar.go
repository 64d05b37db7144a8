package cove

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// The scalars take whatever the service sends: numbers as strings, strings as
// numbers, null, and lists, of which the first element counts (cove-api.md, section 4).
// What is not understood is unknown, never an error: one odd value must not cost a
// page.

// Number is a whole number that the service may not have told.
type Number struct {
	Value int64
	Known bool
}

// MarshalJSON writes the number, or null.
func (n Number) MarshalJSON() ([]byte, error) {
	if !n.Known {
		return []byte("null"), nil
	}
	return strconv.AppendInt(nil, n.Value, 10), nil
}

// UnmarshalJSON reads what MarshalJSON writes. It never fails.
func (n *Number) UnmarshalJSON(b []byte) error {
	*n = number(scalar(b))
	return nil
}

// String returns the digits, or "unknown".
func (n Number) String() string {
	if !n.Known {
		return "unknown"
	}
	return strconv.FormatInt(n.Value, 10)
}

// whole is a Number inside an answer.
type whole = Number

// text is a string inside an answer.
type text string

// UnmarshalJSON never fails.
func (t *text) UnmarshalJSON(b []byte) error {
	*t = text(scalar(b))
	return nil
}

// maxNested bounds how deep a list may hide a scalar.
const maxNested = 4

// scalar returns the text of a JSON value: of a string what it says, of a number
// its digits, of a list its first element. Objects and null give none.
func scalar(b []byte) string {
	for range maxNested {
		b = blank(b)
		if len(b) == 0 {
			return ""
		}
		switch b[0] {
		case '"':
			return unquote(b)
		case '{', 'n':
			return ""
		case '[':
			var first []byte
			elements(b, func(v []byte) {
				if first == nil {
					first = v
				}
			})
			b = first
		default:
			return string(b)
		}
	}
	return ""
}

// number reads "12", "12.0" and "1.2e1" as 12, and true as 1. Beyond 2^53 only
// plain digits are exact, so that other spellings are not taken.
func number(s string) Number {
	s = strings.TrimSpace(s)
	if s == "" {
		return Number{}
	}
	if v, err := strconv.ParseInt(s, 10, 64); err == nil {
		return Number{v, true}
	}
	switch s {
	case "true":
		return Number{1, true}
	case "false":
		return Number{0, true}
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v != math.Trunc(v) || math.Abs(v) > 1<<53 {
		return Number{}
	}
	return Number{int64(v), true}
}

// Times beyond this are milliseconds: one collector has met them (cove-api.md,
// section 6.12). 10^12 seconds are in the year 33658.
const milliseconds = 1_000_000_000_000

// moment reads Unix seconds. Absent, empty, zero and negative are "never", which is
// the zero time (cove-api.md, section 6.4); so is what lies beyond the year 9999.
func moment(n Number) time.Time {
	v := n.Value
	if !n.Known || v <= 0 {
		return time.Time{}
	}
	if v > milliseconds {
		v /= 1000
	}
	if v > 253402300799 {
		return time.Time{}
	}
	return time.Unix(v, 0).UTC()
}

// span reads seconds. Negative and absurd ones (over a year) are 0.
func span(n Number) time.Duration {
	if !n.Known || n.Value < 0 || n.Value > 366*24*3600 {
		return 0
	}
	return time.Duration(n.Value) * time.Second
}
