package logfile_test

import (
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"runchecks/cmd/internal/logfile"
)

func TestAddressesAndSecretsStandInNoLine(t *testing.T) {
	folder := t.TempDir()
	f := logfile.Open(folder)
	f.Logger(nil).Info("signed in", "user", "anna.berg@acme.example", "password", "hunter2", "header", "Authorization: Bearer abc.def",
		"url", "https://h.example/?code=4711&x=1", "blob", strings.Repeat("Zm9v", 20), "mails", 12)
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := logfile.Tail(folder, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"anna", "acme", "hunter2", "abc.def", "4711", "Zm9vZm9v"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q stands in %q", secret, text)
		}
	}
	if !strings.Contains(text, "signed in") || !strings.Contains(text, "mails=12") {
		t.Errorf("%q", text)
	}
}

func TestTheLogIsBoundedAndTheUsersAlone(t *testing.T) {
	folder := t.TempDir()
	f := logfile.Open(folder)
	log := f.Logger(nil)
	for i := range 30_000 {
		log.Info("a line of about a hundred characters, so that the file is full after ten thousand of them", "n", i)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(files) != 2 {
		t.Fatalf("%q, %v", files, err)
	}
	for _, path := range files {
		info, err := os.Stat(path)
		if err != nil || info.Size() > 1<<20 {
			t.Errorf("%s: %d bytes, %v", path, info.Size(), err)
		}
		if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s has the mode %v", path, info.Mode())
		}
	}
	text, err := logfile.Tail(folder, 3)
	if err != nil || strings.Count(text, "\n") != 3 || !strings.Contains(text, "n=29999") || strings.Contains(text, "n=29996") {
		t.Errorf("%q, %v", text, err)
	}
}

func TestAProfileWithoutALogHasNoLines(t *testing.T) {
	if text, err := logfile.Tail(t.TempDir(), 10); text != "" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
}

func TestALineBelowInfoIsNotKept(t *testing.T) {
	folder := t.TempDir()
	f := logfile.Open(folder)
	f.Logger(nil).Log(t.Context(), slog.LevelDebug, "what is said to a server")
	if _, err := os.Stat(filepath.Join(folder, logfile.Name)); !os.IsNotExist(err) {
		t.Errorf("%v", err)
	}
}

// crashes is set in the process that ends by a fault.
const crashes = "LOGFILE_TEST_CRASHES_IN"

func TestAFaultThatEndsTheProgramIsToldAtTheNextStart(t *testing.T) {
	if folder := os.Getenv(crashes); folder != "" {
		if _, err := logfile.WatchCrashes(folder); err != nil {
			fmt.Println(err)
			os.Exit(0)
		}
		done := make(chan struct{})
		go func() { panic("the fault of the test") }()
		<-done
	}
	folder := t.TempDir()
	cmd := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), crashes+"="+folder)
	if out, err := cmd.CombinedOutput(); err == nil {
		t.Fatalf("it did not crash: %s", out)
	}
	if text, path, err := logfile.Crash(folder); err != nil || path == "" || !strings.Contains(text, "the fault of the test") {
		t.Errorf("%q, %q, %v", text, path, err)
	}
	before, err := logfile.WatchCrashes(folder)
	if err != nil || !strings.Contains(before, "the fault of the test") || !strings.Contains(before, "goroutine") {
		t.Errorf("%q, %v", before, err)
	}
	if again, err := logfile.WatchCrashes(folder); again != "" || err != nil {
		t.Errorf("it is told again: %q, %v", again, err)
	}
	if text, _, err := logfile.Crash(folder); err != nil || !strings.Contains(text, "the fault of the test") {
		t.Errorf("it is gone: %q, %v", text, err)
	}
}
