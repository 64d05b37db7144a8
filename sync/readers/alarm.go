package readers

import (
	"cmp"
	"context"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/generic"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// alarm finds the lines of a mail that may tell of trouble. The reader of a product looks
// where that product writes; a script, a gateway or a later version may write a line of
// trouble elsewhere. Judging every line costs more than most readers do, so only those are
// judged that hold a word of failure, trouble or denial, in any language.
type alarm struct {
	bits  [1 << 16 / 64]uint64
	words map[uint16][]sign // by their first two bytes
}

// sign is a word that a line of trouble may hold.
type sign struct {
	word string
	stem bool // others begin with it
}

var alarms = sync.OnceValue(func() *alarm {
	l := lexicon.Shipped()
	a := &alarm{words: map[uint16][]sign{}}
	var phrases [][]string
	l.Each(func(phrase string, place lexicon.Place, class lexicon.Class, _ lexicon.Languages) {
		switch class {
		case lexicon.Failed, lexicon.Missed, lexicon.BadNoun, lexicon.Negation, lexicon.Downgrade, lexicon.Exception:
			if place == lexicon.Sentence {
				phrases = append(phrases, strings.Fields(phrase))
			}
		}
	})
	class := func(w string) lexicon.Class { return l.At([]string{w}, lexicon.Sentence, l.All()).Class }
	added := map[string]bool{}
	add := func(w string) {
		if len(w) > 1 && !added[w] {
			p := uint16(w[0])<<8 | uint16(w[1])
			added[w] = true
			a.bits[p/64] |= 1 << (p % 64)
			a.words[p] = append(a.words[p], sign{w, class(w+"qzq") != lexicon.None})
		}
	}
	for _, p := range phrases {
		if len(p) == 1 {
			add(p[0])
		}
	}
	for _, p := range phrases { // most hold a word that says enough alone: "was not"
		best := ""
		for _, w := range p {
			if added[w] {
				best = ""
				break
			}
			switch class(w) {
			case lexicon.Good, lexicon.Ran, lexicon.Noun, lexicon.Named, lexicon.Neutral, lexicon.Preposition, lexicon.Prose, lexicon.Period:
			default:
				if len(w) > len(best) {
					best = w
				}
			}
		}
		if best != "" {
			add(best)
		}
	}
	return a
})

// in reports whether a line holds one of the words at the beginning of a word, or
// anywhere in a script without blanks. A line that is not ASCII must be folded.
func (a *alarm) in(line string) bool {
	inside := false
	for i := 0; i+1 < len(line); i++ {
		c := lower(line[i])
		begins := !inside || c >= 0xe0 // three bytes: scripts that may have no blanks
		inside = c >= utf8.RuneSelf || c >= 'a' && c <= 'z'
		if !begins || !inside {
			continue
		}
		p := uint16(c)<<8 | uint16(lower(line[i+1]))
		if a.bits[p/64]&(1<<(p%64)) == 0 {
			continue
		}
		for _, w := range a.words[p] {
			if begin(line[i:], w.word) && (w.stem || c >= 0xe0 || whole(line[i+len(w.word):])) && !zero(line, i, i+len(w.word)) {
				return true
			}
		}
	}
	return false
}

// zero reports whether a word stands beside the number zero: "Errors: 0", "0 failed".
func zero(line string, from, to int) bool {
	for to < len(line) && (lower(line[to]) >= 'a' && lower(line[to]) <= 'z' || line[to] >= utf8.RuneSelf) {
		to++
	}
	rest := strings.TrimLeft(line[to:], " \t:=.")
	if rest != "" && rest[0] == '0' && (len(rest) == 1 || rest[1] == ' ' || rest[1] == ',' || rest[1] == ';' || rest[1] == '\t') {
		return true
	}
	before := strings.TrimRight(line[:from], " \t")
	return before == "0" || strings.HasSuffix(before, " 0") || strings.HasSuffix(before, "\t0")
}

// whole reports whether a word ends where rest begins.
func whole(rest string) bool {
	return rest == "" || rest[0] < utf8.RuneSelf && (lower(rest[0]) < 'a' || lower(rest[0]) > 'z')
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c | 0x20
	}
	return c
}

// begin reports whether a text begins with a word in lower case.
func begin(text, word string) bool {
	if len(text) < len(word) {
		return false
	}
	for i := range len(word) {
		if lower(text[i]) != word[i] {
			return false
		}
	}
	return true
}

// The bounds on what is judged of one mail.
const (
	maxAlarms    = 200 // lines
	maxAlarmLine = 400 // bytes of a line
)

