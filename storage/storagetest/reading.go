package storagetest

import (
	"context"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
)

// Reading runs what a store must hold of messages that are read again.
func Reading(t *testing.T, open func(t *testing.T) domain.Store) {
	ctx := context.Background()
	// mails stores messages that were read by these readers, the newest last.
	mails := func(t *testing.T, s domain.Store, by ...string) {
		t.Helper()
		err := s.Write(ctx, func(tx domain.Tx) error {
			for i, reader := range by {
				m := domain.Message{Key: string(rune('a' + i)), Subject: "Report 10% of " + reader, From: "Backup <b@example.com>", Reader: reader, Readers: "1", State: domain.MessageRead, Received: Now.Add(time.Duration(i) * time.Minute)}
				if reader == "" {
					m.State = domain.MessageUnmatched
				}
				if _, err := tx.PutMessage(m, s.Pack([]byte("raw"))); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Run("messages are listed newest first, by reader, unread ones, and by text", func(t *testing.T) {
		s := open(t)
		mails(t, s, "veeam", "", "veeam", "kopia")
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

	t.Run("what other readers read last is found", func(t *testing.T) {
		s := open(t)
		mails(t, s, "veeam", "", "kopia")
		err := s.Write(ctx, func(tx domain.Tx) error {
			return tx.SetReading(domain.Message{ID: 2, Reader: "own", Readers: "2", State: domain.MessageRead})
		})
		if err != nil {
			t.Fatal(err)
		}
		read(t, s, func(q domain.Reader) error {
			n, err := q.StaleMessages("2")
			if err != nil {
				return err
			}
			ids, err := q.MessageIDs("2")
			if err != nil {
				return err
			}
			if n != 2 || !slices.Equal(ids, []int64{1, 3}) {
				t.Errorf("stale: %d, %v", n, ids)
			}
			use, err := q.ReaderUse()
			if use["own"].Messages != 1 || !use["kopia"].Newest.Equal(Now.Add(2*time.Minute)) {
				t.Errorf("use: %+v", use)
			}
			m, err2 := q.Message(2)
			if m.Reader != "own" || m.State != domain.MessageRead || m.Readers != "2" {
				t.Errorf("message: %+v", m)
			}
			if err2 != nil {
				return err2
			}
			return err
		})
	})

	t.Run("a run read again keeps its key, review and mark", func(t *testing.T) {
		s := open(t)
		job, err := Job(ctx, s, "contoso", 1)
		if err != nil {
			t.Fatal(err)
		}
		run := Run(job, 1, Now, Object("a", domain.Failed, "x"), Object("b", domain.Success, ""))
		run.Review = &domain.Review{At: Now, By: "kim", Decision: "01"}
		ids, err := Put(ctx, s, run)
		if err != nil {
			t.Fatal(err)
		}
		again := Run(job, 1, Now.Add(time.Hour), Object("c", domain.Warning, "y"))
		again.ID, again.Reader = ids[0], "better"
		if err := s.Write(ctx, func(tx domain.Tx) error { return tx.SetRun(again, "new") }); err != nil {
			t.Fatal(err)
		}
		read(t, s, func(q domain.Reader) error {
			got, err := q.Run(ids[0])
			if got.Key != run.Key || got.Review == nil || got.Review.Decision != "01" || got.Status != domain.Warning || got.Reader != "better" || len(got.Objects) != 1 || got.Objects[0].Name != "c" {
				t.Errorf("got %+v", got)
			}
			return err
		})
	})

	t.Run("only a run that nobody decided about is removed", func(t *testing.T) {
		s := open(t)
		job, err := Job(ctx, s, "contoso", 1)
		if err != nil {
			t.Fatal(err)
		}
		decided := Run(job, 1, Now)
		decided.Review = &domain.Review{At: Now, Decision: "01"}
		ids, err := Put(ctx, s, decided, Run(job, 2, Now, Object("a", domain.Failed, "x")))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Write(ctx, func(tx domain.Tx) error { return tx.DeleteRun(ids[0]) }); domain.CodeOf(err) != domain.CodeConflict {
			t.Errorf("decided: %v", err)
		}
		if err := s.Write(ctx, func(tx domain.Tx) error { return tx.DeleteRun(ids[1]) }); err != nil {
			t.Error(err)
		}
		read(t, s, func(q domain.Reader) error {
			if _, err := q.Run(ids[1]); domain.CodeOf(err) != domain.CodeNotFound {
				t.Errorf("removed: %v", err)
			}
			_, err := q.Run(ids[0])
			return err
		})
	})

	t.Run("only a pending job without runs is removed", func(t *testing.T) {
		s := open(t)
		active, err := Job(ctx, s, "contoso", 1)
		if err != nil {
			t.Fatal(err)
		}
		err = s.Write(ctx, func(tx domain.Tx) error {
			pending, err := tx.PutJob(domain.Job{Key: "p", Name: "pending", State: domain.JobPending})
			if err != nil {
				return err
			}
			for _, id := range []int64{active.ID, pending.ID} {
				if err := tx.DeleteEmptyJob(id); err != nil {
					return err
				}
			}
			if _, err := tx.JobByKey("p"); domain.CodeOf(err) != domain.CodeNotFound {
				t.Errorf("pending: %v", err)
			}
			_, err = tx.Job(active.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
