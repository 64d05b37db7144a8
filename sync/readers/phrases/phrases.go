// Package phrases finds, of many phrases, those that a text holds at the beginning of a
// word, in one pass over it that costs next to nothing where none stands. It knows no
// words: those are the lexicon's or a signature's.
package phrases

import (
	"unicode"
	"unicode/utf8"

	"runchecks/sync/readers/lexicon"
)

// Set is a set of phrases. It is not changed after New, so several goroutines may use it.
type Set struct {
	list   []string
	begins map[uint32][]int32 // phrases by their first letters
	may    [1024]uint64       // a bit for the hash of each key of begins
}

// firstLetters is how many bytes a phrase is looked up by.
const firstLetters = 3

// New returns the set of the given phrases. The case of ASCII letters does not count;
// other letters must have the same case in phrases and texts. Phrases of fewer than three
// bytes are never found.
func New(list []string) *Set {
	s := &Set{begins: map[uint32][]int32{}}
	for n, p := range list {
		p = lowerASCII(p)
		s.list = append(s.list, p)
		if len(p) < firstLetters {
			continue
		}
		k := key(p)
		s.begins[k] = append(s.begins[k], int32(n))
		h := hash(k)
		s.may[h>>6] |= 1 << (h & 63)
	}
	return s
}

func key(s string) uint32 {
	return uint32(lower(s[0])) | uint32(lower(s[1]))<<8 | uint32(lower(s[2]))<<16
}

func hash(k uint32) uint32 { return k * 2654435761 >> 16 }

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		b[i] = lower(c)
	}
	return string(b)
}

// Find calls found with each phrase that begins a word of text, by its number in the list,
// and where it begins and ends, until found returns false. In scripts that write words
// without blanks every letter begins one.
func (s *Set) Find(text string, found func(phrase, from, to int) bool) {
	for i := 0; i+firstLetters <= len(text); {
		at := i
		c := text[at]
		for i < len(text) && inWord[text[i]] { // nothing begins in the middle of a word
			i++
		}
		i++
		if c <= ' ' || !utf8.RuneStart(c) || at > 0 && text[at-1] >= utf8.RuneSelf && !Begins(text, at) {
			continue
		}
		k := key(text[at:])
		h := hash(k)
		if s.may[h>>6]&(1<<(h&63)) == 0 {
			continue
		}
		for _, n := range s.begins[k] {
			if p := s.list[n]; hasPrefix(text[at:], p) && !found(int(n), at, at+len(p)) {
				return
			}
		}
	}
}

// inWord are the letters of ASCII that words and numbers are made of.
var inWord = func() (is [256]bool) {
	for c := range is {
		is[c] = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	}
	return is
}()

func hasPrefix(text, phrase string) bool {
	if len(text) < len(phrase) {
		return false
	}
	for i := range len(phrase) {
		if lower(text[i]) != phrase[i] {
			return false
		}
	}
	return true
}

// Begins reports whether a word may begin at text[at:].
func Begins(text string, at int) bool {
	if at == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return true
	}
	here, _ := utf8.DecodeRuneInString(text[at:])
	return lexicon.Dense(r) || lexicon.Dense(here)
}

// Ends reports whether a word may end before text[at:].
func Ends(text string, at int) bool {
	return at == len(text) || Begins(text, at) || !letter(text[at:])
}

func letter(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
