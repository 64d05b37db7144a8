// Package details draws the parts of the details of Run Checks: the head of a run or a cause, the
// strip of nights, the objects, the map of nights and two runs side by side. Where each stands,
// and in which form, is the view's affair.
package details

import (
	"time"

	"fyne.io/fyne/v2"

	"runchecks/ui/runchecks/model"
)

// Params are what the parts need.
type Params struct {
	View     *model.Model
	Location *time.Location
	// Key and Rune get what is typed in any of them, Shortcut what is typed in the filter.
	Key      func(ev *fyne.KeyEvent, mods fyne.KeyModifier)
	Rune     func(r rune)
	Shortcut func(fyne.Shortcut) bool
	// Turn runs what a press of the mouse asks for.
	Turn func(do func())
	// Hover is told the full text of what is cut under the pointer, "" for none.
	Hover func(text string)
	// CopyObjects puts the objects on the clipboard.
	CopyObjects func()
}
