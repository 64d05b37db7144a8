package storage

import (
	"context"
	"math/rand/v2"
	"testing"

	"runchecks/domain"
	"runchecks/storage/storagetest/disk"
)

// recorded opens a cache whose disk is recorded, after it was made and came to rest.
func recorded(t *testing.T) (*DB, *disk.Disk) {
	t.Helper()
	folder := t.TempDir()
	made, err := Open(context.Background(), folder)
	if err == nil {
		err = made.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	d := disk.Record(t, folder)
	db, err := Open(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	return db, d
}

func putSetting(value string) func(domain.Tx) error {
	return func(tx domain.Tx) error { return tx.PutSetting("key", value) }
}

func TestAWriterWaitsForTheDiskUnlessItsDataCanBeFetchedAgain(t *testing.T) {
	db, d := recorded(t)
	for _, x := range []struct {
		name  string
		do    func() error
		waits int
	}{
		{"a decision", func() error {
			return db.Write(t.Context(), func(tx domain.Tx) error {
				return tx.AppendDecision(domain.Decision{ID: "01", Payload: []byte("{}")})
			})
		}, 1},
		{"a setting", func() error { return db.Write(t.Context(), putSetting("a")) }, 1},
		{"what can be fetched again", func() error { return db.Refetchable().Write(t.Context(), putSetting("b")) }, 0},
		{"a flush of it", func() error { return db.Refetchable().Flush(t.Context()) }, 1},
		{"reading", func() error {
			return db.Read(t.Context(), func(q domain.Reader) error { _, err := q.Setting("key"); return err })
		}, 0},
	} {
		before := d.Now()
		if err := x.do(); err != nil {
			t.Fatalf("%s: %v", x.name, err)
		}
		if got := d.Waits(before); got != x.waits {
			t.Errorf("%s waited for the disk %d times, want %d", x.name, got, x.waits)
		}
	}
}

func TestADecisionIsRefusedWhereAPowerCutCouldTakeIt(t *testing.T) {
	db := open(t)
	err := db.Refetchable().Write(t.Context(), func(tx domain.Tx) error {
		return tx.AppendDecision(domain.Decision{ID: "01", Payload: []byte("{}")})
	})
	if domain.CodeOf(err) != domain.CodeInternal {
		t.Errorf("got %v", err)
	}
}

// The recorded disk is worth its tests: what nobody waited for is lost by some of its power
// cuts, what somebody waited for by none.
func TestAPowerCutTakesWhatNobodyWaitedForAndNothingElse(t *testing.T) {
	db, d := recorded(t)
	value := func(seed uint64, moment int) (value string) {
		folder := t.TempDir()
		d.CutAt(t, moment, rand.New(rand.NewPCG(seed, 1)), folder)
		after, err := Open(t.Context(), folder)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = after.Close() }()
		err = after.Read(t.Context(), func(q domain.Reader) (err error) {
			value, err = q.Setting("key")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
	if err := db.Write(t.Context(), putSetting("waited for")); err != nil {
		t.Fatal(err)
	}
	safe := d.Now()
	if err := db.Refetchable().Write(t.Context(), putSetting("not waited for")); err != nil {
		t.Fatal(err)
	}
	unsafe := d.Now()
	lost, kept := 0, 0
	for seed := range uint64(20) {
		if got := value(seed, safe); got != "waited for" {
			t.Fatalf("a power cut left %q", got)
		}
		switch value(seed, unsafe) {
		case "waited for":
			lost++
		case "not waited for":
			kept++
		}
	}
	if lost == 0 || kept == 0 {
		t.Errorf("of 20 power cuts %d took what nobody waited for, %d did not", lost, kept)
	}
}
