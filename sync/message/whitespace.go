package message

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// blank reports the characters that count as a blank between words. Zero-width
// characters are not among them: they are dropped.
func blank(r rune) bool { return unicode.IsSpace(r) || r == '\u2007' || r == '\u202f' || r == '\u00a0' }

func invisible(r rune) bool {
	switch r {
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', 0:
		return true
	}
	return false
}

// cleanLine trims a line and turns every kind of blank into a plain one. Runs of
// blanks inside are kept: fixed-width reports need them.
func cleanLine(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || c < 0x20 {
			plain = false
			break
		}
	}
	if plain {
		return strings.Trim(s, " ")
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case invisible(r):
			return -1
		case r == '\t':
			return '\t'
		case blank(r):
			return ' '
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// oneLine reduces every run of blanks, line breaks included, to one blank.
func oneLine(s string) string {
	if inOneLine(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case invisible(r):
			return -1
		case blank(r):
			return ' '
		case r < 0x20:
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// inOneLine reports whether s is ASCII without control characters, begins and ends
// with a word and has single blanks: most cells of a report.
func inOneLine(s string) bool {
	before := byte(' ')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c >= utf8.RuneSelf || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return s == "" || before != ' '
}
