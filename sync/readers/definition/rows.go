package definition

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"runchecks/domain"
	"runchecks/sync/message"
)

// The places that object rows come from.
const (
	fromTable     = "table"
	fromLines     = "lines"
	fromFixed     = "fixed"
	fromDelimited = "delimited"
	fromBlocks    = "blocks"
	fromMail      = "mail" // one object, told by the mail as a whole
)

// rowRule says where the objects stand and what each row tells.
type rowRule struct {
	line                  int
	from                  string
	headings              [][]string // alternatives of each
	matches, after, until *regexp.Regexp
	follows               *regexp.Regexp // lines that go on with the message of the row
	separator             string
	begins                []string // label that a block begins with
	name, kind, note      value
	status                statusRule
	only, except          []condition
	decides, must         bool
}

func (x table) rowRule() rowRule {
	r := rowRule{line: x.line(), from: x.text("from"), matches: x.pattern("matches"), after: x.pattern("after"), follows: x.pattern("follows"), until: x.pattern("until"), separator: x.text("separator"), begins: x.alternatives("begins"), decides: x.flag("decides", true), must: x.flag("must", false)}
	for _, h := range x.texts("headings") {
		r.headings = append(r.headings, alternatives(h))
	}
	var groups []string
	if r.matches != nil {
		groups = r.matches.SubexpNames()
	}
	need := func(ok bool, reason string) {
		if !ok {
			x.t.problem(x.path, "%s", reason)
		}
	}
	switch r.from {
	case fromTable, fromFixed:
		need(len(r.headings) > 0, "headings is missing: words of the heading row, such as headings = [\"Name\", \"Status\"].")
	case fromDelimited:
		need(len(r.headings) > 0, "headings is missing: words of the heading line, such as headings = [\"Name\", \"Status\"].")
		need(r.separator != "", "separator is missing, such as separator = \";\".")
	case fromLines:
		need(r.matches != nil, "matches is missing: a pattern with named groups, such as '^(?P<name>\\S+) +(?P<word>\\w+)$'.")
	case fromBlocks:
		need(len(r.begins) > 0, "begins is missing: the label that each block begins with, such as begins = \"Backup Set\".")
	case fromMail:
	default:
		need(false, "from must be \"table\", \"lines\", \"fixed\", \"delimited\", \"blocks\" or \"mail\".")
	}
	r.name, r.kind, r.note = x.value("name", groups), x.value("type", groups), x.value("message", groups)
	need(len(r.name) > 0, "name is missing: what the object is called, such as name = { column = \"Name\" }.")
	if s, ok := x.sub("status"); ok {
		r.status = statusRule{line: s.line(), words: s.words(), is: s.status("is")}
		if r.status.is == 0 {
			r.status.from = value{s.source(groups)}
			if len(r.status.words) == 0 {
				s.t.problem(s.path, "This status knows no word: list them, such as success = [\"OK\"] and failed = [\"ERROR\"].")
			}
		}
		s.done()
	}
	for _, c := range x.tables("only") {
		r.only = append(r.only, c.condition())
		c.done()
	}
	for _, c := range x.tables("except") {
		r.except = append(r.except, c.condition())
		c.done()
	}
	if r.from == fromTable || r.from == fromFixed || r.from == fromDelimited {
		r.checkColumns(x)
	}
	x.done()
	return r
}

// checkColumns reports columns that are not among the headings; a heading row with
// more columns is fine, a typing mistake is not.
func (r rowRule) checkColumns(x table) {
	known := func(names []string) bool {
		return len(names) == 0 || slices.ContainsFunc(r.headings, func(h []string) bool {
			return slices.ContainsFunc(names, func(n string) bool { return slices.Contains(h, n) })
		})
	}
	for _, v := range []struct {
		key string
		v   value
	}{{"name", r.name}, {"type", r.kind}, {"message", r.note}, {"status", r.status.from}} {
		for _, s := range v.v {
			if !known(s.column) {
				x.t.problem(x.at(v.key), "The column %q is not among the headings; add it to headings.", strings.Join(s.column, "|"))
			}
		}
	}
}

