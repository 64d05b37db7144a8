package storagetest

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"runchecks/domain"
)

// Attempts runs what a store must hold of attempts of one run.
func Attempts(t *testing.T, open func(t *testing.T) domain.Store) {
	t.Run("the job list counts the attempts of a night as the rule does, whatever was decided", func(t *testing.T) {
		rng := rand.New(rand.NewPCG(3, 4))
		for range 40 {
			s := open(t)
			var runs []domain.Run
			for j := range 3 {
				job := newJob(t, s, "contoso", j)
				for n := range 6 {
					r := Run(job, n, night.Add(time.Duration(n)*time.Hour))
					r.Effective.Status = []domain.Status{domain.Success, domain.SuccessOverride, domain.Unknown, domain.Warning,
						domain.Failed}[rng.IntN(5)]
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
}
