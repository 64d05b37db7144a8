package grammar

import (
	"iter"
	"math/bits"
	"slices"
	"strings"
	"unicode"

	"runchecks/sync/readers/lexicon"
)

// maxGuessed is how many words of a mail its languages are told from.
const maxGuessed = 400

// wordsOfAMail is how many different ones of them most mails have.
const wordsOfAMail = 64

// Languages tells the languages that a mail is written in: those that know at least
// three quarters of the words that the best one knows. English always counts.
func Languages(l *lexicon.Lexicon, texts ...string) lexicon.Languages {
	return LanguagesOf(l, slices.Values(texts))
}

// LanguagesOf is Languages of texts of which only the first are looked at.
func LanguagesOf(l *lexicon.Lexicon, texts iter.Seq[string]) lexicon.Languages {
	var score [64]int
	words := 0
	one := make([]string, 1)
	known := make(map[string]lexicon.Languages, wordsOfAMail) // a report repeats its words
	note := func(langs lexicon.Languages, n int) {
		for b := uint64(langs); b != 0; b &= b - 1 {
			score[bits.TrailingZeros64(b)] += n
		}
	}
	for text := range texts {
		if words > maxGuessed {
			break
		}
		for word := range strings.FieldsFuncSeq(lexicon.Clean(text), func(c rune) bool {
			return !unicode.IsLetter(c) &&
				!unicode.IsMark(c) && c != '-'
		}) {
			if words++; words > maxGuessed {
				break
			}
			langs, ok := known[word]
			if ok {
				note(langs, 1)
				continue
			}
			written := word
			word = lexicon.Lower(word)
			if strings.ContainsFunc(word, lexicon.Dense) {
				for _, p := range l.Cut(word, lexicon.Sentence, l.All()) {
					if p.Class != lexicon.None {
						note(p.Langs, len(p.Text)/3)
					}
				}
				if strings.ContainsFunc(word, func(r rune) bool { return r >= 0x3040 && r <= 0x30ff }) {
					note(l.Lang("ja"), 6)
				}
				continue
			}
			one[0] = word
			langs = l.LanguagesOf(one)
			known[written] = langs
			note(langs, 1)
		}
	}
	best := 0
	langs := l.Always()
	for i, n := range score {
		if langs&(1<<i) == 0 || i == bits.TrailingZeros64(uint64(l.Lang("en"))) {
			best = max(best, n)
		}
	}
	for i, n := range score {
		if best > 0 && 4*n >= 3*best && n > 0 {
			langs |= 1 << i
		}
	}
	return langs
}
