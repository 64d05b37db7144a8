// Package learned understands prose of single senders: clauses that stood in the same
// place of several mails which a person accepted as good. It says what can be learned of
// such mails, and whether a clause is what was learned. Nothing that bends, counts trouble
// or states a verdict is ever learned, and nothing learned proves a success.
//
// It knows neither who accepted what (domain/review) nor whose mail it is (Book of
// sync/mailitem); what no language knows is told by package grammar.
package learned

import (
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// Line is a clause that no rule understood, in the form in which the clauses of several
// mails are compared.
type Line struct {
	Place string
	Text  string
	parts []part
}

// part is a token of a line.
type part struct {
	text  string // in lower case
	form  string // what is the same in all parts that may stand for each other
	kind  domain.ProseKind
	count float64
}

// maxParts bounds a line that can be learned: a longer one is no sentence.
const maxParts = 60

// Of makes a line of a clause. It is false where the clause can never be learned, because
// a word of it bends, states a verdict or tells of trouble. age tells how many days before
// the mail a date is, and whether it is one.
func Of(place, text string, tokens []grammar.Token, age func(date string) (days float64, ok bool)) (Line, bool) {
	l := Line{Place: place, Text: text}
	if len(tokens) == 0 || len(tokens) > maxParts || len(text) > 1000 || grammar.Part(tokens) {
		return l, false
	}
	words := 0
	for i := range tokens {
		t := &tokens[i]
		if !harmless(t) {
			return l, false
		}
		if t.Kind == grammar.Word {
			words++
		}
		l.parts = append(l.parts, partOf(t, age))
	}
	return l, words > 1 // a name or number alone is no prose
}

// harmless reports whether a token says nothing by itself. What is not listed here is a
// verdict, bends one, or counts something bad.
func harmless(t *grammar.Token) bool {
	switch t.Class {
	case lexicon.None, lexicon.Harmless, lexicon.Noun, lexicon.Period, lexicon.Named, lexicon.Preposition, lexicon.Calendar,
		lexicon.Neutral, lexicon.Prose, lexicon.Ran:
	default:
		return false
	}
	if t.Kind == grammar.Mark {
		return !strings.ContainsAny(t.Text, "?？¿؟!！≠")
	}
	return true
}

func partOf(t *grammar.Token, age func(string) (float64, bool)) part {
	p := part{text: lexicon.Fold(t.Text)}
	p.form = p.text
	switch t.Kind {
	case grammar.Number:
		switch {
		case dateForm.MatchString(t.Text):
			if days, ok := age(t.Text); ok {
				p.kind, p.form, p.count = domain.ProseDate, zeroed(p.text), days
			}
		case timeForm.MatchString(t.Text):
			p.kind, p.form = domain.ProseTime, zeroed(p.text)
		case t.Counted:
			p.kind, p.count = domain.ProseNumber, t.Count
			p.form = "#" + strings.TrimLeft(p.text, "0123456789.,+-")
		}
	case grammar.Name:
		switch {
		case uuid.MatchString(p.text):
			p.kind, p.form = domain.ProseID, "uuid"
		case dateIn.MatchString(p.text):
			p.kind, p.form = domain.ProseDated, dateIn.ReplaceAllStringFunc(p.text, zeroed)
		}
	case grammar.Word:
		if t.Class == lexicon.Calendar {
			p.kind, p.form = domain.ProseCalendar, "calendar"
		}
	}
	return p
}

var (
	// dateForm is a date with its year, with a time of day or without.
	dateForm = regexp.MustCompile(`^(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})(?:[tT,_ -]?\d{1,2}:\d{2}.*)?$`)
	// timeForm is a time of day or a duration.
	timeForm = regexp.MustCompile(`^\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:[zZ]|[+-]\d{2}:?\d{2})?$`)
	dateIn   = regexp.MustCompile(`(?:19|20)\d\d(?:-[01]\d-[0-3]\d|_[01]\d_[0-3]\d|\.[01]\d\.[0-3]\d|[01]\d[0-3]\d)` +
		`(?:[-_t.]?[0-2]\d[:._-]?[0-5]\d(?:[:._-]?[0-5]\d)?)?`)
	uuid = regexp.MustCompile(`^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$`)
)

// zeroed returns a text with each run of one or two digits as 00 and every other digit
// as 0, so that 9:05 and 10:05 are of one form.
func zeroed(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] >= '0' && s[j] <= '9' {
			j++
		}
		switch {
		case j == i:
			out.WriteByte(s[i])
			i++
			continue
		case j-i <= 2:
			out.WriteString("00")
		default:
			out.WriteString(strings.Repeat("0", j-i))
		}
		i = j
	}
	return out.String()
}

// skeleton groups the lines of several mails.
func (l Line) skeleton() string {
	var out strings.Builder
	out.WriteString(l.Place)
	for _, p := range l.parts {
		out.WriteString("\x00" + string(p.kind) + "\x01" + p.form)
	}
	return out.String()
}
