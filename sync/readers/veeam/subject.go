package veeam

import (
	"regexp"
	"strings"

	"runchecks/domain"
)

// subject is what a default subject tells: [Status] rest (n objects) issues.
type subject struct {
	status  domain.Status
	word    string // as written, with its bracket
	rest    string // after the bracket
	name    string // rest without the count of objects and what follows it
	issues  domain.Status
	issue   string
	objects bool // a count of objects was there
}

var (
	bracket     = regexp.MustCompile(`\[([^\[\]]{2,40})\]`)
	objectCount = regexp.MustCompile(`\s*\((\d+) (?:objects?|VMs?|instances?|hosts?|machines?|replica sets?|mailboxes|databases|shares?|[a-z]{3,20})\)\s*(.*)$`)
)

func readSubject(s string) subject {
	var out subject
	for _, g := range bracket.FindAllStringSubmatchIndex(s, 5) {
		// Of several, such as a relay's "[OK]" before Veeam's own, the worst counts.
		if st := statusWord(s[g[2]:g[3]]); st != domain.Unknown && st > out.status {
			out.status = st
			out.word = s[g[0]:g[1]]
			out.rest = strings.TrimSpace(s[g[1]:])
		}
	}
	if out.rest == "" {
		out.rest = strings.TrimSpace(s)
	}
	out.name = out.rest
	if g := objectCount.FindStringSubmatchIndex(out.rest); g != nil {
		out.objects = true
		out.name = strings.TrimSpace(out.rest[:g[0]])
		out.issue = strings.TrimSpace(out.rest[g[4]:g[5]])
		if st, ok := countedWords(out.issue); ok {
			out.issues = st
		}
	}
	return out
}
