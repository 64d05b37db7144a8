package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runchecks/storage"
)

// entries lists what is in a folder, itself included; a folder that is not there is empty.
func entries(t *testing.T, folder string) (names []string) {
	t.Helper()
	_ = filepath.WalkDir(folder, func(path string, _ os.DirEntry, err error) error {
		if err == nil {
			names = append(names, path)
		}
		return nil
	})
	return names
}

func TestAMistypedProfileIsRefusedAndMakesNothing(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, "config"))
	t.Setenv("XDG_DATA_HOME", filepath.Join(home, "data"))
	t.Setenv("LAB_PASSWORD", "x")
	right, wrong := filepath.Join(home, "clients", "right"), filepath.Join(home, "clients", "rihgt")
	add := []string{"account", "add", "imap", "--name", "lab", "--host", "127.0.0.1", "--port", "1", "--tls", "none", "--user", "u", "--secret-env", "LAB_PASSWORD"}
	if got := withRing(noKeychain, "", append([]string{"--profile", right}, add...)...); got.code != exitGood || !strings.Contains(got.err, "made a new profile in "+right) {
		t.Fatalf("%+v", got)
	}
	before := entries(t, home)
	for _, c := range commands {
		// Whatever a command is, with words that fit, it makes no profile.
		words := strings.Fields(c.words)
		least, _ := c.count()
		for range least {
			words = append(words, "1")
		}
		switch c.words {
		case "account add", "read", "serve-demo", "account find", "readers test", "customers export", "completion", "man", "doctor",
			"licences", "profiles", "profiles new":
			continue // it makes one, or needs none, or would write a file called 1
		}
		got := withRing(noKeychain, "", append([]string{"--profile", wrong}, words...)...)
		if got.code == exitGood || got.out != "" {
			t.Errorf("rcheck %v: %+v", words, got)
		}
	}
	got := withRing(noKeychain, "", "--profile", wrong, "jobs")
	if got.code != exitFailed || !strings.Contains(got.err, "no profile in "+wrong) || !strings.Contains(got.err, right) {
		t.Errorf("%+v", got)
	}
	if got := withRing(noKeychain, "", "jobs"); got.code != exitFailed || !strings.Contains(got.err, "--create") {
		t.Errorf("without the user's own profile: %+v", got)
	}
	if after := entries(t, home); len(after) != len(before) {
		t.Errorf("there was %v, there is %v", before, after)
	}
}

func TestAnAccountThatIsNotAddedMakesNoProfile(t *testing.T) {
	parent := t.TempDir()
	there := filepath.Join(parent, "there")
	if err := os.Mkdir(there, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{filepath.Join(parent, "new"), there} {
		// Without a client id there is nothing to sign in with.
		got := withRing(noKeychain, "", "--profile", folder, "account", "add", "imap", "--oauth", "microsoft", "--user", "u@x.example")
		if got.code != exitFailed || strings.Contains(got.err, "made a new profile") {
			t.Errorf("%+v", got)
		}
		withRing(noKeychain, "", "--profile", folder, "account", "add", "pop3")
	}
	if left := entries(t, parent); len(left) != 2 {
		t.Errorf("left over: %v", left)
	}
}

func TestAProfileIsMadeWhereThatIsSaid(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new")
	if got := withRing(noKeychain, "", "--profile", folder, "--create", "jobs"); got.code != exitGood || !strings.Contains(got.err, "No account") && !strings.Contains(got.err, "mailbox") {
		t.Errorf("%+v", got)
	}
	if _, err := os.Stat(filepath.Join(folder, storage.FileName)); err != nil {
		t.Error(err)
	}
	if got := withRing(noKeychain, "", "--profile", folder, "jobs"); got.code != exitGood {
		t.Errorf("%+v", got)
	}
}

func TestAnAccountOfANameThatIsTakenIsRefused(t *testing.T) {
	folder, keychain := t.TempDir(), ring{entries: map[string]string{}}
	if got := withRing(keychain, "first\n", append([]string{"--profile", folder}, mailbox(t, "lab", "first")...)...); got.code != exitGood {
		t.Fatalf("%+v", got)
	}
	before := withRing(keychain, "", "--profile", folder, "--json", "account", "list").out
	for _, name := range []string{"lab", "LAB"} {
		got := withRing(keychain, "second\n", append([]string{"--profile", folder}, mailbox(t, name, "second")...)...)
		if got.code != exitFailed || !strings.Contains(got.err, "already") {
			t.Errorf("%+v", got)
		}
	}
	if after := withRing(keychain, "", "--profile", folder, "--json", "account", "list").out; after != before {
		t.Errorf("the account is now %s, was %s", after, before)
	}
	for _, secret := range keychain.entries {
		if strings.Contains(secret, "second") {
			t.Error("the password was replaced")
		}
	}
}

func TestAPassphraseIsRemovedOnlyWhereThatIsSaid(t *testing.T) {
	folder := t.TempDir()
	t.Setenv(passphraseVariable, "")
	t.Setenv(newPassphraseVariable, "horse battery")
	rcheck(t, exitGood, "--create", "--profile", folder, "passphrase")
	t.Setenv(passphraseVariable, "horse battery")
	t.Setenv(newPassphraseVariable, "")
	rcheck(t, exitUsage, "--profile", folder, "passphrase")
	rcheck(t, exitGood, "--profile", folder, "role", "viewer")
	t.Setenv(passphraseVariable, "")
	rcheck(t, exitFailed, "--profile", folder, "role", "admin")
	t.Setenv(passphraseVariable, "horse battery")
	rcheck(t, exitGood, "--profile", folder, "role", "admin")
	t.Setenv(newPassphraseVariable, "another")
	rcheck(t, exitUsage, "--profile", folder, "passphrase", "--remove")
	t.Setenv(newPassphraseVariable, "")
	rcheck(t, exitGood, "--profile", folder, "passphrase", "--remove")
}

func TestAFileIsNotWrittenOver(t *testing.T) {
	folder, file := t.TempDir(), filepath.Join(t.TempDir(), "day.csv")
	if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	rcheck(t, exitFailed, "--create", "--profile", folder, "sign-off", "--out", file)
	rcheck(t, exitFailed, "--create", "--profile", folder, "customers", "export", file)
	if text, err := os.ReadFile(file); err != nil || string(text) != "mine" {
		t.Errorf("%q, %v", text, err)
	}
	rcheck(t, exitGood, "--create", "--profile", folder, "sign-off", "--out", file, "--force")
	if text, err := os.ReadFile(file); err != nil || string(text) == "mine" {
		t.Errorf("%q, %v", text, err)
	}
}

func TestAProfileIsMadeByItsNameAndUsedByItsFolder(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"} {
		t.Setenv(name, home)
	}
	made := rcheck(t, exitGood, "profiles", "new", "Northwind")
	folder, _ := made[0]["folder"].(string)
	if got := rcheck(t, exitGood, "--profile", folder, "status"); len(got) == 0 {
		t.Error("it cannot be used")
	}
	rcheck(t, exitFailed, "profiles", "new", "northwind")
	used := map[any]any{}
	for _, p := range rcheck(t, exitGood, "--profile", folder, "profiles") {
		used[p["name"]] = p["used"]
	}
	if len(used) != 2 || used["Northwind"] != true || used["run-checks"] != false {
		t.Errorf("%v", used)
	}
}
