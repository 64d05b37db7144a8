package main

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage"
	"runchecks/sync/simulate"
)

// waits runs a profile's lists and returns the kinds of what waits. Standard error says
// them as the JSON does, and the exit code agrees.
func waits(t *testing.T, folder string) (kinds []string) {
	t.Helper()
	for _, r := range rcheck(t, exitGood, "--profile", folder, "status") {
		kinds = append(kinds, r["waits"].(string))
	}
	want := exitGood
	if len(kinds) > 0 {
		want = exitWaits
	}
	for _, command := range []string{"jobs", "status"} {
		got := withRing(noKeychain, "", "--profile", folder, command, "--exit-code")
		if got.code != want {
			t.Errorf("rcheck %s --exit-code with %v: %+v", command, kinds, got)
		}
		if plain := withRing(noKeychain, "", "--profile", folder, command); plain.code != exitGood || plain.out != got.out || plain.err != got.err {
			t.Errorf("without the flag: %+v, with it %+v", plain, got)
		}
	}
	said := withRing(noKeychain, "", "--profile", folder, "jobs").err
	if others := slices.DeleteFunc(slices.Clone(kinds), func(k string) bool { return k == "runs wait for review" }); (said == "") != (len(others) == 0) {
		t.Errorf("with %v jobs says %q", others, said)
	}
	return kinds
}

// An empty list is the whole truth only where nothing waits: each thing that waits is said
// after the rows, and makes the exit code 3.
func TestAnEmptyListInTheTerminalSaysWhatElseWaits(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("LAB_PASSWORD", "p")
	now, err := time.Parse(time.RFC3339, testNow)
	if err != nil {
		t.Fatal(err)
	}
	mails := []simulate.Mail{{Received: now.Add(-time.Hour), Raw: []byte("From: a@example.com\r\nSubject: hello\r\n\r\nnothing about backups\r\n")}}
	for m := range simulate.Bulk(3, 1<<10) {
		mails = append(mails, simulate.Mail{Received: now.Add(-time.Hour), Raw: m.Raw})
	}
	server, err := simulate.StartIMAP(t.Context(), simulate.IMAPOptions{User: "u", Password: "p", Mails: mails})
	if err != nil {
		t.Fatal(err)
	}
	host, port := server.Addr()
	rcheck(t, exitGood, "--create", "--profile", folder, "jobs")
	if got := waits(t, folder); !slices.Equal(got, []string{"no account"}) {
		t.Errorf("an empty profile: %v", got)
	}
	rcheck(t, exitGood, "--profile", folder, "account", "add", "imap", "--name", "lab", "--host", host, "--port", strconv.Itoa(port), "--tls", "none", "--user", "u", "--secret-env", "LAB_PASSWORD")
	if got := waits(t, folder); !slices.Equal(got, []string{"an account was never synced"}) {
		t.Errorf("before the first sync: %v", got)
	}
	rcheck(t, exitGood, "--profile", folder, "sync")
	if got := waits(t, folder); !slices.Contains(got, "messages are unmatched") || !slices.Contains(got, "jobs wait for approval") {
		t.Errorf("after it: %v", got)
	}
	rcheck(t, exitGood, "--profile", folder, "approve", "--all", "--customer", "C")
	for _, m := range rcheck(t, exitGood, "--profile", folder, "inbox") {
		rcheck(t, exitGood, "--profile", folder, "delete", id(t, m, "message"))
	}
	if jobs := rcheck(t, exitGood, "--profile", folder, "jobs"); len(jobs) > 0 {
		if got := waits(t, folder); !slices.Contains(got, "runs wait for review") {
			t.Errorf("with a row: %v", got)
		}
		for _, j := range jobs {
			rcheck(t, exitGood, "--profile", folder, "review", id(t, j, "job"))
		}
	}
	if got := waits(t, folder); len(got) != 0 {
		t.Errorf("when everything was looked at: %v", got)
	}
	if got := withRing(noKeychain, "", "--profile", folder, "status"); got.out != "" || !strings.Contains(got.err, "All reviewed") {
		t.Errorf("%+v", got)
	}

	rcheck(t, exitGood, "--profile", folder, "account", "pause", "lab")
	if got := waits(t, folder); !slices.Equal(got, []string{"an account is paused"}) {
		t.Errorf("paused: %v", got)
	}
	rcheck(t, exitGood, "--profile", folder, "account", "resume", "lab")
	if err := server.Close(); err != nil {
		t.Fatal(err)
	}
	rcheck(t, exitFailed, "--profile", folder, "sync")
	if got := waits(t, folder); !slices.Equal(got, []string{"the sync of an account failed"}) {
		t.Errorf("a sync that failed: %v", got)
	}
	put(t, folder, func(tx domain.Tx) error {
		_, err := tx.PutDevice(domain.Device{Key: "cove:1", Source: domain.SourceCove, Account: 1, State: domain.DeviceUnlinked, Name: "d"}, []byte("{}"))
		return err
	})
	if got := waits(t, folder); !slices.Contains(got, "devices are not linked") {
		t.Errorf("a device: %v", got)
	}
}

// put writes into a profile as a sync would.
func put(t *testing.T, folder string, write func(domain.Tx) error) {
	t.Helper()
	store, err := storage.Open(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.Write(t.Context(), write); err != nil {
		t.Fatal(err)
	}
}
