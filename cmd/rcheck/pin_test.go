package main

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/sync/simulate"
)

func TestACertificateIsTrustedForOneAccountUntilItChanges(t *testing.T) {
	t.Setenv("LAB_PASSWORD", "p")
	folder := t.TempDir()
	serve := func() (server *simulate.IMAPServer, host, port string) {
		t.Helper()
		server, err := simulate.StartIMAP(context.Background(), simulate.IMAPOptions{
			TLS: true, User: "u", Password: "p", Mails: []simulate.Mail{{Received: storagetest.Now, Raw: []byte("Subject: a\r\n\r\na")}},
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = server.Close() })
		host, n := server.Addr()
		return server, host, strconv.Itoa(n)
	}
	do := func(code int, args ...string) said {
		t.Helper()
		got := withRing(noKeychain, "", append([]string{"--profile", folder}, args...)...)
		if got.code != code {
			t.Errorf("rcheck %v: %+v", args, got)
		}
		return got
	}
	server, host, port := serve()
	other, otherHost, otherPort := serve()
	pin, otherPin := domain.PinOf(server.Certificate().Raw), domain.PinOf(other.Certificate().Raw)
	do(
		exitUsage,
		"account",
		"add",
		"imap",
		"--name",
		"lab",
		"--host",
		host,
		"--user",
		"u",
		"--secret-env",
		"LAB_PASSWORD",
		"--pin",
		"sha256:12",
	)
	do(exitGood, "account", "add", "imap", "--name", "lab", "--host", host, "--port", port, "--user", "u", "--secret-env", "LAB_PASSWORD")
	do(
		exitGood,
		"account",
		"add",
		"imap",
		"--name",
		"other",
		"--host",
		otherHost,
		"--port",
		otherPort,
		"--user",
		"u",
		"--secret-env",
		"LAB_PASSWORD",
		"--pin",
		strings.ToUpper(otherPin[:7])+otherPin[7:],
	)
	if got := do(exitSome, "sync"); !strings.Contains(got.err, "--pin "+pin) || strings.Contains(got.err, "..") ||
		!strings.Contains(got.err, "other: 1 messages") {
		t.Errorf("the first sync says %q", got.err)
	}
	do(exitGood, "account", "edit", "lab", "--pin", pin)
	do(exitGood, "sync")
	_, host, port = serve()
	do(exitGood, "account", "edit", "lab", "--host", host, "--port", port) // the same server with another certificate
	if got := do(exitSome, "sync"); !strings.Contains(got.err, "another one than this account trusts") ||
		strings.Contains(got.err, "other: 0 messages, 0 runs, 0 known, 1") {
		t.Errorf("after the change: %q", got.err)
	}
}

func TestAPasswordInClearIsWarnedOf(t *testing.T) {
	t.Setenv("LAB_PASSWORD", "p")
	hosts := map[string]bool{"mail.example.com": true, "127.0.0.1": false, "localhost": false, "::1": false, "192.0.2.7": true}
	for host, warned := range hosts {
		got := withRing(
			noKeychain,
			"",
			"--profile",
			t.TempDir(),
			"account",
			"add",
			"imap",
			"--name",
			"lab",
			"--host",
			host,
			"--tls",
			"none",
			"--user",
			"u",
			"--secret-env",
			"LAB_PASSWORD",
		)
		if strings.Contains(got.err, "in clear") != warned || got.code != exitGood {
			t.Errorf("%s: %+v", host, got)
		}
	}
}

func TestTheAddressOfCoveIsProtectedAndHoldsNoPassword(t *testing.T) {
	t.Setenv("COVE_TOKEN", "x")
	for address, good := range map[string]bool{
		"https://api.backup.management": true, "http://127.0.0.1:8080": true, "http://api.backup.management": false,
		"https://user:password@api.backup.management": false, "api.backup.management": false, "ftp://api.backup.management": false,
	} {
		got := withRing(
			noKeychain,
			"",
			"--profile",
			t.TempDir(),
			"account",
			"add",
			"cove",
			"--url",
			address,
			"--user",
			"u",
			"--secret-env",
			"COVE_TOKEN",
		)
		if (got.code == exitGood) != good || strings.Contains(got.err+got.out, "user:password") {
			t.Errorf("%s: %+v", address, got)
		}
	}
}
