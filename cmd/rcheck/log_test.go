package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runchecks/cmd/internal/logfile"
)

func TestTheLogOfAProfileIsShownWithoutItsDatabase(t *testing.T) {
	folder := t.TempDir()
	got := withRing(noKeychain, "", "--profile", folder, "log")
	if got.code != exitGood || got.out != "The log is empty.\n" || got.err != "" {
		t.Errorf("without a log: %+v", got)
	}
	log := logfile.Open(folder)
	for _, what := range []string{"first", "second", "third"} {
		log.Logger(nil).Info(what)
	}
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	got = withRing(noKeychain, "", "--profile", folder, "log", "--lines", "2")
	if got.code != exitGood || strings.Contains(got.out, "first") || !strings.Contains(got.out, "third") {
		t.Errorf("%+v", got)
	}
	if err := os.WriteFile(filepath.Join(folder, logfile.LastCrash), []byte("panic: the fault\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got = withRing(noKeychain, "", "--profile", folder, "log"); !strings.Contains(got.err, "rcheck log --crash") {
		t.Errorf("the fault is not mentioned: %+v", got)
	}
	if got = withRing(noKeychain, "", "--profile", folder, "log", "--crash"); got.out != "panic: the fault\n" {
		t.Errorf("%+v", got)
	}
}
