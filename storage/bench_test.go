package storage

import (
	"context"
	"fmt"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/storage/storagetest"
)

// large fills a cache with 2,000 jobs, 100 runs each and 5 objects a run: 200,000
// runs and 1,000,000 objects, of which the newest run of each job waits.
func large(b *testing.B) (db *DB, run int64) {
	b.Helper()
	ctx := context.Background()
	db = open(b)
	err := db.Write(ctx, func(tx domain.Tx) error {
		for j := range 2000 {
			c, err := tx.PutCustomer(fmt.Sprintf("Customer %03d", j%200))
			if err != nil {
				return err
			}
			job, err := tx.PutJob(domain.Job{Key: domain.JobKey(fmt.Sprint(j)), Customer: c, Product: "Veeam", Type: "Backup", Name: fmt.Sprintf("Job %04d", j), State: domain.JobActive})
			if err != nil {
				return err
			}
			for n := range 100 {
				status, message := domain.Success, ""
				if (j+n)%17 == 0 {
					status, message = domain.Failed, fmt.Sprintf("Failed to create VSS snapshot %d", j%50)
				}
				objects := make([]domain.Object, 5)
				for o := range objects {
					objects[o] = storagetest.Object(fmt.Sprintf("vm%05d", j*5+o), domain.Success, "")
				}
				objects[0].Status, objects[0].Message = status, message
				r := storagetest.Run(job, n, storagetest.Now.Add(time.Duration(n-100)*24*time.Hour), objects...)
				if n < 99 {
					r.Review = &domain.Review{At: r.At, By: "kim"}
				}
				if run, err = tx.PutRun(r, ""); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return db, run
}

// BenchmarkLarge measures what the window waits for at 200,000 runs and 1,000,000 objects.
func BenchmarkLarge(b *testing.B) {
	db, run := large(b)
	ctx := context.Background()
	measure := func(name string, fn func(domain.Reader) error) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := db.Read(ctx, fn); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	measure("job list", func(q domain.Reader) error {
		rows, err := q.OpenJobs()
		if len(rows) != 2000 {
			return fmt.Errorf("%d rows", len(rows))
		}
		return err
	})
	measure("details", func(q domain.Reader) error { _, err := q.Details(run); return err })
	measure("run list with history", func(q domain.Reader) error { _, err := q.JobRuns(1000, true, 0); return err })
	measure("nights of the open jobs", func(q domain.Reader) error {
		rows, err := q.OpenJobs()
		if err != nil {
			return err
		}
		return rules.ReadStandings(q, rows, storagetest.Now, time.UTC)
	})
	measure("last runs", func(q domain.Reader) error {
		last, err := q.LastRuns()
		if len(last) != 2000 {
			return fmt.Errorf("%d jobs", len(last))
		}
		return err
	})
	measure("inbox counts", func(q domain.Reader) error { _, _, err := q.InboxCount(); return err })
	measure("problems of 90 days", func(q domain.Reader) error {
		return q.ProblemRuns(domain.ProblemFilter{Since: storagetest.Now.AddDate(0, 0, -90), Product: "Veeam"}, func(domain.Run, domain.Job) error { return nil })
	})
}

// BenchmarkReviewOnTheDisk reviews 20,000 runs in one transaction, once waiting for the disk
// and once not, in turn: the ratio is what the disk costs a bulk review.
func BenchmarkReviewOnTheDisk(b *testing.B) {
	ctx := context.Background()
	db := open(b)
	var ids []int64
	err := db.Write(ctx, func(tx domain.Tx) error {
		job, err := tx.PutJob(domain.Job{Key: "j", Product: "Veeam", Name: "Job", State: domain.JobActive})
		for n := 0; n < 20_000 && err == nil; n++ {
			var id int64
			id, err = tx.PutRun(storagetest.Run(job, n, storagetest.Now.Add(time.Duration(n)*time.Minute)), "")
			ids = append(ids, id)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	stores := map[bool]domain.Store{true: db, false: db.Refetchable()}
	spent, n := map[bool]time.Duration{}, 0
	for b.Loop() {
		n++
		for _, waits := range []bool{n%2 == 0, n%2 == 1} {
			start := time.Now()
			err := stores[waits].Write(ctx, func(tx domain.Tx) error {
				return tx.SetReview(ids, &domain.Review{At: storagetest.Now.Add(time.Duration(n) * time.Second), By: "kim"})
			})
			if err != nil {
				b.Fatal(err)
			}
			spent[waits] += time.Since(start)
		}
	}
	b.ReportMetric(float64(spent[true].Milliseconds())/float64(n), "ms/durable")
	b.ReportMetric(float64(spent[true])/float64(spent[false]), "ratio")
}
