package storagetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
)

// Jobs runs what a store must hold of jobs.
func Jobs(t *testing.T, open func(t *testing.T) domain.Store) {
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

	t.Run("a job that waits is one row with its reports, and a report of several jobs is of each", func(t *testing.T) {
		s := open(t)
		var first, digest int64
		runs := 0
		write(t, s, func(tx domain.Tx) error {
			var jobs []domain.Job
			for _, name := range []string{"a", "b"} {
				j, err := tx.PutJob(domain.Job{
					Key: domain.JobKey(name), Sender: "x@y", Product: "Veeam", Type: "Backup", Name: name, State: domain.JobPending,
				})
				if err != nil {
					return err
				}
				jobs = append(jobs, j)
			}
			mail := func(key string, at time.Time, of []domain.Job, problems ...domain.Object) (int64, error) {
				m, err := tx.PutMessage(
					domain.Message{Key: key, Subject: key, State: domain.MessageRead, Received: at},
					s.Pack([]byte("raw")),
				)
				for _, job := range of {
					runs++
					run := Run(job, runs, at, problems...)
					run.Message = m
					if _, err := tx.PutRun(run, fmt.Sprint(runs)); err != nil {
						return 0, err
					}
				}
				return m, err
			}
			var err error
			if first, err = mail("1@x", night.Add(-24*time.Hour), jobs[:1]); err != nil {
				return err
			}
			if digest, err = mail("2@x", night, jobs, bad); err != nil {
				return err
			}
			gone, err := mail("3@x", night.Add(time.Hour), jobs[1:])
			if err != nil {
				return err
			}
			return tx.SetDeleted([]int64{gone}, Now)
		})
		read(t, s, func(q domain.Reader) error {
			rows, err := q.PendingJobs(0)
			if err != nil || len(rows) != 2 {
				t.Fatalf("%+v, %v", rows, err)
			}
			a, b := rows[0], rows[1]
			if a.Job != "a" {
				a, b = b, a
			}
			if a.Subject != "2@x" || a.Name != "a" || a.Sender != "x@y" || a.Status != domain.Failed || a.Beside != 2 ||
				len(a.Reports) != 2 || a.Reports[0].Message != digest || a.Reports[0].Status != domain.Failed ||
				a.Reports[1].Message != first || a.Reports[1].Status != domain.Success || !a.Reports[1].Received.Equal(night.Add(-24*time.Hour)) {
				t.Errorf("a: %+v", a)
			}
			if b.Job != "b" || len(b.Reports) != 1 || b.Reports[0].Message != digest || b.Beside != 2 {
				t.Errorf("b: %+v", b)
			}
			one, err := q.PendingJobs(1)
			if len(one) != 1 {
				t.Errorf("of at most one: %d", len(one))
			}
			return err
		})
	})

	t.Run("the last run and the last success of a job are those that a report told of", func(t *testing.T) {
		s := open(t)
		job, other, failing := newJob(t, s, "contoso", 1), newJob(t, s, "contoso", 2), newJob(t, s, "contoso", 3)
		missed, info := Run(job, 3, night), Run(job, 4, night.Add(-12*time.Hour), bad)
		missed.Source, info.Kind = domain.SourceSchedule, domain.KindInformation
		partly := Run(job, 1, night.Add(-24*time.Hour), bad)
		partly.Status = domain.Success // its object is none
		gone := Run(job, 7, night.Add(time.Hour), bad)
		gone.Kind, gone.Key = domain.KindInformation, "gone:cove:1"
		marked := Run(failing, 6, night, bad)
		marked.Marked, marked.Effective = "known", domain.Effective{Status: domain.SuccessOverride}
		put(t, s, partly, Run(job, 2, night.Add(-48*time.Hour)), missed, info, Run(job, 5, night.AddDate(-1, 0, 0)), marked, gone)
		write(t, s, func(tx domain.Tx) error { return tx.SetJob(other.ID, domain.JobArchived, other.Customer.ID) })
		read(t, s, func(q domain.Reader) error {
			all, err := q.LastRuns()
			if got := all[job.ID]; !got.Run.Equal(info.At) || got.Kind != domain.KindInformation ||
				!got.Success.Equal(night.Add(-48*time.Hour)) {
				t.Errorf("got %+v", got)
			}
			if got, ok := all[other.ID]; !ok || !got.Run.IsZero() || !got.Success.IsZero() {
				t.Errorf("a job without runs: %+v, %v", got, ok)
			}
			if got := all[failing.ID]; !got.Run.Equal(night) || !got.Success.IsZero() {
				t.Errorf("a job that never succeeded: %+v", got)
			}
			return err
		})
	})

	t.Run("what is remembered of the last reports is what stands there", func(t *testing.T) {
		s := open(t)
		job, other := newJob(t, s, "contoso", 1), newJob(t, s, "contoso", 2)
		same := func(what string, want time.Time) {
			t.Helper()
			var remembered, there map[int64]domain.LastRun
			read(t, s, func(q domain.Reader) (err error) {
				remembered, err = q.LastReports()
				return err
			})
			write(t, s, func(tx domain.Tx) (err error) { // which remembers nothing
				there, err = tx.LastReports()
				return err
			})
			if !maps.Equal(remembered, there) || !there[job.ID].Run.Equal(want) {
				t.Errorf("%s: remembered %+v, there %+v", what, remembered, there)
			}
		}
		same("nothing ran", time.Time{})
		put(t, s, Run(job, 1, night))
		same("a first run", night)
		put(t, s, Run(job, 2, night.Add(-time.Hour)))
		same("an older run that came later", night)
		info := Run(job, 3, night.Add(time.Hour))
		info.Kind = domain.KindInformation
		put(t, s, info)
		same("news", night.Add(time.Hour))
		missed, gone := Run(job, 4, night.Add(2*time.Hour)), Run(job, 5, night.Add(3*time.Hour))
		missed.Source, gone.Kind, gone.Key = domain.SourceSchedule, domain.KindInformation, "gone:cove:1"
		put(t, s, missed, gone)
		same("what is no report", night.Add(time.Hour))
		write(t, s, func(tx domain.Tx) error {
			newest, err := tx.RunByKey(info.Key)
			if err != nil {
				return err
			}
			return tx.DeleteRun(newest.ID)
		})
		same("the newest is removed", night)
		write(t, s, func(tx domain.Tx) error { return tx.SetJob(other.ID, domain.JobArchived, other.Customer.ID) })
		same("another job is archived", night)
	})

	t.Run("active jobs are those of active customers, by customer and name", func(t *testing.T) {
		s := open(t)
		second, first := newJob(t, s, "fabrikam", 1), newJob(t, s, "contoso", 2)
		archived := newJob(t, s, "contoso", 1)
		write(t, s, func(tx domain.Tx) error {
			if _, err := tx.PutJob(domain.Job{Key: "p", Name: "pending", State: domain.JobPending}); err != nil {
				return err
			}
			return tx.SetJob(archived.ID, domain.JobArchived, archived.Customer.ID)
		})
		read(t, s, func(q domain.Reader) error {
			list, err := q.ActiveJobs()
			if len(list) != 2 || list[0] != first || list[1] != second {
				t.Errorf("got %+v", list)
			}
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

	t.Run("the approved jobs of a sender come with the newest subjects that a reader read", func(t *testing.T) {
		s := open(t)
		err := s.Write(context.Background(), func(tx domain.Tx) error {
			for i, j := range []struct {
				sender, name string
				state        domain.JobState
			}{{"a@x.example", "One", domain.JobActive}, {"a@x.example", "Two", domain.JobActive}, {"a@x.example", "Waits", domain.JobPending},
				{"aa@x.example", "Other", domain.JobActive}, {"a@x.example2", "Other", domain.JobActive}} {
				job, err := tx.PutJob(domain.Job{
					Key: domain.NewJobKey(
						j.sender,
						"P",
						"T",
						j.name,
					), Sender: j.sender, Product: "P", Type: "T", Name: j.name, State: j.state,
				})
				if err != nil {
					return err
				}
				for k, reader := range []string{"veeam", "veeam", "", "veeam"} {
					m := domain.Message{Key: fmt.Sprint(i, k), Subject: fmt.Sprint(j.name, " ", k), State: domain.MessageRead}
					if m.ID, err = tx.PutMessage(m, s.Pack([]byte("raw"))); err != nil {
						return err
					}
					run := domain.Run{Key: domain.MailRunKey(m.Key, 0), JobID: job.ID, Message: m.ID, Source: domain.SourceMail,
						At: night.Add(
							time.Duration(k) * time.Hour,
						), Result: domain.Result{Kind: domain.KindRun, Status: domain.Success, Reader: reader}}
					if _, err := tx.PutRun(run, m.Key); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		read(t, s, func(q domain.Reader) error {
			got, err := q.SenderJobs("A@x.example", 10, 2)
			if len(got) != 2 || got[0].Job.Name != "One" || !slices.Equal(got[0].Subjects, []string{"One 3", "One 1"}) ||
				got[1].Job.Name != "Two" {
				t.Errorf("got %+v", got)
			}
			if got, err := q.SenderJobs("a@x.example", 1, 2); len(got) != 1 || err != nil {
				t.Errorf("at most one: %+v, %v", got, err)
			}
			return err
		})
	})

	t.Run("that a job is to be looked at later, and what is said of a cause, is kept and taken back", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		want := domain.Later{Until: Now.Add(6 * time.Hour), Seen: Now, Status: domain.Failed}
		mark := domain.CauseMark{Key: "veeam\x00gateway", Name: "gw2 down", PartOf: "x", Out: []domain.JobKey{job.Key, "other"}}
		check := func(later domain.Later, marks int) {
			t.Helper()
			read(t, s, func(q domain.Reader) error {
				j, err := q.Job(job.ID)
				if l := j.Later; err != nil || !l.Until.Equal(later.Until) || !l.Seen.Equal(later.Seen) || l.Status != later.Status {
					t.Errorf("%+v, %v", l, err)
				}
				found, err := q.CauseMarks()
				if len(found) != marks || marks > 0 && !reflect.DeepEqual(found[mark.Key], mark) {
					t.Errorf("%+v", found)
				}
				return err
			})
		}
		check(domain.Later{}, 0)
		write(t, s, func(tx domain.Tx) error { return errors.Join(tx.SetLater(job.ID, want), tx.PutCauseMark(mark)) })
		check(want, 1)
		write(t, s, func(tx domain.Tx) error {
			return errors.Join(tx.SetLater(job.ID, domain.Later{}), tx.PutCauseMark(domain.CauseMark{Key: mark.Key}))
		})
		check(domain.Later{}, 0)
	})

	t.Run("problems of nights before are visited with their bad objects, the newest first", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		write(t, s, func(tx domain.Tx) error {
			for n := range 4 {
				objects := []domain.Object{Object("fs01", domain.Success, "")}
				if n < 3 {
					objects = append(objects, Object("sql01", domain.Failed, fmt.Sprint("no writer ", n)))
				}
				if _, err := tx.PutRun(Run(job, n, Now.AddDate(0, 0, -n), objects...), ""); err != nil {
					return err
				}
			}
			return nil
		})
		var got []string
		read(t, s, func(q domain.Reader) error {
			return q.PastProblems(Now.AddDate(0, 0, -3), Now, func(r domain.Run, j domain.Job) error {
				got = append(got, fmt.Sprint(j.Name, r.Status, len(r.Objects), r.Objects[0].Name, r.Objects[0].Message))
				return nil
			})
		})
		if want := []string{
			fmt.Sprint(job.Name, domain.Failed, 1, "sql01no writer 1"), fmt.Sprint(job.Name, domain.Failed, 1, "sql01no writer 2"),
		}; !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	})

	t.Run("who looks after a job is kept and taken back", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		for _, want := range []domain.Claim{{By: "kim", Until: Now.Add(time.Hour), Decision: "01"}, {}} {
			write(t, s, func(tx domain.Tx) error { return tx.SetClaim(job.ID, want) })
			read(t, s, func(q domain.Reader) error {
				j, err := q.Job(job.ID)
				if c := j.Claim; c.By != want.By || !c.Until.Equal(want.Until) || c.Decision != want.Decision {
					t.Errorf("%+v, kept was %+v", c, want)
				}
				return err
			})
		}
	})

	t.Run("a joined key leads to its job, and a run that moved is where it was in a rebuild", func(t *testing.T) {
		s := open(t)
		one, other := domain.NewJobKey("a@x.example", "P", "T", "one"), domain.NewJobKey("a@x.example", "P", "T", "other")
		words := domain.NewJobKey("a@x.example", "", "subject", "words")
		var ids []int64
		var run int64
		write := func(fn func(tx domain.Tx) error) {
			t.Helper()
			if err := s.Write(context.Background(), fn); err != nil {
				t.Fatal(err)
			}
		}
		write(func(tx domain.Tx) error {
			for _, key := range []domain.JobKey{one, other} {
				j, err := tx.PutJob(
					domain.Job{Key: key, Sender: "a@x.example", Product: "P", Type: "T", Name: string(key), State: domain.JobActive},
				)
				if err != nil {
					return err
				}
				ids = append(ids, j.ID)
			}
			good := domain.Result{Kind: domain.KindRun, Status: domain.Success}
			r := domain.Run{Key: "r", JobID: ids[1], Source: domain.SourceMail, At: night, Result: good}
			var err error
			if run, err = tx.PutRun(r, "r"); err != nil {
				return err
			}
			if err := tx.SetRunJob(run, ids[0]); err != nil {
				return err
			}
			if err := tx.SetJoined(words, one); err != nil {
				return err
			}
			return tx.SetJoined(other, one)
		})
		look := func(what string, ofOther, ofRun int64, keys ...domain.JobKey) {
			t.Helper()
			read(t, s, func(q domain.Reader) error {
				j, err := q.JobByKey(other)
				if err != nil || j.ID != ofOther {
					t.Errorf("%s: the other key leads to %d, %v", what, j.ID, err)
				}
				got, err := q.JoinedKeys(one)
				if err != nil || !slices.Equal(got, keys) {
					t.Errorf("%s: joined %q, %v", what, got, err)
				}
				if j, err = q.Job(ids[0]); err != nil || !slices.Equal(j.Keys(), append([]domain.JobKey{one}, keys...)) {
					t.Errorf("%s: the job's keys %q, %v", what, j.Keys(), err)
				}
				runs, err := q.AllRuns(ofRun)
				if err != nil || len(runs) != 1 || runs[0].ID != run {
					t.Errorf("%s: runs %+v, %v", what, runs, err)
				}
				return nil
			})
		}
		look("joined", ids[0], ids[0], other, words)
		read(t, s, func(q domain.Reader) error {
			led, err := q.JoinedWith(words)
			if none, _ := q.JoinedWith(one); led != one || none != "" {
				t.Errorf("the words lead to %q, the job's own key to %q", led, none)
			}
			return err
		})
		write(func(tx domain.Tx) error { return tx.ResetDecisions() })
		look("put back for a rebuild", ids[1], ids[1])
	})
}
