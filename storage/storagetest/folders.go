package storagetest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
)

// Folders runs what a store must hold of how far folders were fetched, and of mails to be moved.
func Folders(t *testing.T, open func(t *testing.T) domain.Store) {
	ctx := context.Background()

	t.Run("mails that wait to be moved are listed by UID until they are moved or numbered anew", func(t *testing.T) {
		s := open(t)
		err := s.Write(ctx, func(tx domain.Tx) error {
			var all []error
			for _, uid := range []uint32{9, 3, 1<<32 - 1, 3} {
				all = append(all, tx.PutMove(7, "INBOX", 1, uid))
			}
			return errors.Join(append(all, tx.PutMove(7, "INBOX", 2, 4), tx.PutMove(8, "INBOX", 1, 5))...)
		})
		if err != nil {
			t.Fatal(err)
		}
		waiting := func(account int64, validity uint32, limit int, want ...uint32) {
			t.Helper()
			read(t, s, func(q domain.Reader) error {
				got, err := q.Moves(account, "INBOX", validity, limit)
				if !slices.Equal(got, want) {
					t.Errorf("of account %d under %d wait %v, want %v", account, validity, got, want)
				}
				return err
			})
		}
		waiting(7, 1, 10, 3, 9, 1<<32-1)
		waiting(7, 1, 2, 3, 9)
		if err := s.Write(ctx, func(tx domain.Tx) error { return tx.DeleteMoves(7, "INBOX", 1, 9) }); err != nil {
			t.Fatal(err)
		}
		waiting(7, 1, 10, 1<<32-1)
		waiting(7, 2, 10)
		waiting(8, 1, 10, 5)
	})

	t.Run("a folder of an account that was removed is not kept", func(t *testing.T) {
		s := open(t)
		id := Mailbox(t, s)
		err := s.Write(ctx, func(tx domain.Tx) error {
			return errors.Join(tx.DeleteAccount(id), tx.PutFolder(domain.Folder{Account: id, Name: "INBOX", UIDValidity: 1}))
		})
		if domain.CodeOf(err) != domain.CodeNotFound {
			t.Errorf("got %v", err)
		}
	})

	t.Run("a folder's progress is kept as it was put", func(t *testing.T) {
		s := open(t)
		f := domain.Folder{
			Account:     Mailbox(t, s),
			Name:        "Prüfberichte",
			UIDValidity: 1<<32 - 1,
			LastUID:     1<<32 - 1,
			LowUID:      12,
			FirstSync:   Now,
			Since:       Now.Add(-time.Hour),
			Unkept:      true,
			Seen:        domain.FolderMark{UIDNext: 1<<32 - 1, Mails: 3, ModSeq: 1<<63 - 1},
		}
		for range 2 { // new, and changed
			f.LowUID++
			if err := s.Write(ctx, func(tx domain.Tx) error { return tx.PutFolder(f) }); err != nil {
				t.Fatal(err)
			}
			read(t, s, func(q domain.Reader) error {
				got, err := q.Folder(f.Account, "Prüfberichte")
				if !got.FirstSync.Equal(f.FirstSync) || !got.Since.Equal(f.Since) {
					t.Errorf("first sync %v, fetched since %v", got.FirstSync, got.Since)
				}
				if got.FirstSync, got.Since = f.FirstSync, f.Since; got != f {
					t.Errorf("got %+v, not %+v", got, f)
				}
				return err
			})
		}
	})
}
