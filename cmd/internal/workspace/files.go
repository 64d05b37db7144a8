package workspace

import (
	"fmt"
	"os"
	"path/filepath"

	"runchecks/cmd/internal/logfile"
	"runchecks/cmd/internal/places"
	"runchecks/storage"
)

// File is a place where something of a profile lies.
type File struct {
	// What it is: "database", "copies". It is kept stable for scripts.
	What string `json:"what"`
	Path string `json:"path"`
	// There is false where nothing was written yet.
	There bool `json:"there"`
}

// Text is the file as a line for people.
func (f File) Text() string {
	if f.There {
		return fmt.Sprintf("%-15s  %s", f.What, f.Path)
	}
	return fmt.Sprintf("%-15s  %s  (not there yet)", f.What, f.Path)
}

// Files lists where everything of a workspace lies; "" is the user's own one. Nothing is made
// or opened.
func Files(folder string) ([]File, error) {
	p, err := own()
	if err != nil {
		return nil, err
	}
	if folder == "" {
		if folder, err = DefaultFolder(); err != nil {
			return nil, err
		}
	}
	if folder, err = filepath.Abs(folder); err != nil {
		return nil, err
	}
	out := []File{
		{What: "profile", Path: folder},
		{What: "database", Path: filepath.Join(folder, storage.FileName)},
		{What: "search index", Path: storage.SearchIndex(folder)},
		{What: "copies", Path: storage.CopiesFolder(folder)},
		{What: "readers", Path: filepath.Join(folder, readersName)},
		{What: "words", Path: filepath.Join(folder, wordsName)},
		{What: "log", Path: filepath.Join(LogFolder(folder), logfile.Name)},
		{What: "fault", Path: filepath.Join(LogFolder(folder), logfile.LastCrash)},
		{What: "cache", Path: p.Cache},
		{What: "preferences", Path: p.Preferences},
	}
	if p.Former != p.Data && folder != p.Former && present(p.Former) {
		out = append(out, File{What: "earlier profile", Path: p.Former})
	}
	for i := range out {
		_, err := os.Stat(out[i].Path)
		out[i].There = err == nil
	}
	return out, nil
}

// PreferencesName is under which name the window keeps how it is arranged.
const PreferencesName = places.PreferencesName
