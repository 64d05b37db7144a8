package message

import (
	"strings"
	"unicode"
)

// longestQuote is how many bytes of what a parser said about a mail its errors have.
const longestQuote = 200

// Error is why a mail could not be read, in a line of bounded length: what parsers say may hold
// all of the mail.
type Error struct {
	words string
	cause error
}

// Error belongs to error.
func (e *Error) Error() string { return "reading the message: " + e.words }

// Unwrap belongs to errors.
func (e *Error) Unwrap() error { return e.cause }

// quote makes what a parser said fit to stand in a message: on one line, without signs that
// nobody sees, of bounded length.
func quote(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) && r != unicode.ReplacementChar {
			return r
		}
		return ' '
	}, clip(text, 4*longestQuote))
	return clip(strings.Join(strings.Fields(text), " "), longestQuote)
}
