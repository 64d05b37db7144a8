package autostart

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/windows/registry"
)

// runKey holds what Windows starts when this user signs in.
const runKey = `Software\Microsoft\Windows\CurrentVersion\Run`

// Place is the value that says it.
func (e Entry) Place() (string, error) { return `HKCU\` + runKey + `\` + e.Name, nil }

func open(access uint32) (registry.Key, error) {
	k, _, err := registry.CreateKey(registry.CURRENT_USER, runKey, access)
	return k, err
}

// On reports whether the program starts at the next sign-in.
func (e Entry) On() (bool, error) {
	k, err := open(registry.QUERY_VALUE)
	if err != nil {
		return false, err
	}
	defer func() { _ = k.Close() }()
	_, _, err = k.GetStringValue(e.Name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Put has the program start from the next sign-in on.
func (e Entry) Put() error {
	k, err := open(registry.SET_VALUE)
	if err != nil {
		return err
	}
	return errors.Join(k.SetStringValue(e.Name, e.commandLine()), k.Close())
}

// Remove takes it back; nothing to take back is good.
func (e Entry) Remove() error {
	k, err := open(registry.SET_VALUE)
	if err != nil {
		return err
	}
	err = k.DeleteValue(e.Name)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, k.Close())
}
