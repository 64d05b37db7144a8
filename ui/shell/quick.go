package shell

import (
	"fyne.io/fyne/v2"

	"runchecks/ui/form"
)

// bindQuick lets the open window of fields hear its shortcuts where no text has the
// keyboard; texts hand them on themselves.
func (w *Window) bindQuick() {
	for _, r := range "abcdefghijklmnopqrstuvwxyz0123456789" {
		w.Canvas().AddShortcut(form.QuickShortcut(r), w.popupShortcut)
	}
}

func (w *Window) popupShortcut(s fyne.Shortcut) {
	if f := w.OpenForm(); f != nil {
		f.Shortcut(s)
	}
}
