package pointing

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"runchecks/domain"
)

// Plan is a definition as pointing can say it, with the parts that it cannot say.
type Plan struct {
	Name, Product, About string
	Match                []Condition
	JobType              string
	Job, Machine         Place // Machine is the identity beside the name
	Statuses             []Status
	Counts               []Count
	Start, End, Duration Place
	Lists                []List
	// Known are patterns of the lines of a log that say nothing; nil where lines do not count.
	Known []string
	// Hand are parts that a person wrote and pointing cannot say, kept as they are.
	Hand []Part
}

// lasting drops the place of the duration where no time is left that it belongs to.
func (p *Plan) lasting() {
	if p.Start.none() && p.End.none() {
		p.Duration = Place{}
	}
}

// Condition is one of the conditions which mails the definition reads.
type Condition struct {
	In, Label, Contains, Matches string
}

// Place is where a text stands; the zero Place is nowhere.
type Place struct {
	In, Label, Matches string
}

func (p Place) none() bool { return p == Place{} }

// Words are the lists of status words, by their meaning; the key "" holds those that
// nobody decided.
type Words map[Meaning][]string

// Status is a place whose words tell the status.
type Status struct {
	Place
	Words  Words
	Ignore []string // words at which the place says nothing
	Stated bool
	Is     Meaning // where the pattern holds; there are no words then
}

// Count is a number under a label.
type Count struct {
	Label string
	Above Meaning // above zero
}

// List is where the objects stand. The columns are named by their heads, or by the
// groups of Matches for lines.
type List struct {
	From, Separator, Matches, After string
	Name, Type, Status, Message     string
	Words                           Words
	Ignored                         []string // columns
	Except                          []string // status words whose rows are none
}

// Part is a part of the file that is kept as it was written.
type Part struct{ Key, Text string }

// byHand reports whether a part that can stand once only is written by hand.
func (p *Plan) byHand(key string) bool {
	return slices.ContainsFunc(p.Hand, func(h Part) bool { return h.Key == key })
}

func folded(s string) string { return domain.Fold(norm.NFC.String(s)) }

// label is how labels and heads are compared.
func labelKey(s string) string { return strings.TrimRight(folded(s), ":= ") }

func same(a, b string) bool { return labelKey(a) == labelKey(b) }

// of returns what a word means, ok is false where no list has it.
func (w Words) of(word string) (Meaning, bool) {
	f := folded(word)
	for _, v := range verdicts {
		if slices.ContainsFunc(w[v.Meaning], func(s string) bool { return folded(s) == f }) {
			return v.Meaning, true
		}
	}
	return "", false
}

// put decides a word.
func (w Words) put(word string, m Meaning) {
	w.drop(word)
	w[m] = append(w[m], word)
}

func (w Words) drop(word string) {
	f := folded(word)
	for k, list := range w {
		if list = slices.DeleteFunc(slices.Clone(list), func(s string) bool { return folded(s) == f }); len(list) == 0 {
			delete(w, k)
		} else {
			w[k] = list
		}
	}
}

func (w Words) empty() bool {
	for k, list := range w {
		if k != "" && len(list) > 0 {
			return false
		}
	}
	return true
}

func (w Words) clone() Words {
	out := Words{}
	for k, list := range w {
		out[k] = slices.Clone(list)
	}
	return out
}

func hasFold(list []string, word string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return folded(s) == folded(word) })
}

// clone returns a copy that shares nothing that is changed.
func (p *Plan) clone() *Plan {
	c := *p
	c.Match, c.Counts, c.Known, c.Hand = slices.Clone(p.Match), slices.Clone(p.Counts), slices.Clone(p.Known), slices.Clone(p.Hand)
	c.Statuses = slices.Clone(p.Statuses)
	for i := range c.Statuses {
		s := &c.Statuses[i]
		s.Words, s.Ignore = s.Words.clone(), slices.Clone(s.Ignore)
	}
	c.Lists = slices.Clone(p.Lists)
	for i := range c.Lists {
		l := &c.Lists[i]
		l.Words, l.Ignored, l.Except = l.Words.clone(), slices.Clone(l.Ignored), slices.Clone(l.Except)
	}
	return &c
}

// heads returns the columns that the list names, without repeats.
func (l *List) heads() []string {
	var out []string
	for _, h := range []string{l.Name, l.Type, l.Status, l.Message} {
		if h != "" && !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	return out
}
