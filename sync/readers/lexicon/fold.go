package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean returns a text in the one form in which it is compared, but for its case:
// full-width letters are plain ones, combining marks stand in their letters, odd
// apostrophes and dashes are the plain ones. Letters of another script that look alike
// stay what they are: a Cyrillic o in "Ok" makes an unknown word.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	return norm.NFKC.String(strings.Map(func(r rune) rune {
		switch r {
		case '’', 'ʼ', '`', '´', '＇':
			return '\''
		case '‐', '‑', '−', '﹣', '－':
			return '-'
		case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c',
			'\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069', '\ufe0e', '\ufe0f':
			return -1 // marks that nobody sees
		}
		return r
	}, s))
}

// Lower returns a word that Clean wrote in lower case, as it is looked up.
func Lower(s string) string {
	var room [64]byte
	lower, ascii := true, true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			lower, ascii = false, false
		case c >= 'A' && c <= 'Z':
			lower = false
		}
	}
	switch {
	case lower:
		return s
	case ascii && len(s) <= len(room):
		for i := range len(s) {
			c := s[i]
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			room[i] = c
		}
		return string(room[:len(s)])
	case ascii:
		return strings.ToLower(s)
	}
	s = strings.ReplaceAll(s, "İ", "i") // the Turkish letter, which folds into two
	return strings.Map(func(r rune) rune {
		switch r = unicode.ToLower(r); r {
		case 'ς':
			return 'σ'
		case 'ı':
			return 'i' // "BAŞARILI" has no dots in Turkish and two elsewhere
		}
		return r
	}, s)
}

// Fold is Clean and Lower.
func Fold(s string) string { return Lower(Clean(s)) }

func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || s[i] == '`' {
			return false
		}
	}
	return true
}

// Dense reports whether a letter belongs to a script that writes words without blanks
// between them, or, as Korean does, joins endings to them: such runs are cut into words
// by the longest ones that are known.
func Dense(r rune) bool {
	return r >= 0x3040 && r <= 0x30ff || r >= 0x3400 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7af || r == 0x3005 || r == 0x3007
}

// Tighten writes a text with its words between single blanks.
func Tighten(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	for word := range strings.FieldsSeq(s) {
		if out.Len() > 0 {
			out.WriteByte(' ')
		}
		out.WriteString(word)
	}
	return out.String()
}
