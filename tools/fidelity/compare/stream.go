package compare

import (
	"strings"
	"unicode"

	"runchecks/tools/fidelity/layout"
)

// stream is the visible characters of a page in order, each with its place.
type stream struct {
	words  []layout.Word // those with at least one visible character
	runes  []rune
	places []place
}

// place is a word and the number of visible characters of it before this one.
type place struct{ word, index int }

// newStream leaves out list markers, which a browser does not report, and
// characters that show nothing: whether a no-break space belongs to a word or
// parts two words is a matter of taste.
func newStream(words []layout.Word) stream {
	var s stream
	for _, word := range words {
		index := 0
		for _, r := range word.Text {
			if word.Marker || !visible(r) {
				continue
			}
			s.runes = append(s.runes, r)
			s.places = append(s.places, place{len(s.words), index})
			index++
		}
		if index > 0 {
			s.words = append(s.words, word)
		}
	}
	return s
}

// found is a word of the stream and the visible characters of it before the one
// that was looked for.
type found struct {
	word  *layout.Word
	index int
}

func (s stream) word(at int) found {
	if at < 0 {
		return found{}
	}
	return found{&s.words[s.places[at].word], s.places[at].index}
}

// startsAlike says whether two words begin with the same invisible characters, so
// that their left edges mean the same.
func startsAlike(a, b string) bool {
	return a[:strings.IndexFunc(a, visible)] == b[:strings.IndexFunc(b, visible)]
}

func visible(r rune) bool {
	return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) // Cf: soft hyphen, zero width space and the like
}
