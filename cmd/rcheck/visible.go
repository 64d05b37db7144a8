package main

import (
	"io"
	"os"

	"runchecks/domain"
)

// visible is the last edge before a terminal: names, subjects and refusals of servers may
// hold what commands it. Everything that rcheck says goes through here.
type visible struct{ to io.Writer }

// Write writes whole texts: no character is split between two calls.
func (v visible) Write(p []byte) (int, error) {
	if _, err := io.WriteString(v.to, domain.Visible(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// screen reports whether a writer is a terminal.
func screen(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
