package autotask

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/simulate"
)

const (
	testSecret = "hush-4711-hush"
	testMarker = "01JDBZ7Q3N8V5W2X9Y4A6B1C0D"
)

var testNow = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// bench is a client, its service and the waits that the client asked for.
type bench struct {
	*Client
	srv *simulate.AutotaskServer
	cfg Config

	mu    sync.Mutex
	waits []time.Duration
}

// wait notes a wait and takes no time.
func (b *bench) wait(ctx context.Context, d time.Duration) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.waits = append(b.waits, d)
	return ctx.Err()
}

// newBench starts a service with a company and, for each change, other options.
func newBench(t *testing.T, change ...func(*simulate.AutotaskOptions)) *bench {
	t.Helper()
	opt := simulate.AutotaskOptions{
		User: "api@example.com", Secret: testSecret, IntegrationCode: "CODE",
		Companies: []simulate.AutotaskCompany{{ID: 7, Name: "Seven Ltd"}, {ID: 8, Name: "Eight AG", Inactive: true}, {ID: 9, Name: "Nine GmbH"}},
		Now:       func() time.Time { return testNow },
	}
	for _, c := range change {
		c(&opt)
	}
	srv, err := simulate.StartAutotask(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	b := &bench{srv: srv}
	b.cfg = Config{
		User: opt.User, Secret: testSecret, IntegrationCode: "CODE", ZoneURL: srv.URL(), Timeout: 10 * time.Second,
		Wait: b.wait, Now: func() time.Time { return testNow },
	}
	return b
}

// open is newBench with a client that has found its zone.
func open(t *testing.T, change ...func(*simulate.AutotaskOptions)) *bench {
	t.Helper()
	b := newBench(t, change...)
	b.reopen(t)
	return b
}

func (b *bench) reopen(t *testing.T) {
	t.Helper()
	c, err := Open(t.Context(), b.cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	b.Client = c
}

// count returns how many requests had this method and a path with this end.
func (b *bench) count(method, end string) int {
	n := 0
	for _, r := range b.srv.Requests() {
		if r.Method == method && strings.HasSuffix(r.Path, end) {
			n++
		}
	}
	return n
}

func withTickets(n int) func(*simulate.AutotaskOptions) {
	return func(o *simulate.AutotaskOptions) {
		for i := range int64(n) {
			o.Tickets = append(o.Tickets, simulate.AutotaskTicket{
				ID: 1000 + i, Number: fmt.Sprintf("T20261101.%04d", i), Title: fmt.Sprint("Ticket ", i),
				CompanyID: 7, Status: 1, Priority: 2, Queue: 8, Created: testNow.AddDate(0, 0, -22),
			})
		}
	}
}

// wantError checks the code, and that the message has each of the words.
func wantError(t *testing.T, err error, code domain.Code, words ...string) {
	t.Helper()
	var known *domain.Error
	if !errors.As(err, &known) {
		t.Fatalf("no error for people, but %v", err)
	}
	if known.Code != code {
		t.Errorf("code %s, not %s: %v", known.Code, code, err)
	}
	for _, w := range words {
		if !strings.Contains(known.Error(), w) {
			t.Errorf("%q is not in %q", w, known.Error())
		}
	}
}
