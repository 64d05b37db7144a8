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

// Whatever stands in mails and in the answers of servers, no command writes to the
// terminal what commands it.
func TestNoCommandPassesOnWhatCommandsATerminal(t *testing.T) {
	const hostile = "\x1b]0;owned\x07\x1b[2J\u009b31m\u202egpj.exe\u2066"
	t.Setenv("LAB_PASSWORD", "p")
	folder := t.TempDir()
	raw := "From: \"" + hostile + "\" <backup@example.com>\r\nTo: x@example.com\r\nSubject: [Failed] " + hostile + " job (1 objects)\r\n" +
		"Content-Type: text/plain; charset=utf-8\r\n\r\nBackup job: " + hostile + "\r\nFailed\r\nError: " + hostile + " cannot be reached\r\n"
	server, err := simulate.StartIMAP(context.Background(), simulate.IMAPOptions{User: "u", Password: "p", Mails: []simulate.Mail{
		{Received: storagetest.Now, Raw: []byte(raw)},
		{Received: storagetest.Now, Raw: []byte("Subject: " + hostile + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	host, port := server.Addr()
	check := func(args ...string) said {
		t.Helper()
		got := withRing(
			noKeychain,
			"",
			append([]string{"--profile", folder, "--now", storagetest.Now.Format("2006-01-02T15:04:05Z07:00")}, args...)...)
		for _, text := range []string{got.out, got.err} {
			if domain.Visible(text) != text {
				t.Errorf("rcheck %v writes %q", args, text)
			}
		}
		return got
	}
	withRing(
		noKeychain,
		"",
		"--profile",
		folder,
		"account",
		"add",
		"imap",
		"--name",
		"lab"+hostile,
		"--host",
		host,
		"--port",
		strconv.Itoa(port),
		"--tls",
		"none",
		"--user",
		"u",
		"--secret-env",
		"LAB_PASSWORD",
	)
	withRing(noKeychain, "", "--profile", folder, "sync")
	seen := ""
	for _, c := range commands {
		if c.follows != "" && !strings.HasPrefix(c.follows, "[") || strings.HasPrefix(c.words, "serve") {
			continue // it needs something to name, and says no more of it than these
		}
		seen += check(strings.Fields(c.words)...).out
		check(append([]string{"--json"}, strings.Fields(c.words)...)...)
	}
	if !strings.Contains(seen, "owned") {
		t.Errorf("no command showed the hostile text at all: %q", seen)
	}
	check("show", "1")
	check("account", "log", "lab"+hostile)
	check("there is no " + hostile)
	check("read", "testdata/"+hostile)
}
