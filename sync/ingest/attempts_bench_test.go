package ingest_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/ingest"
)

// BenchmarkAttempts looks for retries among 2,000 jobs with 100 nights each, one in
// twenty of which was tried again.
func BenchmarkAttempts(b *testing.B) {
	ctx := context.Background()
	store, err := fresh.Open(ctx, b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	err = store.Write(ctx, func(tx domain.Tx) error {
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
				at := storagetest.Now.Add(time.Duration(n-100)*24*time.Hour - 10*time.Hour)
				if (j+n)%20 == 0 {
					if _, err := tx.PutRun(storagetest.Run(job, 1000+n, at, storagetest.Object("vm", domain.Failed, "no space")), ""); err != nil {
						return err
					}
					at = at.Add(30 * time.Minute)
				}
				if _, err := tx.PutRun(storagetest.Run(job, n, at, storagetest.Object("vm", domain.Success, "")), ""); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	in, err := ingest.New(store, func() time.Time { return storagetest.Now }, time.UTC)
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	n, err := in.Attempts(ctx)
	if err != nil || n == 0 {
		b.Fatalf("%d attempts, %v", n, err)
	}
	b.ReportMetric(float64(time.Since(start).Milliseconds()), "ms/first")
	for b.Loop() { // what each sync ends with
		if n, err := in.RecentAttempts(ctx); err != nil || n != 0 {
			b.Fatalf("%d changed, %v", n, err)
		}
	}
}
