package mailbox_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"runchecks/storage"
	"runchecks/storage/secrets"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/disk"
	"runchecks/sync/readers"
	"runchecks/sync/simulate"
)

// atMove notes how much a power cut could take whenever a mail is about to be moved.
type atMove struct {
	disk   *disk.Disk
	unsafe []int
}

func (a *atMove) Write(line []byte) (int, error) {
	if strings.Contains(string(line), " MOVE ") {
		a.unsafe = append(a.unsafe, a.disk.Unsafe())
	}
	return len(line), nil
}

// A mail that is moved is looked for no longer where it was: what was stored of it must not
// be lost after that.
func TestNoMailIsMovedThatAPowerCutCouldTakeFromHere(t *testing.T) {
	folder := t.TempDir()
	store, err := storage.Open(t.Context(), folder)
	if err == nil {
		err = store.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	recorded := &atMove{disk: disk.Record(t, folder)}
	if store, err = storage.Open(t.Context(), folder); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	l := &lab{T: t, store: store, secrets: secrets.Memory{account: "secret"}}
	l.serve(simulate.IMAPOptions{Move: true, Mails: months(12)})
	if err := l.server.Create("Done"); err != nil {
		t.Fatal(err)
	}
	l.moving("Done")
	e, err := newEngine(parts{
		Store: store, Secrets: l.secrets, Readers: readers.Default, Clock: func() time.Time { return storagetest.Now }, Location: time.UTC,
		Log: slog.New(slog.NewTextHandler(recorded, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Sync(context.Background(), ""); err != nil {
		t.Fatal(err)
	}
	if len(recorded.unsafe) == 0 || l.mailsIn("Done") != 12 {
		t.Fatalf("%d mails were moved by %d commands", l.mailsIn("Done"), len(recorded.unsafe))
	}
	for _, n := range recorded.unsafe {
		if n > 0 {
			t.Errorf("at a move %d things were not on the disk yet", n)
		}
	}
}
