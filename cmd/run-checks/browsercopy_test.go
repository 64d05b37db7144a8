package main

import (
	"os"
	"path/filepath"
	"testing"
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
	var c, other browserCopies
	if _, err := other.add([]byte("<p>x")); err != nil {
		t.Fatal(err)
	}
	c.clean()
	if _, err := os.Stat(old); err == nil {
		t.Error("the old folder is still there")
	}
	if _, err := other.add([]byte("<p>y")); err != nil {
		t.Errorf("another window cannot go on: %v", err)
	}
}
