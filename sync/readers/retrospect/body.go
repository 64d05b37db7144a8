package retrospect

import (
	"regexp"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/verdict"
)

type count struct{ value, words, where string }

// body is what the text of a mail says.
type body struct {
	script, client string
	problem        string // the first line with an error code or an explicit failure
	where          string
	stopped        bool
	grooming       bool
	console        bool
	errors         []count
	warnings       []count
}

// Counts may share a line, each set off by asterisks.
var (
	errorCount   = regexp.MustCompile(`(?i)^` + errorNoun + `\s*:\s*(\d{1,9})$`)
	warningCount = regexp.MustCompile(`(?i)^` + warningNoun + `\s*:\s*(\d{1,9})$`)
	scriptLine   = regexp.MustCompile(`(?i)^(?:script|skript)\s*:\s*(\S.*)$`)
	clientLine   = regexp.MustCompile(`(?i)^client\s*:\s*(\S.*?)(?:\s+\([^()]*\))?$`)
	// interrupted is a line of the daily digest.
	interrupted = regexp.MustCompile(
		`(?i)^(?:sauvegardes interrompues|backups (?:stopped|interrupted)|(?:abgebrochene|gestoppte) sicherungen)\b[^:]*:\s*(\d{1,9})$`,
	)
	code   = regexp.MustCompile(`(?i)\b(?:error|erreur|fehler|errore)\s+-\d{2,5}\b`)
	halted = regexp.MustCompile(
		`(?i)(?:execution stopped by|stopped by (?:the )?operator|arrêtée? par l['’]opérateur|interrompue? par l['’]opérateur|(?:execution|script) (?:incomplete|terminated|failed)|exécution incomplète|ausführung unvollständig)`,
	)
	grooming = regexp.MustCompile(`(?i)^(?:optimisation d|grooming\b|groom\b|bereinigung d)`)
	console  = regexp.MustCompile(`(?i)^(?:management console|console de gestion|verwaltungskonsole|retrospect management console)`)
)

func readBody(lines []string) body {
	var b body
	for i, l := range lines {
		if l == "" || len(l) > 2000 {
			continue
		}
		where := "line " + strconv.Itoa(i+1)
		for _, part := range strings.Split(l, "*") {
			if part = strings.Trim(part, " >-\t•"); part != "" {
				b.part(part, where)
			}
		}
	}
	return b
}

func (b *body) part(text, where string) {
	if g := errorCount.FindStringSubmatch(text); g != nil {
		b.errors = append(b.errors, count{g[1], text, where})
		return
	}
	if g := warningCount.FindStringSubmatch(text); g != nil {
		b.warnings = append(b.warnings, count{g[1], text, where})
		return
	}
	if g := interrupted.FindStringSubmatch(text); g != nil {
		b.warnings = append(b.warnings, count{g[1], text, where})
		return
	}
	if g := scriptLine.FindStringSubmatch(text); g != nil {
		if b.script == "" {
			b.script = strings.TrimSpace(g[1])
		}
		return
	}
	if g := clientLine.FindStringSubmatch(text); g != nil {
		if b.client == "" {
			b.client = g[1]
		}
		return
	}
	switch {
	case console.MatchString(text):
		b.console = true
	case grooming.MatchString(text):
		b.grooming = true
	case halted.MatchString(text):
		b.stopped = true
		b.note(text, where)
	case code.MatchString(text):
		b.note(text, where)
	}
}

func (b *body) note(text, where string) {
	if b.problem == "" {
		b.problem, b.where = text, where
	}
}

// unmistakable reports whether the body is that of a report whatever the subject:
// a script and a count of errors.
func (b *body) unmistakable() bool { return b.script != "" && len(b.errors) > 0 }

// judge adds what the body says. A count of zero errors alone is a verdict only in
// the mails of the console, which count nothing else.
func (b *body) judge(f form, t *verdict.Tally) {
	whole := f == notification && (b.console || b.script != "") || len(b.warnings) > 0
	b.judgeCounts(t, whole)
	if b.problem != "" {
		t.Add(domain.Failed, b.problem, b.where)
	}
	if f == counted && b.script != "" && len(b.errors) == 0 {
		// The summary has begun, and its counts are missing.
		t.Add(domain.Unknown, "a summary without counts", "body")
	}
	if !t.Any() {
		t.Add(domain.Unknown, "no count of errors", "body")
	}
}

// judgeCounts reports whether there were any counts.
func (b *body) judgeCounts(t *verdict.Tally, whole bool) bool {
	for _, c := range b.errors {
		switch status := countStatus(c.value, ""); {
		case status == domain.Failed:
			t.Add(status, c.words, c.where)
		case whole:
			t.Add(status, c.words, c.where)
		}
	}
	for _, c := range b.warnings {
		if strings.Trim(c.value, "0") != "" {
			t.Add(domain.Warning, c.words, c.where)
		}
	}
	return len(b.errors) > 0
}
