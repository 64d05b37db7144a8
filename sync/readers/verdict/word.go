package verdict

import (
	"bytes"
	"strings"
	"sync"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/sync/readers/lexicon"
)

// words holds what stands alone in a status cell, a bracket or after "Status:", in every
// language, as lexicon.Fold writes it. Only whole texts are compared, never parts of a
// sentence.
var words = sync.OnceValue(func() map[string]domain.Status {
	out := map[string]domain.Status{}
	lexicon.Shipped().Each(func(phrase string, place lexicon.Place, class lexicon.Class, _ lexicon.Languages) {
		if place == lexicon.Cell {
			out[phrase] = max(out[phrase], statuses[class])
		}
	})
	return out
})

var statuses = map[lexicon.Class]domain.Status{
	lexicon.Good: domain.Success, lexicon.Warning: domain.Warning, lexicon.Failed: domain.Failed, lexicon.Missed: domain.Missed,
}

// Word returns the status that a text consisting of a status word alone means,
// and the zero Status for any other text.
func Word(text string) domain.Status {
	// Readers ask for every cell and line of a report: no memory is taken for short ones.
	var space [64]byte
	if short, ok := foldShort(space[:0], text); ok {
		return words()[string(bytes.Trim(short, " .!:;*#-=_"))]
	}
	if len(text) > maxWord {
		return 0
	}
	return words()[strings.Trim(lexicon.Lower(strings.Join(strings.Fields(lexicon.Clean(text)), " ")), " .!:;*#-–—−=_")]
}

// maxWord bounds the texts that can be a status word with what stands around it.
const maxWord = 300

// foldShort appends a short ASCII text to space as lexicon.Fold writes it, its blanks as one.
func foldShort(space []byte, text string) ([]byte, bool) {
	if len(text) > cap(space) {
		return nil, false
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c >= '0' && c <= '9':
			return nil, true // no word has a digit, and most cells of a report have some
		case c >= utf8.RuneSelf || c < ' ' || c == 0x7f:
			return nil, false
		case c == ' ' && (len(space) == 0 || space[len(space)-1] == ' '):
			continue
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		}
		space = append(space, c)
	}
	return space, true
}
