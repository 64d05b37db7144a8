package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// inTray puts an icon into the tray, whose menu brings the window back, syncs, and ends the program.
// It returns what reports whether there is a tray to be seen: without one a hidden window would not
// come back.
func inTray(a fyne.App, raise, sync, quit func()) (hides func() bool) {
	d, ok := a.(desktop.App)
	if !ok || !trayShown() {
		return func() bool { return false }
	}
	end := fyne.NewMenuItem(words.T("shell.quit"), quit)
	end.IsQuit = true
	d.SetSystemTrayMenu(fyne.NewMenu(
		shell.Name,
		fyne.NewMenuItem(
			words.T("shell.tray_open"),
			raise,
		),
		fyne.NewMenuItem(words.T("shell.sync"), sync),
		fyne.NewMenuItemSeparator(),
		end,
	))
	return trayShown
}
