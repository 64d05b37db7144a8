package service

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode"
)

// ErrTooLong is an answer longer than it may be.
var ErrTooLong = errors.New("the answer is too long")

// Body reads an answer of at most so many bytes. One that is longer gives ErrTooLong; what
// could be read is returned with any error.
func Body(r io.Reader, most int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, most+1))
	if int64(len(body)) > most {
		return body[:most], ErrTooLong
	}
	return body, err
}

// LooksLikeHTML reports whether an answer is a web page: not the service's, but that of
// somebody on the way, such as the sign-in page of a network.
func LooksLikeHTML(body []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(body, "\ufeff \t\r\n"), []byte("<"))
}

// longestQuote is how many characters of a service's own words a message has.
const longestQuote = 300

// Quote makes text of a service fit to stand in a message: on one line, without a full
// stop, at most 300 characters. Secrets must have been taken out.
func Quote(text string) string {
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	return Clip(strings.TrimSuffix(text, "."))
}

// Clip shortens a text to 300 characters.
func Clip(text string) string {
	if runes := []rune(text); len(runes) > longestQuote {
		return string(runes[:longestQuote-1]) + "…"
	}
	return text
}
