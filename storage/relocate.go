package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// What a move between disks leaves while it is under way and when it is done.
const (
	arriving = ".arriving" // the copy that is not whole yet
	moved    = ".moved"    // the folder that was copied, kept
)

// Relocate moves a workspace folder with everything in it. Nobody else may have it open.
// On one disk that is one step. Between disks it is copied, and takes its name when all of it
// is on the disk; kept then names the folder that was copied, which stays. Where it is
// interrupted or fails, the workspace is whole in one of the two places and can be moved again.
func Relocate(ctx context.Context, from, to string) (kept string, err error) {
	tried := fmt.Sprintf("move the workspace folder %s to %s", from, to)
	if _, err := os.Stat(filepath.Join(to, FileName)); err == nil || Remains(to) {
		return "", &domain.Error{
			Code: domain.CodeConflict,
			Said: wording.Of("refusal.profile_there", to, from),
		}
	}
	h, err := enter(ctx, from, true)
	if err != nil {
		return "", err
	}
	if runtime.GOOS == "windows" { // it moves no folder that has an open file, ours included
		if err := h.leave(func(bool) error { return nil }); err != nil {
			return "", err
		}
	} else {
		defer func() { err = errors.Join(err, h.leave(func(bool) error { return nil })) }()
	}
	if err := clearTheWay(to); err != nil {
		return "", storageError(tried, err)
	}
	renamed := os.Rename(from, to)
	if renamed == nil {
		return "", storageError(tried, errors.Join(syncFolder(filepath.Dir(to)), syncFolder(filepath.Dir(from))))
	}
	if err := copyFolder(ctx, from, to+arriving); err != nil {
		return "", storageError(tried, errors.Join(renamed, err, os.RemoveAll(to+arriving)))
	}
	if err := errors.Join(os.Rename(to+arriving, to), syncFolder(filepath.Dir(to))); err != nil {
		return "", storageError(tried, err)
	}
	kept = from + moved
	if err := os.Rename(from, kept); err != nil {
		return from, nil // both are there: the next start says so, and uses the new one
	}
	return kept, nil
}

// clearTheWay makes room for a folder called to. What is there and is no workspace goes
// aside, whole; what an interrupted move left goes.
func clearTheWay(to string) error {
	if err := os.RemoveAll(to + arriving); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	entries, err := os.ReadDir(to)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case len(entries) == 0:
		return os.Remove(to)
	}
	aside := to + ".aside"
	for n := 2; ; n++ {
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			return os.Rename(to, aside)
		}
		aside = fmt.Sprintf("%s.aside-%d", to, n)
	}
}

// copyFolder copies a folder, and returns when all of it is on the disk. What is neither a
// file nor a folder, such as a socket of a window that ended, is left out.
func copyFolder(ctx context.Context, from, to string) error {
	return filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err = errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		within, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, within)
		switch {
		case e.IsDir():
			return os.MkdirAll(target, 0o700)
		case e.Type().IsRegular():
			return copyWhole(path, target)
		}
		return nil
	})
}

// copyWhole copies a file, and returns when it is on the disk.
func copyWhole(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = source.Close() }() // it was only read
	info, err := source.Stat()
	if err != nil {
		return err
	}
	target, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	if err = errors.Join(err, target.Sync(), target.Close()); err != nil {
		return err
	}
	return errors.Join(os.Chtimes(to, info.ModTime(), info.ModTime()), syncFolder(filepath.Dir(to)))
}
