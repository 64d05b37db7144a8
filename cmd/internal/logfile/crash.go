package logfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
)

// The files of a profile's folder about faults that ended the program: the one that the Go
// runtime writes into, and the last that holds one.
const (
	crashName = "crash.txt"
	LastCrash = "crash-last.txt"
)

// WatchCrashes lets the Go runtime write into the profile's folder why the program ends
// where that is by a fault. before is what it wrote at the last such end, told once: ""
// for none. The file is the user's alone.
func WatchCrashes(folder string) (before string, err error) {
	path := filepath.Join(folder, crashName)
	text, err := end(path)
	if err == nil && len(text) > 0 {
		before = string(text)
		err = os.Rename(path, filepath.Join(folder, LastCrash))
	}
	if err != nil {
		return before, fmt.Errorf("look for a fault that ended the program: %w", err)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return before, fmt.Errorf("prepare for a fault that ends the program: %w", err)
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return before, fmt.Errorf("prepare for a fault that ends the program: %w", err)
	}
	err = debug.SetCrashOutput(file, debug.CrashOptions{})
	return before, errors.Join(err, file.Close()) // the runtime has a handle of its own
}

// Crash returns what is known of the last fault that ended the program in a profile, and
// where it stands; "" for none.
func Crash(folder string) (text, path string, err error) {
	for _, name := range []string{crashName, LastCrash} {
		path = filepath.Join(folder, name)
		b, err := end(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", path, err
		}
		if len(b) > 0 {
			return string(b), path, nil
		}
	}
	return "", "", nil
}
