package storage

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	_ "modernc.org/sqlite" // the driver

	"runchecks/domain"
	"runchecks/domain/wording"
)

// FileName is the name of the database inside a workspace folder.
const FileName = "runchecks.db"

// applicationID marks the file as ours ("RunC").
const applicationID = 0x52756e43

// readers is how many queries can run beside each other and beside the writer.
const readers = 4

// DB is an open cache. It implements domain.Store and is safe for concurrent use.
type DB struct {
	// durable and relaxed write, one at a time (turn): what is committed by durable
	// outlives a power cut, by relaxed only a crash of the program.
	durable *sql.DB
	relaxed *sql.DB
	turn    chan struct{}
	read    *sql.DB
	path    string
	zstd    *codec
	hold    *hold   // nil for a copy that nobody else knows of
	ledger  *ledger // nil for such a copy
	// damage is what was found of a damaged database, nil for a whole one.
	damage atomic.Pointer[domain.Error]

	// search is the index of words, nil until somebody asks for it; closed says that nobody
	// may any more.
	searching sync.Mutex
	search    *searchFile
	closed    bool

	jobCache  jobCache
	runTimes  runTimes
	reports   lastReports
	schedules domain.ScheduleMemory
}

// Open opens the cache in folder, making folder and database where they are
// missing and migrating an older database after a copy was put beside it. A
// database of a newer program, a read-only folder and a foreign file are refused
// with CodeStorage, a damaged one and one of which a part is gone with CodeDamaged;
// nothing is changed then. After an unclean end, and where the file was changed by
// other means, the whole database is looked through first.
func Open(ctx context.Context, folder string) (*DB, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, storageError("make the workspace folder "+folder, err)
	}
	probe, err := os.CreateTemp(folder, ".writable-*")
	if err != nil {
		return nil, storageError("write to the workspace folder "+folder, err)
	}
	_ = probe.Close()
	_ = os.Remove(probe.Name())

	h, err := enter(ctx, folder, false)
	if err != nil {
		return nil, err
	}
	db, check, err := openHeld(ctx, folder, h)
	if err != nil {
		return nil, errors.Join(err, h.leave(func(bool) error { return nil }))
	}
	if err := h.settle(); err != nil {
		return nil, errors.Join(storageError("open the cache", err), db.Close())
	}
	if check != "" {
		if err := db.check(ctx, check); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	if h.alone {
		forgetLog(db.path)
	}
	return db, nil
}

// openHeld opens the database of a folder that this process has a share in. check is how
// the database is to be looked through, "" for not at all.
func openHeld(ctx context.Context, folder string, h *hold) (db *DB, check string, err error) {
	path := filepath.Join(folder, FileName)
	was := readState(folder)
	if h.alone {
		if err := tidy(folder); err != nil {
			return nil, "", storageError("look at the workspace folder "+folder, err)
		}
		if check, err = look(folder, was); err != nil {
			return nil, "", err
		}
	}
	if !exists(path) {
		if err := create(ctx, folder); err != nil {
			return nil, "", err
		}
	}
	tighten(path)
	if h.alone && check != "" {
		keepLog(path)
	}
	if db, err = openFile(ctx, path, true); err != nil {
		return nil, "", ofDamage(folder, err)
	}
	db.hold, db.ledger = h, &ledger{folder: folder}
	if h.alone && was.Newest != "" {
		err := db.Read(ctx, func(q domain.Reader) error { _, err := q.Decision(was.Newest); return err })
		switch {
		case domain.CodeOf(err) == domain.CodeNotFound:
			err = damaged(folder, wording.Of("refusal.damage_older"))
		case err != nil:
			err = ofDamage(folder, err)
		}
		if err != nil {
			return nil, "", errors.Join(err, db.closeFile())
		}
	}
	return db, check, nil
}

// openFile opens a database file, whoever else has it, and migrates it; with keep an older
// one is copied before.
func openFile(ctx context.Context, path string, keep bool) (_ *DB, err error) {
	db := &DB{path: path, turn: make(chan struct{}, 1)}
	if db.zstd, err = newCodec(); err != nil {
		return nil, storageError("prepare compression", err)
	}
	for _, pool := range []struct {
		db    **sql.DB
		conns int
		words []string
	}{
		{&db.durable, 1, durable},
		{&db.relaxed, 1, relaxed},
		{&db.read, readers, reading},
	} {
		if *pool.db, err = sql.Open("sqlite", dsn(path, pool.words...)); err != nil {
			return nil, errors.Join(storageError("open the cache "+path, err), db.closePools(), db.zstd.close())
		}
		(*pool.db).SetMaxOpenConns(pool.conns)
		(*pool.db).SetMaxIdleConns(pool.conns)
	}
	if err := migrate(ctx, db.relaxed, path, keep); err != nil {
		return nil, errors.Join(err, db.closePools(), db.zstd.close())
	}
	return db, nil
}