// rows returns the object rows of a mail.
func (r rowRule) rows(x *mail) []row {
	var out []row
	switch r.from {
	case fromTable:
		out = r.tableRows(x)
	case fromLines:
		for _, l := range r.between(x) {
			if x.late() {
				break
			}
			g := r.matches.FindStringSubmatch(l.text)
			if g == nil && l.tight != "" {
				g = r.matches.FindStringSubmatch(l.tight)
			}
			switch {
			case g != nil:
				out = append(out, row{groups: groupsOf(r.matches, g), where: lineWords(l.n), words: g[0], end: l.n})
			case r.follows != nil && len(out) > 0 && out[len(out)-1].end == l.n-1 && r.follows.MatchString(l.text):
				out[len(out)-1].more += " " + l.text
				out[len(out)-1].end = l.n
			}
		}
	case fromDelimited:
		out = r.lineRows(x, func(l string) []string { return strings.Split(l, r.separator) })
	case fromFixed:
		out = r.fixedRows(x)
	case fromBlocks:
		out = r.blockRows(x)
	case fromMail:
		out = []row{{where: "the message"}}
	}
	out = slices.DeleteFunc(out, func(one row) bool {
		holds := func(c condition) bool { _, ok := c.holds(x, &one); return ok }
		return slices.ContainsFunc(r.except, holds) || !all(r.only, holds)
	})
	if len(out) > maxObjects {
		x.cut = "the report has more than 10,000 objects"
		out = out[:maxObjects]
	}
	return out
}

func all(list []condition, holds func(condition) bool) bool {
	return !slices.ContainsFunc(list, func(c condition) bool { return !holds(c) })
}

// between returns the lines after the one that after matches, up to until.
func (r rowRule) between(x *mail) []line {
	var out []line
	open := r.after == nil
	for _, l := range x.lines {
		if x.late() {
			break
		}
		switch {
		case !open:
			open = r.after.MatchString(l.text)
		case r.until != nil && r.until.MatchString(l.text):
			return out
		default:
			out = append(out, l)
		}
	}
	return out
}

// columnsOf finds the place of every heading among texts; ok is false unless all
// of them are there.
func (r rowRule) columnsOf(texts []string) (names []string, ok bool) {
	names = make([]string, len(texts))
	for i, t := range texts {
		names[i] = strings.TrimRight(folded(t), ":= ")
	}
	for _, h := range r.headings {
		if !slices.ContainsFunc(h, func(n string) bool { return slices.Contains(names, n) }) {
			return nil, false
		}
	}
	return names, true
}

func (r rowRule) tableRows(x *mail) []row {
	var out []row
	for _, t := range x.tables {
		var names []string
		for _, tr := range t.Rows {
			if x.late() || len(out) > maxObjects {
				return out
			}
			texts := spread(tr)
			if head, ok := r.columnsOf(texts); ok {
				names = head
				continue
			}
			if names == nil || strings.TrimSpace(strings.Join(texts, "")) == "" {
				continue
			}
			out = append(out, r.rowOf(names, texts, "table"))
		}
	}
	return out
}

// spread returns the texts of a row, one for each column that a cell spans.
func spread(tr *message.Row) []string {
	var out []string
	for _, c := range tr.Cells {
		out = append(out, norm.NFC.String(c.Line()))
		for n := 1; n < int(c.ColSpan) && len(out) < 100; n++ {
			out = append(out, "")
		}
	}
	return out
}

func (r rowRule) rowOf(names, texts []string, where string) row {
	one := row{columns: map[string]string{}, where: where, words: strings.Join(texts, " ")}
	for i, n := range names {
		if _, ok := one.columns[n]; ok || n == "" {
			continue
		}
		one.columns[n] = ""
		if i < len(texts) {
			one.columns[n] = strings.TrimSpace(texts[i])
		}
	}
	// A heading has all its alternatives as names.
	for _, h := range r.headings {
		for _, n := range h {
			if text, ok := one.columns[n]; ok {
				for _, other := range h {
					one.columns[other] = text
				}
				break
			}
		}
	}
	return one
}

// lineRows reads lines of columns below a heading line.
func (r rowRule) lineRows(x *mail, cells func(string) []string) []row {
	var out []row
	var names []string
	for _, l := range r.between(x) {
		if x.late() || len(out) > maxObjects {
			break
		}
		texts := cells(l.text)
		if head, ok := r.columnsOf(texts); ok {
			names = head
			continue
		}
		if names == nil || strings.Trim(l.text, "-=+| ") == "" {
			continue
		}
		if len(texts) < 2 {
			names = nil // the list has ended
			continue
		}
		out = append(out, r.rowOf(names, texts, lineWords(l.n)))
	}
	return out
}

