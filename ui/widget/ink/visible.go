package ink

import (
	"strings"

	"runchecks/domain"
)

// bare are the signs that only the last of Fyne's own fonts has. That font has no blank, so
// that a blank behind one of them would be drawn as the sign of a character that is not there.
const bare = "←↑→↓↳↵⇞⇟⇤⇥⇧⌃⌘⌥⌦⌫⎋␣❖"

// Visible is domain.Visible for a text that is drawn: no blank stands behind a sign whose
// font has none.
func Visible(text string) string {
	text = domain.Visible(text)
	if !strings.ContainsAny(text, bare) {
		return text
	}
	var out strings.Builder
	after := false
	for _, r := range text {
		if r == ' ' && after || r == '\u00a0' && after {
			continue
		}
		after = strings.ContainsRune(bare, r)
		out.WriteRune(r)
	}
	return out.String()
}
