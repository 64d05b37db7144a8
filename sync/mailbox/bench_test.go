package mailbox_test

import (
	"context"
	"errors"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/secrets"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/readers"
	"runchecks/sync/simulate"
	"runchecks/sync/source/sourcetest"
)

// BenchmarkSync5000 syncs 5,000 Veeam reports of 40 KB over IMAP into a new cache
// and reports mails a second and the peak of the live heap that the sync adds to
// that of the simulated server. The collector runs often meanwhile, so that the
// figure is what is held and not what the server's size lets lie about.
func BenchmarkSync5000(b *testing.B) {
	const mails = 5000
	var all []simulate.Mail
	for m := range simulate.Bulk(mails, 40<<10) {
		all = append(all, m)
	}
	ctx := context.Background()
	server, err := simulate.StartIMAP(ctx, simulate.IMAPOptions{User: "u", Password: "p", Mails: all})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	now := all[len(all)-1].Received.Add(time.Hour) // within the reach of a first sync
	host, port := server.Addr()
	for b.Loop() {
		store, err := fresh.Open(ctx, b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		err = store.Write(ctx, func(tx domain.Tx) error {
			_, err := tx.PutAccount(domain.Account{Name: "lab", Host: host, Port: port, Security: domain.SecurityNone, User: "u", Secret: domain.SecretKeychain})
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		e, err := newEngine(parts{
			Store: store, Secrets: secrets.Memory{"lab": "p"}, Readers: readers.Default, Clock: func() time.Time { return now }, Location: time.UTC,
		})
		if err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		percent := debug.SetGCPercent(10)
		peak := sourcetest.WatchHeap()
		start := time.Now()
		if err := e.Sync(ctx, ""); err != nil {
			b.Fatal(err)
		}
		took := time.Since(start)
		debug.SetGCPercent(percent)
		b.ReportMetric(mails/took.Seconds(), "mails/s")
		b.ReportMetric(float64(peak())/(1<<20), "MB-peak")
		stored := 0
		err = store.Read(ctx, func(q domain.Reader) error {
			jobs, err := q.Jobs()
			for _, j := range jobs {
				runs, runsErr := q.JobRuns(j.ID, true, mails)
				stored += len(runs)
				err = errors.Join(err, runsErr)
			}
			return err
		})
		if err != nil || stored != mails {
			b.Fatalf("%d runs stored: %v", stored, err)
		}
		_ = store.Close()
	}
}
