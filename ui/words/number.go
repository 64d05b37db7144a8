package words

import (
	"strconv"
	"strings"
)

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// Verb is the form of a verb that goes with a number.
func Verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func NonEmpty(list ...string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// Count is a number with what it counts: "1 job", "2 jobs".
func Count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + one + "s"
}

// Amount is a number with what it counts, such as "12 linked".
type Amount struct {
	n    int
	word string
}

// N is the Amount of a number and what it counts.
func N(n int, word string) Amount { return Amount{n, word} }

// Tally joins what there is any of: "12 linked, 3 ignored", "" for nothing.
func Tally(parts ...Amount) string {
	var out []string
	for _, p := range parts {
		if p.n > 0 {
			out = append(out, Number(p.n)+" "+p.word)
		}
	}
	return strings.Join(out, ", ")
}

// Join puts more behind a text, if there is more.
func Join(text, more string) string {
	if more == "" {
		return text
	}
	return text + ", " + more
}

// Number writes a number of at least 0 with its thousands apart.
func Number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
