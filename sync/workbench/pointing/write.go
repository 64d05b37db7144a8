package pointing

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// handMark stands above a part that pointing does not change.
const handMark = "# by hand"

// Text writes the plan as a definition file. Equal plans are equal texts.
func (p *Plan) Text() string {
	var parts []string
	add := func(key, text string) {
		if i := slices.IndexFunc(p.Hand, func(h Part) bool { return h.Key == key }); i >= 0 {
			text = byHandText(p.Hand[i])
		}
		if text != "" {
			parts = append(parts, text)
		}
	}
	add("", p.top())
	add("match", p.matchText())
	add("job", p.jobText())
	for i := range p.Statuses {
		parts = append(parts, p.Statuses[i].text())
	}
	for _, c := range p.Counts {
		parts = append(parts, c.text())
	}
	add("started", timeText("started", p.Start))
	add("ended", timeText("ended", p.End))
	add("duration", timeText("duration", p.Duration))
	for i := range p.Lists {
		parts = append(parts, p.Lists[i].text())
	}
	add("lines", p.knownText())
	if !p.tells() {
		parts = append(parts, nothing)
	}
	for _, h := range p.Hand {
		if !once(h.Key) {
			parts = append(parts, byHandText(h))
		}
	}
	return strings.Join(parts, "\n")
}

// nothing stands where no place tells a status yet: a definition has to name one.
const nothing = `# No place was found that tells a status. Name one: a label, a column, or a pattern.
[[status]]
in = "subject"
matches = '(\S+)$'
success = []
failed = []
unknown = [""]
`

// tells reports whether the plan names a place that tells a status.
func (p *Plan) tells() bool {
	return len(p.Statuses)+len(p.Counts)+len(p.Lists) > 0 || slices.ContainsFunc(p.Hand, func(h Part) bool {
		return h.Key == "status" || h.Key == "count" || h.Key == "objects"
	})
}

// once reports whether a part has a place of its own in the file.
func once(key string) bool {
	return slices.Contains([]string{"", "match", "job", "started", "ended", "duration", "lines"}, key)
}

func byHandText(h Part) string {
	text := strings.TrimSpace(h.Text)
	if h.Key != "" && !strings.HasPrefix(text, handMark) {
		text = handMark + "\n" + text
	}
	return text + "\n"
}

type writer struct{ strings.Builder }

func (b *writer) line(format string, args ...any) { fmt.Fprintf(b, format+"\n", args...) }

func (p *Plan) top() string {
	var b writer
	b.line("format  = 1")
	b.line("name    = %s", quote(p.Name))
	b.line("product = %s", quote(p.Product))
	b.line("about   = %s", quote(p.About))
	return b.String()
}

func (p *Plan) matchText() string {
	var b writer
	b.line("[match]")
	b.line("all = [")
	for _, c := range p.Match {
		place := "in = " + quote(c.In)
		if c.Label != "" {
			place = "label = " + quote(c.Label)
		}
		if c.Matches != "" {
			b.line("  { %s, matches = %s },", place, pattern(c.Matches))
		} else {
			b.line("  { %s, contains = %s },", place, quote(c.Contains))
		}
	}
	b.line("]")
	return b.String()
}

func (p *Plan) jobText() string {
	var b writer
	b.line("[job]")
	b.line("type = %s", quote(cmp.Or(p.JobType, "Backup")))
	if !p.Job.none() {
		b.line("name = %s", p.Job.inline())
	}
	if !p.Machine.none() {
		b.line("identity = %s", p.Machine.inline())
	}
	return b.String()
}

// inline writes a place as a value.
func (p Place) inline() string {
	s := "in = " + quote(p.In)
	if p.Label != "" {
		s = "label = " + quote(p.Label)
	}
	if p.Matches != "" {
		s += ", matches = " + pattern(p.Matches)
	}
	return "{ " + s + " }"
}

// keys writes a place as keys of a table.
func (b *writer) place(p Place) {
	if p.Label != "" {
		b.line("label = %s", quote(p.Label))
	} else {
		b.line("in = %s", quote(p.In))
	}
	if p.Matches != "" {
		b.line("matches = %s", pattern(p.Matches))
	}
}

