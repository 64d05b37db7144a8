package storage

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
)

// BenchmarkSyncBesideACopy stores batches of 100 runs, as a sync does, once alone and once
// while the database is copied over and over: the ratio is the most that a copy slows it.
func BenchmarkSyncBesideACopy(b *testing.B) {
	ctx := context.Background()
	db := open(b)
	var job domain.Job
	at := 0
	batch := func() {
		err := db.Refetchable().Write(ctx, func(tx domain.Tx) (err error) {
			if job, err = tx.PutJob(domain.Job{Key: "j", Product: "Veeam", Name: "Job", State: domain.JobActive}); err != nil {
				return err
			}
			for range 100 {
				at++
				objects := make([]domain.Object, 5)
				for o := range objects {
					objects[o] = storagetest.Object(fmt.Sprintf("vm%d-%d", at%1000, o), domain.Warning, fmt.Sprintf("slow %d", at))
				}
				if _, err := tx.PutRun(storagetest.Run(job, at, storagetest.Now.Add(time.Duration(at)*time.Minute), objects...), ""); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	for range 200 { // 20,000 runs and 100,000 objects to copy
		batch()
	}
	var spent [2]time.Duration
	copies := 0
	for b.Loop() {
		for beside := range spent {
			copying, stop := context.WithCancel(ctx)
			ended := make(chan struct{})
			go func() {
				defer close(ended)
				for beside == 1 && copying.Err() == nil {
					if _, err := db.Backup(copying, filepath.Join(b.TempDir(), "copy.db")); err == nil {
						copies++
					}
				}
			}()
			start := time.Now()
			for range 20 {
				batch()
			}
			spent[beside] += time.Since(start)
			stop()
			<-ended
		}
	}
	b.ReportMetric(float64(spent[1])/float64(spent[0]), "ratio")
	b.ReportMetric(float64(copies), "copies")
}
