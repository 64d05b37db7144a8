//go:build !windows && !darwin

package main

import "github.com/godbus/dbus/v5"

// trayWatcher is who shows icons on the desktops of Linux (StatusNotifierItem); some have nobody.
const trayWatcher = "org.kde.StatusNotifierWatcher"

// trayShown reports whether icons in the tray are shown.
func trayShown() bool {
	bus, err := dbus.SessionBus() // shared: nobody closes it
	if err != nil {
		return false
	}
	var shown bool
	err = bus.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, trayWatcher).Store(&shown)
	return err == nil && shown
}
