//go:build unix

package mailbox_test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// startDovecot starts a real mail server on the loopback, as nobody special, and returns its
// port. Where Dovecot is not installed the test is skipped.
func startDovecot(t *testing.T) (port int) {
	t.Helper()
	program, err := exec.LookPath("dovecot")
	if err != nil {
		t.Skip("Dovecot is not installed: apt-get install dovecot-imapd")
	}
	if version, err := exec.Command(program, "--version").Output(); err != nil || !strings.HasPrefix(string(version), "2.3.") {
		t.Skipf("the settings are of Dovecot 2.3, this is %s", version)
	}
	who, err := user.Current()
	if err == nil && who.Uid == "0" {
		who, err = user.Lookup("daemon") // it does not run as root, and wants a group of the user's name
	}
	if err != nil {
		t.Skip(err)
	}
	uid, _ := strconv.Atoi(who.Uid)
	gid, _ := strconv.Atoi(who.Gid)
	folder, err := os.MkdirTemp("", "run-checks-dovecot-*") // shorter than that of the test: it holds sockets
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port = l.Addr().(*net.TCPAddr).Port
	_ = l.Close()
	settings, err := os.ReadFile(filepath.Join("..", "..", "..", "tools", "benchsync", "dovecot.conf.in"))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer("@DIR@", folder, "@USER@", who.Username, "@UID@", who.Uid, "@GID@", who.Gid, "@PORT@", strconv.Itoa(port)).
		Replace(string(settings))
	file := filepath.Join(folder, "dovecot.conf")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil { //nolint:gosec // of a server that ends with the test
		t.Fatal(err)
	}
	for _, name := range []string{"run", "state", "home"} {
		if err := os.Mkdir(filepath.Join(folder, name), 0o755); err != nil { //nolint:gosec // of a server that ends with the test
			t.Fatal(err)
		}
	}
	running := exec.Command(program, "-F", "-c", file)
	running.Dir = folder
	if os.Getuid() == 0 {
		for _, name := range []string{"", "run", "state", "home"} {
			if err := os.Chown(filepath.Join(folder, name), uid, gid); err != nil {
				t.Fatal(err)
			}
		}
		running.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
	if err := running.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = running.Process.Signal(syscall.SIGTERM)
		_ = running.Wait() // it was told to end
	})
	for until := time.Now().Add(20 * time.Second); ; {
		c, err := net.DialTimeout("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)), time.Second)
		if err == nil {
			_ = c.Close()
			return port
		}
		<-time.After(50 * time.Millisecond)
		if time.Now().After(until) {
			said, _ := os.ReadFile(filepath.Join(folder, "dovecot.log"))
			t.Fatalf("Dovecot does not answer: %v\n%s", err, said)
		}
	}
}

func TestAFolderOfDovecotKeepsAJournalAsEveryKeeperDoes(t *testing.T) {
	port := startDovecot(t)
	var users atomic.Int64
	keepsAJournal(t, func(t *testing.T) *office {
		o := &office{TB: t}
		o.at("127.0.0.1", port, fmt.Sprint("user", users.Add(1)), "lab")
		return o
	})
}
