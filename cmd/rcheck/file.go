package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"runchecks/domain"
	"runchecks/domain/plainfile"
)

// forceFlag declares what lets a command write over a file.
func forceFlag(f *flag.FlagSet) *bool {
	return f.Bool("force", false, "write over a file that is there")
}

// stdio is the name of standard input and output where a file is named.
const stdio = "-"

// readFile reads a file, or standard input, of at most limit bytes.
func (t *terminal) readFile(name string, limit int64) ([]byte, error) {
	if name != stdio {
		return plainfile.Read(name, limit)
	}
	data, err := io.ReadAll(io.LimitReader(t.in, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("standard input holds more than %d bytes", limit)
	}
	return data, err
}

// writeFile writes a file as the function of that name does, or standard output.
func (t *terminal) writeFile(name string, force bool, write func(io.Writer) error) error {
	if name == stdio {
		return write(t.raw)
	}
	return writeFile(name, force, write)
}

// writeFile makes a file and writes it whole: where that fails there is none, and one
// that was there is what it was. It is never written over without force.
func writeFile(name string, force bool, write func(io.Writer) error) error {
	info, err := os.Stat(name)
	switch {
	case err == nil && !info.Mode().IsRegular(): // a terminal or a pipe: there is nothing to lose
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	case err == nil && !force:
		return &domain.Error{
			Code:    domain.CodeConflict,
			Message: fmt.Sprintf("There is a file %s already; --force writes over it. Nothing was written.", name),
		}
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".rcheck-*")
	if err != nil {
		return err
	}
	err = errors.Join(write(f), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
