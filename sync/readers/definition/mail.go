package definition

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/unicode/norm"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/lexicon"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/when"
)

// mail is one message as a definition looks at it.
type mail struct {
	m        *message.Message
	subject  string
	lines    []line
	tables   []*message.Table
	labels   map[string][]found   // by folded label, made when first asked for
	order    []string             // of the labels, as they were met
	cal      func() when.Calendar // made when a time is first read
	sent     time.Time            // as the mail's header tells it, zero where it does not
	unlisted []domain.Evidence    // status words that are in no list
	ends     time.Time            // when the time is over
	ctx      context.Context
	steps    int
	// cut says why the mail could not be looked at whole; it then proves no success.
	cut string
}

// line is one line of the body with its number from 1.
type line struct {
	n    int
	text string
	// tight is the text with runs of blanks as one, "" where that is no difference.
	tight string
}

func newLine(n int, text string) line {
	l := line{n: n, text: norm.NFC.String(text)}
	if strings.Contains(l.text, "  ") || strings.Contains(l.text, "\t") {
		l.tight = lexicon.Tighten(l.text)
	}
	return l
}

// found is a text with the words that it comes from and where they stood.
type found struct {
	text, words, where string
	touched            bool // a digit stands right before or behind it
}

func newMail(ctx context.Context, m *message.Message, env reader.Env, limit time.Duration) *mail {
	x := &mail{m: m, subject: norm.NFC.String(m.BareSubject()), tables: m.Tables(), ctx: ctx, ends: time.Now().Add(limit), sent: m.Date}
	x.lines = make([]line, 0, len(m.Lines()))
	for i, l := range m.Lines() {
		if strings.HasPrefix(l, ">") {
			l = strings.TrimLeft(l, "> ") // quoted in an answer
		}
		if l == "" {
			continue
		}
		if len(l) > maxLine {
			x.cut = "a line of the message is too long to be looked at whole"
			l = shorten(l)
		}
		x.lines = append(x.lines, newLine(i+1, l))
	}
	x.cal = sync.OnceValue(func() when.Calendar {
		return when.New(env.Hint(m), append([]string{x.subject}, m.Lines()...)...)
	})
	return x
}

// late reports whether the time for this mail is over; it is asked in every loop.
func (x *mail) late() bool {
	if x.steps++; x.steps&63 != 0 && x.cut == "" {
		return false
	}
	if x.ctx.Err() != nil || time.Now().After(x.ends) {
		x.cut = "the definition needs too long for this message"
		return true
	}
	return false
}

// says reports whether one of the words, which are folded, stands anywhere in the body,
// or there is none to look for. It may say yes where the lines do not hold them, never no
// where they do.
func (x *mail) says(words []string) bool {
	return len(words) == 0 || slices.ContainsFunc(words, x.m.Holds)
}

