package workspace

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
	"runchecks/sync/simulate"
)

// soakHours is how much of a night goes by; "make soak" takes all of it.
var soakHours = flag.Int("hours", 2, "how many simulated hours the soak lasts")

// movedClock is a clock that goes as far as it is told.
type movedClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *movedClock) read() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *movedClock) forward(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return c.now
}

// soaked is what the process held at the end of an hour.
type soaked struct {
	mails, decisions, goroutines int
	heap, database, log          float64 // MB
}

func (s soaked) row(hour int) string {
	return fmt.Sprintf("| %d | %d | %d | %.1f | %d | %.1f | %.1f |", hour, s.mails, s.decisions, s.heap, s.goroutines, s.database, s.log)
}

// A program that is open from the evening to the morning, with a sync every ten minutes, reports
// coming in, lists read and decisions made and taken back, holds no more at the end than after an hour.
func TestANightOfSyncsAndDecisionsLeavesNothingBehind(t *testing.T) {
	if testing.Short() {
		t.Skip("a demo workspace and many syncs; the race detector has shorter ones")
	}
	morning := time.Date(2026, 11, 24, 6, 0, 0, 0, time.UTC)
	clock := &movedClock{now: morning.Add(-8 * time.Hour)}
	w, err := Open(t.Context(), Options{Demo: true, Clock: clock.read})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := w.Sync(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	later := simulate.NewDemo(morning, demoSeed).Mails
	for len(later) > 0 && !later[0].Received.After(clock.read()) {
		later = later[1:]
	}
	var now soaked
	var hours []soaked
	for step := 1; step <= *soakHours*6; step++ {
		at := clock.forward(10 * time.Minute)
		for len(later) > 0 && !later[0].Received.After(at) {
			if err := w.demo.server.Append(later[0]); err != nil {
				t.Fatal(err)
			}
			later, now.mails = later[1:], now.mails+1
		}
		if err := w.Sync(t.Context(), ""); err != nil {
			t.Fatal(err)
		}
		now.decisions += decideSome(t, w, step)
		if step%6 == 0 {
			hours = append(hours, measured(t, w, now))
		}
	}
	lines := []string{
		"| hour | mails | decisions | heap, MB | goroutines | database, MB | its log, MB |", "| --- | --- | --- | --- | --- | --- | --- |",
	}
	for i, h := range hours {
		lines = append(lines, h.row(i+1))
	}
	t.Log("\n" + strings.Join(lines, "\n"))
	if now.mails == 0 || now.decisions == 0 {
		t.Fatalf("nothing went on: %+v", now)
	}
	first, last := hours[0], hours[len(hours)-1]
	if last.heap > first.heap*1.2+4 {
		t.Errorf("the heap grew from %.1f to %.1f MB", first.heap, last.heap)
	}
	if last.goroutines > first.goroutines+5 {
		t.Errorf("%d goroutines became %d", first.goroutines, last.goroutines)
	}
	if last.log > 64 {
		t.Errorf("the log of the database grew to %.1f MB", last.log)
	}
}

// decideSome reads what a window reads, reviews a job, and takes every third review back.
func decideSome(t *testing.T, w *Workspace, step int) (decisions int) {
	t.Helper()
	var waiting []domain.JobRow
	err := w.Store.Read(t.Context(), func(q domain.Reader) (err error) {
		if waiting, err = q.OpenJobs(); err != nil {
			return err
		}
		_, err = q.LastRuns()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(waiting) == 0 {
		return 0
	}
	if _, err := w.Desk.MarkReviewed(t.Context(), []review.Target{{Job: waiting[step%len(waiting)].ID}}); err != nil {
		t.Fatal(err)
	}
	if step%3 != 0 {
		return 1
	}
	if _, err := w.Desk.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	return 2
}

// measured is what the process holds once nothing is in use any more.
func measured(t *testing.T, w *Workspace, now soaked) soaked {
	t.Helper()
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	now.heap, now.goroutines = float64(m.HeapAlloc)/1e6, runtime.NumGoroutine()
	size := func(name string) float64 {
		info, err := os.Stat(filepath.Join(w.Folder, name))
		if err != nil {
			return 0
		}
		return float64(info.Size()) / 1e6
	}
	now.database, now.log = size(storage.FileName), size(storage.FileName+"-wal")
	return now
}
