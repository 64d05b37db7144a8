package storagetest

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"runchecks/domain"
)

// Accounts runs what a store must hold of accounts: their settings and secrets, the log of their syncs, and what came by them.
func Accounts(t *testing.T, open func(t *testing.T) domain.Store) {
	ctx := context.Background()

	t.Run("an account keeps its health when it is changed, and its name is the key", func(t *testing.T) {
		s := open(t)
		a := domain.Account{
			Name:     "mail",
			Kind:     "imap",
			Host:     "a.example",
			Port:     993,
			Security: domain.SecurityTLS,
			User:     "u",
			Folders:  []string{"INBOX", "Old"},
			MoveTo:   "Done",
			Pin:      "sha256:aa",
			Secret:   "env:X",
		}
		err := s.Write(ctx, func(tx domain.Tx) error {
			id, err := tx.PutAccount(a)
			if err != nil {
				return err
			}
			if err := tx.SetHealth(id, domain.Health{
				LastTry: Now, LastSuccess: Now, LastError: "no password", Said: "said", Code: domain.CodeSecret,
			}); err != nil {
				return err
			}
			a.Host = "b.example"
			again, err := tx.PutAccount(a)
			if again != id {
				t.Errorf("got a second account")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		read(t, s, func(q domain.Reader) error {
			got, err := q.AccountByName("mail")
			if got.Host != "b.example" || !got.Health.LastSuccess.Equal(Now) || got.Health.Code != domain.CodeSecret ||
				got.Health.Said != "said" ||
				len(got.Folders) != 2 ||
				got.MoveTo != "Done" ||
				got.Pin != "sha256:aa" {
				t.Errorf("got %+v", got)
			}
			return err
		})
	})

	t.Run("a sealed secret is kept, replaced and forgotten by the account's name", func(t *testing.T) {
		s := open(t)
		sealed := func(want []byte) {
			t.Helper()
			read(t, s, func(q domain.Reader) error {
				got, err := q.SealedSecret("mail")
				if want == nil && domain.CodeOf(err) == domain.CodeNotFound {
					return nil
				}
				if !bytes.Equal(got, want) {
					t.Errorf("got %q, want %q", got, want)
				}
				return err
			})
		}
		sealed(nil)
		for _, secret := range []string{"\x00first\xff", "second"} {
			if err := s.Write(ctx, func(tx domain.Tx) error {
				return errors.Join(tx.PutSealedSecret("mail", []byte(secret)), tx.PutSealedSecret("Cove", []byte("another")))
			}); err != nil {
				t.Fatal(err)
			}
			sealed([]byte(secret))
		}
		for range 2 { // there, and gone already
			if err := s.Write(ctx, func(tx domain.Tx) error { return tx.DeleteSealedSecret("mail") }); err != nil {
				t.Fatal(err)
			}
			sealed(nil)
		}
	})

	t.Run("a pause stays when the settings change, and ends when it is resumed", func(t *testing.T) {
		s := open(t)
		a := newAccount(t, s, "mail")
		since := func(want time.Time) {
			t.Helper()
			if got := newAccount(t, s, "mail"); !got.Paused.Equal(want) { // settings are put again
				t.Errorf("paused since %v, want %v", got.Paused, want)
			}
		}
		for _, at := range []time.Time{Now, {}} {
			if err := s.Write(ctx, func(tx domain.Tx) error { return tx.SetPaused(a.ID, at) }); err != nil {
				t.Fatal(err)
			}
			since(at)
		}
		if err := s.Write(ctx, func(tx domain.Tx) error { return tx.SetPaused(999, Now) }); domain.CodeOf(err) != domain.CodeNotFound {
			t.Errorf("an account that is not there gives %v", err)
		}
	})

	t.Run("what came by a removed account is never taken for that of a new one", func(t *testing.T) {
		s := open(t)
		old := newAccount(t, s, "old")
		err := s.Write(ctx, func(tx domain.Tx) error {
			_, err := tx.PutMessage(
				domain.Message{Key: "k", Account: old.ID, State: domain.MessageUnmatched, Received: night},
				s.Pack([]byte("x")),
			)
			return errors.Join(err, tx.DeleteAccount(old.ID))
		})
		if err != nil {
			t.Fatal(err)
		}
		fresh := newAccount(t, s, "fresh")
		read(t, s, func(q domain.Reader) error {
			b, err := q.AccountContents(fresh.ID)
			if fresh.ID == old.ID || b != (domain.AccountContents{}) {
				t.Errorf("the new account %d has %+v, the old one was %d", fresh.ID, b, old.ID)
			}
			return err
		})
	})

	t.Run("the log of the syncs keeps the newest entries of each account", func(t *testing.T) {
		s := open(t)
		a, b := newAccount(t, s, "a"), newAccount(t, s, "b")
		entry := domain.SyncEntry{
			Account:   a.ID,
			Began:     Now,
			Ended:     Now.Add(time.Minute),
			Times:     2,
			Duration:  1500 * time.Millisecond,
			Things:    "device",
			Messages:  3,
			Known:     1,
			Runs:      4,
			SetAside:  1,
			Error:     "no",
			Said:      "said",
			Code:      domain.CodeNetwork,
			Cancelled: true,
			Notice:    "n",
		}
		put := func(e domain.SyncEntry) {
			t.Helper()
			if err := s.Write(ctx, func(tx domain.Tx) error { return tx.PutSync(e) }); err != nil {
				t.Fatal(err)
			}
		}
		list := func(account int64, limit int) (out []domain.SyncEntry) {
			read(t, s, func(q domain.Reader) (err error) {
				out, err = q.SyncLog(account, limit)
				return err
			})
			return out
		}
		put(domain.SyncEntry{Account: b.ID, Times: 1})
		put(entry)
		got := list(a.ID, 0)
		if len(got) != 1 || !got[0].Began.Equal(entry.Began) || !got[0].Ended.Equal(entry.Ended) {
			t.Fatalf("%+v", got)
		}
		entry.ID, got[0].Began, got[0].Ended = got[0].ID, entry.Began, entry.Ended
		if got[0] != entry {
			t.Errorf("%+v, not %+v", got[0], entry)
		}
		entry.Times = 3
		put(entry)
		if got := list(a.ID, 0); len(got) != 1 || got[0].Times != 3 {
			t.Errorf("an entry that is put again: %+v", got)
		}
		for n := range domain.SyncLogLength + 5 {
			put(domain.SyncEntry{Account: a.ID, Times: 1, Messages: n})
		}
		if got := list(a.ID, 0); len(got) != domain.SyncLogLength || got[0].Messages != domain.SyncLogLength+4 || len(list(a.ID, 1)) != 1 ||
			len(list(b.ID, 0)) != 1 {
			t.Errorf("%d entries, the newest %+v; of the other account %d", len(got), got[0], len(list(b.ID, 0)))
		}
		if err := s.Write(ctx, func(tx domain.Tx) error { return tx.DeleteAccount(a.ID) }); err != nil || len(list(a.ID, 0)) != 0 {
			t.Errorf("%v; a removed account leaves %d entries", err, len(list(a.ID, 0)))
		}
	})

	t.Run("what came by an account goes, but for what somebody decided about", func(t *testing.T) {
		s := open(t)
		a, b := newAccount(t, s, "a"), newAccount(t, s, "b")
		free, decided, other := newJob(t, s, "adatum", 1), newJob(t, s, "contoso", 2), newJob(t, s, "tailspin", 3)
		var pending domain.Job
		mail := func(key string, account int64, runs ...domain.Run) (ids []int64) {
			t.Helper()
			err := s.Write(ctx, func(tx domain.Tx) error {
				m, err := tx.PutMessage(
					domain.Message{Key: key, Account: account, State: domain.MessageRead, Received: night},
					s.Pack([]byte(key)),
				)
				if err != nil {
					return err
				}
				for _, r := range runs {
					r.Message, r.Key = m, domain.MailRunKey(key, len(ids))
					id, err := tx.PutRun(r, key)
					if err != nil {
						return err
					}
					ids = append(ids, id)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			return ids
		}
		err := s.Write(ctx, func(tx domain.Tx) (err error) {
			pending, err = tx.PutJob(domain.Job{Key: "pending", Name: "pending", State: domain.JobPending})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		mail("free", a.ID, Run(free, 1, night, bad))
		mail("waiting", a.ID, Run(pending, 1, night))
		mail("digest", a.ID, Run(decided, 1, night), Run(free, 2, night.Add(-time.Hour)))
		mail("history", a.ID, func() domain.Run {
			r := Run(free, 3, night.Add(-72*time.Hour))
			r.Review = &domain.Review{At: Now, Note: "imported as history"}
			return r
		}())
		mail("deleted", a.ID)
		kept := mail("kept", b.ID, Run(other, 1, night))
		err = s.Write(ctx, func(tx domain.Tx) error {
			run, err := tx.RunByKey(domain.MailRunKey("digest", 0))
			if err != nil {
				return err
			}
			m, err := tx.MessageByKey("deleted")
			if err != nil {
				return err
			}
			return errors.Join(
				tx.SetReview([]int64{run.ID}, &domain.Review{At: Now, By: "kim", Decision: "01"}),
				tx.SetDeleted([]int64{m.ID}, Now),
			)
		})
		if err != nil {
			t.Fatal(err)
		}
		contents := func(account int64, want domain.AccountContents) {
			t.Helper()
			read(t, s, func(q domain.Reader) error {
				got, err := q.AccountContents(account)
				if got != want {
					t.Errorf("got %+v, want %+v", got, want)
				}
				return err
			})
		}
		contents(a.ID, domain.AccountContents{Messages: 5, Runs: 5, KeptMessages: 2, KeptRuns: 2, Jobs: 2})
		if err := s.Write(ctx, func(tx domain.Tx) error { return tx.DeleteAccountContents(a.ID) }); err != nil {
			t.Fatal(err)
		}
		contents(a.ID, domain.AccountContents{Messages: 2, Runs: 2, KeptMessages: 2, KeptRuns: 2, Jobs: 2})
		contents(b.ID, domain.AccountContents{Messages: 1, Runs: 1, Jobs: 1})
		read(t, s, func(q domain.Reader) error {
			if _, err := q.JobByKey(pending.Key); domain.CodeOf(err) != domain.CodeNotFound {
				t.Errorf("a pending job without runs is left: %v", err)
			}
			if _, err := q.JobByKey(free.Key); err != nil {
				t.Errorf("an approved job is gone: %v", err)
			}
			if _, err := q.Run(kept[0]); err != nil {
				t.Errorf("a run of another account is gone: %v", err)
			}
			_, err := q.RunByKey(domain.MailRunKey("digest", 1))
			return err // a report with a decision stays whole
		})
	})

	t.Run("runs of devices go with their account, but for what was decided about", func(t *testing.T) {
		s := open(t)
		a := newAccount(t, s, "Cove")
		job, reviewed := newJob(t, s, "adatum", 1), newJob(t, s, "adatum", 2)
		var linked int64
		err := s.Write(ctx, func(tx domain.Tx) error {
			for n, name := range []string{"linked", "asked", "ten"} {
				id, err := tx.PutDevice(
					domain.Device{
						Key:       domain.CoveDeviceKey([]int64{1, 2, 10}[n]),
						Source:    domain.SourceCove,
						Account:   a.ID,
						Name:      name,
						FirstSeen: Now,
					},
					[]byte("{}"),
				)
				if err != nil {
					return err
				}
				if n == 0 {
					linked = id
					if err := tx.SetDevice(domain.Device{ID: id, State: domain.DeviceLinked, Job: job.ID}); err != nil {
						return err
					}
				}
			}
			for n, key := range []domain.RunKey{"cove:1:2026-11-21T20:00:00Z", "offline:cove:1:2026-11-01", "cove:11:2026-11-21T20:00:00Z"} {
				r := Run(job, n, night)
				r.Key, r.Source = key, domain.SourceCove
				if _, err := tx.PutRun(r, string(key)); err != nil {
					return err
				}
			}
			r := Run(reviewed, 9, night)
			r.Key, r.Source = "cove:1:2026-11-20T20:00:00Z", domain.SourceCove
			id, err := tx.PutRun(r, "reviewed")
			if err != nil {
				return err
			}
			if err := tx.SetHidden(map[int64]int64{id: 1}); err != nil {
				return err
			}
			return tx.SetReview([]int64{id}, &domain.Review{At: Now, By: "kim", Decision: "01"})
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Write(ctx, func(tx domain.Tx) error { return tx.DeleteAccountContents(a.ID) }); err != nil {
			t.Fatal(err)
		}
		read(t, s, func(q domain.Reader) error {
			for key, want := range map[domain.RunKey]bool{"cove:1:2026-11-21T20:00:00Z": false, "offline:cove:1:2026-11-01": false, "cove:11:2026-11-21T20:00:00Z": true, "cove:1:2026-11-20T20:00:00Z": true} {
				if _, err := q.RunByKey(key); err == nil != want {
					t.Errorf("%s: %v", key, err)
				}
			}
			devices, err := q.DevicesOf(a.ID, domain.SourceCove)
			if len(devices) != 1 || devices[0].ID != linked {
				t.Errorf("devices left: %+v", devices)
			}
			b, countErr := q.AccountContents(a.ID)
			if b != (domain.AccountContents{Runs: 1, KeptRuns: 1, Jobs: 1}) {
				t.Errorf("left: %+v", b)
			}
			return errors.Join(err, countErr)
		})
	})
}

// Mailbox stores the account of a mailbox and returns its id, 1 where it is the first:
// batches of mails need the account that they came by.
func Mailbox(t *testing.T, s domain.Store) (id int64) {
	t.Helper()
	err := s.Write(context.Background(), func(tx domain.Tx) (err error) {
		id, err = tx.PutAccount(
			domain.Account{
				Name:     "mailbox",
				Kind:     domain.AccountIMAP,
				Host:     "h",
				Port:     993,
				Security: domain.SecurityTLS,
				User:     "u",
				Secret:   domain.SecretKeychain,
			},
		)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}
