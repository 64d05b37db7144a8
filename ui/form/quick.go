package form

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// quickModifier is held with the letters and digits that do something in a window of
// fields. With Option a Mac types other letters.
func quickModifier() (fyne.KeyModifier, string) {
	if runtime.GOOS == "darwin" {
		return fyne.KeyModifierControl, "Ctrl+"
	}
	return fyne.KeyModifierAlt, "Alt+"
}

// QuickShortcut is the shortcut of a letter or digit in a window of fields.
func QuickShortcut(r rune) fyne.Shortcut {
	held, _ := quickModifier()
	return &desktop.CustomShortcut{KeyName: fyne.KeyName(strings.ToUpper(string(r))), Modifier: held}
}

// QuickKey is the shortcut as people read it.
func QuickKey(r rune) string {
	_, words := quickModifier()
	return words + strings.ToUpper(string(r))
}
