package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"runchecks/domain"

	"runchecks/storage"
)

func TestAnAccountIsChangedPausedAndRemovedInTheTerminal(t *testing.T) {
	folder, keychain := t.TempDir(), ring{entries: map[string]string{}}
	do := func(code int, args ...string) said {
		t.Helper()
		got := withRing(keychain, "secret\n", append([]string{"--profile", folder}, args...)...)
		if got.code != code {
			t.Fatalf("%v: %+v", args, got)
		}
		return got
	}
	do(exitGood, mailbox(t, "lab", "secret")...)
	if got := do(exitGood, "account", "folders", "lab"); got.out != "* INBOX  1\n" {
		t.Errorf("folders: %q", got.out)
	}
	do(exitGood, "account", "edit", "lab", "--folder", "INBOX", "--folder", "Reports", "--move-to", "Done")
	if got := do(exitGood, "--json", "account", "list"); !strings.Contains(got.out, `"folders":["INBOX","Reports"]`) || !strings.Contains(got.out, `"move_to":"Done"`) || !strings.Contains(got.out, `"paused":null`) {
		t.Errorf("after the change: %s", got.out)
	}
	do(exitGood, "account", "edit", "lab", "--folder", "INBOX", "--move-to", "")
	do(exitGood, "sync")
	if got := do(exitGood, "account", "log", "lab"); !strings.Contains(got.out, "1 messages") || strings.Count(got.out, "\n") != 1 {
		t.Errorf("log: %q", got.out)
	}
	do(exitGood, "account", "pause", "lab")
	if got := do(exitGood, "sync"); !strings.Contains(got.err, "lab: paused since") {
		t.Errorf("sync of a paused account says %+v", got)
	}
	do(exitFailed, "sync", "--account", "lab")
	if got := do(exitGood, "account", "list"); !strings.Contains(got.out, "paused since") {
		t.Errorf("list: %q", got.out)
	}
	do(exitGood, "account", "resume", "lab")
	do(exitFailed, "account", "resume", "lab")
	if got := do(exitGood, "account", "remove", "lab", "--with-reports"); !strings.Contains(got.out, "1 messages and 0 runs; 0 runs") || len(keychain.entries) != 0 {
		t.Errorf("%+v, %d entries in the keychain", got, len(keychain.entries))
	}
	if got := do(exitGood, "inbox"); strings.TrimSpace(got.out) != "" {
		t.Errorf("inbox: %q", got.out)
	}
}

func TestTheSettingsOfAnAddressAreFoundInTheTerminal(t *testing.T) {
	got := withRing(noKeychain, "", "--profile", t.TempDir(), "account", "find", "reports@gmx.de")
	if got.code != exitGood || got.out != "--host imap.gmx.net --port 993 --tls tls --user reports@gmx.de  found by the table of providers that comes with Run Checks\n" {
		t.Errorf("%+v", got)
	}
	for _, wrong := range [][]string{{"find"}, {"find", "a@b.example", "c"}, {"edit", "lab"}, {"edit", "--port", "1"}, {"edit", "lab", "--secret-stdin", "--secret-env", "X"}, {"pause"}, {"remove", "lab", "--with-reports", "--keep-reports"}, {"log"}, {"folders"}, {"forget", "lab"}} {
		if got := withRing(noKeychain, "", append([]string{"--profile", t.TempDir(), "account"}, wrong...)...); got.code != exitUsage {
			t.Errorf("%v: %+v", wrong, got)
		}
	}
}

func TestTheLogOfAnAccountHoldsWhatASyncNoticed(t *testing.T) {
	profile := labProfile(t)
	store, err := storage.Open(t.Context(), profile)
	if err != nil {
		t.Fatal(err)
	}
	const notice = "2 mails are not given by the server."
	err = store.Write(t.Context(), func(tx domain.Tx) error {
		accounts, err := tx.Accounts()
		if err != nil {
			return err
		}
		at := time.Date(2026, 11, 22, 7, 0, 0, 0, time.UTC)
		return tx.PutSync(domain.SyncEntry{Account: accounts[0].ID, Began: at, Ended: at, Times: 1, Notice: notice})
	})
	if err = errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
	for _, form := range [][]string{nil, {"--json"}} {
		got := withRing(noKeychain, "", append(form, "--profile", profile, "account", "log", "lab")...)
		if got.code != exitGood || !strings.Contains(got.out, notice) {
			t.Errorf("%v: exit %d, %s%s", form, got.code, got.out, got.err)
		}
	}
}
