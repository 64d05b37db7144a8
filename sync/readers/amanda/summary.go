package amanda

import (
	"regexp"
	"strings"

	"runchecks/domain"
)

// noFile stands in the row of an entry of which nothing waited for amflush.
const noFile = "NO FILE TO FLUSH"

var (
	summaryRow = regexp.MustCompile(`^(\S+)\s+("(?:[^"\\]|\\.)*"|\S+)\s+(\S.*)$`)
	value      = regexp.MustCompile(`^(?:-?\d[\d.,]*|--|#+|\d+:\d{2})$`)
	duration   = regexp.MustCompile(`^\d+:\d{2}$`)
	level      = regexp.MustCompile(`^\d{1,3}$`)
	rule       = regexp.MustCompile(`^-[- ]*$`)
)

// summary reads a line of the dump summary: the headings, the rule below them or an
// entry.
func (r *report) summary(l, where string) {
	if rule.MatchString(l) {
		return
	}
	switch f := domain.Fold(l); {
	case f == "dumper stats taper stats", strings.HasPrefix(f, "hostname disk "):
		return
	case strings.Contains(f, " no file to flush"):
		r.unflushed++
		return
	}
	g := summaryRow.FindStringSubmatch(l)
	if g == nil {
		r.note(domain.Unknown, l, where)
		return
	}
	s, text := judge(g[3])
	e := r.shortened(g[1], unquote(g[2]))
	if e == nil {
		r.note(max(s, domain.Unknown), l, where)
		return
	}
	r.rows++
	if len(e.messages) > 0 {
		text = "" // the sections above have said more
	}
	e.say(s, text)
}

// judge tells what the columns behind the disk mean. A good row holds numbers only:
// the level, sizes, and at least the time of one transfer. Whatever else stands
// there is no success.
func judge(columns string) (domain.Status, string) {
	words := strings.Fields(columns)
	f := " " + domain.Fold(columns) + " "
	for _, bad := range badColumns {
		if strings.Contains(f, " "+bad.words+" ") {
			return bad.status, strings.ToUpper(bad.words)
		}
	}
	if len(words) > 0 && level.MatchString(words[0]) {
		times := 0
		rest := words[1:]
		flush := false
		for _, w := range rest {
			switch {
			case duration.MatchString(w):
				times++
			case value.MatchString(w):
			case strings.EqualFold(w, "flush"):
				flush = true
			default:
				return domain.Unknown, columns
			}
		}
		if times > 0 && len(rest) >= 3 {
			if flush {
				return domain.Success, "FLUSH"
			}
			return domain.Success, ""
		}
	}
	return domain.Unknown, columns
}

// The words in the columns of an entry that was not dumped, worst first.
var badColumns = []struct {
	words  string
	status domain.Status
}{
	{"failed", domain.Failed},
	{"partial", domain.Failed},
	{"missing", domain.Missed},
	{"not flushed", domain.Warning},
	{"skipped", domain.Warning},
}
