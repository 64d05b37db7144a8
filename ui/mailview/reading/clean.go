package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible reports whether a character may be shown. Controls, characters that
// turn the direction of writing and characters without width would make a text
// read differently from what it says.
func visible(r rune) bool {
	switch r {
	case utf8.RuneError, '\u034f', '\u115f', '\u1160', '\u3164', '\uffa0', '\u2028', '\u2029':
		return false
	}
	return !unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Cc, r)
}

// solid reports the blanks that HTML does not run together.
func solid(r rune) bool { return r == '\u00a0' || r == '\u2007' || r == '\u202f' }

// wordBlank reports the blanks that HTML runs together into one.
func wordBlank(r rune) bool {
	return unicode.IsSpace(r) && !solid(r)
}

// tabWidth is the distance of the tab stops in preformatted text.
const tabWidth = 8

// cleanLine returns one preformatted line with tabs expanded, without
// characters that may not be shown and without blanks at its end.
func cleanLine(s string) string {
	var b strings.Builder
	column := 0
	for _, r := range s {
		switch {
		case r == '\t':
			for n := tabWidth - column%tabWidth; n > 0; n-- {
				b.WriteByte(' ')
				column++
			}
			continue
		case !visible(r):
			continue
		case unicode.IsSpace(r):
			r = ' '
		}
		b.WriteRune(r)
		column++
	}
	return strings.TrimRight(b.String(), " ")
}

// cleanWords returns a text in one line, its blanks run together.
func cleanWords(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !visible(r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// cut returns at most limit bytes of s without splitting a character.
func cut(s string, limit int) (string, bool) {
	if limit < 0 {
		limit = 0
	}
	if len(s) <= limit {
		return s, false
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit], true
}
