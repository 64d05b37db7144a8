//go:build !windows

package autostart

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Place is the file that says it.
func (e Entry) Place() (string, error) {
	if runtime.GOOS == "darwin" {
		home, err := os.UserHomeDir()
		return filepath.Join(home, "Library", "LaunchAgents", e.Name+".plist"), err
	}
	config, err := os.UserConfigDir()
	return filepath.Join(config, "autostart", e.Name+".desktop"), err
}

// On reports whether the program starts at the next sign-in.
func (e Entry) On() (bool, error) {
	path, err := e.Place()
	if err != nil {
		return false, err
	}
	_, err = os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Put has the program start from the next sign-in on.
func (e Entry) Put() error {
	path, err := e.Place()
	if err != nil {
		return err
	}
	content := e.desktopFile()
	if runtime.GOOS == "darwin" {
		content = e.agent()
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(content), 0o600)
}

// Remove takes it back; nothing to take back is good.
func (e Entry) Remove() error {
	path, err := e.Place()
	if err == nil {
		err = os.Remove(path)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
