package message

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"runchecks/domain"
)

// The prefixes that mail programs put before a forwarded or answered subject, in
// the languages of our mails; "[EXTERNAL]" and its like come from gateways.
var forwardPrefix = regexp.MustCompile(`(?i)^\s*(?:(?:fwd?|fw|re|tr|wg|aw|antw|doorst|doorgestuurd|rv|i|r|enc|vs|vb|sv|vl|pd|odp|továbbítás|转发|答复)(?:\[\d+\])?\s?:\s*|\[(?:external|extern|ext)\]:?\s*|(?:external|extern)\s?:\s*|\*{2,}\s*(?:external|spam)[^*]{0,20}\*{2,}\s*)`)

// BareSubject returns the subject without the prefixes of forwards and answers.
func (m *Message) BareSubject() string {
	m.bareOnce.Do(func() { m.bare, _ = stripForward(m.Subject) })
	return m.bare
}

// FoldedSubject returns the bare subject as domain.Fold writes it.
func (m *Message) FoldedSubject() string {
	m.subjectOnce.Do(func() { m.foldedSubject = domain.Fold(norm.NFC.String(m.BareSubject())) })
	return m.foldedSubject
}

// IsForward reports whether the subject says that the mail was forwarded or answered.
func (m *Message) IsForward() bool {
	_, n := stripForward(m.Subject)
	return n > 0
}

func stripForward(subject string) (string, int) {
	n := 0
	for n < 10 {
		loc := forwardPrefix.FindStringIndex(subject)
		if loc == nil {
			break
		}
		subject = subject[loc[1]:]
		n++
	}
	return strings.TrimSpace(subject), n
}
