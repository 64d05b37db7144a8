package generic

import (
	"strings"
	"sync"
	"unicode/utf8"

	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

var (
	stocks      = lexicon.Listed("stocks")
	permissions = sync.OnceValue(func() map[string]bool { return lexicon.Shipped().List("permission_stems") })
	endedWords  = lexicon.Listed("ended_words")
)

// endOfStock reports whether a sentence says that something that backups need came to its end:
// "the licence ended", "the tapes are used up". "Ended" alone is a good word where it is a run
// that did, so a sentence that speaks of one is heard only where a permission is what ended.
func (c *collector) endOfStock(sentence string) bool {
	if len(sentence) > 120 || !ends().inLine(sentence) {
		return false
	}
	tokens := c.r.Tokens(sentence, lexicon.Sentence)
	stock, ended := false, false
	for _, t := range tokens {
		if t.Kind != grammar.Word && t.Kind != grammar.Name {
			continue
		}
		for word := range strings.FieldsSeq(lexicon.Fold(t.Text)) {
			stock = stock || stocks(word) || permits(word)
			ended = ended || endedWords(word)
		}
	}
	return stock && ended && (!ofRun(sentence) || permission(tokens))
}

// ofRun reports whether a sentence speaks of a backup or a job.
func ofRun(sentence string) bool { return trade().inLine(sentence) || jobs().inLine(sentence) }

// shortWord is how many letters the words have at most that join two nouns: "de", "for", "на".
const shortWord = 3

// permission reports whether what a sentence with a word of the trade is about is a permission:
// "the backup licence", "la licence de sauvegarde". In "certificate backup" and "backup of the
// licence server" it is the backup.
func permission(tokens []grammar.Token) bool {
	for i := range tokens {
		word := lexicon.Fold(tokens[i].Text)
		if !permits(word) {
			continue
		}
		if i > 0 && ofRun(tokens[i-1].Text) || !startsWithPermission(word) {
			return true
		}
		joined := false
		for j := i + 1; j < len(tokens) && j <= i+3; j++ {
			if ofRun(tokens[j].Text) {
				return joined
			}
			joined = joined || utf8.RuneCountInString(tokens[j].Text) <= shortWord
		}
	}
	return false
}

// permits reports whether a word is one for a permission that lasts for a time, in any of its
// cases, or one that is joined to another word before it.
func permits(word string) bool {
	for stem := range permissions() {
		if at := strings.Index(word, stem); at == 0 || at > 0 && len(stem) > 4 {
			return true
		}
	}
	return false
}

func startsWithPermission(word string) bool {
	for stem := range permissions() {
		if strings.HasPrefix(word, stem) {
			return true
		}
	}
	return false
}
