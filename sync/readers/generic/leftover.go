package generic

import (
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

var (
	remainWords = lexicon.Listed("remaining")
	mayRemain   = lexicon.Listed("may_remain")
	unitLetters = regexp.MustCompile(`^[a-z]+`)
)

// leftovers notes that something counted is still to be done: "3 servers are left". What is
// left of a place, of what is kept or of a stock is no work: "1.2 TB left", "30 versions
// remain", "9 tapes left".
func (c *collector) leftovers() {
	items := c.facts.Items[:min(len(c.facts.Items), maxStructure)]
	for i := range items {
		x := &items[i]
		if x.Quoted || x.Logged || x.Table != nil || len(x.Text) > 400 || !strings.ContainsAny(x.Text, "0123456789") {
			continue
		}
		for part := range sentences(x.Text) {
			if words := c.leftOver(part); words != "" {
				c.note(domain.Unknown, grammar.ByShare, words, x.Where)
			}
		}
	}
}

// leftOver returns a sentence that says that things that have no size are left; "" for any other.
func (c *collector) leftOver(sentence string) string {
	remain, counted := false, false
	tokens := c.r.Tokens(sentence, lexicon.Sentence)
	for i, t := range tokens {
		switch {
		case t.Kind == grammar.Number:
			size := i+1 < len(tokens) && sizeFactors[unitLetters.FindString(lexicon.Fold(tokens[i+1].Text))] > 0 // "1.2 TBです"
			counted = counted || t.Counted && t.Count > 0 && !t.Unit && !t.Percent && !size
		case t.Kind == grammar.Word:
			word, _, _ := strings.Cut(lexicon.Fold(t.Text), " ") // a phrase of Korean is one token
			if mayRemain(word) || keptThings(word) {
				return ""
			}
			remain = remain || remainWords(word)
		}
	}
	if remain && counted {
		return strings.TrimSpace(sentence)
	}
	return ""
}
