package library

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"runchecks/domain/plainfile"
)

// drafts is the folder of texts that are not in use yet.
const drafts = "drafts"

// Drafts returns the texts that are not in use yet, by file.
func (l *Library) Drafts() (map[string]string, error) {
	out := map[string]string{}
	folder := filepath.Join(l.folder, drafts)
	list, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return nil, l.problem("read", folder, err)
	}
	for _, e := range list {
		if !e.Type().IsRegular() || !strings.HasSuffix(e.Name(), suffix) {
			continue
		}
		text, err := plainfile.Read(filepath.Join(folder, e.Name()), mostText)
		if err != nil {
			return nil, l.problem("read", folder, err)
		}
		out[e.Name()] = string(text)
	}
	return out, nil
}

// KeepDraft keeps a text that is not in use yet; "" forgets it.
func (l *Library) KeepDraft(file, text string) error {
	path, err := l.path(file)
	if err != nil {
		return err
	}
	path = filepath.Join(filepath.Dir(path), drafts, file)
	if text == "" {
		err = os.Remove(path)
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	} else {
		err = write(path, text)
	}
	if err != nil {
		return l.problem("write", path, err)
	}
	return nil
}
