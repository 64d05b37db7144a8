package review_test

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/fresh"
)

// crowd is a cache with jobs that have many runs waiting each; one in six shows a
// problem in one of its objects.
func crowd(b *testing.B, jobs, runs int) (*review.Service, []review.Target) {
	b.Helper()
	ctx := context.Background()
	store, err := fresh.Open(ctx, b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	var targets []review.Target
	err = store.Write(ctx, func(tx domain.Tx) error {
		for j := range jobs {
			c, err := tx.PutCustomer(fmt.Sprintf("Customer %03d", j%200))
			if err != nil {
				return err
			}
			job, err := tx.PutJob(domain.Job{Key: domain.JobKey(fmt.Sprint(j)), Customer: c, Product: "Veeam", Type: "Backup", Name: fmt.Sprintf("Job %04d", j), State: domain.JobActive})
			if err != nil {
				return err
			}
			targets = append(targets, review.Target{Job: job.ID})
			for n := range runs {
				good := storagetest.Object("dc01", domain.Success, "")
				one := storagetest.Object("fs04", domain.Success, "")
				if (j+n)%6 == 0 {
					one = storagetest.Object("fs04", domain.Failed, fmt.Sprintf("Failed to create VSS snapshot %d", j%50))
				}
				if _, err := tx.PutRun(storagetest.Run(job, n, storagetest.Now.Add(-time.Duration(n)*time.Hour), good, one), ""); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	now := storagetest.Now
	svc, err := review.New(review.Params{
		Store: store, Actor: domain.Actor{Name: "kim", Role: domain.RoleAdmin}, Profile: "bench", Location: time.UTC,
		Clock: func() time.Time { now = now.Add(time.Second); return now },
	})
	if err != nil {
		b.Fatal(err)
	}
	return svc, targets
}

// BenchmarkBulkReview reviews 2,000 jobs with 20,000 runs in one decision, and undoes it.
func BenchmarkBulkReview(b *testing.B) {
	svc, targets := crowd(b, 2000, 10)
	ctx := context.Background()
	var reviewed, undone time.Duration
	n := 0
	for b.Loop() {
		start := time.Now()
		if _, err := svc.MarkReviewed(ctx, targets); err != nil {
			b.Fatal(err)
		}
		middle := time.Now()
		if _, err := svc.Undo(ctx); err != nil {
			b.Fatal(err)
		}
		reviewed, undone, n = reviewed+middle.Sub(start), undone+time.Since(middle), n+1
	}
	b.ReportMetric(float64(reviewed.Milliseconds())/float64(n), "ms/review")
	b.ReportMetric(float64(undone.Milliseconds())/float64(n), "ms/undo")
}

// BenchmarkEditedRule changes a global rule over 200,000 runs that wait.
func BenchmarkEditedRule(b *testing.B) {
	svc, _ := crowd(b, 2000, 100)
	ctx := context.Background()
	o := domain.Override{Level: domain.LevelGlobal, Product: "Veeam", Text: "vss", Mode: domain.MatchContains, From: storagetest.Now.AddDate(-1, 0, 0), Enabled: true}
	if _, err := svc.SaveRule(ctx, o); err != nil {
		b.Fatal(err)
	}
	list, err := svc.Rules(ctx)
	if err != nil {
		b.Fatal(err)
	}
	o = list[0].Override
	for i := 0; b.Loop(); i++ {
		o.Text = []string{"no such text", "vss"}[i%2]
		if _, err := svc.SaveRule(ctx, o); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRebuild makes 2,000 jobs with 20,000 reviewed runs anew from the journal.
func BenchmarkRebuild(b *testing.B) {
	svc, targets := crowd(b, 2000, 10)
	ctx := context.Background()
	for at := 0; at < len(targets); at += 20 {
		if _, err := svc.MarkReviewed(ctx, targets[at:at+20]); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if _, err := svc.Rebuild(ctx); err != nil {
			b.Fatal(err)
		}
	}
}

var entries = flag.Int("entries", 100_000, "how many entries the journal of a benchmark has")

// longJournal is a profile with a journal of as many entries as the flag says.
func longJournal(b *testing.B) *review.Service {
	ctx := context.Background()
	store, err := fresh.Open(ctx, b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	clock := func() time.Time { return storagetest.Now }
	svc, err := review.New(review.Params{
		Store: store, Actor: domain.Actor{Name: "kim", Role: domain.RoleAdmin}, Profile: "bench", Location: time.UTC, Clock: clock,
	})
	if err != nil {
		b.Fatal(err)
	}
	link := ""
	for made := 0; made < *entries; {
		err := store.Write(ctx, func(tx domain.Tx) error {
			for ; made < *entries && (made+1)%10_000 != 0; made++ {
				at := storagetest.Now.Add(time.Duration(made) * time.Second)
				d := domain.Decision{
					ID: review.IDForTest(at), Actor: "kim", At: at, Kind: domain.DecideAccount, Targets: []string{"x"},
					Payload: []byte(`{"Account":"x","Did":"paused"}`),
				}
				d.Hash = d.Chain(link)
				link = d.Hash
				if err := tx.AppendDecision(d); err != nil {
					return err
				}
			}
			made++
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return svc
}

// BenchmarkVerifyJournal walks a long journal and makes everything anew on a copy; memory is
// what the process took from the system by its end.
func BenchmarkVerifyJournal(b *testing.B) {
	ctx, svc := context.Background(), longJournal(b)
	for b.Loop() {
		if c, err := svc.VerifyJournal(ctx, nil); err != nil || c.Faulty() {
			b.Fatalf("%+v, %v", c, err)
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys)/(1<<20), "MB")
}

// BenchmarkSearchJournal looks through a long journal for words that stand in no entry.
func BenchmarkSearchJournal(b *testing.B) {
	ctx, svc := context.Background(), longJournal(b)
	for b.Loop() {
		if list, err := svc.SearchJournal(ctx, domain.JournalFilter{Text: "wibble"}); err != nil || len(list) > 0 {
			b.Fatalf("%d found, %v", len(list), err)
		}
	}
}
