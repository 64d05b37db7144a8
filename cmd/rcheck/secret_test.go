package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestAPasswordComesFromAFileOrACommand(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the command is one of a Unix shell")
	}
	file := filepath.Join(t.TempDir(), "reports")
	if err := os.WriteFile(file, []byte("very secret\nand more\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, way := range [][]string{{"--secret-file", file}, {"--secret-command", "head -1 '" + file + "'"}} {
		folder, keychain := t.TempDir(), ring{entries: map[string]string{}}
		add := mailbox(t, "lab", "very secret")
		add = append(append([]string{"--profile", folder}, add[:len(add)-1]...), way...)
		if got := withRing(keychain, "", add...); got.code != exitGood || len(keychain.entries) != 1 {
			t.Fatalf("%v: %+v", way, got)
		}
		if got := withRing(keychain, "", "--profile", folder, "sync"); got.code != exitGood {
			t.Errorf("%v: %+v", way, got)
		}
	}
}

func TestWithoutAKeychainASyncIsGivenPasswordsByFileOrCommand(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the command is one of a Unix shell")
	}
	folder, file := t.TempDir(), filepath.Join(t.TempDir(), "reports")
	if err := os.WriteFile(file, []byte("very secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	do := func(want int, args ...string) string {
		t.Helper()
		got := withRing(noKeychain, "very secret\n", append([]string{"--profile", folder}, args...)...)
		if got.code != want {
			t.Errorf("rcheck %v: %+v, want %d", args, got, want)
		}
		return got.err
	}
	do(exitGood, mailbox(t, "lab", "very secret")...)
	do(exitFailed, "sync")
	do(exitGood, "sync", "--secret-file", "lab="+file)
	do(exitGood, "sync", "--secret-command", "lab=cat "+file)
	if said := do(exitFailed, "sync", "--secret-command", "lab=exit 7"); !strings.Contains(said, "--secret-command failed") {
		t.Errorf("a command that fails: %q", said)
	}
	do(exitFailed, "sync", "--secret-file", "lab="+file+".not-there")
	do(exitUsage, "sync", "--secret-file", "lab")
	nowhere(t, folder, "very secret")
}
