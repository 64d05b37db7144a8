package causes_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/fresh"
	"runchecks/ui/runchecks/causes"
)

// BenchmarkCauses measures how long the causes take of what waits, 118 problems of 2,000 jobs,
// among 200,000 runs with 1,000,000 objects of 100 and of 300 nights: as they are first shown,
// what is read of nights long past once, and with that.
func BenchmarkCauses(b *testing.B) {
	ctx := context.Background()
	for _, every := range []int{1, 3} {
		db, err := fresh.Open(ctx, b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = db.Close() })
		err = db.Refetchable().Write(ctx, func(tx domain.Tx) error {
			for j := range 2000 {
				c, err := tx.PutCustomer(fmt.Sprintf("Customer %03d", j%200))
				if err != nil {
					return err
				}
				job, err := tx.PutJob(domain.Job{
					Key: domain.JobKey(
						fmt.Sprint(j),
					), Customer: c, Product: "Veeam", Type: "Backup", Name: fmt.Sprintf("Job %04d", j), State: domain.JobActive,
				})
				if err != nil {
					return err
				}
				for n := range 100 {
					objects := make([]domain.Object, 5)
					for o := range objects {
						objects[o] = storagetest.Object(fmt.Sprintf("vm%05d", j*5+o), domain.Success, "")
					}
					if (j+n)%17 == 0 {
						objects[0].Status = domain.Failed
						objects[0].Message = fmt.Sprintf("Failed to create VSS snapshot %d: writer %c is in a failed state", n, 'a'+j%16)
					}
					r := storagetest.Run(job, n, storagetest.Now.Add(time.Duration(n-100)*time.Duration(every)*24*time.Hour), objects...)
					if n < 99 {
						r.Review = &domain.Review{At: r.At, By: "kim"}
					}
					if _, err := tx.PutRun(r, ""); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		var old *causes.Past
		for _, what := range []struct {
			name string
			read func(domain.Reader) error
		}{
			{"first shown", func(q domain.Reader) error { return some(causes.Read(q, storagetest.Now, time.UTC, nil)) }},
			{fmt.Sprintf("%d nights, once", 100*every), func(q domain.Reader) (err error) {
				nights, err := rules.ReadNights(q, time.UTC)
				if err == nil {
					old, err = causes.ReadPast(q, nights, storagetest.Now)
				}
				return err
			}},
			{fmt.Sprintf("shown with %d nights", 100*every), func(q domain.Reader) error {
				return some(causes.Read(q, storagetest.Now, time.UTC, old))
			}},
		} {
			b.Run(what.name, func(b *testing.B) {
				for b.Loop() {
					if err := db.Read(ctx, what.read); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// some fails where there are no causes.
func some(found []causes.Cause, err error) error {
	if err == nil && len(found) == 0 {
		err = errors.New("no causes")
	}
	return err
}
