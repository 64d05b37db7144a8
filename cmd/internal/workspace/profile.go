package workspace

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"runchecks/cmd/internal/logfile"
	"runchecks/domain"
	"runchecks/storage"
)

// Exists reports whether a folder holds a workspace.
func Exists(folder string) bool {
	info, err := os.Stat(filepath.Join(folder, storage.FileName))
	return err == nil && info.Mode().IsRegular()
}

// Was reports whether a folder held a workspace whose database is gone: its copies are
// still there, or what stood beside it.
func Was(folder string) bool { return storage.Remains(folder) }

// mostProfiles bounds how many workspaces are named to somebody who mistyped one.
const mostProfiles = 20

// Profiles lists the folders of workspaces that somebody may have meant who named folder:
// the user's own, those beside it, and those below it.
func Profiles(folder string) []string {
	var out []string
	add := func(path string) {
		if path, err := filepath.Abs(path); err == nil && len(out) < mostProfiles && Exists(path) && !slices.Contains(out, path) {
			out = append(out, path)
		}
	}
	within := func(parent string) {
		entries, err := os.ReadDir(parent)
		if err != nil {
			return // it names no workspace then
		}
		for _, e := range entries {
			if e.IsDir() {
				add(filepath.Join(parent, e.Name()))
			}
		}
	}
	if own, err := DefaultFolder(); err == nil {
		add(own)
		within(own)
	}
	if folder, err := filepath.Abs(cmp.Or(folder, ".")); err == nil {
		within(filepath.Dir(folder))
		within(folder)
	}
	return out
}

// Missing says that there is no workspace in folder, and which ones there are. It makes
// nothing: a script that mistyped the name of a profile must not read an empty list as
// "all reviewed".
func Missing(folder string) error {
	text := fmt.Sprintf("There is no profile in %s. ", folder)
	if known := Profiles(folder); len(known) > 0 {
		text += "These exist: " + strings.Join(known, ", ") + ". "
	} else {
		text += "None was found beside it either. "
	}
	return &domain.Error{
		Code:    domain.CodeNotFound,
		Message: text + "Adding the first account makes one, and so does --create. Nothing was made.",
	}
}

// made is what Open made that was not there before.
type made struct {
	folder  bool // the folder itself
	profile bool // the workspace in it
}

// Made reports whether opening this workspace made it.
func (w *Workspace) Made() bool { return w.made.profile }

// empty reports whether there is neither an account nor a decision.
func (w *Workspace) empty() bool {
	if w.Store == nil {
		return true
	}
	empty := false
	err := w.Store.Read(context.Background(), func(q domain.Reader) error {
		list, err := q.Accounts()
		if err != nil || len(list) > 0 {
			return err
		}
		_, err = q.NewestDecision()
		empty = domain.CodeOf(err) == domain.CodeNotFound
		return nil
	})
	return empty && err == nil
}

// Discard closes a workspace and removes what opening it made: whatever it was made for
// failed. One that was there before, or in which something was kept, is only closed.
func (w *Workspace) Discard() error {
	empty := w.made.profile && w.empty()
	err := w.Close()
	switch {
	case !empty:
		return err
	case w.made.folder:
		return errors.Join(err, os.RemoveAll(w.Folder))
	}
	entries, readErr := os.ReadDir(w.Folder)
	err = errors.Join(err, readErr)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), storage.FileName) || strings.HasPrefix(e.Name(), logfile.Name) {
			err = errors.Join(err, os.Remove(filepath.Join(w.Folder, e.Name())))
		}
	}
	return err
}
