package cove

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/simulate"
)

const testPassword = "hush-4711-hush"

// testNow is the reference time of the files in testdata.
var testNow = time.Date(2026, 3, 10, 7, 0, 0, 0, time.UTC)

// bench is a client, its service, and what the client waited and logged.
type bench struct {
	*Client
	srv *simulate.CoveServer
	cfg Config

	mu    sync.Mutex
	waits []time.Duration
	log   bytes.Buffer
}

// wait notes a wait and takes no time.
func (b *bench) wait(ctx context.Context, d time.Duration) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.waits = append(b.waits, d)
	return ctx.Err()
}

// Write makes a bench the end of a log.
func (b *bench) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.log.Write(p)
}

// open starts a service with the demo's fleet and, for each change, other options,
// and a client for it. Both go by the service's clock.
func open(t testing.TB, change ...func(*simulate.CoveOptions)) *bench {
	t.Helper()
	opt := simulate.CoveDemo(testNow)
	opt.User, opt.Password = "report-reader", testPassword
	opt.Now = func() time.Time { return testNow }
	for _, c := range change {
		c(&opt)
	}
	srv, err := simulate.StartCove(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	b := &bench{srv: srv}
	b.cfg = Config{
		BaseURL: srv.URL(), User: opt.User, Password: testPassword, Timeout: 10 * time.Minute, Now: srv.Now, Wait: b.wait,
		Log: slog.New(slog.NewTextHandler(b, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	b.renew(t, b.cfg)
	return b
}

// renew makes another client.
func (b *bench) renew(t testing.TB, cfg Config) {
	t.Helper()
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	b.Client = c
}

// list reads all devices.
func (b *bench) list(t testing.TB) ([]Device, Poll) {
	t.Helper()
	var out []Device
	p, err := b.Devices(t.Context(), func(d Device) error { out = append(out, d); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return out, p
}

// fail reads all devices and returns the error.
func (b *bench) fail(t testing.TB) error {
	t.Helper()
	_, err := b.Devices(t.Context(), func(Device) error { return nil })
	if err == nil {
		t.Fatal("no error")
	}
	return err
}

// device returns the device of the demo with this name.
func (b *bench) device(t testing.TB, name string) Device {
	t.Helper()
	all, _ := b.list(t)
	return byName(t, all, name)
}

func byName(t testing.TB, all []Device, name string) Device {
	t.Helper()
	i := slices.IndexFunc(all, func(d Device) bool { return d.Name == name })
	if i < 0 {
		t.Fatalf("no device %s", name)
	}
	return all[i]
}

// count returns how many requests had this method.
func (b *bench) count(method string) int {
	n := 0
	for _, r := range b.srv.Requests() {
		if r.Method == method {
			n++
		}
	}
	return n
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
	if !strings.HasSuffix(known.Error(), ".") {
		t.Errorf("%q has no end", known.Error())
	}
}

// sample returns a file of testdata.
func sample(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// sampleRows returns the rows of a statistics file as they stand.
func sampleRows(t testing.TB, name string) []json.RawMessage {
	t.Helper()
	var in struct {
		Result struct {
			Result []json.RawMessage `json:"result"`
		} `json:"result"`
	}
	if err := json.Unmarshal(sample(t, name), &in); err != nil {
		t.Fatal(err)
	}
	return in.Result.Result
}

// sampleDevices returns the devices of a statistics file.
func sampleDevices(t testing.TB, name string) []Device {
	t.Helper()
	var out []Device
	for _, raw := range sampleRows(t, name) {
		d, ok := decodeRow(raw)
		if !ok {
			t.Fatalf("no device: %.80s", raw)
		}
		out = append(out, d)
	}
	return out
}

func withRows(t testing.TB, name string) func(*simulate.CoveOptions) {
	return func(o *simulate.CoveOptions) { o.Devices, o.Rows = nil, sampleRows(t, name) }
}

func at(unix int64) time.Time { return time.Unix(unix, 0).UTC() }
