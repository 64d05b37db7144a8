package urbackup

import (
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/verdict"
)

type signal struct {
	status       domain.Status
	words, where string
}

// body is what the text of a report says.
type body struct {
	what           []string // the groups of the first sentence
	counted        bool
	infos, entries int
	finished       bool // the log says that the backup succeeded
	signals        []signal
	warning, bad   string // the first entry of each level
	first, last    string // times
}

func readBody(lines []string) body {
	var b body
	for i, l := range lines {
		l = strings.TrimLeft(l, "> ")
		if l == "" {
			continue
		}
		where := line(i + 1)
		switch c := l[0]; {
		case c == '(':
			b.count(l, where)
		case c >= '0' && c <= '9':
			b.entry(l, where)
		case (c == 'U' || c == 'u') && b.what == nil:
			b.what = sentence.FindStringSubmatch(l)
		}
	}
	return b
}

// line is the number of a line, which is written out for few.
type line int

func (n line) String() string { return "line " + strconv.Itoa(int(n)) }

func (b *body) count(l string, where line) {
	g := counts.FindStringSubmatch(l)
	if g == nil {
		return
	}
	b.counted = true
	b.infos, _ = strconv.Atoi(g[1])
	status := domain.Success
	if strings.Trim(g[2], "0") != "" {
		status = domain.Warning
	}
	if strings.Trim(g[3], "0") != "" {
		status = domain.Failed
	}
	b.signals = append(b.signals, signal{status, l, where.String()})
}

func (b *body) entry(l string, where line) {
	const moment = len("2006-01-02 15:04:05")
	if len(l) <= moment || !strings.HasPrefix(strings.TrimLeft(l[moment:], " \t\n\f\r"), "(") {
		return // spares the logs of others the pattern
	}
	g := entry.FindStringSubmatch(l)
	if g == nil {
		return
	}
	b.entries++
	if b.first == "" {
		b.first = g[1]
	}
	b.last = g[1]
	switch level, text := strings.ToLower(g[2]), g[3]; level {
	case "error":
		b.signals = append(b.signals, signal{domain.Failed, text, where.String()})
		if b.bad == "" {
			b.bad = text
		}
	case "warning":
		b.signals = append(b.signals, signal{domain.Warning, text, where.String()})
		if b.warning == "" {
			b.warning = text
		}
	default:
		switch domain.Fold(strings.TrimRight(text, " .")) {
		case "backup succeeded":
			b.finished = true
			b.signals = append(b.signals, signal{domain.Success, text, where.String()})
		case "backup failed":
			b.bad = text
			b.signals = append(b.signals, signal{domain.Failed, text, where.String()})
		}
	}
}

// judge adds what the text says. Without its counts, or with fewer entries than
// counted and no end of the log, a report may be cut off and proves no success.
func (b *body) judge(t *verdict.Tally) {
	for _, s := range b.signals {
		t.Add(s.status, s.words, s.where)
	}
	switch {
	case !b.counted:
		t.Add(domain.Unknown, "no line of counts", "body")
	case !b.finished && b.entries < b.infos:
		t.Add(domain.Unknown, "the log is shorter than its counts", "body")
	}
}

// reason is the entry that explains a status that is not good.
func (b *body) reason() string {
	if b.bad != "" {
		return b.bad
	}
	return b.warning
}
