package sanity

import (
	"strings"
	"time"
	"unicode"

	"runchecks/sync/readers/lexicon"
	"runchecks/sync/readers/when"
)

// Old reports whether a text names a time, or an age such as "109 days ago", that lies
// more than limit before the mail was sent. A day without a time counts from its end.
func Old(text string, cal when.Calendar, sent time.Time, limit time.Duration) bool {
	if sent.IsZero() || !strings.ContainsAny(text, "0123456789") {
		return false
	}
	if s := cal.Stamp(text); !s.IsZero() {
		return sent.Sub(s.In(sent.Location())) > limit
	}
	if d, ok := cal.Day(text); ok {
		y, m, day := d.Date()
		return sent.Sub(time.Date(y, m, day+1, 0, 0, 0, 0, sent.Location())) > limit
	}
	return age(text) > limit
}

// age is the longest age in a text, 0 where it tells none.
func age(text string) time.Duration {
	l := lexicon.Shipped()
	var longest time.Duration
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			continue
		}
		n := 0
		for i < len(text) && text[i] >= '0' && text[i] <= '9' {
			n = min(n*10+int(text[i]-'0'), 100_000)
			i++
		}
		rest := strings.TrimLeft(text[i:], " \u00a0")
		end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
		if end < 0 {
			end = len(rest)
		}
		word := lexicon.Fold(rest[:end])
		m := l.At([]string{word}, lexicon.Date, l.All())
		if m.Class == lexicon.None && strings.ContainsFunc(word, lexicon.Dense) {
			for _, p := range l.Cut(word, lexicon.Date, l.All())[:1] {
				m.Class = p.Class
			}
		}
		if span, ok := spans[m.Class]; ok {
			longest = max(longest, time.Duration(n)*span)
		}
	}
	return longest
}

var spans = map[lexicon.Class]time.Duration{
	lexicon.Hour: time.Hour, lexicon.Day: 24 * time.Hour, lexicon.Week: 7 * 24 * time.Hour, lexicon.LongTime: 30 * 24 * time.Hour,
}
