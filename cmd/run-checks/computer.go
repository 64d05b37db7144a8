package main

import (
	"os"

	"runchecks/cmd/internal/autostart"
	"runchecks/ui/shell"
)

// starter has the window of a profile start when its user signs in.
type starter struct{ entry autostart.Entry }

// newStarter returns it for a profile in a folder, "" for the user's own.
func newStarter(folder string) (starter, error) {
	program, err := os.Executable()
	return starter{autostart.Of(shell.Name, program, folder)}, err
}

// Starts reports whether it does, and where that is said.
func (s starter) Starts() (on bool, place string, err error) {
	if place, err = s.entry.Place(); err == nil {
		on, err = s.entry.On()
	}
	return on, place, err
}

// SetStarts writes that there, or takes it away again.
func (s starter) SetStarts(on bool) error {
	if on {
		return s.entry.Put()
	}
	return s.entry.Remove()
}
