package mailbox_test

import (
	"context"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage"
	"runchecks/storage/secrets"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/imap"
	"runchecks/sync/readers"
	"runchecks/sync/simulate"
)

// many is a profile with many accounts.
type many struct {
	testing.TB
	store   *storage.DB
	secrets secrets.Memory
	now     time.Time

	mu    sync.Mutex
	ended []string // accounts, in the order in which their syncs ended
	took  map[string]time.Duration

	giveUp context.Context // its end gives up whoever is being signed in to; nil: nobody
	ending func(ended []string)
}

func newMany(t testing.TB, now time.Time) *many {
	t.Helper()
	store, err := fresh.Open(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return &many{TB: t, store: store, secrets: secrets.Memory{}, now: now, took: map[string]time.Duration{}}
}

func (f *many) add(name, host string, port int) {
	f.Helper()
	f.secrets[name] = "p"
	err := f.store.Write(context.Background(), func(tx domain.Tx) error {
		_, err := tx.PutAccount(
			domain.Account{
				Name:     name,
				Kind:     domain.AccountIMAP,
				Host:     host,
				Port:     port,
				Security: domain.SecurityNone,
				User:     "u",
				Secret:   domain.SecretKeychain,
			},
		)
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
}

func (f *many) serve(name string, mails []simulate.Mail) {
	f.Helper()
	server, err := simulate.StartIMAP(context.Background(), simulate.IMAPOptions{User: "u", Password: "p", Mails: mails})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = server.Close() })
	host, port := server.Addr()
	f.add(name, host, port)
}

// drip adds an account whose server greets a byte at a time.
func (f *many) drip(name string) {
	f.Helper()
	server, err := simulate.StartOddIMAP(
		context.Background(),
		simulate.OddIMAPOptions{Odd: simulate.OddDrippingGreeting, Drip: 10 * time.Millisecond},
	)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = server.Close() })
	host, port := server.Addr()
	f.add(name, host, port)
}

// die adds an account whose server says nothing.
func (f *many) die(name string) {
	f.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = ln.Close() })
	f.add(name, "127.0.0.1", ln.Addr().(*net.TCPAddr).Port)
}

// sync syncs all accounts; a server that drips or is dead is given up after patience.
func (f *many) sync(ctx context.Context, patience time.Duration) error {
	f.Helper()
	began := time.Now()
	e, err := newEngine(parts{
		Store: f.store, Secrets: f.secrets, Readers: readers.Default, Clock: func() time.Time { return f.now }, Location: time.UTC,
		Dial: func(ctx context.Context, c imap.Config) (*imap.Session, error) {
			c.Timeout, c.SignIn = patience, patience
			if f.giveUp != nil {
				var cancel context.CancelFunc
				ctx, cancel = context.WithCancel(ctx)
				defer cancel()
				defer context.AfterFunc(f.giveUp, cancel)()
			}
			return imap.Dial(ctx, c)
		},
		Report: func(p domain.SyncProgress) {
			if p.Finished {
				f.mu.Lock()
				defer f.mu.Unlock()
				f.ended = append(f.ended, p.Account)
				f.took[p.Account] = time.Since(began)
				if f.ending != nil {
					f.ending(f.ended)
				}
			}
		},
	})
	if err != nil {
		f.Fatal(err)
	}
	return e.Sync(ctx, "")
}

func bulk(n int) (mails []simulate.Mail, last time.Time) {
	for m := range simulate.Bulk(n, 40<<10) {
		mails = append(mails, m)
	}
	return mails, mails[n-1].Received.Add(time.Hour)
}

func TestADrippingADeadAndALargeAccountHoldUpNobody(t *testing.T) {
	n := 1500
	if testing.Short() {
		n = 400
	}
	mails, now := bulk(n)
	f := newMany(t, now)
	f.serve("a large one", mails) // it is begun with
	f.drip("b dripping")
	f.die("c dead")
	for i := range 7 {
		f.serve(fmt.Sprintf("small %d", i), mails[n-10:])
	}
	// Servers that drip or are dead are given up only when the small ones are done.
	giveUp, give := context.WithTimeout(t.Context(), time.Minute)
	defer give()
	f.giveUp = giveUp
	f.ending = func(ended []string) {
		if len(ended) == 7 {
			give()
		}
	}
	err := f.sync(t.Context(), time.Hour)
	for _, name := range []string{"b dripping", "c dead"} {
		if err == nil || !strings.Contains(err.Error(), "account "+name) {
			t.Errorf("%s gave no error: %v", name, err)
		}
	}
	if len(f.ended) != 10 {
		t.Fatalf("%q", f.ended)
	}
	for _, slow := range []string{"a large one", "b dripping", "c dead"} {
		if at := slices.Index(f.ended, slow); at < 7 {
			t.Errorf("the small ones waited for %s: %q", slow, f.ended)
		}
	}
	err = f.store.Read(t.Context(), func(q domain.Reader) error {
		all, err := q.Accounts()
		for _, a := range all {
			bad := a.Name == "b dripping" || a.Name == "c dead"
			if log, logErr := q.SyncLog(a.ID, 0); logErr != nil || len(log) != 1 || (log[0].Error != "") != bad ||
				(a.Health.LastError != "") != bad {
				t.Errorf("%s: %+v, %+v, %v", a.Name, a.Health, log, logErr)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestCancellingEndsAllAccountsAtOnce(t *testing.T) {
	f := newMany(t, time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC))
	for i := range 12 {
		f.drip(fmt.Sprintf("dripping %d", i))
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	began := time.Now()
	if err := f.sync(ctx, time.Hour); err == nil || time.Since(began) > 5*time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
}

// BenchmarkTenAccounts measures how long seven accounts take alone, and beside one that
// drips, one that is dead and one with 20,000 mails (2,000 with -short).
func BenchmarkTenAccounts(b *testing.B) {
	large, each := 20_000, 300
	if testing.Short() {
		large = 2_000
	}
	mails, now := bulk(large)
	seven := func(beside bool) time.Duration {
		f := newMany(b, now)
		if beside {
			f.serve("a large one", mails)
			f.drip("b dripping")
			f.die("c dead")
		}
		for i := range 7 {
			f.serve(fmt.Sprintf("small %d", i), mails[large-each:])
		}
		_ = f.sync(b.Context(), 20*time.Second)
		var last time.Duration
		for name, took := range f.took {
			if strings.HasPrefix(name, "small") {
				last = max(last, took)
			}
		}
		return last
	}
	for b.Loop() {
		alone := seven(false)
		beside := seven(true)
		b.ReportMetric(alone.Seconds(), "s-alone")
		b.ReportMetric(beside.Seconds(), "s-beside")
		b.ReportMetric(beside.Seconds()/alone.Seconds(), "ratio")
	}
}
