//go:build windows || darwin

package main

// trayShown reports whether icons in the tray are shown: these systems have one.
func trayShown() bool { return true }
