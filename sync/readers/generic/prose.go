package generic

import (
	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/learned"
	"runchecks/sync/readers/lexicon"
	"runchecks/sync/readers/reader"
)

// The kinds of places in which prose is learned.
const (
	placeLine  = "line"
	placeList  = "list"
	placeLabel = "label"
	placeCell  = "cell"
)

// maxProse bounds the clauses of a mail that can be learned.
const maxProse = 400

// Prose returns the clauses of a mail that no rule understands and that could be learned,
// whatever env has learned of them already.
func (r Reader) Prose(m *message.Message, env reader.Env) []learned.Line {
	if r = r.known(); !r.trade.about(m) {
		return nil
	}
	env.Learned = nil
	c := r.newCollector(m, env)
	c.gather = true
	c.read()
	return c.prose
}

// placeOf is the kind of place that an item is.
func (c *collector) placeOf(i int) string {
	switch {
	case i < 0 || i >= len(c.facts.Items):
		return ""
	case c.facts.Items[i].List:
		return placeList
	case c.facts.Items[i].Label:
		return placeLabel
	}
	return placeLine
}

// understood reports whether a clause that could not be decided is prose which was learned
// of the sender. A clause with a verdict, or with a word that bends, is none.
func (c *collector) understood(v grammar.Verdict, place, text string) bool {
	if c.learned == nil && !c.gather || place == "" || v.Status != domain.Unknown || v.Reason != grammar.UnknownProse {
		return false
	}
	line, ok := learned.Of(place, text, c.r.Tokens(text, lexicon.Sentence), c.age)
	if !ok || !c.gather && !c.learned.Understands(line) {
		return false
	}
	// A clause may be written in another language than its mail.
	if langs := grammar.Languages(c.r.Lexicon, text); langs&^c.r.Langs != 0 {
		mail := c.r.Langs
		c.r.Langs |= langs
		_, ok = learned.Of(place, text, c.r.Tokens(text, lexicon.Sentence), c.age)
		c.r.Langs = mail
		c.r.Tokens(text, lexicon.Sentence) // what comes next asks for them
		if !ok {
			return false
		}
	}
	if c.gather && len(c.prose) < maxProse {
		c.prose = append(c.prose, line)
	}
	return c.learned.Understands(line)
}

// age tells how many days before the mail a date is.
func (c *collector) age(date string) (float64, bool) {
	if c.hint.IsZero() {
		return 0, false
	}
	s := c.calendar().Stamp(date)
	if s.IsZero() {
		if s = c.calendar().Stamp(date + " 00:00"); s.IsZero() { // a day alone
			return 0, false
		}
	}
	return float64(int(c.hint.Sub(s.Time).Hours() / 24)), true
}
