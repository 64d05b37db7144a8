package secrets

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage"
)

// The tests of this file run the test binary as a program of its own, in sessions of a
// desktop that they make: the bus and the keychain of whoever runs the tests are never
// asked.
const (
	asAsker = "RUN_CHECKS_KEYCHAIN_FOLDER" // the workspace: the binary is that program
	// required makes a missing program a failure in place of a skipped test.
	required = "RUN_CHECKS_KEYCHAIN_REQUIRED"
)

func TestMain(m *testing.M) {
	if folder := os.Getenv(asAsker); folder != "" {
		if err := ask(context.Background(), folder, os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// ask does what the words say, "get NAME", "set NAME SECRET" and "delete NAME", with the
// system's keychain, of which it believes that an entry holds 1,000 bytes. It prints a
// line for each.
func ask(ctx context.Context, folder string, words []string) error {
	store, err := storage.Open(ctx, folder)
	if err != nil {
		return err
	}
	keychain, err := New(Params{Workspace: folder, Store: store, Patience: 20 * time.Second, Fits: func(_, secret string) bool { return len(secret) <= 1000 }})
	if err != nil {
		return errors.Join(err, store.Close())
	}
	for len(words) > 1 {
		a := domain.Account{Name: words[1], Secret: domain.SecretKeychain}
		answer, used := "good", 2
		switch words[0] {
		case "get":
			answer, err = keychain.Get(ctx, a)
		case "set":
			err = keychain.Set(ctx, a, words[2])
			if why := keychain.SessionOnly(a); why != nil {
				answer = "session only: " + why.Error()
			}
			used = 3
		case "delete":
			err = keychain.Delete(ctx, a)
		}
		if err != nil {
			answer = string(domain.CodeOf(err)) + ": " + err.Error()
		}
		fmt.Println(strings.ReplaceAll(answer, "\n", " "))
		words = words[used:]
	}
	keychain.Close(ctx)
	return store.Close()
}

// desktop is a user's account with nothing in it.
type desktop struct {
	*testing.T
	home, workspace string
}

func newDesktop(t *testing.T) *desktop {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the Secret Service is the keychain of Linux")
	}
	for _, program := range []string{"dbus-run-session", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv(required) != "" {
				t.Fatalf("%s is missing, and this test is to run here", program)
			}
			t.Skipf("%s is missing: install it (.ci/setup keychain)", program)
		}
	}
	home, err := os.MkdirTemp("", "keychain-*") // the names of sockets are short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(home) })
	return &desktop{t, home, t.TempDir()}
}

// unlocked begins a session whose keyring is unlocked with a password, as logging in does.
const unlocked = `printf %s "$PASSWORD" | gnome-keyring-daemon --unlock --components=secrets >/dev/null || exit 1
"$@"`

// run runs the program in a session that begins with a script, and returns its lines.
// bus is the configuration of the session's bus, "" for the usual one.
func (d *desktop) run(script, password, bus string, words ...string) []string {
	d.Helper()
	program, err := os.Executable()
	if err != nil {
		d.Fatal(err)
	}
	args := []string{"--"}
	if bus != "" {
		args = []string{"--config-file=" + bus, "--"}
	}
	args = append(args, "sh", "-c", script, "sh", program)
	return d.lines(exec.CommandContext(d.Context(), "dbus-run-session", append(args, words...)...), "PATH="+os.Getenv("PATH"), "PASSWORD="+password)
}

func (d *desktop) lines(cmd *exec.Cmd, env ...string) []string {
	d.Helper()
	runtimeFolder := filepath.Join(d.home, "run")
	if err := os.MkdirAll(runtimeFolder, 0o700); err != nil {
		d.Fatal(err)
	}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	cmd.Env = slices.Concat(env, []string{"HOME=" + d.home, "XDG_RUNTIME_DIR=" + runtimeFolder, "XDG_DATA_HOME=" + filepath.Join(d.home, "data"),
		"XDG_CONFIG_HOME=" + filepath.Join(d.home, "config"), "XDG_CACHE_HOME=" + filepath.Join(d.home, "cache"), "LANG=C.UTF-8", asAsker + "=" + d.workspace})
	if err := cmd.Run(); err != nil {
		d.Fatalf("%v\n%s%s", err, out.String(), errs.String())
	}
	d.Logf("%s", errs.String())
	return strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
}

// says fails unless the lines begin with what is wanted.
func (d *desktop) says(got []string, want ...string) {
	d.Helper()
	if len(got) != len(want) {
		d.Fatalf("%d answers, want %d: %q", len(got), len(want), got)
	}
	for i := range want {
		if got[i] != want[i] && (want[i] == "" || !strings.Contains(got[i], want[i])) {
			d.Errorf("answer %d is %q, want %q", i+1, clip(got[i]), clip(want[i]))
		}
	}
}

func clip(text string) string { return text[:min(len(text), 200)] }

func TestARealSecretServiceKeepsSecretsOverSessions(t *testing.T) {
	d := newDesktop(t)
	large := strings.Repeat("x", 5000)
	d.says(d.run(unlocked, "login", "", "get", "mail", "set", "mail", "correct horse", "get", "mail", "set", "office", large, "get", "office", "delete", "none"),
		"the keychain has none", "good", "correct horse", "good", large, "good")
	// Another day.
	d.says(d.run(unlocked, "login", "", "get", "mail", "get", "office", "set", "office", "small", "set", "mail", large),
		"correct horse", large, "good", "good")
	d.says(d.run(unlocked, "login", "", "get", "office", "get", "mail", "delete", "office", "delete", "mail", "get", "mail", "get", "office"),
		"small", large, "good", "good", "the keychain has none", "the keychain has none")
	// A keyring of another person opens nothing.
	d.says(d.run(unlocked, "login", "", "set", "office", large), "good")
	d.home = newDesktop(t).home
	d.says(d.run(unlocked, "login", "", "get", "office"), "no key to it")
}

func TestALockedKeyringIsNoKeychain(t *testing.T) {
	d := newDesktop(t)
	d.says(d.run(unlocked, "login", "", "set", "mail", "correct horse"), "good")
	// The service starts with the first question, and nobody is there to unlock it.
	d.says(d.run(`"$@"`, "", "", "get", "mail", "set", "mail", "newer", "get", "mail", "delete", "mail"),
		"secret: There is no password for the account mail: the operating system's keychain is not usable here",
		"session only: the operating system's keychain is not usable here", "newer", "secret: Cannot remove the password of mail")
	d.says(d.run(unlocked, "login", "", "get", "mail"), "correct horse")
}

func TestABusWithoutASecretServiceIsNoKeychain(t *testing.T) {
	d := newDesktop(t)
	bus := filepath.Join(d.home, "bus.conf")
	if err := os.WriteFile(bus, []byte(`<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir=`+d.home+`</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`), 0o600); err != nil {
		t.Fatal(err)
	}
	d.says(d.run(`"$@"`, "", bus, "get", "mail", "set", "mail", "correct horse", "get", "mail"),
		"was not provided", "session only: the operating system's keychain is not usable here", "correct horse")
}

func TestASessionWithoutABusHasNoKeychain(t *testing.T) {
	d := newDesktop(t)
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	d.says(d.lines(exec.CommandContext(t.Context(), program, "get", "mail", "set", "mail", "correct horse", "get", "mail"), "PATH="+d.home),
		"this session has no message bus", "session only: the operating system's keychain is not usable here", "correct horse")
}
