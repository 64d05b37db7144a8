// Package places says where the files of the user's own profile lie on each system. It makes
// and moves nothing, and knows no application id: a program that is renamed finds its files
// again.
package places

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
)

// name is the folder in each place. It is no application id and no title: it stays.
const name = "run-checks"

// profiles is the folder of further profiles. It lies beside the user's own one, which can be
// copied and moved without them.
const profiles = "run-checks-profiles"

// Places are the folders of the user's own profile.
type Places struct {
	// Data holds the database, its copies, and what people made: definitions and words.
	Data string
	// Profiles holds a folder for each further profile, by its name.
	Profiles string
	// Cache holds what can be made again at any time.
	Cache string
	// Logs holds the log and what is known of the last fault.
	Logs string
	// Preferences holds how the window is arranged; Fyne keeps it.
	Preferences string
	// Former is where Data was up to version 0.1, with the logs in it.
	Former string
	// FormerPreferences is where Preferences was then: it bore the application id.
	FormerPreferences string
}

// formerID is the application id of version 0.1, which stood for one that nobody had chosen.
const formerID = "example.run-checks"

// PreferencesName names the folder of the preferences among those of other programs.
const PreferencesName = name

// Own returns the places of the user of this process.
func Own() (Places, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return Places{}, err
	}
	return of(runtime.GOOS, home, os.Getenv)
}

// Cache returns the folder for what can be made again, a temporary one where the user has
// none.
func Cache() string {
	if own, err := Own(); err == nil {
		return own.Cache
	}
	return filepath.Join(os.TempDir(), name)
}

// of returns the places on a system: the XDG Base Directory Specification, the known folders
// of Windows, the File System Programming Guide of Apple.
func of(system, home string, variable func(string) string) (Places, error) {
	// A relative path is to be ignored, says the specification of XDG.
	folder := func(key string, otherwise ...string) string {
		if path := variable(key); filepath.IsAbs(path) {
			return path
		}
		return filepath.Join(append([]string{home}, otherwise...)...)
	}
	switch system {
	case "windows":
		local, roaming := variable("LOCALAPPDATA"), variable("APPDATA")
		if local == "" || roaming == "" {
			return Places{}, errors.New("LOCALAPPDATA and APPDATA name no folder")
		}
		own := filepath.Join(local, name)
		return Places{
			Data: own, Profiles: filepath.Join(local, profiles), Cache: filepath.Join(own, "cache"), Logs: filepath.Join(own, "logs"),
			Preferences: filepath.Join(home, "AppData", "Roaming", "fyne", name), Former: filepath.Join(roaming, name),
			FormerPreferences: filepath.Join(home, "AppData", "Roaming", "fyne", formerID),
		}, nil
	case "darwin", "ios":
		library := filepath.Join(home, "Library")
		data := filepath.Join(library, "Application Support", name)
		return Places{
			Data: data, Profiles: filepath.Join(library, "Application Support", profiles), Cache: filepath.Join(library, "Caches", name),
			Logs:        filepath.Join(library, "Logs", name),
			Preferences: filepath.Join(library, "Preferences", "fyne", name), Former: data,
			FormerPreferences: filepath.Join(library, "Preferences", "fyne", formerID),
		}, nil
	}
	config, data := folder("XDG_CONFIG_HOME", ".config"), folder("XDG_DATA_HOME", ".local", "share")
	return Places{
		Data:              filepath.Join(data, name),
		Profiles:          filepath.Join(data, profiles),
		Cache:             filepath.Join(folder("XDG_CACHE_HOME", ".cache"), name),
		Logs:              filepath.Join(folder("XDG_STATE_HOME", ".local", "state"), name),
		Preferences:       filepath.Join(config, "fyne", name),
		Former:            filepath.Join(config, name),
		FormerPreferences: filepath.Join(config, "fyne", formerID),
	}, nil
}
