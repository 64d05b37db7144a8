// Package plainfile opens the files that a person names or that lie in a profile. Its own: that
// nothing but a regular file is read, since a pipe waits for ever and a device never ends,
// and that no file is larger than whoever reads it expects. Not its own: what stands in them.
package plainfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Open opens a file for reading without waiting for anybody. What is no regular file, nor
// a link to one, gives CodeInvalid; other errors are the system's.
func Open(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|nonblocking, 0)
	if err != nil {
		if info, statErr := os.Stat(path); statErr == nil && !info.Mode().IsRegular() {
			return nil, notRegular(path, info.Mode()) // a socket cannot be opened at all
		}
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = notRegular(path, info.Mode())
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Read reads a file of at most limit bytes. A larger one gives CodeInvalid.
func Read(path string, limit int64) ([]byte, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	if int64(len(b)) > limit {
		return nil, domain.Refuse(domain.CodeInvalid, "refusal.file_large", path, size(limit))
	}
	return b, nil
}

// Check refuses what is there and is no regular file, as Open does. What is not there is none
// of its errors.
func Check(path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Mode().IsRegular() {
		return nil //nolint:nilerr // whoever opens it says so better
	}
	return notRegular(path, info.Mode())
}

// Dir is a folder whose files are opened by Open.
func Dir(folder string) fs.FS { return dir{folder, os.DirFS(folder)} }

type dir struct {
	folder string
	fs.FS
}

// Open implements fs.FS. The folder itself is opened for its list.
func (d dir) Open(name string) (fs.File, error) {
	if name == "." || !fs.ValidPath(name) {
		return d.FS.Open(name)
	}
	return Open(filepath.Join(d.folder, filepath.FromSlash(name)))
}

func notRegular(path string, mode fs.FileMode) error {
	what := wording.Of("refusal.file_none_other")
	switch {
	case mode.IsDir():
		what = wording.Of("refusal.file_none_folder")
	case mode&fs.ModeNamedPipe != 0:
		what = wording.Of("refusal.file_none_pipe")
	case mode&fs.ModeSocket != 0:
		what = wording.Of("refusal.file_none_socket")
	case mode&fs.ModeDevice != 0:
		what = wording.Of("refusal.file_none_device")
	}
	return domain.Refuse(domain.CodeInvalid, "refusal.file_none", path, what)
}

func size(limit int64) string {
	if limit >= 1<<20 {
		return fmt.Sprintf("%d MB", limit>>20)
	}
	return fmt.Sprintf("%d KB", limit>>10)
}
