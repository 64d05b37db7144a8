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
)

// forceFlag declares what lets a command write over a file.
func forceFlag(f *flag.FlagSet) *bool {
	return f.Bool("force", false, "write over a file that is there")
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
