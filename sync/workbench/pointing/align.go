package pointing

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
	"runchecks/sync/readers/verdict"
)

// trim is what may stand around a word.
const trim = "[](){}<>:;,.!\"'„“”»«*"

func bare(w string) string { return strings.Trim(w, trim) }

// variable reports whether a word differs from mail to mail by its form alone.
func variable(w string) bool {
	b := bare(w)
	return b == "" || strings.ContainsFunc(w, odd) || strings.ContainsAny(w, "0123456789\"'@\\/") || verdict.Word(b) != 0
}

// speaks are the classes of words that a verdict is made of, or a date, or a period: they
// tell one mail of a layout from the next.
var speaks = []lexicon.Class{
	lexicon.Failed, lexicon.Missed, lexicon.Warning, lexicon.Negation, lexicon.Downgrade, lexicon.Exception, lexicon.LeftOut,
	lexicon.Running, lexicon.Mood, lexicon.BadNoun, lexicon.WarnNoun, lexicon.Trouble, lexicon.Without, lexicon.ErrorFree,
	lexicon.Good, lexicon.Ran, lexicon.Started, lexicon.Last, lexicon.Calendar, lexicon.Period,
}

// school knows the words of the mails.
type school struct {
	r         *grammar.Reader
	customers map[string]bool // words of the customers' names
	sender    string          // folded name of the sender
	domain    string          // folded domain of the sender
	never     map[string]bool // words that are status words by decision
}

func newSchool(mails []*Mail, customers []string) *school {
	var texts []string
	n := 0
	for _, m := range mails {
		v := m.view()
		texts = append(texts, v.subject)
		for _, l := range v.lines {
			if n += len(l); n > 20_000 {
				break
			}
			texts = append(texts, l)
		}
	}
	l := lexicon.Shipped()
	s := &school{r: grammar.New(l, grammar.Languages(l, texts...)), customers: map[string]bool{}, never: map[string]bool{}}
	for _, c := range customers {
		for _, w := range strings.Fields(folded(c)) {
			if w = bare(w); len(w) > 3 {
				s.customers[w] = true
			}
		}
	}
	if len(mails) > 0 {
		name, _, _ := strings.Cut(mails[0].Message.From, "<")
		_, host, _ := strings.Cut(mails[0].Message.FromAddress, "@")
		s.sender, s.domain = folded(name), folded(host)
	}
	return s
}

// class returns what the lexicon knows of a word.
func (s *school) class(w string) lexicon.Class {
	for _, t := range s.r.Tokens(w, lexicon.Sentence) {
		return t.Class
	}
	return lexicon.None
}

// typical reports whether a word of a subject belongs to the layout: it is no status, no
// date, no id and no customer, and either a common word or how the sender calls itself.
func (s *school) typical(w string) (known, first bool) {
	b := folded(bare(w))
	if variable(w) || s.never[b] || s.customers[b] {
		return false, false
	}
	c := s.class(bare(w))
	switch {
	case slices.Contains(speaks, c):
		return false, false
	case c != lexicon.None:
		return true, true
	case strings.Contains(s.domain, b) && len(b) > 2:
		return false, false // the sender's house, which may be the customer's
	case len(b) > 2 && strings.Contains(" "+s.sender+" ", " "+b+" "):
		return true, true
	}
	letters := !strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
	return false, letters && len(b) > 3 && strings.ToUpper(w) != w
}

// fixed returns the words of a subject that belong to the layout: those of the first mail
// that every other mail has, too.
func (s *school) fixed(subjects []string) (words []string, keep []bool) {
	words = strings.Fields(subjects[0])
	keep = make([]bool, len(words))
	any := false
	for i, w := range words {
		keep[i], _ = s.typical(w)
		any = any || keep[i] && len(bare(w)) > 3
	}
	if len(words) > 0 && !any {
		_, keep[0] = s.typical(words[0]) // nothing else tells the layout
	}
	for _, other := range subjects[1:] {
		at := 0
		have := strings.Fields(other)
		for i, w := range words {
			if !keep[i] {
				continue
			}
			n := slices.IndexFunc(have[at:], func(o string) bool { return folded(o) == folded(w) })
			if n < 0 {
				keep[i] = false
			} else {
				at += n + 1
			}
		}
	}
	return words, keep
}

// mostPattern is what a definition allows for one pattern.
const mostPattern = 1000

// shape writes words with what may differ as a gap, "" where nothing is left.
func shape(words []string, keep []bool) string {
	var b strings.Builder
	b.WriteString("(?i)^")
	gap, some := false, false
	for i, w := range words {
		if !keep[i] {
			gap = true
			continue
		}
		switch {
		case gap && some:
			b.WriteString(` .*`)
		case gap:
			b.WriteString(`.*\b`)
			if c := []rune(w)[0]; c > unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c) {
				b.Reset()
				b.WriteString("(?i)^.*")
			}
		case some:
			b.WriteString(` +`)
		}
		b.WriteString(regexp.QuoteMeta(w))
		gap, some = false, true
	}
	if !some || b.Len() > mostPattern {
		return ""
	}
	if !gap {
		b.WriteByte('$')
	}
	return b.String()
}