func (s *Status) text() string {
	var b writer
	b.line("[[status]]")
	b.place(s.Place)
	if s.Is != "" {
		b.line("is = %s", quote(string(s.Is)))
	} else {
		b.words(s.Words)
	}
	if s.Stated {
		b.line("stated = true")
	}
	if len(s.Ignore) > 0 {
		of := s.Place
		if of.Label == "" {
			of.Matches = strings.Replace(of.Matches, group(of.Matches), "(?:"+either(s.Ignore)+")", 1)
		} else {
			of.Matches = "(?i)^(?:" + either(s.Ignore) + ")$"
		}
		b.line("unless = %s", of.inline())
	}
	return b.String()
}

// either is a pattern of any of the words.
func either(words []string) string {
	var out []string
	for _, w := range words {
		out = append(out, regexp.QuoteMeta(w))
	}
	return strings.Join(out, "|")
}

// group returns the first group of a pattern, "" for none.
func group(p string) string {
	for _, g := range []string{`(.*)`, `(.+)`, `(.+?)`, `(\S+)`, `(\S+?)`} {
		if strings.Contains(p, g) {
			return g
		}
	}
	return ""
}

func (b *writer) words(w Words) {
	for _, v := range verdicts {
		if list := w[v.Meaning]; len(list) > 0 || v.Meaning == Success || v.Meaning == Failed {
			b.line("%s = [%s]", v.Meaning, quoted(list))
		}
	}
	unknown := w[""]
	if len(unknown) > 0 || w.empty() {
		if len(unknown) == 0 {
			unknown = []string{""}
		}
		b.line("unknown = [%s]", quoted(unknown))
	}
}

func quoted(list []string) string {
	var out []string
	for _, w := range list {
		out = append(out, quote(w))
	}
	return strings.Join(out, ", ")
}

func (c Count) text() string {
	var b writer
	b.line("[[count]]")
	b.line("label = %s", quote(c.Label))
	b.line("above_zero = %s", quote(string(c.Above)))
	return b.String()
}

func timeText(key string, p Place) string {
	if p.none() {
		return ""
	}
	var b writer
	b.line("[%s]", key)
	b.place(p)
	return b.String()
}

// Where the rows of a list come from, as a definition names it.
const (
	fromTable     = "table"
	fromFixed     = "fixed"
	fromDelimited = "delimited"
	fromLines     = "lines"
)

func (l *List) text() string {
	var b writer
	b.line("[[objects]]")
	b.line("from = %s", quote(l.From))
	if l.From == fromLines {
		b.line("matches = %s", pattern(l.Matches))
	} else {
		b.line("headings = [%s]", quoted(l.heads()))
	}
	if l.Separator != "" {
		b.line("separator = %s", quote(l.Separator))
	}
	if l.After != "" {
		b.line("after = %s", pattern(l.After))
	}
	cell := func(name string) string {
		if l.From == fromLines {
			return "{ value = " + quote("${"+name+"}") + " }"
		}
		return "{ column = " + quote(name) + " }"
	}
	b.line("name = %s", cell(l.Name))
	if l.Type != "" {
		b.line("type = %s", cell(l.Type))
	}
	if l.Message != "" {
		b.line("message = %s", cell(l.Message))
	}
	if len(l.Except) > 0 {
		b.line("except = [{ column = %s, matches = %s }]", quote(l.Status), pattern("(?i)^(?:"+either(l.Except)+")$"))
	}
	if len(l.Ignored) > 0 {
		b.line("# ignored: %s", quoted(l.Ignored))
	}
	if l.Status != "" {
		b.line("")
		b.line("[objects.status]")
		if l.From == fromLines {
			b.line("value = %s", quote("${"+l.Status+"}"))
		} else {
			b.line("column = %s", quote(l.Status))
		}
		b.words(l.Words)
	}
	return b.String()
}

func (p *Plan) knownText() string {
	if p.Known == nil {
		return ""
	}
	var b writer
	b.line("[lines]")
	b.line("known = [")
	for _, k := range p.Known {
		b.line("  %s,", pattern(k))
	}
	b.line("]")
	return b.String()
}

// quote writes a TOML text.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '\\' || r == '"':
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsControl(r):
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func odd(r rune) bool { return unicode.IsControl(r) || r == unicode.ReplacementChar }

// pattern writes a TOML text that holds a pattern.
func pattern(s string) string {
	if strings.ContainsRune(s, '\'') || strings.ContainsFunc(s, unicode.IsControl) {
		return quote(s)
	}
	return "'" + s + "'"
}
