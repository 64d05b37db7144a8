package autotask

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
)

// The scalars below take whatever the service sends: numbers as strings or with a
// fraction of zero, strings as numbers, null for everything. What is not
// understood is the zero value, never an error: one odd field must not cost a page.

// text is a string, or the digits of a number.
type text string

// UnmarshalJSON never fails.
func (t *text) UnmarshalJSON(b []byte) error {
	*t = ""
	switch {
	case len(b) == 0 || bytes.Equal(b, []byte("null")) || b[0] == '{' || b[0] == '[':
	case b[0] == '"':
		var s string
		if json.Unmarshal(b, &s) == nil {
			*t = text(s)
		}
	default:
		*t = text(b)
	}
	return nil
}

// integer is a whole number; known is false if there was none.
type integer struct {
	value int64
	known bool
}

// UnmarshalJSON never fails.
func (n *integer) UnmarshalJSON(b []byte) error {
	var t text
	_ = t.UnmarshalJSON(b)
	*n = whole(string(t))
	return nil
}

// whole reads "12", "12.0" and "1.2e1" as 12. Beyond 2^53 only plain digits are
// exact, so that other spellings are not taken.
func whole(s string) integer {
	s = strings.TrimSpace(s)
	if v, err := strconv.ParseInt(s, 10, 64); err == nil {
		return integer{v, true}
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v != math.Trunc(v) || math.Abs(v) > 1<<53 {
		return integer{}
	}
	return integer{int64(v), true}
}

// flag is true for true, "true" and numbers other than 0.
type flag bool

// UnmarshalJSON never fails.
func (f *flag) UnmarshalJSON(b []byte) error {
	var t text
	_ = t.UnmarshalJSON(b)
	n := whole(string(t))
	*f = flag(strings.EqualFold(string(t), "true") || n.known && n.value != 0)
	return nil
}

// instant is a time in UTC, which is what a time without a zone is in
// (cove-api.md, section 12). Whole days are their first moment.
type instant struct{ time.Time }

var layouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02"}

// UnmarshalJSON never fails.
func (i *instant) UnmarshalJSON(b []byte) error {
	i.Time = time.Time{}
	var t text
	_ = t.UnmarshalJSON(b)
	for _, layout := range layouts {
		if at, err := time.Parse(layout, strings.TrimSpace(string(t))); err == nil {
			// Year 1 is how the service's own software writes "never".
			if at = at.UTC(); at.Year() > 1 {
				i.Time = at
			}
			return nil
		}
	}
	return nil
}

// stamp writes a time as the service wants it.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }
