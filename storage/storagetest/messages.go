package storagetest

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
)

// Messages runs what a store must hold of messages and the inbox.
func Messages(t *testing.T, open func(t *testing.T) domain.Store) {
	ctx := context.Background()
	t.Run("an original message is returned byte for byte", func(t *testing.T) {
		s := open(t)
		raw := bytes.Repeat([]byte("From: a\r\n\r\n\x00\xff body "), 1000)
		var id int64
		err := s.Write(ctx, func(tx domain.Tx) (err error) {
			id, err = tx.PutMessage(domain.Message{Key: "1@x", State: domain.MessageUnmatched}, s.Pack(raw))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		read(t, s, func(q domain.Reader) error {
			got, err := q.RawMessage(id)
			if !bytes.Equal(got, raw) {
				t.Errorf("got %d bytes, want %d", len(got), len(raw))
			}
			return err
		})
	})

	t.Run("messages are listed newest first, by reader, unread ones, and by text", func(t *testing.T) {
		s := open(t)
		putMails(t, s, "veeam", "", "veeam", "kopia")
		for name, c := range map[string]struct {
			filter domain.MessageFilter
			want   []int64
		}{
			"all":              {domain.MessageFilter{}, []int64{4, 3, 2, 1}},
			"by reader":        {domain.MessageFilter{Reader: "veeam"}, []int64{3, 1}},
			"unread":           {domain.MessageFilter{Unread: true}, []int64{2}},
			"text":             {domain.MessageFilter{Text: "OF KOP"}, []int64{4}},
			"a sign is a sign": {domain.MessageFilter{Text: "1%"}, nil},
			"limited":          {domain.MessageFilter{Limit: 1}, []int64{4}},
		} {
			read(t, s, func(q domain.Reader) error {
				list, err := q.Messages(c.filter)
				var got []int64
				for _, m := range list {
					got = append(got, m.ID)
				}
				if !slices.Equal(got, c.want) {
					t.Errorf("%s: got %v, want %v", name, got, c.want)
				}
				return err
			})
		}
	})

	t.Run("notes of mails that were not given are listed by folder, and only they are removed", func(t *testing.T) {
		s := open(t)
		key := func(account int64, folder string, uid uint32) string {
			return domain.MissingKey(account, folder, 9, uid)
		}
		var deleted int64
		err := s.Write(ctx, func(tx domain.Tx) error {
			var all []error
			put := func(account int64, folder string, uid uint32) (id int64) {
				id, err := tx.PutMessage(domain.Message{
					Key: key(
						account,
						folder,
						uid,
					), Account: account, Folder: folder, UID: uid, State: domain.MessageUnreadable, Received: night.Add(time.Duration(uid) * time.Hour),
				}, s.Pack(nil))
				all = append(all, err)
				return id
			}
			put(1, "INBOX", 4)
			put(1, "INBOX", 7)
			put(1, "Old:7", 7)
			put(12, "INBOX", 7)
			deleted = put(1, "INBOX", 8)
			_, err := tx.PutMessage(domain.Message{Key: "7@x", Account: 1, Folder: "INBOX", UID: 9, State: domain.MessageUnreadable}, s.Pack(nil))
			return errors.Join(append(all, err, tx.SetDeleted([]int64{deleted}, Now))...)
		})
		if err != nil {
			t.Fatal(err)
		}
		listed := func(account int64, folder string, limit int, want ...uint32) {
			t.Helper()
			read(t, s, func(q domain.Reader) error {
				got, err := q.MissingMessages(account, folder, limit)
				var uids []uint32
				for _, m := range got {
					uids = append(uids, m.UID)
				}
				if !slices.Equal(uids, want) {
					t.Errorf("of %s of account %d: %v, want %v", folder, account, uids, want)
				}
				return err
			})
		}
		listed(1, "INBOX", 10, 7, 4)
		listed(1, "INBOX", 1, 7)
		listed(1, "Old:7", 10, 7)
		listed(12, "INBOX", 10, 7)
		listed(2, "INBOX", 10)
		for range 2 { // there, and gone already
			if err := s.Write(ctx, func(tx domain.Tx) error { return tx.DeleteMissing(key(1, "INBOX", 7)) }); err != nil {
				t.Fatal(err)
			}
			listed(1, "INBOX", 10, 4)
		}
		if err := s.Write(ctx, func(tx domain.Tx) error { return tx.DeleteMissing("7@x") }); domain.CodeOf(err) != domain.CodeInternal {
			t.Errorf("another message: %v", err)
		}
		read(t, s, func(q domain.Reader) error {
			_, err := q.MessageByKey("7@x")
			return err
		})
	})

	t.Run("approvals count the jobs of the inbox, their waiting runs and the problems among them", func(t *testing.T) {
		s := open(t)
		put(t, s, Run(newJob(t, s, "contoso", 1), 1, night, bad)) // active: not counted
		var mails []int64
		write(t, s, func(tx domain.Tx) error {
			for i, name := range []string{"good", "bad", "history"} {
				job, err := tx.PutJob(domain.Job{Key: domain.JobKey(name), Name: name, State: domain.JobPending})
				if err != nil {
					return err
				}
				m, err := tx.PutMessage(domain.Message{Key: name, State: domain.MessageRead, Received: night}, s.Pack([]byte("raw")))
				if err != nil {
					return err
				}
				mails = append(mails, m)
				for n := range i + 1 {
					run := Run(job, n, night.Add(time.Duration(n)*time.Hour))
					run.Message = m
					switch {
					case name == "bad" && n == 0:
						run.Status, run.Effective.Status = domain.Unknown, domain.Unknown
					case name == "history":
						run.Review = &domain.Review{At: night, Note: "imported as history"}
					}
					if _, err := tx.PutRun(run, name+string(run.Key)); err != nil {
						return err
					}
				}
			}
			return nil
		})
		want := func(when string, want domain.Approvals) {
			read(t, s, func(q domain.Reader) error {
				got, err := q.Approvals()
				if got != want {
					t.Errorf("%s: %+v, want %+v", when, got, want)
				}
				return err
			})
		}
		want("three jobs wait", domain.Approvals{Jobs: 3, Runs: 3, Problems: 1})
		write(t, s, func(tx domain.Tx) error { return tx.SetDeleted(mails[1:2], Now) })
		want("the bad one was deleted", domain.Approvals{Jobs: 2, Runs: 1})
	})

	t.Run("a deleted message leaves the inbox and comes back", func(t *testing.T) {
		s := open(t)
		var id int64
		write(t, s, func(tx domain.Tx) (err error) {
			id, err = tx.PutMessage(
				domain.Message{Key: "1@x", Subject: "toner", State: domain.MessageUnmatched, Received: night},
				s.Pack([]byte("raw")),
			)
			return err
		})
		count := func(deletedAt time.Time) (inbox, deleted, unmatched int) {
			write(t, s, func(tx domain.Tx) error { return tx.SetDeleted([]int64{id}, deletedAt) })
			read(t, s, func(q domain.Reader) error {
				rows, err := q.Inbox(0)
				if err != nil {
					return err
				}
				gone, err := q.DeletedMessages(0)
				if err != nil {
					return err
				}
				inbox, deleted = len(rows), len(gone)
				_, unmatched, err = q.InboxCount()
				return err
			})
			return inbox, deleted, unmatched
		}
		if a, b, c := count(Now); a != 0 || b != 1 || c != 0 {
			t.Errorf("deleted: %d, %d, %d", a, b, c)
		}
		if a, b, c := count(time.Time{}); a != 1 || b != 0 || c != 1 {
			t.Errorf("restored: %d, %d, %d", a, b, c)
		}
	})
}
