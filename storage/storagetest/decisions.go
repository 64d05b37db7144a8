package storagetest

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
)

// Decisions runs what a store must hold of everything that people decide.
func Decisions(t *testing.T, open func(t *testing.T) domain.Store) {
	ctx := context.Background()
	night := Now.Add(-10 * time.Hour)
	bad := Object("fs04", domain.Failed, "Failed to create VSS snapshot")

	write := func(t *testing.T, s domain.Store, fn func(domain.Tx) error) {
		t.Helper()
		if err := s.Write(ctx, fn); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("a ticket comes back with its scopes, links and signs", func(t *testing.T) {
		s := open(t)
		job, other := newJob(t, s, "contoso", 1), newJob(t, s, "contoso", 2)
		ids := put(t, s, Run(job, 1, night, bad), Run(other, 1, night, bad))
		want := domain.Ticket{
			Key:         "01",
			Code:        "T1",
			Description: "disk",
			ActiveFrom:  night,
			Created:     Now,
			By:          "kim",
			Scopes:      []domain.Scope{{Job: job.Key, Object: "fs04"}, {Customer: "contoso"}},
		}
		write(t, s, func(tx domain.Tx) error {
			if err := tx.PutTicket(want); err != nil {
				return err
			}
			return tx.LinkTicket("01", []domain.TicketLink{{Run: Run(job, 1, night, bad).Key, ByHand: true, Decision: "01"}})
		})
		read(t, s, func(q domain.Reader) error {
			got, err := q.TicketByCode("t1")
			if err != nil {
				return err
			}
			if !slices.Equal(got.Scopes, want.Scopes) || got.Description != "disk" || !got.Created.Equal(Now) || !got.Open() {
				t.Errorf("ticket %+v", got)
			}
			linked, err := q.TicketRuns("01", 0)
			if err != nil || len(linked) != 1 || linked[0].ID != ids[0] || !linked[0].ByHand || linked[0].Job.Name != job.Name {
				t.Errorf("linked %+v, %v", linked, err)
			}
			rows, err := q.OpenJobs()
			for _, r := range rows {
				if want := map[int64]int{job.ID: 2, other.ID: 1}[r.ID]; r.Tickets != want {
					t.Errorf("%s has %d ticket signs, want %d", r.Name, r.Tickets, want)
				}
			}
			runs, err2 := q.JobRuns(job.ID, false, 0)
			if runs[0].Tickets != 1 {
				t.Errorf("run %+v", runs[0])
			}
			if err2 != nil {
				return err2
			}
			return err
		})
		if err := s.Write(ctx, func(tx domain.Tx) error {
			return tx.PutTicket(domain.Ticket{Key: "02", Code: "t1", Scopes: want.Scopes})
		}); domain.CodeOf(err) != domain.CodeConflict {
			t.Errorf("the code again: %v", err)
		}
		write(t, s, func(tx domain.Tx) error { return tx.DeleteTicket("01") })
		read(t, s, func(q domain.Reader) error {
			list, err := q.RunTickets(ids[0])
			if len(list) != 0 {
				t.Errorf("after the deletion %+v", list)
			}
			return err
		})
	})

	t.Run("what Autotask says outlives the decision and is not brought back by it", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		ticket := domain.Ticket{
			Key:      "01",
			Code:     "T1",
			Scopes:   []domain.Scope{{Job: job.Key}},
			Autotask: &domain.AutotaskTicket{ID: 7, Number: "T1", Status: "New"},
		}
		write(t, s, func(tx domain.Tx) error { return tx.PutTicket(ticket) })
		write(t, s, func(tx domain.Tx) error {
			return tx.PutAutotask(domain.AutotaskTicket{ID: 7, Number: "T1", Status: "Complete", Resolved: Now}, true)
		})
		write(t, s, func(tx domain.Tx) error { return tx.PutTicket(ticket) })
		read(t, s, func(q domain.Reader) error {
			got, err := q.Ticket("01")
			if got.Autotask == nil || got.Autotask.Status != "Complete" || got.Open() {
				t.Errorf("got %+v", got.Autotask)
			}
			return err
		})
	})

	t.Run("a remark's sign goes when it has expired", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		put(t, s, Run(job, 1, night, bad))
		signs := func() (n int) {
			read(t, s, func(q domain.Reader) error {
				rows, err := q.OpenJobs()
				n = rows[0].Remarks
				return err
			})
			return n
		}
		remark := domain.Remark{Key: "01", Text: "tape", Created: night, Scopes: []domain.Scope{{Job: job.Key}}}
		write(t, s, func(tx domain.Tx) error { return tx.PutRemark(remark) })
		if signs() != 1 {
			t.Error("no sign")
		}
		remark.Expires = night.Add(-time.Hour)
		write(t, s, func(tx domain.Tx) error { return tx.PutRemark(remark) })
		if signs() != 0 {
			t.Error("the sign is still there")
		}
	})

	t.Run("an acceptance comes back with how it ended", func(t *testing.T) {
		s := open(t)
		want := domain.Acceptance{
			Key:          "01",
			Level:        domain.AcceptJob,
			Job:          "k",
			Status:       domain.Warning,
			Affected:     []string{"k|a"},
			UntilSuccess: true,
			At:           Now,
			From:         night,
			By:           "kim",
		}
		write(t, s, func(tx domain.Tx) error { return tx.PutAcceptance(want) })
		read(t, s, func(q domain.Reader) error {
			list, err := q.ActiveAcceptances()
			if len(list) != 1 || !list[0].UntilSuccess || list[0].Status != domain.Warning || !list[0].At.Equal(Now) {
				t.Errorf("got %+v", list)
			}
			return err
		})
		want.Ended, want.EndedWhy, want.EndedRun = Now, "it succeeded", "r"
		write(t, s, func(tx domain.Tx) error { return tx.PutAcceptance(want) })
		read(t, s, func(q domain.Reader) error {
			active, err := q.ActiveAcceptances()
			if err != nil {
				return err
			}
			got, err := q.Acceptance("01")
			if len(active) != 0 || got.EndedWhy != "it succeeded" || got.EndedRun != "r" || got.Active() {
				t.Errorf("%d active, got %+v", len(active), got)
			}
			return err
		})
	})

	t.Run("schedules are learned from real runs alone", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		missed := Run(job, 3, night, bad)
		missed.Source = domain.SourceSchedule
		info := Run(job, 4, night)
		info.Kind = domain.KindInformation
		put(
			t,
			s,
			Run(job, 1, night.Add(-24*time.Hour)),
			Run(job, 2, night.Add(-48*time.Hour)),
			missed,
			info,
			Run(job, 5, night.AddDate(-1, 0, 0)),
		)
		read(t, s, func(q domain.Reader) error {
			var got []time.Time
			err := q.RealRuns(0, night.AddDate(0, -1, 0), func(id int64, at time.Time) {
				if id != job.ID {
					t.Errorf("job %d", id)
				}
				got = append(got, at)
			})
			if len(got) != 2 || !got[0].Equal(night.Add(-48*time.Hour)) {
				t.Errorf("runs %v", got)
			}
			refs, err2 := q.MissedRuns(job.ID, night.Add(-time.Hour))
			if len(refs) != 1 || refs[0].Key != missed.Key {
				t.Errorf("missed %+v", refs)
			}
			if err2 != nil {
				return err2
			}
			return err
		})
		want := domain.Schedule{
			Kind:       domain.ScheduleInterval,
			Every:      2,
			Anchor:     "2026-11-01",
			Times:      []int{600},
			ByHand:     true,
			Confidence: 1,
		}
		write(t, s, func(tx domain.Tx) error { return tx.PutSchedule(job.ID, &want) })
		read(t, s, func(q domain.Reader) error {
			all, err := q.Schedules()
			if got := all[job.ID]; got.Every != 2 || !got.ByHand || !slices.Equal(got.Times, want.Times) {
				t.Errorf("got %+v", got)
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

	t.Run("the Missed runs of a silence are told from those of a slot", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		slot, silent := Run(job, 1, night, bad), Run(job, 2, night, bad)
		slot.Source, slot.Key = domain.SourceSchedule, domain.SlotRunKey(job.Key, night)
		silent.Source, silent.Key = domain.SourceSchedule, domain.SilenceRunKey(job.Key, night)
		put(t, s, slot, silent)
		write(t, s, func(tx domain.Tx) error { return tx.SetSilence(job.ID, 30) })
		read(t, s, func(q domain.Reader) error {
			missed, err := q.MissedRuns(job.ID, night.Add(-time.Hour))
			if len(missed) != 1 || missed[0].Key != slot.Key {
				t.Errorf("missed %+v", missed)
			}
			all, err2 := q.SilenceRuns()
			if got := all[job.ID]; len(got) != 1 || got[0].Key != silent.Key {
				t.Errorf("silent %+v", all)
			}
			if since, ok := silent.Key.SilentSince(); !ok || !since.Equal(night) {
				t.Errorf("silent since %v, %v", since, ok)
			}
			if _, ok := slot.Key.SilentSince(); ok {
				t.Error("a slot is no silence")
			}
			if j, err := q.Job(job.ID); err != nil || j.Silence != 30 {
				t.Errorf("job %+v, %v", j, err)
			}
			return errors.Join(err, err2)
		})
	})

	t.Run("a day's runs are those of its span, newest first", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		done := Run(job, 2, Now.Add(-time.Hour), bad)
		done.Review = &domain.Review{At: Now, By: "kim", Decision: "01"}
		put(t, s, Run(job, 1, Now.Add(-2*time.Hour)), done, Run(job, 3, Now), Run(job, 4, Now.Add(-25*time.Hour)))
		read(t, s, func(q domain.Reader) error {
			got, err := q.DayRuns(Now.Add(-24*time.Hour), Now)
			if len(got) != 2 || got[0].Review == nil || got[0].Review.By != "kim" || got[0].Problems != 1 || got[1].Review != nil {
				t.Errorf("got %+v", got)
			}
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

	t.Run("what people reviewed in a time is counted, whatever the decision, and not what came reviewed", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		var runs []domain.Run
		for n := range 6 {
			runs = append(runs, Run(job, n, night.Add(time.Duration(n)*time.Minute)))
		}
		runs[0].Review = &domain.Review{At: Now, Note: "imported as history"}
		runs[1].Review = &domain.Review{At: Now.Add(time.Minute), By: "kim", Decision: "03"} // by an acceptance, when it came
		ids := put(t, s, runs...)
		at := func(hours int) time.Time { return Now.Add(time.Duration(hours) * time.Hour) }
		write(t, s, func(tx domain.Tx) error {
			for i, d := range []domain.Decision{
				{ID: "01", Actor: "kim", Kind: domain.DecideReview, At: at(-2)}, {ID: "02", Actor: "alex", Kind: domain.DecideTicket, At: at(-1)}, {ID: "03", Actor: "kim", Kind: domain.DecideAccept, At: at(0)},
			} {
				d.Payload = []byte("null")
				if err := tx.AppendDecision(d); err != nil {
					return err
				}
				if err := tx.SetReview(ids[2+i:3+i], &domain.Review{At: d.At, By: d.Actor, Decision: d.ID}); err != nil {
					return err
				}
			}
			return nil
		})
		want := func(from, to time.Time, want domain.ReviewCount) {
			t.Helper()
			read(t, s, func(q domain.Reader) error {
				got, err := q.ReviewedIn(from, to)
				if got.Runs != want.Runs || got.By != want.By || !got.Last.Equal(want.Last) {
					t.Errorf("got %+v, want %+v", got, want)
				}
				return err
			})
		}
		want(at(-3), at(1), domain.ReviewCount{Runs: 3, Last: at(0), By: "kim"})
		want(at(-2), at(0), domain.ReviewCount{Runs: 2, Last: at(-1), By: "alex"})
		want(at(1), at(2), domain.ReviewCount{})
		write(t, s, func(tx domain.Tx) error { return tx.SetReview(ids[4:5], nil) })
		want(at(-3), at(1), domain.ReviewCount{Runs: 2, Last: at(-1), By: "alex"})
	})

	t.Run("the job list counts the attempts of a night as the rule does, whatever was decided", func(t *testing.T) {
		rng := rand.New(rand.NewPCG(3, 4))
		for range 40 {
			s := open(t)
			var runs []domain.Run
			for j := range 3 {
				job := newJob(t, s, "contoso", j)
				for n := range 6 {
					r := Run(job, n, night.Add(time.Duration(n)*time.Hour))
					r.Effective.Status = []domain.Status{domain.Success, domain.SuccessOverride, domain.Unknown, domain.Warning, domain.Failed}[rng.IntN(5)]
					if rng.IntN(3) == 0 {
						r.Review = &domain.Review{At: Now, By: "kim", Decision: "01"}
					}
					runs = append(runs, r)
				}
			}
			ids := put(t, s, runs...)
			last := map[int64]int64{}
			for i := range runs { // up to three runs in a row of a job
				if to := i + 1 + rng.IntN(2); i%6 < 4 && rng.IntN(2) == 0 && to < len(runs) && runs[to].JobID == runs[i].JobID &&
					last[ids[i]] == 0 {
					for k := i; k < to; k++ {
						last[ids[k]] = ids[to]
					}
				}
			}
			for id, of := range last { // what ends attempts was not tried again itself
				for last[of] != 0 {
					of = last[of]
				}
				last[id] = of
			}
			judge := []domain.AttemptJudge{domain.JudgeLast, domain.JudgeWorst}[rng.IntN(2)]
			write(t, s, func(tx domain.Tx) error {
				if err := tx.SetAttempts(last); err != nil {
					return err
				}
				return tx.PutSetting(domain.SettingAttempts, string(judge))
			})
			read(t, s, func(q domain.Reader) error {
				want := map[int64]domain.JobRow{}
				jobs, err := q.Jobs()
				if err != nil {
					return err
				}
				for _, j := range jobs {
					rows, err := q.JobRuns(j.ID, true, 0)
					if err != nil {
						return err
					}
					var list []domain.Attempt
					for _, r := range rows {
						list = append(list, domain.Attempt{Run: r.ID, LastAttempt: r.LastAttempt, Status: r.Status, Waits: !r.Reviewed})
					}
					var w domain.JobRow
					for _, r := range domain.AttemptRows(list, judge) {
						if r.Waits {
							w.Runs++
							w.Status = max(w.Status, r.Status)
							if !r.Status.Good() {
								w.Problems++
							}
						}
					}
					for _, r := range rows {
						if !r.Reviewed {
							w.LastRun = max(w.LastRun, r.ID)
						}
						if got := len(list); r.Attempts < 1 || r.Attempts > got {
							t.Errorf("%d attempts of %d runs", r.Attempts, got)
						}
					}
					if want[j.ID] = w; j.Runs != w.Runs || j.Problems != w.Problems || j.LastRun != w.LastRun ||
						w.Runs > 0 && j.Status != w.Status {
						t.Errorf("of every job: %+v, want %+v", j, w)
					}
				}
				open, err := q.OpenJobs()
				for _, j := range open {
					if w := want[j.ID]; j.Runs != w.Runs || j.Problems != w.Problems || j.Status != w.Status || j.LastRun != w.LastRun ||
						j.Oldest.After(j.Newest) {
						t.Errorf("of the open jobs: %+v, want %+v", j, w)
					}
				}
				waiting := 0
				for _, w := range want {
					if w.Runs > 0 {
						waiting++
					}
				}
				if len(open) != waiting {
					t.Errorf("%d jobs wait, want %d", len(open), waiting)
				}
				return err
			})
		}
	})

	t.Run("a run that is read again or removed is no attempt any more", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		runs := []domain.Run{Run(job, 1, night, bad), Run(job, 2, night.Add(time.Hour), bad), Run(job, 3, night.Add(2*time.Hour))}
		ids := put(t, s, runs...)
		attempts := func() (n int) {
			read(t, s, func(q domain.Reader) error {
				all, err := q.EarlierAttempts()
				n = len(all)
				return err
			})
			return n
		}
		join := func() {
			write(t, s, func(tx domain.Tx) error { return tx.SetAttempts(map[int64]int64{ids[0]: ids[2], ids[1]: ids[2]}) })
		}
		join()
		read(t, s, func(q domain.Reader) error {
			list, err := q.Attempts(ids[2])
			if len(list) != 2 || list[0].ID != ids[1] || list[1].LastAttempt != ids[2] {
				t.Errorf("attempts %+v", list)
			}
			of, err2 := q.RunsIn(job.ID, night, night.Add(2*time.Hour))
			if len(of) != 2 || of[0].ID != ids[0] || len(of[0].Objects) != 1 {
				t.Errorf("runs %+v", of)
			}
			return errors.Join(err, err2)
		})
		again := runs[0]
		again.ID = ids[0]
		write(t, s, func(tx domain.Tx) error { return tx.SetRun(again, "other") })
		if n := attempts(); n != 1 {
			t.Errorf("%d attempts after an earlier one was read again", n)
		}
		join()
		write(t, s, func(tx domain.Tx) error { return tx.DeleteRun(ids[2]) })
		if n := attempts(); n != 0 {
			t.Errorf("%d attempts after the last one was removed", n)
		}
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

	t.Run("the journal is searched by person, kind, words, time and page", func(t *testing.T) {
		s := open(t)
		write(t, s, func(tx domain.Tx) error {
			for i, d := range []domain.Decision{
				{ID: "01", Actor: "kim", Kind: domain.DecideReview, Summary: "4 runs of NW 100% reviewed"}, {ID: "02", Actor: "alex", Kind: domain.DecideTicket, Summary: "ticket T1", Targets: []string{"k|nw"}},
				{ID: "03", Actor: "kim", Kind: domain.DecideTicket, Summary: "ticket T2"},
			} {
				d.Payload, d.At = []byte("null"), Now.Add(time.Duration(i)*time.Hour)
				if err := tx.AppendDecision(d); err != nil {
					return err
				}
			}
			return nil
		})
		for name, c := range map[string]struct {
			filter domain.JournalFilter
			want   string
		}{
			"all": {domain.JournalFilter{}, "030201"}, "person": {domain.JournalFilter{Actor: "kim"}, "0301"}, "kind": {domain.JournalFilter{Kind: domain.DecideTicket}, "0302"},
			"words": {domain.JournalFilter{Text: "NW"}, "0201"}, "a sign is a sign": {domain.JournalFilter{Text: "100%"}, "01"}, "from": {domain.JournalFilter{From: Now.Add(time.Hour)}, "0302"},
			"to": {domain.JournalFilter{To: Now.Add(time.Hour)}, "01"}, "page": {domain.JournalFilter{Before: "03", Limit: 1}, "02"},
		} {
			read(t, s, func(q domain.Reader) error {
				list, err := q.SearchJournal(c.filter)
				got := ""
				for _, d := range list {
					got += string(d.ID)
				}
				if got != c.want {
					t.Errorf("%s: got %s, want %s", name, got, c.want)
				}
				return err
			})
		}
	})

	t.Run("what waits and is no success is judged without history", func(t *testing.T) {
		s := open(t)
		job, other := newJob(t, s, "contoso", 1), newJob(t, s, "adatum", 2)
		reviewed := Run(job, 3, night, bad)
		reviewed.Review = &domain.Review{At: Now, By: "kim"}
		ids := put(
			t,
			s,
			Run(job, 1, night, bad, Object("dc01", domain.Success, ""), Object("ex01", domain.Warning, "slow")),
			Run(job, 2, night),
			reviewed,
			Run(other, 1, night, bad),
		)
		read(t, s, func(q domain.Reader) error {
			return q.WaitingProblems(domain.ProblemFilter{Job: job.Key}, func(r domain.Run, j domain.Job) error {
				if r.ID != ids[0] || j.ID != job.ID || len(r.Objects) != 2 || r.Objects[1].Message != "slow" {
					t.Errorf("run %+v of %s", r, j.Name)
				}
				return nil
			})
		})
		write(t, s, func(tx domain.Tx) error {
			return tx.SetEffective(ids[:2], domain.Effective{Status: domain.SuccessOverride, Reason: "known"})
		})
		read(t, s, func(q domain.Reader) error {
			r, err := q.Run(ids[0])
			if r.Effective.Reason != "known" || r.Effective.Status != domain.SuccessOverride {
				t.Errorf("effective %+v", r.Effective)
			}
			return err
		})
	})

	t.Run("a customer that something belongs to is not removed", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		if err := s.Write(ctx, func(tx domain.Tx) error { return tx.DeleteCustomer(job.Customer.ID) }); domain.CodeOf(
			err,
		) != domain.CodeConflict {
			t.Errorf("got %v", err)
		}
	})
}
