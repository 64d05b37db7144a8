package storage

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
)

// Whatever happens to runs and jobs, the times kept in memory are those that stand in the
// database, and a transaction that was rolled back leaves nothing in them.
func TestTheTimesOfRunsInMemoryAreThoseOfTheDatabase(t *testing.T) {
	ctx, db := context.Background(), open(t)
	random := rand.New(rand.NewPCG(1, 1))
	var jobs []domain.Job
	for n := range 4 {
		job, err := storagetest.Job(ctx, db, "contoso", n)
		if err != nil {
			t.Fatal(err)
		}
		jobs = append(jobs, job)
	}
	var runs []int64
	rolledBack := errors.New("rolled back")
	now := storagetest.Now
	for step := range 400 {
		n, job := step, jobs[random.IntN(len(jobs))]
		run := int64(0)
		if len(runs) > 0 {
			run = runs[random.IntN(len(runs))]
		}
		kept := true
		err := db.Write(ctx, func(tx domain.Tx) (err error) {
			var id int64
			switch random.IntN(9) {
			case 0, 1, 2, 3:
				r := storagetest.Run(job, n, now.Add(-time.Duration(random.IntN(40*24*60))*time.Minute))
				if random.IntN(4) == 0 {
					r.Sender.Check, r.Sender.Doubt = domain.SenderFail, "forged"
				}
				id, err = tx.PutRun(r, "")
			case 4:
				if run != 0 {
					err = tx.DeleteRun(run)
					runs = slices.DeleteFunc(runs, func(r int64) bool { return r == run })
				}
			case 5:
				if run != 0 {
					err = tx.SetRunJob(run, job.ID)
				}
			case 6:
				if run != 0 {
					reason := "fine"
					err = tx.SetSuccessMark(run, "01", &reason)
				}
			case 7:
				err = tx.SetJob(job.ID, domain.JobArchived, job.Customer.ID)
			case 8:
				err = tx.SetJob(job.ID, domain.JobActive, job.Customer.ID)
			}
			if domain.CodeOf(err) == domain.CodeConflict { // somebody decided about the run
				kept, err = false, rolledBack
			}
			if _, err := tx.RealRuns(0, now.AddDate(0, 0, -30)); err != nil {
				return err
			}
			if random.IntN(5) == 0 {
				kept = false
				return rolledBack
			}
			if err == nil && id != 0 {
				runs = append(runs, id)
			}
			return err
		})
		if err != nil && (kept || !errors.Is(err, rolledBack)) {
			t.Fatal(err)
		}
		now = now.Add(time.Duration(random.IntN(60)) * time.Minute)
		since := now.AddDate(0, 0, -30)
		err = db.Read(ctx, func(q domain.Reader) error {
			all, err := q.RealRuns(0, since)
			if err != nil {
				return err
			}
			for _, j := range jobs {
				one, err := q.RealRuns(j.ID, since)
				if err != nil {
					return err
				}
				if j, err = q.Job(j.ID); err != nil {
					return err
				}
				if j.State == domain.JobActive && !slices.Equal(all[j.ID], one[j.ID]) || j.State != domain.JobActive && all[j.ID] != nil {
					t.Fatalf("step %d, job %d, %s:\nmemory   %v\ndatabase %v", step, j.ID, j.State, all[j.ID], one[j.ID])
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(runs) < 50 {
		t.Errorf("only %d runs were left", len(runs))
	}
}