// fixedRows reads columns that begin where their headings begin. It looks at the
// lines as they were sent, with the blanks before them.
func (r rowRule) fixedRows(x *mail) []row {
	sent := x.m.HTMLLines()
	if x.m.Text != "" {
		sent = strings.Split(strings.ReplaceAll(x.m.Text, "\r\n", "\n"), "\n")
	}
	numbers := map[int]bool{}
	for _, l := range r.between(x) {
		numbers[l.n] = true
	}
	var out []row
	var names []string
	var starts []int
	for i, l := range sent {
		if x.late() || len(out) > maxObjects {
			break
		}
		if len(l) > maxLine {
			x.cut = "a line of the message is too long to be looked at whole"
			continue
		}
		l = norm.NFC.String(strings.ReplaceAll(l, "\u00a0", " "))
		for strings.HasPrefix(l, ">") {
			l = strings.TrimPrefix(l[1:], " ") // quoted in an answer
		}
		switch trimmed := strings.TrimSpace(l); {
		case trimmed == "":
			names = nil
		case !numbers[i+1]:
		default:
			fields, at := headingFields(l)
			if head, ok := r.columnsOf(fields); ok {
				names, starts = head, at
				continue
			}
			if names == nil || strings.Trim(trimmed, "-=+| ") == "" {
				continue
			}
			texts := cut(l, starts)
			if words := strings.Fields(l); x.m.Text == "" && len(words) == len(starts) {
				texts = words // HTML has taken the blanks between the columns
			}
			out = append(out, r.rowOf(names, texts, lineWords(i+1)))
		}
	}
	return out
}

var wideGap = regexp.MustCompile(` {2,}|\t+| +\| *`)

// headingFields parts a heading line at gaps of two blanks, else of one.
func headingFields(l string) (fields []string, starts []int) {
	gap := wideGap
	if !gap.MatchString(strings.TrimSpace(l)) {
		gap = oneGap
	}
	at := 0
	for _, loc := range append(gap.FindAllStringIndex(l, -1), []int{len(l), len(l)}) {
		if f := l[at:loc[0]]; strings.TrimSpace(f) != "" {
			fields = append(fields, f)
			starts = append(starts, utf8.RuneCountInString(l[:at])+len(f)-len(strings.TrimLeft(f, " ")))
		}
		at = loc[1]
	}
	return fields, starts
}

var oneGap = regexp.MustCompile(` +`)

// cut parts a line at columns, counted in letters. A word that crosses a column
// belongs to the column that it began in.
func cut(l string, starts []int) []string {
	runes := []rune(l)
	out := make([]string, len(starts))
	for i, from := range starts {
		to := len(runes)
		if i+1 < len(starts) {
			to = min(starts[i+1], len(runes))
		}
		if i == 0 {
			from = 0
		}
		for from > 0 && from < len(runes) && runes[from-1] != ' ' && i > 0 {
			from++
		}
		for to > 0 && to < len(runes) && runes[to-1] != ' ' {
			to++
		}
		if from < to {
			out[i] = strings.TrimSpace(string(runes[min(from, len(runes)):to]))
		}
	}
	return out
}

func (r rowRule) blockRows(x *mail) []row {
	var out []row
	var block []line
	first := 0
	flush := func() {
		if len(block) > 0 && len(out) <= maxObjects {
			out = append(out, row{block: x.part(block), where: "block at " + lineWords(first), words: block[0].text})
		}
		block = nil
	}
	for _, l := range r.between(x) {
		if x.late() {
			break
		}
		label, _, ok := split(l.text)
		if ok && slices.Contains(r.begins, strings.TrimRight(folded(label), ":= ")) {
			flush()
			first, block = l.n, []line{}
		}
		if block != nil {
			block = append(block, l)
		}
	}
	flush()
	return out
}

// object reads one row.
func (r rowRule) object(x *mail, one *row) (o domain.Object, evidence domain.Evidence, decided bool) {
	name, _, _ := r.name.first(x, one)
	kind, _, _ := r.kind.first(x, one)
	note, _, _ := r.note.first(x, one)
	o = domain.Object{Name: name.text, Type: kind.text, Message: note.text + one.more}
	place := "row " + name.text
	switch {
	case r.status.is != 0:
		o.Status = r.status.is
		return o, domain.Evidence{Words: one.words, Where: place}, true
	case len(r.status.from) == 0:
		return o, domain.Evidence{}, false
	}
	f, _, ok := r.status.from.first(x, one)
	status, known := r.status.words[folded(f.text)]
	if !ok || !known {
		status = domain.Unknown
	}
	if ok && !known {
		x.unknownWord(f.text, place)
	}
	if len(r.status.from[0].column) > 0 {
		place += ", column " + r.status.from[0].column[0]
	} else if one.where != "table" {
		place += ", " + one.where
	}
	o.Status = status
	return o, domain.Evidence{Words: f.text, Where: place}, true
}
