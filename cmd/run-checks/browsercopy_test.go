package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestCopiesForTheBrowserAreTheUsersAloneAndGo(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var c browserCopies
	address, err := c.add([]byte("<p>x"))
	if err != nil {
		t.Fatal(err)
	}
	if address.Scheme != "file" {
		t.Errorf("the address is %s", address)
	}
	about, err := os.Stat(filepath.FromSlash(address.Path))
	if err != nil {
		t.Fatal(err)
	}
	if about.Mode().Perm() != 0o600 {
		t.Errorf("others may read the copy: %v", about.Mode())
	}
	if err := c.remove(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(c.folder); c.folder != "" || err == nil {
		t.Error("the copies are still there")
	}
}

func TestOldCopiesOfAProgramThatCrashedAreRemoved(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	old, err := os.MkdirTemp("", copiesName)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	var c browserCopies
	c.clean(now.Add(forgotten / 2))
	if _, err := os.Stat(old); err != nil {
		t.Error("a folder that another window may use is gone")
	}
	c.clean(now.Add(2 * forgotten))
	if _, err := os.Stat(old); err == nil {
		t.Error("the old folder is still there")
	}
}
