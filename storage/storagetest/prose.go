package storagetest

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"runchecks/domain"
)

// Prose runs what a store must hold of learned prose and what could not be decided.
func Prose(t *testing.T, open func(t *testing.T) domain.Store) {
	line := func(sender, word string) domain.Learned {
		return domain.Learned{Sender: sender, Verified: word == "two", Decision: "D1", Prose: domain.Prose{
			Place: "line", Text: word, Parts: []domain.ProsePart{{Text: word}, {Text: "#", Varies: domain.ProseNumber, Least: 1.5, Most: 8}},
		}}
	}

	t.Run("learned prose comes back by its sender, and goes by its key", func(t *testing.T) {
		s := open(t)
		one, two, other := line("a@x.example", "one"), line("a@x.example", "two"), line("b@x.example", "one")
		write(t, s, func(tx domain.Tx) error { return tx.PutProse([]domain.Learned{one, two, other, one}) })
		list := func(sender string) (out []domain.Learned) {
			read(t, s, func(q domain.Reader) (err error) {
				out, err = q.LearnedProse(sender)
				return err
			})
			return out
		}
		if got := list("A@X.example"); len(got) != 2 || !reflect.DeepEqual(map[string]domain.Learned{got[0].Text: got[0], got[1].Text: got[1]},
			map[string]domain.Learned{"one": one, "two": two}) {
			t.Errorf("got %+v", got)
		}
		if got := list(""); len(got) != 3 {
			t.Errorf("of all senders: %+v", got)
		}
		write(t, s, func(tx domain.Tx) error { return tx.DeleteProse([]domain.Learned{one, one}) })
		if got := list(""); len(got) != 2 || len(list("b@x.example")) != 1 {
			t.Errorf("after one was removed: %+v", got)
		}
		write(t, s, func(tx domain.Tx) error { return tx.ResetDecisions() })
		if got := list(""); len(got) != 0 {
			t.Errorf("without decisions: %+v", got)
		}
	})

	// undecided stores a run of a mail that the generic reader read.
	undecided := func(t *testing.T, s domain.Store, job domain.Job, n int, change func(*domain.Run)) domain.Run {
		t.Helper()
		r := Run(job, n, night.Add(time.Duration(n)*time.Hour))
		r.Status, r.Stated, r.Reader, r.Evidence.Words = domain.Unknown, domain.Success, "generic", "wibbles"
		r.Effective.Status = domain.Unknown
		change(&r)
		write(t, s, func(tx domain.Tx) (err error) {
			m := domain.Message{Key: fmt.Sprint(job.ID, "-", n), State: domain.MessageRead, Reader: r.Reader, Received: r.At}
			if r.Message, err = tx.PutMessage(m, s.Pack([]byte("raw"))); err != nil {
				return err
			}
			if r.ID, err = tx.PutRun(r, string(r.Key)); err != nil || r.Marked == "" {
				return err
			}
			return tx.SetSuccessMark(r.ID, r.MarkedBy, &r.Marked)
		})
		return r
	}

	t.Run("accepted mails are those that were marked, undecided beside a success, and believed", func(t *testing.T) {
		s := open(t)
		job, other := newJob(t, s, "adatum", 1), newJob(t, s, "contoso", 2)
		mark := func(r *domain.Run) { r.Marked, r.MarkedBy = "good", "D1" }
		older := undecided(t, s, job, 1, mark)
		newer := undecided(t, s, job, 2, func(r *domain.Run) { mark(r); r.Status, r.Stated = domain.Success, 0 })
		undecided(t, s, job, 3, func(*domain.Run) {})
		undecided(t, s, job, 4, func(r *domain.Run) { mark(r); r.Status = domain.Failed })
		undecided(t, s, job, 5, func(r *domain.Run) { mark(r); r.Stated = 0 })
		undecided(t, s, job, 6, func(r *domain.Run) { mark(r); r.Reader = "veeam" })
		undecided(t, s, job, 7, func(r *domain.Run) { mark(r); r.Sender.Doubt = "who is that?" })
		undecided(t, s, job, 8, func(r *domain.Run) { mark(r); r.Kind = domain.KindInformation })
		undecided(t, s, other, 9, mark)
		read(t, s, func(q domain.Reader) error {
			got, err := q.AcceptedMails("Backup@Adatum.example", 10)
			want := []domain.AcceptedMail{
				{Message: newer.Message, Run: newer.Key, Decision: "D1"}, {Message: older.Message, Run: older.Key, Decision: "D1"},
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v, want %+v", got, want)
			}
			if got, err := q.AcceptedMails("backup@adatum.example", 1); len(got) != 1 || err != nil {
				t.Errorf("with a limit: %+v, %v", got, err)
			}
			messages, err2 := q.SenderMessages("backup@contoso.example")
			if len(messages) != 1 || err2 != nil {
				t.Errorf("messages of the other sender: %+v, %v", messages, err2)
			}
			return err
		})
	})

	t.Run("what kept runs from being decided is counted by sender", func(t *testing.T) {
		s := open(t)
		job, other := newJob(t, s, "adatum", 1), newJob(t, s, "contoso", 2)
		undecided(t, s, job, 1, func(*domain.Run) {})
		last := undecided(t, s, job, 2, func(*domain.Run) {})
		undecided(t, s, job, 3, func(r *domain.Run) { r.Evidence.Words = "frobs" })
		undecided(t, s, other, 4, func(*domain.Run) {})
		undecided(t, s, other, 5, func(r *domain.Run) { r.Status = domain.Success })
		undecided(t, s, other, 6, func(r *domain.Run) { r.Evidence.Words = "" })
		read(t, s, func(q domain.Reader) error {
			got, err := q.UndecidedWords(100)
			if len(got) != 3 || !reflect.DeepEqual(got[0], domain.UndecidedWords{
				Sender: job.Sender, Words: "wibbles", Runs: 2, Newest: last.At, Run: last.ID, Message: last.Message,
			}) {
				t.Errorf("got %+v", got)
			}
			if got, err := q.UndecidedWords(1); len(got) != 1 || got[0].Runs != 1 || err != nil {
				t.Errorf("of the newest run: %+v, %v", got, err)
			}
			return err
		})
	})
}
