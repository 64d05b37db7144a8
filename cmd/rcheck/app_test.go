package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"runchecks/sync/simulate"
)

// A mailbox of Microsoft 365 is read on a server without a person: by the application, whose
// secret comes from a file of systemd.
func TestAMailboxIsReadByAnApplicationWithoutAPerson(t *testing.T) {
	const user = "reports@office.example"
	auth, err := simulate.StartOAuth(t.Context(), simulate.OAuthOptions{
		ClientID: "run-checks", User: user, App: &simulate.OAuthApp{Secret: "very-secret-value"},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = auth.Close() })
	mail, err := simulate.StartIMAP(t.Context(), simulate.IMAPOptions{
		User: user, Bearer: auth.Opens, Mails: []simulate.Mail{{Received: time.Now(), Raw: []byte("Subject: hello\r\n\r\nnothing\r\n")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = mail.Close() })
	host, port := mail.Addr()
	folder, file := t.TempDir(), filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte("very-secret-value\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	do := func(want int, says string, args ...string) {
		t.Helper()
		got := withRing(noKeychain, "", append([]string{"--profile", folder}, args...)...)
		if got.code != want || !strings.Contains(got.out+got.err, says) || strings.Contains(got.out+got.err, "very-secret") {
			t.Errorf("rcheck %v: %+v, want %d and %q", args, got, want, says)
		}
	}
	add := func(more ...string) []string {
		return append([]string{
			"account", "add", "imap", "--oauth", "microsoft", "--app", "--client-id", "run-checks", "--user", user,
			"--host", host, "--port", strconv.Itoa(port), "--tls", "none", "--token-url", auth.TokenURL(),
		}, more...)
	}
	do(exitUsage, "--app needs the secret", add("--tenant", "office.example")...)
	do(
		exitUsage,
		"--app is for --oauth microsoft",
		"account",
		"add",
		"imap",
		"--oauth",
		"google",
		"--app",
		"--client-id",
		"c",
		"--user",
		user,
	)
	auth.SetApp(simulate.OAuthApp{Secret: "very-secret-value", Expired: true})
	do(exitFailed, "AADSTS7000222", add("--tenant", "office.example", "--secret-file", file)...)
	auth.SetApp(simulate.OAuthApp{Secret: "very-secret-value"})
	do(exitGood, "as the application: 1 folders", add("--tenant", "office.example", "--secret-file", file)...)
	do(exitGood, "", "sync", "--secret-file", user+"="+file)
	auth.SetApp(simulate.OAuthApp{Secret: "another"})
	do(exitFailed, "Certificates & secrets", "sync", "--secret-file", user+"="+file)
	nowhere(t, folder, "very-secret")
}

func TestAMailboxThatTheApplicationMayNotOpenIsSaidWithWhatIsMissing(t *testing.T) {
	auth, err := simulate.StartOAuth(t.Context(), simulate.OAuthOptions{
		ClientID: "run-checks", User: "other@office.example", App: &simulate.OAuthApp{Secret: "s"},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = auth.Close() })
	mail, err := simulate.StartIMAP(t.Context(), simulate.IMAPOptions{User: "reports@office.example", Bearer: auth.Opens})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = mail.Close() })
	host, port := mail.Addr()
	got := withRing(noKeychain, "s", "--profile", t.TempDir(), "account", "add", "imap", "--oauth", "microsoft", "--app", "--client-id",
		"run-checks", "--tenant", "office.example", "--user", "reports@office.example", "--host", host, "--port", strconv.Itoa(port),
		"--tls", "none", "--token-url", auth.TokenURL(), "--secret-stdin")
	if got.code != exitFailed || !strings.Contains(got.err, "Add-MailboxPermission") {
		t.Errorf("%+v", got)
	}
}
