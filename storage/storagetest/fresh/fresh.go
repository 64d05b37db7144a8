// Package fresh opens new caches for tests. The first one that a process asks for is made by
// every migration, as a person's is; the others begin as copies of it, which takes a tenth of
// the time. Tests of migrations and of first starts want storage.Open.
package fresh

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"runchecks/storage"
)

// Open opens a new cache in folder, which holds none.
func Open(ctx context.Context, folder string) (*storage.DB, error) {
	files, err := made()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			return nil, err
		}
	}
	return storage.Open(ctx, folder)
}

// made are the files that an empty cache leaves when it is closed, by their names.
var made = sync.OnceValues(func() (_ map[string][]byte, err error) {
	folder, err := os.MkdirTemp("", "fresh-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	db, err := storage.Open(context.Background(), folder)
	if err != nil {
		return nil, err
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		if files[e.Name()], err = os.ReadFile(filepath.Join(folder, e.Name())); err != nil {
			return nil, err
		}
	}
	return files, nil
})
