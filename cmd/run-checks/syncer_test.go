package main

import (
	"maps"
	"testing"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

func TestWhatIsWantedIsTakenOnceAndAllStandsForEach(t *testing.T) {
	s := newSyncer(nil)
	s.want("b")
	s.want("a")
	s.want("a")
	if got := s.take(); !maps.Equal(got, map[string]time.Time{"a": {}, "b": {}}) || len(s.take()) != 0 {
		t.Errorf("got %v", got)
	}
	since := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	s.older("c", since)
	s.want("a")
	s.want("c")
	s.now()
	if got := s.take(); !maps.Equal(got, map[string]time.Time{"": {}, "c": since}) {
		t.Errorf("got %v", got)
	}
	<-s.wake // one call, however much is wanted
	select {
	case <-s.wake:
		t.Error("it was woken twice")
	default:
	}
}

func TestAMailboxIsWatchedAnewOnlyWhenItIsReadOtherwise(t *testing.T) {
	a := domain.Account{Name: "mail", Host: "h", Port: 993, User: "u", Folders: []string{"INBOX", "Other"}}
	b := a
	b.Health.LastError = "x"
	b.Folders = []string{"INBOX"}
	if !samePlace(a, b) {
		t.Error("the health, or another folder than the first, is another place")
	}
	for says, change := range map[string]func(*domain.Account){
		"host": func(a *domain.Account) { a.Host = "i" }, "user": func(a *domain.Account) { a.User = "v" }, "port": func(a *domain.Account) { a.Port = 143 },
		"folder": func(a *domain.Account) { a.Folders = nil }, "name": func(a *domain.Account) { a.Name = "post" },
	} {
		c := a
		change(&c)
		if samePlace(a, c) {
			t.Errorf("another %s is the same place", says)
		}
	}
}

func TestTheNextSyncIsSaidOnceThereWasOne(t *testing.T) {
	s := newSyncer(nil)
	if !s.next().IsZero() {
		t.Errorf("before the first it is at %v", s.next())
	}
	s.last = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	if got := s.next(); !got.Equal(s.last.Add(firstEvery)) {
		t.Errorf("it is at %v", got)
	}
}

func TestTheFirstSyncWaitsForTheWindowWhereThereIsSomethingToLookAt(t *testing.T) {
	space, err := workspace.Open(t.Context(), workspace.Options{Folder: t.TempDir(), Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := space.Close(); err != nil {
			t.Error(err)
		}
	})
	s := newSyncer(space)
	put := func(name string, synced time.Time) {
		err := space.Store.Write(t.Context(), func(tx domain.Tx) error {
			id, err := tx.PutAccount(domain.Account{Name: name, Kind: "imap", Host: "mail.example", Port: 993})
			if err != nil {
				return err
			}
			return tx.SetHealth(id, domain.Health{LastSuccess: synced})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	put("old", time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC))
	if got := s.begin(t.Context()); got != fillsWithin {
		t.Errorf("with an account that was synced it waits %v", got)
	}
	put("new", time.Time{})
	if got := s.begin(t.Context()); got != 0 {
		t.Errorf("with an account that was never synced it waits %v", got)
	}
}
