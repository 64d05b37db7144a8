package domain

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Visible returns a text from outside as it may be shown, written to a terminal or put
// into a table: whatever commands a terminal (ESC and the other control characters, also
// those from U+0080 on) or turns the reading direction of what follows is replaced by
// U+FFFD, so that one sees that something was there. Line breaks and tabs stay. It is
// applied once, at the last edge; what is stored stays what came.
func Visible(text string) string {
	if !strings.ContainsFunc(text, invisible) && utf8.ValidString(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if invisible(r) {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(text, string(utf8.RuneError)))
}

// VisibleJSON is Visible for a line of JSON: what may not be shown is written as an
// escape, so that programs read the same text.
func VisibleJSON(line string) string {
	if !strings.ContainsFunc(line, invisible) {
		return line
	}
	var out strings.Builder
	for _, r := range line {
		if invisible(r) && r < 0x10000 {
			_, _ = fmt.Fprintf(&out, `\u%04x`, r)
			continue
		}
		out.WriteRune(r)
	}
	return out.String()
}

// invisible reports whether a character commands in place of being seen: controls (C0 but
// for tab and line break, DEL, C1), the embeddings, overrides and isolates of Unicode
// Standard Annex 9, and the line and paragraph separators.
func invisible(r rune) bool {
	switch {
	case r == '\t', r == '\n':
		return false
	case r < ' ', r >= 0x7f && r <= 0x9f:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x2028, r == 0x2029:
		return true
	}
	return false
}