// span is the words of a text from first to before end, with what stands around them
// inside the first and last word.
type span struct {
	words         []string
	first, end    int
	before, after string
}

// spanOf finds the words of a text that bytes from to to touch.
func spanOf(text string, from, to int) (span, bool) {
	s := span{first: -1}
	at := 0
	for i, w := range strings.Fields(text) {
		begin := at + strings.Index(text[at:], w)
		end := begin + len(w)
		at = end
		s.words = append(s.words, w)
		if end <= from || begin >= to {
			continue
		}
		if s.first < 0 {
			s.first = i
			s.before = w[:max(0, from-begin)]
		}
		s.end = i + 1
		s.after = ""
		if to < end {
			s.after = w[to-begin:]
		}
	}
	if s.first < 0 {
		return s, false
	}
	// What stands around a word is no part of it: "[OK]", "OK."
	if s.before == "" {
		w := s.words[s.first]
		s.before = w[:len(w)-len(strings.TrimLeft(w, trim))]
		if len(s.before) == len(w) {
			s.before = ""
		}
	}
	if w := s.words[s.end-1]; s.after == "" && len(strings.TrimRight(w, trim)) > 0 {
		s.after = w[len(strings.TrimRight(w, trim)):]
	}
	return s, true
}

// pattern writes the text around a span with what may differ as a gap. fixed says which
// words stay. name names the group, "" for a plain one. whole says that the pattern holds
// for the whole text; else only for what stands before the span.
func (s span) pattern(fixed []bool, name string, whole bool) string {
	var b strings.Builder
	b.WriteString("(?i)^")
	for i := range s.first {
		b.WriteString(word(s.words[i], fixed[i]))
		b.WriteString(" +")
	}
	b.WriteString(regexp.QuoteMeta(s.before))
	open := "("
	if name != "" {
		open = "(?P<" + name + ">"
	}
	last := s.end == len(s.words)
	stop := last || fixed[s.end]
	switch n := s.end - s.first; {
	case s.after != "" && n == 1:
		b.WriteString(open + `.+?)` + regexp.QuoteMeta(s.after))
	case last && whole && s.after == "":
		b.WriteString(open + `.+)$`)
		return b.String()
	case stop && !last:
		b.WriteString(open + `.+?)`)
	case n == 1:
		b.WriteString(open + `\S+)`)
	default:
		b.WriteString(open + `\S+` + strings.Repeat(` +\S+`, n-1) + `)` + regexp.QuoteMeta(s.after))
	}
	switch {
	case last:
		if whole {
			b.WriteByte('$')
		}
	case stop:
		b.WriteString(" +" + word(s.words[s.end], true))
		if whole {
			for i := s.end + 1; i < len(s.words); i++ {
				b.WriteString(" +" + word(s.words[i], fixed[i]))
			}
			b.WriteByte('$')
		}
	case whole:
		for i := s.end; i < len(s.words); i++ {
			b.WriteString(" +" + word(s.words[i], fixed[i]))
		}
		b.WriteByte('$')
	default:
		b.WriteString(`(?: |$)`)
	}
	return b.String()
}

func word(w string, fixed bool) string {
	if fixed {
		return regexp.QuoteMeta(w)
	}
	return `\S+`
}

// stable tells which words of a line of a log stay: those without digits that stand at
// the same place in a line of like form in most mails, or, of one mail, that are no names.
func (s *school) stable(words []string, mails []*Mail) []bool {
	keep := make([]bool, len(words))
	for i, w := range words {
		b := folded(bare(w))
		c := s.class(bare(w))
		keep[i] = !variable(w) && !s.customers[b] && !s.never[b] && (c != lexicon.None && !slices.Contains(speaks, c) || !named(w))
	}
	// Words that other lines of like form have otherwise are no fixed ones.
	for _, m := range mails {
		for _, l := range m.view().lines {
			other := strings.Fields(l)
			if len(other) != len(words) {
				continue
			}
			equal, differ := 0, -1
			count := 0
			for i := range words {
				if folded(other[i]) == folded(words[i]) {
					equal++
				} else if keep[i] {
					differ = i
					count++
				}
			}
			if count == 1 && equal > 0 && 2*(equal+1) >= fixedIn(keep) {
				keep[differ] = false
			}
		}
	}
	return keep
}

func fixedIn(keep []bool) (n int) {
	for _, k := range keep {
		if k {
			n++
		}
	}
	return n
}

// named reports whether a word has the form of a name or a code.
func named(w string) bool {
	b := bare(w)
	return strings.ToUpper(b) == b && strings.ToLower(b) != b || strings.ContainsAny(b, "-_.\\/")
}
