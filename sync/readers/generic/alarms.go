package generic

import (
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// alarmed takes a success back that a report shows in a colour of alarm, or strikes out, and
// so does what it shows so beside one: "Look again" in red. A title, a label, a count of
// nothing and a footer may have any colour.
func (c *collector) alarmed() {
	for _, a := range c.facts.Alarms {
		if c.heeds(a) {
			c.note(domain.Unknown, grammar.OddMark, strings.TrimSpace(a.Text+" ("+a.By+")"), "the look of the message")
			return
		}
	}
}

// heeds reports whether a text of alarm takes a success back.
func (c *collector) heeds(a facts.Alarm) bool {
	text := strings.Trim(a.Text, " .:!*-–")
	if text == "" {
		return true // a picture without words
	}
	x := lineOf(text)
	if x.Label && x.Value != "" && (c.none(x.Value) || c.measure(x.Value)) {
		return false // "Errors: 0"
	}
	v := c.judge(text)
	switch {
	case v.Status == domain.Success:
		return true
	case v.Status > domain.Unknown, v.Reason == grammar.Harmless:
		return false // heard where it stands
	case c.role(text, lexicon.Column) != lexicon.None, c.none(text):
		return strings.HasPrefix(a.By, "picture")
	}
	return !c.title(text)
}

// title reports whether a text is made of nouns and names alone.
func (c *collector) title(text string) bool {
	tokens := c.r.Tokens(text, lexicon.Sentence)
	for k := range tokens {
		switch t := &tokens[k]; {
		case t.Kind == grammar.Mark, t.Kind == grammar.Number, t.Kind == grammar.Name:
		case t.Class == lexicon.Noun, t.Class == lexicon.Named, t.Class == lexicon.Calendar, t.Class == lexicon.Harmless,
			t.Class == lexicon.Preposition, t.Class == lexicon.BadNoun, t.Class == lexicon.WarnNoun:
		case t.Class == lexicon.None && capital(t.Text):
		default:
			return false
		}
	}
	return true
}
