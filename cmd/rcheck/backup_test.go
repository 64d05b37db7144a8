package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runchecks/storage"
)

// labProfile is a profile with one account that leads nowhere.
func labProfile(t *testing.T) string {
	t.Helper()
	t.Setenv("LAB_PASSWORD", "x")
	folder := t.TempDir()
	rcheck(t, exitGood, append([]string{"--profile", folder}, addLab("lab")...)...)
	return folder
}

func addLab(name string) []string {
	words := "account add imap --host 127.0.0.1 --port 1 --tls none --user u --secret-env LAB_PASSWORD --name " + name
	return strings.Fields(words)
}

func TestACopyIsMadeLookedAtAndPutBackInTheTerminal(t *testing.T) {
	folder := labProfile(t)
	file := filepath.Join(t.TempDir(), "copy.db")
	if made := rcheck(t, exitGood, "--profile", folder, "backup", "--to", file)[0]; made["entries"] != 1.0 || made["checked"] != true {
		t.Errorf("made %v", made)
	}
	rcheck(t, exitFailed, "--profile", folder, "backup", "--to", file)
	rcheck(t, exitGood, "--profile", folder, "backup", "--to", file, "--force")
	rcheck(t, exitGood, append([]string{"--profile", folder}, addLab("second")...)...)

	look := rcheck(t, exitGood, "--profile", folder, "restore", file)[0]
	if look["later"] != 1.0 || look["lost"] != 1.0 || look["damage"] != nil || look["replaced"] != nil {
		t.Errorf("looked: %v", look)
	}
	if list := rcheck(t, exitGood, "--profile", folder, "account", "list"); len(list) != 2 {
		t.Errorf("looking changed the accounts: %v", list)
	}
	done := rcheck(t, exitGood, "--profile", folder, "restore", file, "--yes")[0]
	if done["lost"] != 1.0 || done["replaced"] == nil {
		t.Errorf("done: %v", done)
	}
	if list := rcheck(t, exitGood, "--profile", folder, "account", "list"); len(list) != 1 {
		t.Errorf("the accounts of the copy are %v", list)
	}
	if got := rcheck(t, exitGood, "--profile", folder, "journal", "verify")[0]; got["entries"] != 2.0 || len(got["findings"].([]any)) != 0 {
		t.Errorf("the journal after it: %v", got)
	}
	if newest := rcheck(t, exitGood, "--profile", folder, "journal")[0]; newest["kind"] != "restore" {
		t.Errorf("the newest decision is %v", newest)
	}
}

func TestWhatIsLeftOfADamagedProfileIsSaidAndSaved(t *testing.T) {
	folder := labProfile(t)
	rcheck(t, exitGood, "--profile", folder, "backup")
	rcheck(t, exitGood, append([]string{"--profile", folder}, addLab("second")...)...)
	if err := os.Truncate(filepath.Join(folder, storage.FileName), 0); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"jobs", "status", "journal", "account list", "sync", "backup"} {
		got := withRing(noKeychain, "", append([]string{"--profile", folder}, strings.Fields(words)...)...)
		if got.code != exitFailed || got.out != "" || !strings.Contains(got.err, "rcheck restore") {
			t.Errorf("rcheck %s: %+v", words, got)
		}
	}
	if list := rcheck(t, exitGood, "--profile", folder, "backup", "--list"); len(list) != 1 {
		t.Errorf("copies: %v", list)
	}
	if look := rcheck(t, exitGood, "--profile", folder, "restore")[0]; look["damage"] == nil || look["entries"] != 1.0 {
		t.Errorf("looked: %v", look)
	}
	rcheck(t, exitGood, "--profile", folder, "restore", "--yes")
	if list := rcheck(t, exitGood, "--profile", folder, "account", "list"); len(list) != 1 {
		t.Errorf("accounts: %v", list)
	}
}

func TestACopyIsNotPutBackWhileAnotherProcessHasTheProfile(t *testing.T) {
	folder := labProfile(t)
	rcheck(t, exitGood, "--profile", folder, "backup")
	store, err := storage.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for _, words := range [][]string{{"restore"}, {"restore", "--yes"}} {
		got := withRing(noKeychain, "", append([]string{"--profile", folder}, words...)...)
		if got.code != exitFailed || !strings.Contains(got.err, "Another process") {
			t.Errorf("%v: %+v", words, got)
		}
	}
}

func TestWithAnotherClockNothingIsDecidedOutsideOfADemo(t *testing.T) {
	folder := labProfile(t)
	before := len(rcheck(t, exitGood, "--profile", folder, "journal"))
	for _, words := range [][]string{{"account", "pause", "lab"}, {"night", "--start", "13"}, {"role", "viewer"}, addLab("other")} {
		var out, errs bytes.Buffer
		code := run(t.Context(), append([]string{"--profile", folder, "--now", testNow}, words...), strings.NewReader(""), &out, &errs)
		if code != exitFailed || !strings.Contains(errs.String(), "--now") {
			t.Errorf("%v: code %d, %s", words, code, errs.String())
		}
	}
	if after := len(rcheck(t, exitGood, "--profile", folder, "journal")); after != before {
		t.Errorf("%d decisions, there were %d", after, before)
	}
	rcheck(t, exitGood, "--profile", folder, "--now", testNow, "jobs")
}
