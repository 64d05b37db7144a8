package main

import (
	"bufio"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// postBox is a mail server on this computer that takes everything, without protection.
func postBox(t *testing.T) (port string, took func() string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	mails := make(chan string, 8)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go answer(c, mails)
		}
	}()
	t.Cleanup(func() { _ = l.Close() })
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port), func() string {
		select {
		case m := <-mails:
			return m
		default:
			return ""
		}
	}
}

// answer speaks as much SMTP (RFC 5321) as one mail needs.
func answer(c net.Conn, mails chan<- string) {
	defer func() { _ = c.Close() }()
	say := func(text string) { _, _ = c.Write([]byte(text + "\r\n")) }
	say("220 here")
	body, inside := "", false
	for lines := bufio.NewScanner(c); lines.Scan(); {
		line := lines.Text()
		switch word, _, _ := strings.Cut(strings.ToUpper(line), " "); {
		case inside && line == ".":
			inside = false
			mails <- body
			say("250 taken")
		case inside:
			body += line + "\n"
		case word == "EHLO":
			say("250-here")
			say("250 AUTH PLAIN")
		case word == "AUTH" && strings.Contains(line, "AGNoZWNrcwB2ZXJ5IHNlY3JldA=="): // "\0checks\0very secret"
			say("235 known")
		case word == "AUTH":
			say("535 unknown")
		case word == "DATA":
			inside = true
			say("354 go on")
		case word == "QUIT":
			say("221 bye")
			return
		default:
			say("250 yes")
		}
	}
}

func TestTheSummaryOfTheMorningGoesByMailFromATimer(t *testing.T) {
	port, took := postBox(t)
	folder, file := t.TempDir(), filepath.Join(t.TempDir(), "smtp")
	t.Setenv("LANG", "en_GB.UTF-8")
	if err := os.WriteFile(file, []byte("very secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	do := func(want int, says string, args ...string) {
		t.Helper()
		got := withRing(noKeychain, "very secret\n", append([]string{"--profile", folder}, args...)...)
		if got.code != want || !strings.Contains(got.out+got.err, says) {
			t.Errorf("rcheck %v: %+v, want %d and %q", args, got, want, says)
		}
	}
	do(exitGood, "", mailbox(t, "lab", "very secret")...)
	set := []string{
		"summary",
		"set",
		"--host",
		"127.0.0.1",
		"--port",
		port,
		"--tls",
		"none",
		"--user",
		"checks",
		"--from",
		"checks@example.com",
	}
	do(exitFailed, "No summary is set up", "summary", "send")
	do(exitFailed, "whom to write to", append(set, "--secret-stdin")...)
	do(exitUsage, "--tls", "summary", "set", "--tls", "perhaps")
	do(
		exitFailed,
		"without protection only this computer",
		"summary",
		"set",
		"--host",
		"mail.example.com",
		"--tls",
		"none",
		"--from",
		"a@example.com",
		"--to",
		"b@example.com",
	)
	t.Setenv(mailVariable, "wrong")
	do(exitFailed, "SMTP 535", append(set, "--to", "team@example.com")...)
	t.Setenv(mailVariable, "")
	do(exitGood, "team@example.com", append(set, "--to", "team@example.com", "--secret-stdin")...)
	do(exitGood, "lab: never synced", "summary", "show")
	if mail := took(); mail != "" {
		t.Errorf("sent before it was asked for: %s", mail)
	}
	do(exitFailed, "password", "summary", "send") // no keychain, no variable
	do(exitGood, "sent to team@example.com", "summary", "send", "--secret-file", file)
	if mail := took(); !strings.Contains(mail, "Subject: Run Checks: 1 thing to look at") || !strings.Contains(mail, "lab: never synced") {
		t.Errorf("the mail: %s", mail)
	}
	do(exitGood, "", "summary", "remove")
	do(exitFailed, "No summary is set up", "summary", "send", "--secret-file", file)
	nowhere(t, folder, "very secret")
}
