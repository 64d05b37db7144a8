package generic

import (
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/verdict"
)

var (
	changing = regexp.MustCompile(`\d{1,4}[-/._:]\d{1,2}(?:[-/._:]\d{1,4})*|\b\d+\b`)
	weekdays = newSet("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december am pm utc gmt cest cet")
)

// edges is what is no part of an identity at its ends.
const edges = blanksOfPatterns + "-–—−:;,|>[](){}#.!*"

func newSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// identity is the part of the subject that stays the same from mail to mail:
// without status words, dates, counts. Where nothing is left it is the sender.
func identity(subject string, m *message.Message) string {
	s := subject
	if strings.ContainsAny(s, "[({<") {
		s = brackets.ReplaceAllStringFunc(s, func(b string) string {
			if verdict.Word(strings.Trim(b, "[](){}<>")) != 0 {
				return " "
			}
			return b
		})
	}
	if strings.ContainsAny(s, "0123456789") {
		s = changing.ReplaceAllString(s, " ")
	}
	s = withoutDays(s)
	var kept []string
	for _, w := range strings.Fields(s) {
		w = strings.Trim(w, "()[]{}<>.,;:!=+*#|-–—−\"")
		if w != "" && verdict.Word(w) == 0 {
			kept = append(kept, w)
		}
	}
	s = strings.Trim(strings.Join(kept, " "), edges)
	if len([]rune(domain.Fold(s))) < 3 {
		return m.FromAddress
	}
	return s
}

// withoutDays puts a blank in the place of each word that tells a day, a month, half
// of the day or a time zone.
func withoutDays(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); {
		start := i
		for i < len(s) && wordByte(s[i]) {
			i++
		}
		switch {
		case i == start:
			i++
			out.WriteByte(s[start])
		case weekdays[strings.ToLower(s[start:i])]:
			out.WriteByte(' ')
		default:
			out.WriteString(s[start:i])
		}
	}
	return out.String()
}
