package css

import (
	"strconv"
	"strings"
)

// step is the "an+b" of nth-child.
type step struct{ a, b int }

func parseStep(s string) (step, bool) {
	s = strings.ToLower(strings.ReplaceAll(s, " ", ""))
	switch s {
	case "odd":
		return step{2, 1}, true
	case "even":
		return step{2, 0}, true
	}
	before, after, found := strings.Cut(s, "n")
	if !found {
		b, err := strconv.Atoi(s)
		return step{0, b}, err == nil
	}
	var st step
	var err error
	switch before {
	case "", "+":
		st.a = 1
	case "-":
		st.a = -1
	default:
		if st.a, err = strconv.Atoi(before); err != nil {
			return step{}, false
		}
	}
	if after != "" {
		st.b, err = strconv.Atoi(after)
	}
	return st, err == nil
}

// holds reports whether some n of 0, 1, 2 ... gives the index.
func (s step) holds(index int) bool {
	if s.a == 0 {
		return index == s.b
	}
	return (index-s.b)%s.a == 0 && (index-s.b)/s.a >= 0
}