// create makes a new database, whole under another name first: an empty file under its own
// would be what is left of a damaged one.
func create(ctx context.Context, folder string) error {
	path := filepath.Join(folder, FileName)
	f, err := os.CreateTemp(folder, freshPattern)
	if err != nil {
		return storageError("make the database "+path, err)
	}
	fresh := f.Name()
	defer removeDatabase(fresh)
	if err := f.Close(); err != nil {
		return storageError("make the database "+path, err)
	}
	db, err := openFile(ctx, fresh, false)
	if err != nil {
		return err
	}
	if err := db.Close(); err != nil {
		return storageError("make the database "+path, err)
	}
	if err := os.Rename(fresh, path); err != nil {
		return storageError("make the database "+path, err)
	}
	return storageError("make the database "+path, syncFolder(folder))
}

// freshPattern names files that are made before they take the place of others.
const freshPattern = FileName + ".new-*"

// tidy removes what a process that was killed left half made.
func tidy(folder string) error {
	for _, pattern := range []string{freshPattern, filepath.Join(copiesFolder, copyPattern)} {
		left, err := filepath.Glob(filepath.Join(escapeGlob(folder), pattern))
		if err != nil {
			return err
		}
		for _, path := range left {
			_ = os.Remove(path) // the next one tries again
		}
	}
	return nil
}

// escapeGlob makes a folder name one that matches itself alone.
func escapeGlob(folder string) string {
	return strings.NewReplacer("*", "[*]", "?", "[?]", "[", "[[]").Replace(folder)
}

// removeDatabase removes a database that nobody has open, as far as it is there.
func removeDatabase(path string) {
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		_ = os.Remove(path + suffix)
	}
}

// tighten lets nobody but the owner read a database, also where an earlier program or
// another one made it. SQLite gives its other files the mode of the database.
func tighten(path string) {
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		if info, err := os.Stat(path + suffix); err == nil && info.Mode().Perm()&0o077 != 0 {
			_ = os.Chmod(path+suffix, 0o600) // who does not own it cannot
		}
	}
}

// Close refreshes the planner's statistics and closes all pools.
func (db *DB) Close() error {
	if db.hold == nil {
		return db.closeFile()
	}
	return db.hold.leave(func(last bool) error {
		if !last || db.Damage() != nil {
			return db.closeFile()
		}
		err := db.ledger.closing()
		return errors.Join(err, db.closeFile(), db.ledger.closed())
	})
}

func (db *DB) closeFile() error {
	var optimizeErr error
	if db.Damage() == nil {
		_, optimizeErr = db.durable.Exec("PRAGMA optimize")
	}
	return errors.Join(optimizeErr, db.closeSearch(), db.closePools(), db.zstd.close())
}

// closePools closes those that were opened.
func (db *DB) closePools() (err error) {
	for _, pool := range []*sql.DB{db.read, db.relaxed, db.durable} {
		if pool != nil {
			err = errors.Join(err, pool.Close())
		}
	}
	return err
}

// Path returns the database file.
func (db *DB) Path() string { return db.path }

// How the two writers wait for the disk (sqlite.org/pragma.html#pragma_synchronous).
// fullfsync is what a disk of a Mac needs beside; other systems know nothing of it.
var (
	durable = []string{"_txlock=immediate", "_pragma=synchronous(FULL)", "_pragma=fullfsync(1)", "_pragma=cache_size(-2000)"}
	relaxed = []string{"_txlock=immediate", "_pragma=synchronous(NORMAL)", "_pragma=cache_size(-8000)"}
)

// reading are the words of the connections that read. Their pages are in the cache of the
// system, too: 2 MB each in place of 8 cost lists about a tenth (docs/performance.md). A sync
// writes the same pages again and again, and has more.
var reading = []string{"_pragma=query_only(1)", "_pragma=cache_size(-2000)"}

func dsn(path string, extra ...string) string {
	// A checkpoint waits for the disk twice. At every 16 MB in place of 4 a first sync
	// waits a quarter as often, and pages that change in each batch are copied once.
	pragmas := []string{
		"_pragma=busy_timeout(5000)", "_pragma=foreign_keys(1)", "_pragma=journal_mode(WAL)",
		"_pragma=wal_autocheckpoint(4000)",
	}
	return location(path) + "?" + strings.Join(append(pragmas, extra...), "&")
}

// location is a path as SQLite takes it, whatever characters are in it.
func location(path string) string {
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()}
	return u.String()
}

// Read runs fn in a read transaction: one consistent state, beside the writer.
func (db *DB) Read(ctx context.Context, fn func(domain.Reader) error) error {
	if found := db.Damage(); found != nil {
		return found
	}
	t, err := db.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return db.noted(storageError("read the cache", err))
	}
	defer func() { _ = t.Rollback() }()
	return db.noted(fn(newTx(ctx, t, db, false)))
}
