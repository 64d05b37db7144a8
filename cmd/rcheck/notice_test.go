package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/rules"
)

// chat is a service that notices go to, on this computer.
type chat struct {
	*httptest.Server
	mu     sync.Mutex
	texts  []string
	status int
}

func newChat(t *testing.T) *chat {
	c := &chat{status: http.StatusOK}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.texts = append(c.texts, string(body))
		w.WriteHeader(c.status)
		_, _ = io.WriteString(w, "{}")
	}))
	t.Cleanup(c.Close)
	return c
}

// address is that of a topic, which nobody may see.
func (c *chat) address() string {
	return "ntfy://" + strings.TrimPrefix(c.URL, "http://") + "/very-secret-topic?scheme=http"
}

func (c *chat) took() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	texts := c.texts
	c.texts = nil
	return texts
}

func (c *chat) answer(status int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.status = status
}

func TestNoticesAreToldInNumbersAfterASyncAndNeverMakeItFail(t *testing.T) {
	service, folder, file := newChat(t), t.TempDir(), filepath.Join(t.TempDir(), "reports")
	t.Setenv("NOTICE", service.address())
	t.Setenv("LANG", "en_GB.UTF-8")
	if err := os.WriteFile(file, []byte("very secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	do := func(want, told int, args ...string) (out string, texts []string) {
		t.Helper()
		got := withRing(noKeychain, "very secret\n", append([]string{"--profile", folder}, args...)...)
		texts = service.took()
		if got.code != want || len(texts) != told {
			t.Errorf("rcheck %v: %+v and %q is told, want %d with %d", args, got, texts, want, told)
		}
		if strings.Contains(got.out+got.err, "very-secret-topic") {
			t.Errorf("rcheck %v shows the address: %+v", args, got)
		}
		return got.out + got.err, texts
	}
	do(exitGood, 0, mailbox(t, "lab", "very secret")...)
	do(exitUsage, 0, "notice", "add", "office")
	do(exitUsage, 0, "notice", "add", "office", "--about", "customers", "--secret-env", "NOTICE")
	do(exitFailed, 0, "notice", "test", "office")
	_, texts := do(exitGood, 1, "notice", "add", "office", "--secret-env", "NOTICE")
	if !strings.Contains(texts[0], "This is a test.") {
		t.Errorf("the test is %q", texts)
	}
	service.answer(http.StatusForbidden)
	said, _ := do(exitFailed, 1, "sync") // without its password
	if !strings.Contains(said, "The notice office was not sent") {
		t.Errorf("nobody is told that it was not sent: %q", said)
	}
	if said, _ = do(exitGood, 0, "notice", "list"); !strings.Contains(said, "fails since") {
		t.Errorf("the list: %q", said)
	}
	service.answer(http.StatusOK)
	_, texts = do(exitFailed, 1, "sync")
	if texts[0] != "1 account cannot be synced." {
		t.Errorf("told: %q", texts)
	}
	do(exitFailed, 0, "sync")
	do(exitGood, 0, "sync", "--secret-file", "lab="+file)
	do(exitGood, 1, "notice", "test", "Office")
	do(exitGood, 0, "notice", "remove", "OFFICE")
	if said, _ = do(exitGood, 0, "notice", "list"); said != "" {
		t.Errorf("after it was removed: %q", said)
	}
	nowhere(t, folder, "very-secret-topic")
}

func TestWhatWaitsInTheDemoIsToldByNumbers(t *testing.T) {
	w, err := workspace.Open(t.Context(), workspace.Options{Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	if err := w.Sync(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	var jobs []domain.JobRow
	var waits domain.Standstill
	err = w.Store.Read(t.Context(), func(q domain.Reader) (err error) {
		if jobs, err = q.OpenJobs(); err != nil {
			return err
		}
		waits, err = rules.ReadStandstill(q, w.Clock())
		return err
	})
	bad, silent := 0, 0
	for _, j := range jobs {
		switch {
		case j.Status == domain.Missed:
			silent++
		case j.Problems > 0:
			bad++
		}
	}
	// A job may wait with both.
	if err != nil || bad == 0 || waits.Problems < bad || waits.Silent < silent || waits.LatestProblem == 0 || len(waits.Failing) != 0 {
		t.Errorf("%+v, %v; the list has %d with problems and %d silent", waits, err, bad, silent)
	}
}
