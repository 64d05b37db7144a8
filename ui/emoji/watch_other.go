//go:build !(linux || freebsd || openbsd || netbsd)

package emoji

import "fyne.io/fyne/v2"

// Watch does nothing here. On Windows and on a Mac Fyne draws a window while it is resized
// only if the driver of the application is its own, so nobody can stand before it; and the
// fonts of emoji of these systems have colours that Fyne cannot draw.
func Watch(fyne.App) {}
