package generic

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// saysOf reports whether a label is the name of a thing and its value no name but what is
// said of it: "Disk 2: predicted to break within 24 h", "Server: please come and look". A
// name is short and is written as one; words that begin small are a statement, and one
// that no rule decides takes a success back.
func (c *collector) saysOf(key, value string) bool {
	if len(key) > 40 || len(value) > 300 || strings.Count(value, " ") < 2 || figure(value) || nameLike(c.r, value) {
		return false
	}
	small, words := 0, 0
	for w := range strings.FieldsSeq(value) {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsLetter(r) {
			continue
		}
		if words++; unicode.IsLower(r) {
			small++
		}
	}
	if words < 3 || small < words || !c.thing(key) {
		return false
	}
	v := c.judge(value)
	return !v.Decided() && v.Reason != grammar.Harmless
}

// thing reports whether a key names a part of a machine by its number or letter, or is the
// word for a machine.
func (c *collector) thing(key string) bool {
	numbered, known := false, false
	tokens := c.r.Tokens(key, lexicon.Sentence)
	for k := range tokens {
		t := &tokens[k]
		switch {
		case t.Kind == grammar.Mark:
		case t.Kind == grammar.Number || k > 0 && utf8.RuneCountInString(t.Text) == 1:
			numbered = true
		case t.Class == lexicon.Noun || t.Class == lexicon.Named || t.Kind == grammar.Name:
			known = true
		default:
			return false
		}
	}
	return known && (numbered || c.role(key, lexicon.Label) == lexicon.Machine)
}
