package shell

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

// quick is the shortcut of a letter or digit in a window of fields.
func quick(r rune) fyne.Shortcut {
	held, _ := quickModifier()
	return &desktop.CustomShortcut{KeyName: fyne.KeyName(strings.ToUpper(string(r))), Modifier: held}
}

// quickKey is the shortcut as people read it.
func quickKey(r rune) string {
	_, words := quickModifier()
	return words + strings.ToUpper(string(r))
}

// bindQuick lets the open window of fields hear its shortcuts where no text has the
// keyboard; texts hand them on themselves.
func (w *Window) bindQuick() {
	for _, r := range "abcdefghijklmnopqrstuvwxyz0123456789" {
		w.canvas().AddShortcut(quick(r), w.popupShortcut)
	}
}

func (w *Window) popupShortcut(s fyne.Shortcut) {
	if w.popup != nil && w.popup.form != nil {
		w.popup.form.shortcut(s)
	}
}
