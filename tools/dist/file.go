package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// file is one of a package: its place below the root of the package, and what is in it.
type file struct {
	path string
	mode fs.FileMode
	data []byte
}

// read is a file of the disk for a package.
func read(from, to string, mode fs.FileMode) (file, error) {
	data, err := os.ReadFile(from)
	return file{to, mode, data}, err
}

// sorted are files in the order in which every package has them.
func sorted(files []file) []file {
	out := slices.Clone(files)
	slices.SortFunc(out, func(a, b file) int { return strings.Compare(a.path, b.path) })
	return out
}

// below puts files into a folder.
func below(folder string, files []file) []file {
	out := make([]file, len(files))
	for i, f := range files {
		f.path = path.Join(folder, f.path)
		out[i] = f
	}
	return out
}

// write creates a file and has it written by do.
func write(name string, do func(io.Writer) error) error {
	to, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := errors.Join(do(to), to.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// writeTar writes files as tar has them, all of one time and owner.
func writeTar(w io.Writer, files []file, at time.Time) error {
	archive := tar.NewWriter(w)
	for _, f := range sorted(files) {
		head := &tar.Header{
			Typeflag: tar.TypeReg, Name: f.path, Mode: int64(f.mode), Size: int64(len(f.data)), ModTime: at, Uname: "root", Gname: "root",
			Format: tar.FormatUSTAR,
		}
		if err := archive.WriteHeader(head); err != nil {
			return err
		}
		if _, err := archive.Write(f.data); err != nil {
			return err
		}
	}
	return archive.Close()
}

// tarXZ writes an archive by means of xz, in one thread: several make other bytes on another machine.
func tarXZ(name string, files []file, at time.Time) error {
	return write(name, func(w io.Writer) error {
		xz := exec.Command("xz", "-6", "-T1", "-c")
		xz.Stdout, xz.Stderr = w, os.Stderr
		in, err := xz.StdinPipe()
		if err != nil {
			return err
		}
		if err := xz.Start(); err != nil {
			return fmt.Errorf("xz is needed: %w", err)
		}
		err = writeTar(in, files, at)
		return errors.Join(err, in.Close(), xz.Wait())
	})
}

// tarGZ writes an archive that every system can open without more.
func tarGZ(name string, files []file, at time.Time) error {
	return write(name, func(w io.Writer) error {
		zipped, err := gzip.NewWriterLevel(w, gzip.BestCompression)
		if err != nil {
			return err
		}
		return errors.Join(writeTar(zipped, files, at), zipped.Close())
	})
}

// zipped writes a zip.
func zipped(name string, files []file, at time.Time) error {
	return write(name, func(w io.Writer) error {
		archive := zip.NewWriter(w)
		for _, f := range sorted(files) {
			head := &zip.FileHeader{Name: f.path, Method: zip.Deflate, Modified: at}
			head.SetMode(f.mode)
			to, err := archive.CreateHeader(head)
			if err != nil {
				return err
			}
			if _, err := to.Write(f.data); err != nil {
				return err
			}
		}
		return archive.Close()
	})
}

// stage lays files out on the disk, for tools that take them from there.
func stage(folder string, files []file, at time.Time) error {
	for _, f := range files {
		name := filepath.Join(folder, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.data, f.mode); err != nil {
			return err
		}
		if err := os.Chtimes(name, at, at); err != nil {
			return err
		}
	}
	return nil
}
