package generic

import (
	"strings"
	"sync"

	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

var (
	stocks     = lexicon.Listed("stocks")
	stockStems = sync.OnceValue(func() map[string]bool { return lexicon.Shipped().List("stock_stems") })
	endedWords = lexicon.Listed("ended_words")
)

// endOfStock reports whether a sentence says that something that backups need came to its end,
// and speaks of no backup: "the licence ended", "the tapes are used up". "Ended" alone is a
// good word where it is a run that did.
func (c *collector) endOfStock(sentence string) bool {
	if len(sentence) > 120 || !ends().inLine(sentence) {
		return false
	}
	if plainASCII(sentence) {
		if trade().inLine(sentence) || jobs().inLine(sentence) {
			return false
		}
	} else if lower := lexicon.Lower(sentence); trade().in(lower) || jobs().in(lower) {
		return false
	}
	stock, ended := false, false
	for _, t := range c.r.Tokens(sentence, lexicon.Sentence) {
		if t.Kind != grammar.Word {
			continue
		}
		for word := range strings.FieldsSeq(lexicon.Fold(t.Text)) {
			stock = stock || stocks(word) || stocked(word)
			ended = ended || endedWords(word)
		}
	}
	return stock && ended
}

// stocked reports whether a word begins with that for a stock: its cases differ in their ends.
func stocked(word string) bool {
	for stem := range stockStems() {
		if strings.HasPrefix(word, stem) {
			return true
		}
	}
	return false
}
