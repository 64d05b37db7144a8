package message

import "strings"

// trigrams is the set of all runs of three bytes of a text, by their hash: it tells of most
// words at once that they do not stand in it.
type trigrams [1 << 10]uint64

func trigram(a, b, c byte) uint32 {
	return (uint32(a) | uint32(b)<<8 | uint32(c)<<16) * 2654435761 >> 16
}

func newTrigrams(text string) *trigrams {
	t := &trigrams{}
	for i := 2; i < len(text); i++ {
		h := trigram(text[i-2], text[i-1], text[i])
		t[h>>6] |= 1 << (h & 63)
	}
	return t
}

// may reports whether a word can stand in the text.
func (t *trigrams) may(word string) bool {
	for i := 2; i < len(word); i++ {
		if h := trigram(word[i-2], word[i-1], word[i]); t[h>>6]&(1<<(h&63)) == 0 {
			return false
		}
	}
	return true
}

// mostScanned is the length of texts in which a word is simply looked for.
const mostScanned = 1024

// Holds reports whether a word, written as domain.Fold does, stands anywhere in what Folded
// returns. Hundreds of words are asked for in every mail, so the text is gone through once.
func (m *Message) Holds(word string) bool {
	text := m.Folded()
	if len(text) <= mostScanned || len(word) < 3 {
		return strings.Contains(text, word)
	}
	m.holdsOnce.Do(func() { m.holds = newTrigrams(text) })
	return m.holds.may(word) && strings.Contains(text, word)
}
