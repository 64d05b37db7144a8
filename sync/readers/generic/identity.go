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
	weekdays = regexp.MustCompile(`(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b(?:am|pm|utc|gmt|cest|cet)\b`)
	edges    = regexp.MustCompile(`^[\s\-–—−:;,|>\[\](){}#.!*]+|[\s\-–—−:;,|>\[\](){}#.!*]+$`)
	blanks   = regexp.MustCompile(`\s+`)
)

// identity is the part of the subject that stays the same from mail to mail:
// without status words, dates, counts. Where nothing is left it is the sender.
func identity(subject string, m *message.Message) string {
	s := brackets.ReplaceAllStringFunc(subject, func(b string) string {
		if verdict.Word(strings.Trim(b, "[](){}<>")) != 0 {
			return " "
		}
		return b
	})
	s = changing.ReplaceAllString(s, " ")
	s = weekdays.ReplaceAllString(s, " ")
	var kept []string
	for _, w := range strings.Fields(s) {
		w = strings.Trim(w, "()[]{}<>.,;:!=+*#|-–—−\"")
		if w != "" && verdict.Word(w) == 0 {
			kept = append(kept, w)
		}
	}
	s = edges.ReplaceAllString(blanks.ReplaceAllString(strings.Join(kept, " "), " "), "")
	if len([]rune(domain.Fold(s))) < 3 {
		return m.FromAddress
	}
	return s
}
