// Package emoji keeps Fyne from reading its font of emoji before a text has one. The font has
// four megabytes, and Fyne reads it for every style of text before it draws the first letter:
// 14 MB that most profiles have no use for.
package emoji

import (
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// file is the font of emoji that Fyne brings, nil where it was built without.
var file = content(fynetheme.DefaultEmojiFont())

func content(r fyne.Resource) []byte {
	if r == nil {
		return nil
	}
	return r.Content()
}

// Font returns the font of emoji that Fyne brings, nil where it was built without.
func Font() []byte { return file }

// In reports whether a text needs the font: whether it has a sign that no other font of Fyne
// has.
func In(text string) bool {
	for i := 0; i < len(text); {
		if text[i] < 0xe2 { // below U+2000, where the font has nothing of its own
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if unicode.Is(signs, r) {
			return true
		}
	}
	return false
}
