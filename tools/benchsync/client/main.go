// Command client syncs a mailbox into a cache as Run Checks does, or, with -drain,
// fetches its mails to nowhere, and prints what the measurement wants to know.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"sync/atomic"
	"time"

	"runchecks/domain"
	"runchecks/storage"
	"runchecks/storage/secrets"
	"runchecks/sync/engine"
	"runchecks/sync/imap"
	"runchecks/sync/mailbox"
	"runchecks/sync/readers"
	"runchecks/sync/source"
)

func main() {
	port := flag.Int("port", 0, "port of the server on the loopback")
	user := flag.String("user", "", "user, whose password is lab")
	folder := flag.String("cache", "", "folder of the cache, made when missing")
	drain := flag.Bool("drain", false, "fetch every mail and store nothing")
	profile := flag.String("cpuprofile", "", "`file` that the processor's profile is written to")
	memory := flag.String("memprofile", "", "`file` that the profile of all that was allocated is written to")
	flag.Parse()
	if *memory != "" {
		runtime.MemProfileRate = 4096
	}
	run := sync
	if *drain {
		run = fetchAll
	}
	stop, err := profiled(*profile)
	if err == nil {
		err = run(
			context.Background(),
			domain.Account{
				Name:     "lab",
				Kind:     domain.AccountIMAP,
				Host:     "127.0.0.1",
				Port:     *port,
				Security: domain.SecurityNone,
				User:     *user,
				Secret:   domain.SecretKeychain,
			},
			*folder,
		)
		err = errors.Join(err, stop(), allocated(*memory))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// profiled begins a profile of the processor, where a file is named for it, and returns what ends it.
func profiled(name string) (stop func() error, err error) {
	if name == "" {
		return func() error { return nil }, nil
	}
	file, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(file); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return func() error {
		pprof.StopCPUProfile()
		return file.Close()
	}, nil
}

// allocated writes the profile of what was allocated, where a file is named for it.
func allocated(name string) error {
	if name == "" {
		return nil
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(pprof.Lookup("allocs").WriteTo(file, 0), file.Close())
}

// today is after the last of the generated mails, and near enough for all of them to
// be within the reach of a first sync.
var today = time.Date(2026, 7, 25, 0, 0, 0, 0, time.UTC)

func sync(ctx context.Context, a domain.Account, folder string) (err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	store, err := storage.Open(ctx, folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	err = store.Write(ctx, func(tx domain.Tx) error {
		_, err := tx.PutAccount(a)
		return err
	})
	if err != nil {
		return err
	}
	all := readers.Default()
	began := time.Now()
	var firstRows, mails atomic.Int64
	clock := func() time.Time { return today }
	mail, err := mailbox.New(mailbox.Params{
		Store: store, Secrets: secrets.Memory{a.Name: "lab"}, Readers: func() *readers.Registry { return all }, Clock: clock, Location: time.UTC,
	})
	if err != nil {
		return err
	}
	e, err := engine.New(engine.Params{
		Store: store, Clock: clock, Location: time.UTC, Kinds: source.Kinds{mail.Kind()},
		Report:  func(p domain.SyncProgress) { mails.Store(int64(p.Done)) },
		Changed: func() { firstRows.CompareAndSwap(0, time.Since(began).Milliseconds()) },
	})
	if err != nil {
		return err
	}
	defer e.Close(ctx)
	if err := e.Sync(ctx, ""); err != nil {
		return err
	}
	var bytes int64
	for _, name := range []string{"runchecks.db", "runchecks.db-wal"} {
		if info, err := os.Stat(filepath.Join(folder, name)); err == nil {
			bytes += info.Size()
		}
	}
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	fmt.Printf("mails %d, first rows after %d ms, cache %d bytes, allocations a mail %d, of %d KB\n", mails.Load(), firstRows.Load(), bytes,
		mem.Mallocs/uint64(max(1, mails.Load())), mem.TotalAlloc/uint64(max(1, mails.Load()))>>10)
	return nil
}

func fetchAll(ctx context.Context, a domain.Account, _ string) error {
	config := imap.Config{Host: a.Host, Port: a.Port, Security: a.Security, User: a.User, Password: "lab", Near: mailbox.Nearby}
	session, err := imap.Dial(ctx, config)
	if err != nil {
		return err
	}
	defer func() { _ = session.Close() }()
	if _, err := session.Examine(ctx, "INBOX"); err != nil {
		return err
	}
	heads, err := session.Plan(ctx, 0)
	if err != nil {
		return err
	}
	var bytes int64
	err = session.Fetch(ctx, heads, func(m imap.Mail) error {
		bytes += int64(len(m.Raw))
		return nil
	})
	in, _ := session.Traffic()
	fmt.Printf("mails %d, %d bytes, %d on the wire\n", len(heads), bytes, in)
	return err
}
