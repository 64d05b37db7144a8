package storagetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"runchecks/domain"
)

// Contract runs what every domain.Store must hold. open returns an empty store
// that is closed by the test's clean-up.
func Contract(t *testing.T, open func(t *testing.T) domain.Store) {
	ctx := context.Background()
	t.Run("the job list holds active jobs with waiting runs, worst first", func(t *testing.T) {
		s := open(t)
		good, failed, reviewed := newJob(t, s, "adatum", 1), newJob(t, s, "contoso", 2), newJob(t, s, "adatum", 3)
		put(t, s, Run(good, 1, night), Run(failed, 1, night, bad), Run(failed, 2, night.Add(time.Hour)))
		done := Run(reviewed, 1, night, bad)
		done.Review = &domain.Review{At: Now, By: "kim"}
		put(t, s, done)
		read(t, s, func(q domain.Reader) error {
			rows, err := q.OpenJobs()
			if err != nil {
				return err
			}
			if len(rows) != 2 || rows[0].ID != failed.ID || rows[1].ID != good.ID {
				t.Fatalf("got %+v", rows)
			}
			if r := rows[0]; r.Status != domain.Failed || r.Runs != 2 || !r.Newest.Equal(night.Add(time.Hour)) || !r.Oldest.Equal(night) ||
				r.Customer.Name != "contoso" {
				t.Errorf("got %+v", r)
			}
			all, err := q.Jobs()
			if len(all) != 3 {
				t.Errorf("all jobs: got %d, want 3", len(all))
			}
			return err
		})
	})

	t.Run("a pending job is not in the job list but in the inbox", func(t *testing.T) {
		s := open(t)
		err := s.Write(ctx, func(tx domain.Tx) error {
			job, err := tx.PutJob(domain.Job{Key: "k", Product: "Veeam", Type: "Backup", Name: "new", State: domain.JobPending})
			if err != nil {
				return err
			}
			m, err := tx.PutMessage(
				domain.Message{Key: "1@x", Subject: "[Success] new", State: domain.MessageRead, Received: night},
				s.Pack([]byte("raw")),
			)
			if err != nil {
				return err
			}
			run := Run(job, 1, night)
			run.Message = m
			if _, err := tx.PutRun(run, "f"); err != nil {
				return err
			}
			_, err = tx.PutMessage(
				domain.Message{Key: "2@x", Subject: "toner", State: domain.MessageUnmatched, Received: night.Add(-time.Hour)},
				s.Pack([]byte("raw")),
			)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		read(t, s, func(q domain.Reader) error {
			rows, err := q.OpenJobs()
			if err != nil || len(rows) != 0 {
				t.Errorf("job list: %v, %v", rows, err)
			}
			inbox, err := q.Inbox(0)
			if err != nil {
				return err
			}
			if len(inbox) != 2 || inbox[0].Subject != "toner" || inbox[1].Job != "new" || len(inbox[1].JobKeys) != 1 {
				t.Errorf("inbox: %+v", inbox)
			}
			waiting, unmatched, err := q.InboxCount()
			if waiting != 2 || unmatched != 1 {
				t.Errorf("inbox counts: %d, %d", waiting, unmatched)
			}
			return err
		})
	})

	t.Run("a run comes back as it was stored", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		want := Run(job, 1, night, bad, Object("dc01", domain.Success, ""))
		want.Error, want.Stated = "two lines\nof reason", domain.Warning
		want.Started = domain.Stamp{Time: night, Text: "Saturday, 21 November"}
		id := put(t, s, want)[0]
		read(t, s, func(q domain.Reader) error {
			got, err := q.Run(id)
			if err != nil {
				return err
			}
			if got.Key != want.Key || got.Status != domain.Failed || got.Stated != domain.Warning || got.Error != want.Error ||
				got.Started != want.Started ||
				got.Review != nil ||
				got.Evidence != want.Evidence {
				t.Errorf("got %+v", got)
			}
			if len(got.Objects) != 2 || got.Objects[0] != bad {
				t.Errorf("objects: %+v", got.Objects)
			}
			return nil
		})
	})

	t.Run("a run key is taken once", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		put(t, s, Run(job, 1, night))
		if _, err := Put(ctx, s, Run(job, 1, night)); domain.CodeOf(err) != domain.CodeConflict {
			t.Errorf("got %v, want a conflict", err)
		}
	})

	t.Run("details tell what each object was in the previous run", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		put(t, s, Run(job, 1, night.Add(-24*time.Hour), Object("fs04", domain.Success, "")))
		id := put(t, s, Run(job, 2, night, bad))[0]
		read(t, s, func(q domain.Reader) error {
			d, err := q.Details(id)
			if d.Before["fs04"] != domain.Success {
				t.Errorf("before: %v", d.Before)
			}
			return err
		})
	})

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

	t.Run("a write that fails leaves nothing behind", func(t *testing.T) {
		s := open(t)
		stop := errors.New("stop")
		err := s.Write(ctx, func(tx domain.Tx) error {
			if _, err := tx.PutCustomer("contoso"); err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Fatalf("got %v", err)
		}
		read(t, s, func(q domain.Reader) error {
			if _, err := q.CustomerByName("contoso"); domain.CodeOf(err) != domain.CodeNotFound {
				t.Errorf("got %v, want not found", err)
			}
			return nil
		})
	})

	t.Run("a customer's name is the same in any case", func(t *testing.T) {
		s := open(t)
		err := s.Write(ctx, func(tx domain.Tx) error {
			a, err := tx.PutCustomer("Contoso")
			if err != nil {
				return err
			}
			b, err := tx.PutCustomer(" contoso ")
			if a.ID != b.ID {
				t.Errorf("got two customers: %+v, %+v", a, b)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})

	t.Run("a customer is found by a name that is the same when folded", func(t *testing.T) {
		s := open(t)
		err := s.Write(ctx, func(tx domain.Tx) error {
			made, err := tx.PutCustomer("Süd Öst")
			if err != nil {
				return err
			}
			for _, name := range []string{"Süd Öst", "SÜD ÖST", " süd\u00a0  öst ", "Sü\u200bd Öst"} {
				if found, err := tx.CustomerByName(name); err != nil || found.ID != made.ID {
					t.Errorf("%q finds %+v, %v", name, found, err)
				}
			}
			if _, err := tx.CustomerByName("Süd-Öst"); domain.CodeOf(err) != domain.CodeNotFound {
				t.Errorf("another name: %v", err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})

	t.Run("the journal is newest first and knows what is undone", func(t *testing.T) {
		s := open(t)
		err := s.Write(ctx, func(tx domain.Tx) error {
			for _, d := range []domain.Decision{
				{ID: "01", Actor: "kim", Kind: domain.DecideReview, Targets: []string{"r1"}, Payload: []byte("{}"), Summary: "one", At: Now},
				{ID: "02", Actor: "kim", Kind: domain.DecideReview, Payload: []byte("{}"), Summary: "two", At: Now},
				{ID: "03", Actor: "kim", Kind: domain.DecideUndo, Payload: []byte("{}"), Undoes: "02", At: Now},
				{ID: "04", Actor: "alex", Kind: domain.DecideReview, Payload: []byte("{}"), At: Now},
			} {
				if err := tx.AppendDecision(d); err != nil {
					return err
				}
			}
			for i, kind := range domain.DecisionKinds() {
				if kind.Undoable() {
					continue
				}
				if err := tx.AppendDecision(domain.Decision{ID: domain.DecisionID(fmt.Sprintf("05%02d", i)), Actor: "sam", Kind: kind, Payload: []byte("{}"), At: Now}); err != nil {
					return err
				}
			}
			if d, err := tx.LastUndoable("sam"); domain.CodeOf(err) != domain.CodeNotFound {
				t.Errorf("%s can be undone: %v", d.Kind, err)
			}
			last, err := tx.LastUndoable("kim")
			if last.ID != "01" || len(last.Targets) != 1 {
				t.Errorf("last undoable: %+v", last)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		read(t, s, func(q domain.Reader) error {
			kim, err := q.Journal("kim", 0)
			if len(kim) != 3 || kim[0].ID != "03" || kim[1].UndoneBy != "03" {
				t.Errorf("journal: %+v", kim)
			}
			if undo, err := q.LastRedoable("kim"); err != nil || undo.ID != "03" {
				t.Errorf("last redoable: %+v, %v", undo, err)
			}
			return err
		})
		// Undo, redo and a second undo of one entry reverse each other in turn.
		for _, step := range []struct {
			add                domain.Decision
			undone, redone     domain.DecisionID
			undoable, redoable domain.DecisionID
		}{
			{domain.Decision{ID: "05", Kind: domain.DecideRedo, Undoes: "03"}, "", "05", "02", ""},
			{domain.Decision{ID: "06", Kind: domain.DecideUndo, Undoes: "05"}, "06", "", "01", "06"},
			{domain.Decision{ID: "07", Kind: domain.DecideTicket}, "06", "", "07", ""},
		} {
			step.add.Actor, step.add.Payload, step.add.At = "kim", []byte("{}"), Now
			err := s.Write(ctx, func(tx domain.Tx) error { return tx.AppendDecision(step.add) })
			if err != nil {
				t.Fatal(err)
			}
			read(t, s, func(q domain.Reader) error {
				d, err := q.Decision("02")
				if d.UndoneBy != step.undone || d.RedoneBy != step.redone {
					t.Errorf("after %s: undone by %q, redone by %q", step.add.ID, d.UndoneBy, d.RedoneBy)
				}
				undoable, err1 := q.LastUndoable("kim")
				redoable, err2 := q.LastRedoable("kim")
				if undoable.ID != step.undoable || redoable.ID != step.redoable || err1 != nil || (err2 == nil) != (step.redoable != "") {
					t.Errorf("after %s: undo is for %q, redo for %q: %v, %v", step.add.ID, undoable.ID, redoable.ID, err1, err2)
				}
				return err
			})
		}
	})
}
