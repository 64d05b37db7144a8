package pointing

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"runchecks/sync/readers/definition"
)

// Selection is what a person selected in one of the mails: bytes From to To of Text, a
// line, the subject, or what one cell of a table says.
type Selection struct {
	Mail     int
	Subject  bool
	Text     string
	From, To int
	// Row is set in a table: the texts of the row's cells, of which Column is Text.
	Row    []string
	Column int
}

// Kind is what a target is a part of.
type Kind string

// The kinds of targets.
const (
	AtSubject Kind = "subject"
	AtLabel   Kind = "label"
	AtCell    Kind = "cell"
	AtHead    Kind = "column"
	AtLine    Kind = "line"
)

// Target is the place of a selection, as a definition can name it.
type Target struct {
	Kind   Kind
	Mail   int
	Word   string // the words that a meaning would be given to
	Label  string
	Grid   *Grid
	Column int
	text   string // the line or subject
	from   int
	to     int
}

// Where says in words where the target is.
func (t Target) Where() string {
	switch t.Kind {
	case AtSubject:
		return "in the subject"
	case AtLabel:
		return "after “" + t.Label + "”"
	case AtCell:
		return "column " + t.Grid.Heads[t.Column]
	case AtHead:
		return "column"
	}
	return "in a line"
}

// Locate finds the place of a selection; ok is false where there are no words, or a
// definition could not find them in the mail.
func (l *Lesson) Locate(s Selection) (Target, bool) {
	if s.Mail < 0 || s.Mail >= len(l.Mails) || s.From < 0 || s.To > len(s.Text) || s.From >= s.To ||
		strings.TrimSpace(s.Text[s.From:s.To]) == "" {
		return Target{}, false
	}
	v := l.Mails[s.Mail].view()
	for s.From > 0 && !utf8.RuneStart(s.Text[s.From]) {
		s.From--
	}
	for s.To < len(s.Text) && !utf8.RuneStart(s.Text[s.To]) {
		s.To++
	}
	s = tight(s)
	t := Target{Mail: s.Mail, Word: s.Text[s.From:s.To], text: s.Text, from: s.From, to: s.To}
	if s.Subject {
		t.Kind = AtSubject
		// The report may show prefixes that the definition does not see.
		if i := strings.Index(s.Text, v.subject); i >= 0 && s.From >= i && s.To <= i+len(v.subject) {
			t.text, t.from, t.to = v.subject, s.From-i, s.To-i
			return t, true
		}
		return t, false
	}
	if s.Row != nil {
		if found, ok := l.cell(v, s, t); ok {
			return found, true
		}
		if s.Column > 0 && s.Column < len(s.Row) {
			if found, ok := l.labelled(v, s.Row[s.Column-1], s.Text, t); ok {
				return found, true
			}
		}
	}
	if name, _, ok := strings.Cut(s.Text, ":"); ok && s.From > len(name) {
		if found, ok := l.labelled(v, name, strings.TrimSpace(s.Text[len(name)+1:]), t); ok {
			return found, true
		}
	}
	for _, label := range v.labels {
		if len(label.Name) < s.From && len(s.Text) > len(label.Name) && same(s.Text[:len(label.Name)], label.Name) {
			rest := strings.TrimLeft(s.Text[len(label.Name):], " :=.")
			if found, ok := l.labelled(v, label.Name, rest, t); ok {
				return found, true
			}
		}
	}
	return l.line(v, t)
}

// tight makes runs of blanks one, as the lines of a view are.
func tight(s Selection) Selection {
	before := strings.Join(strings.Fields(s.Text[:s.From]), " ")
	word := strings.Join(strings.Fields(s.Text[s.From:s.To]), " ")
	after := strings.Join(strings.Fields(s.Text[s.To:]), " ")
	if before != "" && (blankAt(s.Text, s.From-1) || blankAt(s.Text, s.From)) {
		before += " "
	}
	if after != "" && (blankAt(s.Text, s.To) || blankAt(s.Text, s.To-1)) {
		after = " " + after
	}
	s.Text, s.From, s.To = before+word+after, len(before), len(before)+len(word)
	for i, c := range s.Row {
		if s.Row[i] != strings.Join(strings.Fields(c), " ") {
			s.Row = slices.Clone(s.Row)
			s.Row[i] = strings.Join(strings.Fields(c), " ")
		}
	}
	return s
}

func blankAt(s string, i int) bool { return i >= 0 && i < len(s) && strings.TrimSpace(s[i:i+1]) == "" }

// cell finds a cell or a head of a table with rows of objects.
func (l *Lesson) cell(v *view, s Selection, t Target) (Target, bool) {
	for _, g := range v.grids {
		if equal(g.Heads, s.Row) && s.Column < len(g.Heads) {
			t.Kind, t.Grid, t.Column, t.Word = AtHead, g, s.Column, g.Heads[s.Column]
			return t, true
		}
		for _, r := range g.Rows {
			if equal(r, s.Row) && s.Column < len(g.Heads) {
				t.Kind, t.Grid, t.Column, t.Word = AtCell, g, s.Column, r[s.Column]
				return t, t.Word != ""
			}
		}
	}
	return t, false
}