// trouble reports whether a line of a mail may say that something went wrong, and the
// first that says so in so many words.
func trouble(m *message.Message) (plain domain.Evidence, may bool) {
	a := alarms()
	var r *grammar.Reader
	judged := 0
	lines := m.Lines()
	if m.Text != "" && m.HTML != "" {
		lines = append(slices.Clone(lines), m.HTMLLines()...)
	}
	for i := -1; i < len(lines); i++ {
		line := m.Subject
		if i >= 0 {
			line = lines[i]
		}
		whole := line
		if len(line) > maxAlarmLine {
			line = strings.ToValidUTF8(line[:maxAlarmLine], "")
		}
		if !plainASCII(line) {
			line = lexicon.Fold(line)
		}
		if !a.in(line) {
			may = may || len(whole) > maxAlarmLine && a.in(lexicon.Fold(whole)) // the generic reader cuts it into clauses
			continue
		}
		if judged++; judged > maxAlarms {
			return plain, true
		}
		if r == nil {
			l := lexicon.Shipped()
			r = grammar.New(l, l.All())
		}
		for _, clause := range generic.Clauses(line) { // what follows may take nothing back
			v := r.Judge(clause, lexicon.Sentence)
			may = may || v.Status > domain.Success && !v.Other
			if v.Status >= domain.Warning && !v.Other && v.Reason == grammar.ByHead && strings.Contains(clause, " ") {
				return domain.Evidence{Words: v.Words, Where: cmp.Or(where(i), "subject")}, true
			}
		}
	}
	return plain, may
}

// where names a line by its index, "" for none.
func where(i int) string {
	if i < 0 {
		return ""
	}
	return "line " + strconv.Itoa(i+1)
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// contradicted returns what the generic reader says against a success that the reader of
// a product found: that something failed, in a line that this reader does not know. Where
// the generic reader takes the mail for none about a backup, the line speaks for itself.
func (r *Registry) contradicted(ctx context.Context, results []domain.Result, m *message.Message, env Env) (domain.Evidence, bool) {
	for i := range results {
		if results[i].Status != domain.Success {
			return domain.Evidence{}, false
		}
	}
	if len(results) == 0 {
		return domain.Evidence{}, false
	}
	if _, may := trouble(m); !may {
		return domain.Evidence{}, false
	}
	m = unnamed(m, results)
	for _, x := range r.readers {
		g, ok := x.(generic.Reader)
		if !ok {
			continue
		}
		second := Registry{readers: []Reader{opinion{g}}, limit: r.limit}
		a := second.try(ctx, 0, m, env)
		if a.err != nil { // on a slow computer, or because of the mail: nobody looked at the other lines
			if plain, _ := trouble(m); plain.Words != "" {
				return plain, true
			}
			return domain.Evidence{Words: fmt.Sprintf(reasonUnread, x.Name(), a.err), Where: "message"}, true
		}
		if a.reader > 0 {
			plain, _ := trouble(m)
			return plain, plain.Words != ""
		}
		for _, said := range a.results {
			if said.Status > domain.Unknown {
				return said.Evidence, true
			}
		}
	}
	return domain.Evidence{}, false
}

// opinion is the generic reader where another one has recognised the mail.
type opinion struct{ generic.Reader }

// Read implements Reader.
func (o opinion) Read(_ context.Context, m *message.Message, env Env) ([]domain.Result, bool) {
	return o.Opinion(m, env)
}

// unnamed returns a mail without the names that its reader found in it, where they hold
// words of trouble: a job may be called "Failed transfers".
func unnamed(m *message.Message, results []domain.Result) *message.Message {
	var names []string
	add := func(name string) {
		if len(name) > 2 && !strings.Contains(name, "  ") && len(names) < 200 && alarms().in(lexicon.Fold(name)) {
			names = append(names, name, "X1", html.EscapeString(name), "X1")
		}
	}
	for i := range results {
		add(results[i].JobName)
		add(results[i].Identity)
		for _, o := range results[i].Objects {
			add(o.Name)
		}
	}
	if len(names) == 0 {
		return m
	}
	without := strings.NewReplacer(names...)
	return &message.Message{
		From: m.From, FromAddress: m.FromAddress, To: m.To, Subject: without.Replace(m.Subject), Date: m.Date,
		Text: without.Replace(m.Text), HTML: without.Replace(m.HTML), Flowed: m.Flowed, DelSp: m.DelSp, Attachments: m.Attachments,
	}
}
