package main

import (
	"unicode/utf8"
)

// fit cuts a text to at most width characters; what is left out is marked.
func fit(text string, width int) string {
	if utf8.RuneCountInString(text) <= width {
		return text
	}
	if width < 1 {
		return ""
	}
	return string([]rune(text)[:width-1]) + "…"
}