func equal(a, b []string) bool {
	return slices.EqualFunc(a, b, func(x, y string) bool { return folded(x) == folded(y) })
}

// labelled finds the value of a label. The whole value is meant where it is short and
// holds no figures: a status is compared whole.
func (l *Lesson) labelled(v *view, name, value string, t Target) (Target, bool) {
	i := slices.IndexFunc(v.labels, func(d definition.Label) bool { return same(d.Name, name) })
	if i < 0 || !hasFold(v.labels[i].Texts, value) {
		return t, false
	}
	t.Kind, t.Label = AtLabel, strings.TrimRight(strings.TrimSpace(v.labels[i].Name), ":= ")
	at := strings.LastIndex(t.text, value)
	if at < 0 {
		at, t.text = 0, value
		t.from = max(0, strings.Index(value, t.Word))
		t.to = t.from + len(t.Word)
	}
	if t.from < at || t.to > at+len(value) {
		return t, false // the label itself
	}
	t.text, t.from, t.to = value, t.from-at, t.to-at
	if len(value) <= mostWords && !strings.ContainsAny(value, "0123456789(") {
		t.from, t.to, t.Word = 0, len(value), value
	}
	return t, true
}

// line finds a line of the body, or a row of a table that stands in lines.
func (l *Lesson) line(v *view, t Target) (Target, bool) {
	for _, g := range v.grids {
		if g.From == fromTable {
			continue
		}
		for i, r := range append([][]string{g.Heads}, g.Rows...) {
			cells := strings.FieldsFunc(t.text, func(c rune) bool { return c == ' ' || c == '|' })
			if folded(strings.Join(r, " ")) != folded(strings.Join(cells, " ")) {
				continue
			}
			c := columnAt(r, t.text, t.from)
			if c < 0 || c >= len(g.Heads) {
				continue
			}
			t.Kind, t.Grid, t.Column, t.Word = AtCell, g, c, r[c]
			if i == 0 {
				t.Kind = AtHead
			}
			return t, true
		}
	}
	t.Kind = AtLine
	for _, line := range v.lines {
		if at := strings.Index(line, t.text); at >= 0 {
			t.text, t.from, t.to = line, t.from+at, t.to+at
			return t.valueOnly(), true
		}
	}
	return t, false
}

var assigned = regexp.MustCompile(`^[\p{L}_][\p{L}\d_.-]*=(.+)$`)

// valueOnly takes the value of a word such as "state=sealed": the name before it is no part
// of what it says.
func (t Target) valueOnly() Target {
	if g := assigned.FindStringSubmatchIndex(t.Word); g != nil && !strings.Contains(t.Word, " ") {
		t.from += g[2]
		t.Word = t.Word[g[2]:]
	}
	return t
}

// columnAt returns the column that a byte of a row of text is in.
func columnAt(cells []string, text string, at int) int {
	from := 0
	for i, c := range cells {
		if c == "" {
			continue
		}
		n := strings.Index(text[from:], c)
		if n < 0 {
			return -1
		}
		if from += n + len(c); at < from {
			return i
		}
	}
	return -1
}

// Choices returns the meanings that a target can have, the order of the menu.
func (l *Lesson) Choices(t Target) []Meaning {
	switch t.Kind {
	case AtHead:
		return []Meaning{ObjectName, ObjectType, ObjectStatus, ObjectMessage, Ignore, Always}
	case AtCell:
		return []Meaning{Success, Warning, Failed, Missed, ObjectName, ObjectType, ObjectStatus, ObjectMessage, Ignore}
	case AtLine:
		return []Meaning{Success, Warning, Failed, Missed, Job, Machine, Start, End, Duration, ObjectName, ObjectType, ObjectStatus,
			ObjectMessage, RowsBegin, Always, Ignore}
	case AtSubject:
		return []Meaning{Success, Warning, Failed, Missed, Job, Machine, Start, End, Duration, Ignore}
	}
	return []Meaning{Success, Warning, Failed, Missed, Job, Machine, Start, End, Duration, Always, Ignore}
}

// In counts the mails in which the target's words stand at its place.
func (l *Lesson) In(t Target) (n int) {
	for _, m := range l.Mails {
		v := m.view()
		has := false
		switch t.Kind {
		case AtLabel:
			texts, _ := v.label(t.Label)
			has = hasFold(texts, t.Word) || slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(s, t.Word) })
		case AtSubject:
			has = strings.Contains(v.subject, t.Word)
		case AtCell, AtHead:
			for _, g := range v.grids {
				i := g.column(t.Grid.Heads[t.Column])
				has = has || i >= 0 && (t.Kind == AtHead ||
					slices.ContainsFunc(g.Rows, func(r []string) bool { return i < len(r) && folded(r[i]) == folded(t.Word) }))
			}
		case AtLine:
			has = slices.ContainsFunc(v.lines, func(s string) bool { return strings.Contains(s, t.Word) })
		}
		if has {
			n++
		}
	}
	return n
}
