// Package testfonts gives the tests of mailview the faces of the program: those of
// Fyne's theme, which are the same on every system.
package testfonts

import (
	"testing"

	"fyne.io/fyne/v2/theme"

	"runchecks/ui/mailview/text"
)

// Files returns the font files.
func Files() text.Files {
	return text.Files{
		Regular: theme.DefaultTextFont().Content(), Bold: theme.DefaultTextBoldFont().Content(),
		Italic: theme.DefaultTextItalicFont().Content(), BoldItalic: theme.DefaultTextBoldItalicFont().Content(),
		Mono: theme.DefaultTextMonospaceFont().Content(), Symbols: theme.DefaultSymbolFont().Content(),
	}
}

// Set returns the faces without those of the system.
func Set(t testing.TB) *text.Set {
	t.Helper()
	s, err := text.NewSet(Files(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
