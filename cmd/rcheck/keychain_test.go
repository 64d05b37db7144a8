package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage"
	"runchecks/storage/secrets"
	"runchecks/sync/simulate"
)

// ring is a keychain in memory; one with a fault answers nothing else.
type ring struct {
	entries map[string]string
	fault   error
}

func (r ring) Get(service, entry string) (string, error) {
	secret, ok := r.entries[service+"|"+entry]
	if r.fault == nil && !ok {
		return "", secrets.ErrNotFound
	}
	return secret, r.fault
}

func (r ring) Set(service, entry, secret string) error {
	if r.fault == nil {
		r.entries[service+"|"+entry] = secret
	}
	return r.fault
}

func (r ring) Delete(service, entry string) error {
	delete(r.entries, service+"|"+entry)
	return r.fault
}

var noKeychain = ring{fault: errors.New("couldn't determine address of session bus")}

// said is what one command line with a keychain of its own wrote and returned.
type said struct {
	code     int
	out, err string
}

func withRing(r secrets.Ring, input string, args ...string) said {
	var out, errs bytes.Buffer
	t := terminal{clock: testClock, in: strings.NewReader(input), out: &out, err: &errs, ring: r}
	code := t.run(context.Background(), args)
	return said{code, out.String(), errs.String()}
}

// mailbox starts a server and returns the words that add its account.
func mailbox(t *testing.T, name, password string) []string {
	t.Helper()
	server, err := simulate.StartIMAP(
		context.Background(),
		simulate.IMAPOptions{
			User:     "u",
			Password: password,
			Mails: []simulate.Mail{
				{Received: time.Date(2026, 11, 22, 7, 0, 0, 0, time.UTC), Raw: []byte("Subject: hello\r\n\r\nnothing\r\n")},
			},
		},
	)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	host, port := server.Addr()
	return []string{
		"account",
		"add",
		"imap",
		"--name",
		name,
		"--host",
		host,
		"--port",
		strconv.Itoa(port),
		"--tls",
		"none",
		"--user",
		"u",
		"--secret-stdin",
	}
}

