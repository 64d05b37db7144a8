package main

import (
	"errors"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
)

// shownWithin is how long the first window may take to come to the screen.
const shownWithin = 4 * time.Second

var (
	errNoDisplay = errors.New(
		"there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. In a terminal rcheck does what the window does",
	)
	errNotShown = errors.New("the window cannot be shown: the display gives no OpenGL, which it is drawn with. " +
		"Install a driver for it (on Debian libgl1-mesa-dri), or use rcheck in a terminal")
)

// displayed says why no window can come to the screen, as far as the environment tells.
func displayed(system string, variable func(string) string) error {
	switch system {
	case "linux", "freebsd", "netbsd", "openbsd":
		if variable("DISPLAY") == "" && variable("WAYLAND_DISPLAY") == "" {
			return errNoDisplay
		}
	}
	return nil
}

// expectWindow returns what is to be called when the interface begins to run. It calls
// shown, on the interface thread, once a window is on the screen, and failed where none is
// in time: nobody could see the program then, nor end it, and it would keep others out.
func expectWindow(a fyne.App, shown func(), failed func(error)) (started func()) {
	return func() {
		late := time.AfterFunc(shownWithin, func() { failed(errNotShown) })
		var look func()
		look = func() {
			switch {
			case !onScreen(a):
				time.AfterFunc(shownWithin/40, func() { fyne.Do(look) })
			case late.Stop():
				shown()
			}
		}
		look()
	}
}

// onScreen reports whether the operating system made any of the windows.
func onScreen(a fyne.App) bool {
	for _, w := range a.Driver().AllWindows() {
		native, ok := w.(driver.NativeWindow)
		if !ok {
			return true // nobody can tell
		}
		made := false
		native.RunNative(func(context any) {
			switch c := context.(type) {
			case driver.X11WindowContext:
				made = c.WindowHandle != 0
			case driver.WaylandWindowContext:
				made = c.WaylandSurface != 0
			case driver.MacWindowContext:
				made = c.NSWindow != 0
			case driver.WindowsWindowContext:
				made = c.HWND != 0
			default:
				made = true
			}
		})
		if made {
			return true
		}
	}
	return false
}

// here is the operating system.
const here = runtime.GOOS
