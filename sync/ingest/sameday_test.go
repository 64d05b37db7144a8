package ingest_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/ingest"
)

// TestTheSameDayRuleGoesByTheLocalDay imports runs of one device around the two nights
// on which Amsterdam changes its clocks, and at both ends of a day.
func TestTheSameDayRuleGoesByTheLocalDay(t *testing.T) {
	amsterdam, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Skip("no time zones on this machine")
	}
	for _, c := range []struct {
		says   string
		runs   []string // RFC 3339 and status, oldest first
		hidden []int
	}{
		{"the second run of a day of 25 hours", []string{"2026-10-24T22:30:00Z success", "2026-10-25T22:30:00Z failed"}, []int{1}},
		{"a run after that day", []string{"2026-10-24T22:30:00Z success", "2026-10-25T23:00:00Z failed"}, nil},
		{"a run before a day of 23 hours", []string{"2026-03-28T22:59:00Z success", "2026-03-28T23:00:00Z failed"}, nil},
		{"the last run of that day", []string{"2026-03-28T23:00:00Z success", "2026-03-29T21:59:00Z failed"}, []int{1}},
		{"the first run after it", []string{"2026-03-28T23:00:00Z success", "2026-03-29T22:00:00Z failed"}, nil},
		{"both hours that are called half past two", []string{"2026-10-25T00:30:00Z success", "2026-10-25T01:30:00Z warning"}, []int{1}},
		{"a midnight of summer that is the evening before in UTC", []string{"2026-07-01T21:59:00Z success", "2026-07-01T22:01:00Z failed"}, nil},
	} {
		ctx := context.Background()
		store, err := fresh.Open(ctx, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		now := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
		clock := func() time.Time { return now }
		in, err := ingest.New(store, clock, amsterdam)
		if err != nil {
			t.Fatal(err)
		}
		desk, err := review.New(review.Params{Store: store, Clock: clock, Actor: domain.Actor{Name: "anna", Role: domain.RoleAdmin}, Location: amsterdam})
		if err != nil {
			t.Fatal(err)
		}
		device := domain.Device{Key: "cove:1", Source: domain.SourceCove, Account: 1, Customer: "Kees", Name: "fs", Fingerprint: "0"}
		if err := store.Write(ctx, func(tx domain.Tx) error { _, err := tx.PutDevice(device, []byte("{}")); return err }); err != nil {
			t.Fatal(err)
		}
		if _, err := desk.LinkDevices(ctx, []domain.DeviceLink{device.Suggested()}); err != nil {
			t.Fatal(err)
		}
		var runs []ingest.DeviceRun
		for i, line := range c.runs {
			var at, word string
			if _, err := fmt.Sscan(line, &at, &word); err != nil {
				t.Fatal(err)
			}
			when, err := time.Parse(time.RFC3339, at)
			if err != nil {
				t.Fatal(err)
			}
			status := map[string]domain.Status{"success": domain.Success, "warning": domain.Warning, "failed": domain.Failed}[word]
			runs = append(runs, ingest.DeviceRun{Key: domain.RunKey(fmt.Sprint(i)), At: when, Result: domain.Result{Kind: domain.KindRun, Status: status, NoObjects: domain.ObjectsNone}})
		}
		// The newest first: a later poll may bring what ran before.
		slices.Reverse(runs)
		if _, err := in.Fresh(ctx, func(domain.Device, []byte) (ingest.State, error) { return ingest.State{Runs: runs}, nil }); err != nil {
			t.Fatal(err)
		}
		for i := range c.runs {
			var run domain.Run
			err := store.Read(ctx, func(q domain.Reader) (err error) {
				run, err = q.RunByKey(domain.RunKey(fmt.Sprint(i)))
				return err
			})
			if err != nil || (run.Hidden != 0) != slices.Contains(c.hidden, i) {
				t.Errorf("%s: run %d is hidden by %d, %v", c.says, i, run.Hidden, err)
			}
		}
		_ = store.Close()
	}
}
