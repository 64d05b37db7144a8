package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage/repository"
)

// files is what Fyne's own files can do.
type files interface {
	repository.AppendableRepository
	repository.DeleteAllRepository
	repository.HierarchicalRepository
	repository.ListableRepository
	repository.CopyableRepository
	repository.MovableRepository
}

// wholeFiles are files that are written whole or not at all: one that was there is what it
// was until the new one is complete on the disk. Fyne empties it as soon as it is chosen.
type wholeFiles struct{ files }

// writeWhole makes everything that the window saves be written whole. It must be called
// once the application was made.
func writeWhole() {
	if known, err := repository.ForScheme("file"); err == nil {
		if own, ok := known.(files); ok {
			repository.Register("file", wholeFiles{own})
		}
	}
}

// Writer implements repository.WritableRepository.
func (wholeFiles) Writer(u fyne.URI) (fyne.URIWriteCloser, error) {
	path := u.Path()
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".run-checks-*")
	if err != nil {
		return nil, err
	}
	return &wholeFile{File: f, uri: u, mode: mode}, nil
}

// wholeFile is a file that takes its place when it is closed.
type wholeFile struct {
	*os.File
	uri  fyne.URI
	mode fs.FileMode
}

// URI is the place that it takes.
func (w *wholeFile) URI() fyne.URI { return w.uri }

// Close puts the file in its place.
func (w *wholeFile) Close() error {
	err := errors.Join(w.Chmod(w.mode), w.Sync(), w.File.Close())
	if err == nil {
		err = os.Rename(w.Name(), w.uri.Path())
	}
	if err != nil {
		err = errors.Join(err, os.Remove(w.Name()))
	}
	return err
}

// Discard leaves what was there.
func (w *wholeFile) Discard() error { return errors.Join(w.File.Close(), os.Remove(w.Name())) }
