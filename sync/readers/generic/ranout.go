package generic

import (
	"iter"
	"regexp"
	"strings"
	"sync"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

var (
	stocks     = lexicon.Listed("stocks")
	stockStems = sync.OnceValue(func() map[string]bool { return lexicon.Shipped().List("stock_stems") })
	endedWords = lexicon.Listed("ended_words")
)

// ranOut notes that what a backup needs came to an end: "the licence ended", "the tapes are
// used up". "Ended" alone is a good word where it is a run that did.
func (c *collector) ranOut() {
	items := c.facts.Items[:min(len(c.facts.Items), maxStructure)]
	for i := range items {
		x := &items[i]
		if x.Quoted || x.Logged || x.Label || x.Table != nil || len(x.Text) > 400 {
			continue
		}
		for part := range sentences(x.Text) {
			if c.endOfStock(part) {
				c.note(domain.Unknown, grammar.InTrouble, strings.TrimSpace(part), x.Where)
			}
		}
	}
}

var sentenceEnd = regexp.MustCompile(`[.;!?]\s|[。！？；]`)

// sentences yields the sentences of a text.
func sentences(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for text != "" {
			part := text
			if cut := sentenceEnd.FindStringIndex(text); cut != nil {
				part, text = text[:cut[0]], text[cut[1]:]
			} else {
				text = ""
			}
			if !yield(part) {
				return
			}
		}
	}
}

// endOfStock reports whether a sentence says that something that backups use up came to its
// end, and speaks of no backup.
func (c *collector) endOfStock(sentence string) bool {
	if len(sentence) > 120 {
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
		for _, word := range strings.Fields(lexicon.Fold(t.Text)) {
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