// nowhere fails where a text stands in a file below folder.
func nowhere(t *testing.T, folder, text string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if bytes.Contains(content, []byte(text)) {
			t.Errorf("%q stands in %s", text, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAPasswordOnStandardInputIsKeptInTheKeychain(t *testing.T) {
	folder, keychain := t.TempDir(), ring{entries: map[string]string{}}
	add := append([]string{"--profile", folder}, mailbox(t, "lab", "very secret")...)
	if got := withRing(keychain, "very secret\n", add...); got.code != exitGood || got.err != "rcheck: made a new profile in "+folder+"\n" {
		t.Fatalf("%+v", got)
	}
	if len(keychain.entries) != 1 {
		t.Errorf("%d entries", len(keychain.entries))
	}
	if got := withRing(keychain, "", "--profile", folder, "sync"); got.code != exitGood || !strings.Contains(got.err, "1 messages") {
		t.Errorf("%+v", got)
	}
	nowhere(t, folder, "very secret")
	if got := withRing(keychain, "", "--profile", folder, "account", "remove", "lab"); got.code != exitGood || len(keychain.entries) != 0 {
		t.Errorf("%+v, %d entries", got, len(keychain.entries))
	}
}

func TestWithoutAKeychainEachSyncIsGivenThePasswords(t *testing.T) {
	folder := t.TempDir()
	do := func(wantCode int, input string, args ...string) said {
		t.Helper()
		got := withRing(noKeychain, input, append([]string{"--profile", folder}, args...)...)
		if got.code != wantCode {
			t.Errorf("rcheck %v: %+v", args, got)
		}
		return got
	}
	got := do(exitGood, "first secret\n", mailbox(t, "lab", "first secret")...)
	if !strings.Contains(got.err, "not kept") || !strings.Contains(got.err, "session bus") ||
		!strings.Contains(got.err, `--secret-stdin "lab"`) {
		t.Errorf("adding says %q", got.err)
	}
	do(exitGood, "second secret\n", mailbox(t, "office", "second secret")...)
	got = do(exitFailed, "", "sync")
	if !strings.Contains(got.err, "There is no password for the account lab") || !strings.Contains(got.err, "session bus") ||
		!strings.Contains(got.err, `--secret-stdin "office"`) {
		t.Errorf("a sync without passwords says %q", got.err)
	}
	if got = do(exitGood, "first secret\n", "sync", "--account", "lab", "--secret-stdin", "lab"); !strings.Contains(
		got.err,
		"lab: 1 messages",
	) {
		t.Errorf("a sync with its password says %q", got.err)
	}
	got = do(exitGood, "second secret\r\nfirst secret", "sync", "--secret-stdin", "office", "--secret-stdin", "lab")
	if !strings.Contains(got.err, "office: 0 messages, 0 runs, 1 known") {
		t.Errorf("a sync with both says %q", got.err)
	}
	do(exitFailed, "", "sync") // nothing was kept
	do(exitUsage, "", "sync", "--secret-stdin", "lab")
	do(exitUsage, "a\nb\n", "sync", "--secret-stdin", "lab")
	do(exitUsage, "\nb\n", "sync", "--secret-stdin", "lab", "--secret-stdin", "office")
	do(exitFailed, "a\n", "sync", "--secret-stdin", "none")
	nowhere(t, folder, "first secret")
	nowhere(t, folder, "second secret")
}

func TestWithoutAKeychainTheServiceDeskIsGivenItsCredentialsByTheEnvironment(t *testing.T) {
	folder := t.TempDir()
	tenant, err := simulate.StartAutotask(
		t.Context(),
		simulate.AutotaskOptions{User: "api@example.com", Secret: "desk secret", IntegrationCode: "CODE4711"},
	)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tenant.Close() }()
	t.Setenv("DESK", "desk secret")
	got := withRing(
		noKeychain,
		"",
		"--create",
		"--profile",
		folder,
		"desk",
		"connect",
		"--user",
		"api@example.com",
		"--code",
		"CODE4711",
		"--secret-env",
		"DESK",
		"--url",
		tenant.URL(),
	)
	if got.code != exitGood || !strings.Contains(got.err, "not kept") || !strings.Contains(got.err, deskSecretVariable) {
		t.Errorf("%+v", got)
	}
	if got = withRing(noKeychain, "", "--profile", folder, "desk"); got.code != exitFailed || !strings.Contains(got.err, "session bus") {
		t.Errorf("without them: %+v", got)
	}
	t.Setenv(deskSecretVariable, "desk secret")
	t.Setenv(deskCodeVariable, "CODE4711")
	if got = withRing(noKeychain, "", "--profile", folder, "desk"); got.code != exitGood ||
		!strings.Contains(got.out, "connected as api@example.com") {
		t.Errorf("with them: %+v", got)
	}
	again := []string{
		"--profile",
		folder,
		"desk",
		"connect",
		"--user",
		"other@example.com",
		"--code",
		"CODE4711",
		"--secret-env",
		"DESK",
		"--url",
		tenant.URL(),
	}
	if got = withRing(noKeychain, "", again...); got.code != exitFailed || !strings.Contains(got.err, "--replace") {
		t.Errorf("another login in its place: %+v", got)
	}
	if got = withRing(noKeychain, "", "--profile", folder, "autotask"); !strings.Contains(
		got.out,
		"connected as api@example.com",
	) { // as it was called before
		t.Errorf("after it: %+v", got)
	}
	nowhere(t, folder, "desk secret")
	nowhere(t, folder, "CODE4711")
}

func TestASettledTicketIsSaidInTheTerminal(t *testing.T) {
	folder := t.TempDir()
	on := []string{"--create", "--profile", folder, "desk", "settle"}
	if got := withRing(noKeychain, "", append(on, "--made")...); got.code != exitFailed || !strings.Contains(got.err, "No ticket waits") {
		t.Errorf("without one: %+v", got)
	}
	store, err := storage.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	err = store.Write(t.Context(), func(tx domain.Tx) error {
		login := `{"Kind":"connectwise","Address":"https://cw.example","Tenant":"acme","User":"public"}`
		if err := tx.PutSetting(domain.SettingDeskLogin, login); err != nil {
			return err
		}
		return tx.PutSetting(domain.SettingDeskPending, `{"Desk":"connectwise cw.example/acme","Marker":"RC-4711","Title":"Disk full"}`)
	})
	if err := errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
	if got := withRing(noKeychain, "", append(on, "--not-made")...); got.code != exitGood ||
		!strings.Contains(got.out, "RC-4711 was not made") {
		t.Errorf("one that waits: %+v", got)
	}
	if got := withRing(noKeychain, "", append(on, "--made")...); got.code != exitFailed {
		t.Errorf("once more: %+v", got)
	}
}
