package cove_test

import (
	"context"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/simulate"
	"runchecks/sync/source/sourcetest"
)

// BenchmarkPoll5000Devices polls 5,000 devices of Cove for the first time, links them,
// imports their runs, and polls again after nothing happened. Own time
// is that of the sync less that in which the server was busy. Error texts and histories
// are not counted: the user has no right to them.
func BenchmarkPoll5000Devices(b *testing.B) {
	const devices = 5000
	ctx := context.Background()
	opt := simulate.CoveDemo(storagetest.Now)
	opt.Now = func() time.Time { return storagetest.Now }
	opt.Devices = simulate.CoveFleet(storagetest.Now, devices)
	for b.Loop() {
		server, err := simulate.StartCove(ctx, opt)
		if err != nil {
			b.Fatal(err)
		}
		store, err := fresh.Open(ctx, b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		err = store.Write(ctx, func(tx domain.Tx) error {
			_, err := tx.PutAccount(domain.Account{Name: "cove", Kind: domain.AccountCove, Host: server.URL(), User: opt.User, Partner: opt.Partner, Secret: domain.SecretKeychain})
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		count := &counting{Store: store}
		e, err := newEngine(count, opt.Password, server.Now)
		if err != nil {
			b.Fatal(err)
		}
		for _, method := range []string{"GetAccountInfoById", "EnumerateSessions", "EnumerateSessionErrors"} {
			server.Fail(simulate.CoveFault{Method: method, Trouble: simulate.CoveError, Number: 13501})
		}
		poll := func(name string) {
			runtime.GC()
			percent := debug.SetGCPercent(10)
			peak := sourcetest.WatchHeap()
			busy, start, writes := server.Busy(), time.Now(), count.writes.Load()
			if err := e.Sync(ctx, ""); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric((time.Since(start) - (server.Busy() - busy)).Seconds(), "s-own-"+name)
			b.ReportMetric(float64(peak())/(1<<20), "MB-"+name)
			b.ReportMetric(float64(count.writes.Load()-writes), "writes-"+name)
			debug.SetGCPercent(percent)
		}
		poll("first")
		desk, err := review.New(review.Params{Store: store, Clock: server.Now, Actor: domain.Actor{Name: "anna", Role: domain.RoleAdmin}, Location: time.UTC})
		if err != nil {
			b.Fatal(err)
		}
		var links []domain.DeviceLink
		err = store.Read(ctx, func(q domain.Reader) error {
			all, err := q.Devices()
			for _, d := range all {
				links = append(links, d.Suggested())
			}
			return err
		})
		if err != nil || len(links) != devices {
			b.Fatalf("%d devices, %v", len(links), err)
		}
		if _, err := desk.LinkDevices(ctx, links); err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		if err := e.Import(ctx); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s-import")
		// What is refused is asked for once, of a bounded number of devices a sync.
		for writes := int64(0); count.writes.Load()-writes > 1; {
			writes = count.writes.Load()
			if err := e.Sync(ctx, ""); err != nil {
				b.Fatal(err)
			}
		}
		poll("unchanged")
		_ = store.Close()
		_ = server.Close()
	}
}
