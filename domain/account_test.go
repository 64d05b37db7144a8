package domain_test

import (
	"testing"
	"time"

	"runchecks/domain"
)

func TestSyncsThatEndAlikeWithoutNewsAreOneEntry(t *testing.T) {
	at := time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC)
	quiet := domain.SyncEntry{ID: 7, Account: 1, Began: at, Ended: at, Times: 2}
	next := domain.SyncEntry{Account: 1, Began: at.Add(time.Hour), Ended: at.Add(time.Hour), Times: 1, Duration: time.Second}
	both, ok := quiet.And(next)
	if !ok || both.ID != 7 || both.Times != 3 || !both.Began.Equal(at) || !both.Ended.Equal(next.Ended) || both.Duration != time.Second {
		t.Errorf("%+v, %v", both, ok)
	}
	devices := domain.SyncEntry{ID: 8, Account: 1, Things: "device", Messages: 45, Times: 1}
	if both, ok := devices.And(domain.SyncEntry{Account: 1, Things: "device", Messages: 46, Times: 1}); !ok || both.Messages != 46 {
		t.Errorf("devices are there at each sync: %+v, %v", both, ok)
	}
	for says, change := range map[string]func(*domain.SyncEntry){
		"messages": func(e *domain.SyncEntry) { e.Messages = 1 }, "what was known": func(e *domain.SyncEntry) { e.Known = 1 }, "runs": func(e *domain.SyncEntry) { e.Runs = 1 },
		"an error": func(e *domain.SyncEntry) { e.Error = "no" }, "a notice": func(e *domain.SyncEntry) { e.Notice = "n" }, "another account": func(e *domain.SyncEntry) { e.Account = 2 },
		"a cancel": func(e *domain.SyncEntry) { e.Cancelled = true },
	} {
		other := next
		change(&other)
		if got, ok := quiet.And(other); ok || got != other {
			t.Errorf("with %s it is one entry: %+v", says, got)
		}
	}
}
