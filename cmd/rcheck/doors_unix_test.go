//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"runchecks/storage"
)

// door is a way by which a file of somebody else gets to the program.
type door struct {
	put  string // where it lies in the profile, "" for one that is named in place of FILE
	args []string
	code int
	most int64 // bytes that are read, 0 for no bound of its own
}

var doors = map[string]door{
	"words of the profile":  {put: "lexicon/x.toml", args: []string{"words"}, most: 1 << 20},
	"reader of the profile": {put: "readers/x.toml", args: []string{"readers", "list"}, most: 64 << 10},
	"list of customers":     {args: []string{"customers", "import", "FILE"}, code: exitFailed, most: 20 << 20},
	"mail":                  {args: []string{"read", "FILE"}, code: exitFailed},
	"definition":            {args: []string{"readers", "test", "FILE", "FILE"}, code: exitFailed, most: 1 << 20},
	"new definition":        {args: []string{"readers", "use", "FILE"}, code: exitFailed, most: 1 << 20},
	"copy":                  {args: []string{"restore", "--yes", "FILE"}, code: exitFailed},
	"log of the database":   {put: storage.FileName + "-wal", args: []string{"jobs"}, code: exitFailed},
	"database":              {put: storage.FileName, args: []string{"jobs"}, code: exitFailed},
	"state of the database": {put: storage.FileName + "-state", args: []string{"jobs"}, code: exitFailed},
}

func TestNoFileOfAProfileOrAPersonIsWaitedForOrReadWithoutEnd(t *testing.T) {
	kinds := map[string]func(path string) error{
		"a pipe":   func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"a device": func(path string) error { return os.Symlink("/dev/zero", path) },
		"a folder": func(path string) error { return os.Mkdir(path, 0o700) },
	}
	for name, door := range doors {
		for what, create := range kinds {
			if what == "a folder" && strings.HasSuffix(door.put, ".toml") {
				continue // folders are passed by where all files of a folder are read
			}
			t.Run(name+" is "+what, func(t *testing.T) { door.isBarred(t, what, create) })
		}
		if door.most == 0 {
			continue
		}
		large := func(path string) error {
			f, err := os.Create(path)
			if err != nil {
				return err
			}
			defer func() { _ = f.Close() }()
			return f.Truncate(door.most + 1)
		}
		t.Run(name+" is too large", func(t *testing.T) { door.isBarred(t, "larger than", large) })
	}
}

// isBarred puts what create makes behind the door, and expects a sentence about it in time.
func (d door) isBarred(t *testing.T, says string, create func(path string) error) {
	t.Helper()
	profile := filepath.Join(t.TempDir(), "p")
	if got := withRing(noKeychain, "", "--profile", profile, "--create", "role", "admin"); got.code != exitGood {
		t.Fatal(got.err)
	}
	path := filepath.Join(t.TempDir(), "given.toml")
	if d.put != "" {
		path = filepath.Join(profile, d.put)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
	if err := create(path); err != nil {
		t.Fatal(err)
	}
	args := []string{"--profile", profile}
	for _, word := range d.args {
		if word == "FILE" {
			word = path
		}
		args = append(args, word)
	}
	done := make(chan said, 1)
	go func() { done <- withRing(noKeychain, "", args...) }()
	select {
	case got := <-done:
		text := got.out + got.err
		if got.code != d.code || !strings.Contains(text, says) || !strings.Contains(text, strings.TrimSuffix(filepath.Base(path), ".toml")) {
			t.Errorf("exit %d: %s%s", got.code, got.out, got.err)
		}
	case <-time.After(20 * time.Second):
		if f, err := os.OpenFile(path, os.O_RDWR, 0); err == nil {
			_ = f.Close() // lets whoever waits for the pipe go on
		}
		t.Error("it waits")
	}
}
