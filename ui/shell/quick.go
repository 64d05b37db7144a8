package shell

import (
	"fyne.io/fyne/v2"

	"runchecks/ui/form"
)

// quickRunes are the letters and digits that windows of fields may use.
const quickRunes = "abcdefghijklmnopqrstuvwxyz0123456789"

// bindQuick lets the open window of fields hear its shortcuts where no text has the
// keyboard; texts hand them on themselves.
func (w *Window) bindQuick() {
	for _, r := range quickRunes {
		w.Canvas().AddShortcut(form.QuickShortcut(r), w.typedShortcut)
	}
}

// quick reports whether windows of fields have a shortcut, too.
func quick(s fyne.Shortcut) bool {
	for _, r := range quickRunes {
		if form.QuickShortcut(r).ShortcutName() == s.ShortcutName() {
			return true
		}
	}
	return false
}
