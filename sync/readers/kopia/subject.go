package kopia

import (
	"regexp"
	"strconv"
	"strings"

	"runchecks/domain"
)

// form is what a subject announces.
type form int

const (
	none    form = iota
	created      // "Successfully created ..."
	notMade      // "Failed to create ..."
	counted      // "Kopia created n snapshots", of the first versions: no verdict
	failure      // an operation met an error
	test         // somebody tries the notification profile
)

// subject is a subject of one of the templates.
type subject struct {
	form      form
	text      string // the whole of it
	path      string // of a single snapshot
	host      string
	operation string
	total     int // snapshots it speaks of
}

// A site may put words before the template's, never behind them.
var (
	single    = regexp.MustCompile(`(?i)\b(successfully created|failed to create) a snapshot of (.+) on (\S+)$`)
	several   = regexp.MustCompile(`(?i)\b(?:(successfully created)|failed to create \d{1,6} of) (\d{1,6}) snapshots? on (\S+)$`)
	first     = regexp.MustCompile(`(?i)\bkopia created (\d{1,6}) snapshots? on (\S+)$`)
	operation = regexp.MustCompile(`(?i)\bkopia has encountered an error during (.+?)(?: on (\S+))?$`)
	tryOut    = regexp.MustCompile(`(?i)^test notification from kopia\b`)
)

func readSubject(text string) subject {
	text = strings.TrimSpace(text)
	if folded := domain.Fold(text); !strings.Contains(folded, "snapshot") && !strings.Contains(folded, "kopia") {
		return subject{} // none of the forms
	}
	if g := single.FindStringSubmatch(text); g != nil {
		s := subject{form: notMade, text: text, path: g[2], host: g[3], total: 1}
		if strings.EqualFold(g[1], "successfully created") {
			s.form = created
		}
		return s
	}
	if g := several.FindStringSubmatch(text); g != nil {
		s := subject{form: notMade, text: text, host: g[3], total: number(g[2])}
		if g[1] != "" {
			s.form = created
		}
		return s
	}
	if g := first.FindStringSubmatch(text); g != nil {
		return subject{form: counted, text: text, host: g[2], total: number(g[1])}
	}
	if g := operation.FindStringSubmatch(text); g != nil {
		return subject{form: failure, text: text, operation: g[1], host: g[2]}
	}
	if tryOut.MatchString(text) {
		return subject{form: test, text: text}
	}
	return subject{}
}

// innerSubject looks for the subject among the lines that a mail program writes
// above a report forwarded in line.
func innerSubject(lines []string) subject {
	for _, l := range lines[:min(len(lines), 60)] {
		if i := strings.IndexByte(l, ':'); i > 0 && i < 20 {
			if s := readSubject(l[i+1:]); s.form != none {
				return s
			}
		}
	}
	return subject{}
}

// status is what the subject states.
func (s subject) status() domain.Status {
	switch s.form {
	case created:
		return domain.Success
	case notMade:
		return domain.Failed
	}
	return 0
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