func holdsOne(text string, words []string) bool {
	return len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// part returns the mail with only some of its lines; tables do not belong to parts.
func (x *mail) part(lines []line) *mail {
	p := *x
	p.lines, p.tables, p.labels, p.unlisted = lines, nil, nil, nil
	return &p
}

// place returns the text of a place that is one line.
func (x *mail) place(in string) (text, where string, ok bool) {
	switch {
	case in == "subject":
		return x.subject, "subject", true
	case in == "from":
		return x.m.From, "sender", true
	case in == "to":
		return x.m.To, "recipient", true
	case strings.HasPrefix(in, "header "):
		name := strings.TrimPrefix(in, "header ")
		return x.m.Header(name), "header " + name, true
	}
	return "", "", false
}

// mostLabel bounds how long a label is.
const mostLabel = 60

// index finds "Label: value", "Label = value", "Label     value", neighbouring cells
// and cells under a heading.
func (x *mail) index() map[string][]found {
	if x.labels != nil {
		return x.labels
	}
	x.labels = map[string][]found{}
	seen := map[string]bool{}
	add := func(label, text, where string) {
		key := strings.TrimRight(folded(label), ":= ")
		if key == "" || len(key) > mostLabel {
			return
		}
		once := key + "\n" + strings.TrimSpace(text)
		if seen[once] {
			return // the line of a table's row tells what its cells tell
		}
		seen[once] = true
		if x.labels[key] == nil {
			x.order = append(x.order, key)
		}
		x.labels[key] = append(
			x.labels[key],
			found{text: strings.TrimSpace(text), words: label + ": " + strings.TrimSpace(text), where: where},
		)
	}
	for _, t := range x.tables {
		for i, r := range t.Rows {
			if x.late() {
				return x.labels
			}
			texts := r.Texts()
			for c := 0; c+1 < len(texts); c++ {
				if isLabel(texts[c]) {
					add(texts[c], texts[c+1], "cell beside "+texts[c])
				}
			}
			for _, below := range under(t, i) {
				if x.late() {
					return x.labels
				}
				if len(below.Cells) != len(texts) {
					continue
				}
				for c, text := range below.Texts() {
					if isLabel(texts[c]) && !beside(t, r, c) && !strings.HasSuffix(text, ":") {
						add(texts[c], text, "cell under "+texts[c])
					}
				}
			}
		}
	}
	for _, l := range x.lines {
		if x.late() {
			return x.labels
		}
		if label, text, ok := split(l.text); ok {
			add(label, text, lineWords(l.n))
		}
	}
	return x.labels
}

// beside reports whether the value of a cell stands beside it alone: it ends with a
// colon, or it is the first of two cells in a list of such pairs.
func beside(t *message.Table, r *message.Row, c int) bool {
	return strings.HasSuffix(r.Cells[c].Line(), ":") || c == 0 && len(r.Cells) == 2 && len(t.Rows) > 2 && !headings(r)
}

// under returns the rows that row i may be the heading of: the next one, and all the
// others where it is the first of its table or a row of headings. A label that is a
// heading must not hide what the second row says.
func under(t *message.Table, i int) []*message.Row {
	rest := t.Rows[i+1:]
	if i > 0 && !headings(t.Rows[i]) {
		return rest[:min(len(rest), 1)]
	}
	for n, r := range rest {
		if n > 0 && headings(r) {
			return rest[:n]
		}
	}
	return rest
}

func headings(r *message.Row) bool {
	return len(r.Cells) > 1 && r.Cells[0].Head && r.Cells[1].Head
}

func isLabel(s string) bool { return s != "" && len(s) <= mostLabel }

// split parts a line into a label and its value.
func split(l string) (label, value string, ok bool) {
	at := strings.IndexAny(l, ":=")
	if at < 0 || at > mostLabel {
		if at = strings.Index(l, "    "); at <= 0 || at > mostLabel {
			if at = strings.IndexByte(l, '\t'); at <= 0 || at > mostLabel {
				return "", "", false
			}
		}
		return l[:at], strings.TrimSpace(l[at:]), true
	}
	if l[at] == ':' && at+1 < len(l) && l[at+1] >= '0' && l[at+1] <= '9' && at > 0 && l[at-1] >= '0' && l[at-1] <= '9' {
		return "", "", false // a time of day
	}
	return l[:at], strings.TrimLeft(l[at+1:], "= "), true
}

func lineWords(n int) string { return "line " + itoa(n) }

// maxUnknownWords bounds how many words a result lists that no list has.
const maxUnknownWords = 20

// unknownWord notes a word that stood where a status stands and is in no list.
func (x *mail) unknownWord(words, where string) {
	if len(x.unlisted) == maxUnknownWords || words == "" {
		return
	}
	for _, u := range x.unlisted {
		if folded(u.Words) == folded(words) {
			return
		}
	}
	x.unlisted = append(x.unlisted, domain.Evidence{Words: words, Where: where})
}

// unknownWords returns the words that were noted since it was last asked.
func (x *mail) unknownWords() []domain.Evidence {
	words := x.unlisted
	x.unlisted = nil
	return words
}
