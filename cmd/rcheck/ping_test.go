package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// A dead-man service hears of a sync that was complete, and of no other: its silence is the alarm.
func TestADeadManServiceIsCalledAfterACompleteSyncAlone(t *testing.T) {
	var calls, refuse atomic.Int64
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		if r.Method != http.MethodGet || r.URL.Path != "/ping/very-secret-id" || r.ContentLength > 0 {
			t.Errorf("%s %s with %d bytes", r.Method, r.URL, r.ContentLength)
		}
		if refuse.Add(-1) >= 0 {
			http.Error(w, "later", http.StatusBadGateway)
		}
	}))
	t.Cleanup(service.Close)
	folder, file := t.TempDir(), filepath.Join(t.TempDir(), "reports")
	if err := os.WriteFile(file, []byte("very secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	ping := service.URL + "/ping/very-secret-id"
	do := func(want int, wantCalls int64, args ...string) string {
		t.Helper()
		calls.Store(0)
		got := withRing(noKeychain, "very secret\n", append([]string{"--profile", folder}, args...)...)
		if got.code != want || calls.Load() != wantCalls {
			t.Errorf("rcheck %v: %+v with %d calls, want %d with %d", args, got, calls.Load(), want, wantCalls)
		}
		return got.err
	}
	do(exitGood, 0, mailbox(t, "lab", "very secret")...)
	do(exitGood, 1, "sync", "--secret-file", "lab="+file, "--ping", ping)
	do(exitFailed, 0, "sync", "--ping", ping) // without its password
	do(exitUsage, 0, "sync", "--account", "lab", "--ping", ping)
	do(exitUsage, 0, "sync", "--ping", "http://hc.example.com/x")
	t.Setenv(pingVariable, ping)
	do(exitGood, 1, "sync", "--secret-file", "lab="+file)
	do(exitGood, 0, "sync", "--secret-file", "lab="+file, "--account", "lab")
	refuse.Store(2) // then it takes the call
	do(exitGood, 3, "sync", "--secret-file", "lab="+file)
	refuse.Store(9)
	said := do(exitFailed, 3, "sync", "--secret-file", "lab="+file)
	if !strings.Contains(said, "502") || strings.Contains(said, "very-secret-id") {
		t.Errorf("a service that fails: %q", said)
	}
	nowhere(t, folder, "very-secret-id")
}
