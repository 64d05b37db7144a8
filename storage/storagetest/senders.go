package storagetest

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
)

// Senders runs what a store must hold of the senders of reports.
func Senders(t *testing.T, open func(t *testing.T) domain.Store) {
	auth := func(server string, hops int) *domain.Authentication {
		return &domain.Authentication{
			Headers: []domain.AuthHeader{
				{Server: server, Hops: hops, Results: []domain.AuthResult{{Method: "dmarc", Result: "pass", Aligned: true}}},
			},
		}
	}

	t.Run("what a header says of a sender comes back, and is told from a header that nobody looked at", func(t *testing.T) {
		s := open(t)
		for i, want := range []*domain.Authentication{nil, {}, auth("mx", 1), {Forwarded: true, By: "kim@a.example"}} {
			var id int64
			write(t, s, func(tx domain.Tx) (err error) {
				id, err = tx.PutMessage(domain.Message{Key: fmt.Sprint(i), State: domain.MessageRead, Auth: want}, s.Pack([]byte("raw")))
				return err
			})
			read(t, s, func(q domain.Reader) error {
				m, err := q.Message(id)
				if !reflect.DeepEqual(m.Auth, want) {
					t.Errorf("got %+v, want %+v", m.Auth, want)
				}
				return err
			})
		}
		write(t, s, func(tx domain.Tx) error {
			return tx.SetReading(
				domain.Message{ID: 1, State: domain.MessageRead, Auth: auth("mx", 0), From: "a@a.example", Subject: "s", Date: night},
			)
		})
		write(t, s, func(tx domain.Tx) error {
			return tx.SetReading(domain.Message{ID: 1, State: domain.MessageRead, Reader: "x"})
		})
		read(t, s, func(q domain.Reader) error {
			m, err := q.Message(1)
			if !reflect.DeepEqual(m.Auth, auth("mx", 0)) || m.From != "a@a.example" || m.Subject != "s" || !m.Date.Equal(night) ||
				m.Reader != "x" {
				t.Errorf("read again: %+v", m)
			}
			return err
		})
	})

	t.Run("the servers on top of the newest mails are counted by account, server and place", func(t *testing.T) {
		s := open(t)
		write(t, s, func(tx domain.Tx) error {
			for i, a := range []*domain.Authentication{auth("old", 0), {}, auth("", 1), auth("mx", 1), auth("mx", 1), auth("mx", 2), nil} {
				m := domain.Message{
					Key:      fmt.Sprint(i),
					Account:  1,
					State:    domain.MessageRead,
					Received: Now.Add(time.Duration(i) * time.Hour),
					Auth:     a,
				}
				if _, err := tx.PutMessage(m, s.Pack([]byte("raw"))); err != nil {
					return err
				}
			}
			_, err := tx.PutMessage(
				domain.Message{Key: "other", Account: 2, State: domain.MessageRead, Received: Now, Auth: auth("other", 0)},
				s.Pack([]byte("raw")),
			)
			return err
		})
		read(t, s, func(q domain.Reader) error {
			got, err := q.ServersSeen(1, 5)
			want := []domain.ServerSeen{
				{Server: "mx", Hops: 2, Mails: 1},
				{Server: "mx", Hops: 1, Mails: 2},
				{Server: domain.NamelessServer, Hops: 1, Mails: 1},
				{Mails: 1},
			}
			if !slices.Equal(got, want) {
				t.Errorf("got %+v, want %+v", got, want)
			}
			return err
		})
	})

	t.Run("a doubted run is a problem, no part of a habit, meets no schedule and is no same run", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		var runs []domain.Run
		for n := range 4 {
			run := Run(job, n, night.Add(time.Duration(n)*time.Minute))
			run.Sender = domain.Sender{
				Check: []domain.SenderCheck{domain.SenderPass, domain.SenderNone, domain.SenderFail, ""}[n],
				Words: "mx: x",
			}
			if n == 2 {
				run.Sender.Doubt = "forged"
			}
			runs = append(runs, run)
		}
		ids := put(t, s, runs...)
		want := func(when string, habit []domain.SenderCheck, doubted []int64, real int, problems []int64) {
			t.Helper()
			read(t, s, func(q domain.Reader) error {
				got, err := q.SenderHabit(job.ID, 10)
				if err != nil || !slices.Equal(got, habit) {
					t.Errorf("%s: habit %q, %v", when, got, err)
				}
				list, err := q.DoubtedRuns(job.ID)
				if err != nil {
					return err
				}
				var found []int64
				for _, r := range list {
					found = append(found, r.ID)
				}
				if !slices.Equal(found, doubted) {
					t.Errorf("%s: doubted %v", when, found)
				}
				ran, err := q.RealRuns(job.ID, Now.AddDate(0, -1, 0))
				if n := len(ran[job.ID]); err != nil || n != real {
					t.Errorf("%s: %d meet the schedule, %v", when, n, err)
				}
				if found, err = q.ProblemIDs(ids); !slices.Equal(found, problems) {
					t.Errorf("%s: problems %v", when, found)
				}
				return err
			})
		}
		pass, none, fail := domain.SenderPass, domain.SenderNone, domain.SenderFail
		want("one in doubt", []domain.SenderCheck{none, pass}, ids[2:3], 3, ids[2:3])
		read(t, s, func(q domain.Reader) error {
			run, err := q.Run(ids[2])
			if run.Sender != runs[2].Sender {
				t.Errorf("the sender: %+v", run.Sender)
			}
			rows, rerr := q.JobRuns(job.ID, true, 10)
			if rerr != nil || !rows[1].Doubted || !rows[1].Unverified || rows[3].Unverified || rows[0].Unverified || rows[1].Problems != 1 {
				t.Errorf("rows %+v, %v", rows, rerr)
			}
			for n, same := range []bool{true, true, false, true} {
				if got, err := q.SameRun(job.ID, "fingerprint of "+string(runs[n].Key)); err != nil || got != same {
					t.Errorf("run %d is the same: %v, %v", n, got, err)
				}
			}
			return err
		})
		// A new reading leaves the doubt alone.
		write(t, s, func(tx domain.Tx) error {
			run := runs[2]
			run.ID, run.Sender = ids[2], domain.Sender{}
			return tx.SetRun(run, "f")
		})
		want("read again", []domain.SenderCheck{none, pass}, ids[2:3], 3, ids[2:3])
		reason := "asked them"
		write(t, s, func(tx domain.Tx) error { return tx.SetSuccessMark(ids[2], "01", &reason) })
		want("marked as success", []domain.SenderCheck{none, pass}, ids[2:3], 4, ids[2:3])
		write(t, s, func(tx domain.Tx) error { return tx.SetSuccessMark(ids[2], "", nil) })
		write(t, s, func(tx domain.Tx) error {
			return tx.SetSender(ids[2], domain.Sender{Check: fail, Words: "y"}, false)
		})
		want("believed", []domain.SenderCheck{fail, none, pass}, nil, 4, nil)
		write(t, s, func(tx domain.Tx) error { return tx.SetSenderSince(job.ID, night.Add(2*time.Minute)) })
		want("from then on", []domain.SenderCheck{fail}, nil, 4, nil)
		write(t, s, func(tx domain.Tx) error { return tx.ResetDecisions() })
		want("without a decision", []domain.SenderCheck{none, pass}, ids[2:3], 3, ids[2:3])
	})

	t.Run("the runs of an account's mails come with what their headers say, oldest first", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		write(t, s, func(tx domain.Tx) error {
			for i, a := range []*domain.Authentication{auth("mx", 0), nil, auth("mx", 1)} {
				m, err := tx.PutMessage(
					domain.Message{Key: fmt.Sprint(i), Account: 1, State: domain.MessageRead, Auth: a},
					s.Pack([]byte("raw")),
				)
				if err != nil {
					return err
				}
				run := Run(job, i, night.Add(-time.Duration(i)*time.Hour))
				run.Message = m
				if _, err := tx.PutRun(run, fmt.Sprint(i)); err != nil {
					return err
				}
			}
			return nil
		})
		var hops []int
		read(t, s, func(q domain.Reader) error {
			return q.SenderRuns(1, func(r domain.SenderRun) error {
				if r.Job != job.ID || r.Reviewed {
					t.Errorf("got %+v", r)
				}
				hops = append(hops, r.Auth.Headers[0].Hops)
				return nil
			})
		})
		if !slices.Equal(hops, []int{1, 0}) {
			t.Errorf("got %v", hops)
		}
	})
}
