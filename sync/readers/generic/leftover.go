package generic

import (
	"regexp"
	"strings"

	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

var (
	remainWords = lexicon.Listed("remaining")
	mayRemain   = lexicon.Listed("may_remain")
	unitLetters = regexp.MustCompile(`^[a-z]+`)
)

// leftOver reports whether a sentence says that something counted is still to be done: "3
// servers are left". What is left of a place, of what is kept or of a stock is no work: "1.2 TB
// left", "30 versions remain", "9 tapes left".
func (c *collector) leftOver(sentence string) bool {
	if !strings.ContainsAny(sentence, "0123456789") {
		return false
	}
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
				return false
			}
			remain = remain || remainWords(word)
		}
	}
	return remain && counted
}
