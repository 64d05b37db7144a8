package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"runchecks/domain"
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

	jobCache jobCache
}

// Open opens the cache in folder, making folder and database where they are
// missing and migrating an older database after a copy was put beside it. A
// database of a newer program, a read-only folder and a foreign file are refused
// with CodeStorage; nothing is changed then.
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

	path := filepath.Join(folder, FileName)
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
		{&db.read, readers, []string{"_pragma=query_only(1)"}},
	} {
		if *pool.db, err = sql.Open("sqlite", dsn(path, pool.words...)); err != nil {
			return nil, errors.Join(storageError("open the cache "+path, err), db.closePools(), db.zstd.close())
		}
		(*pool.db).SetMaxOpenConns(pool.conns)
		(*pool.db).SetMaxIdleConns(pool.conns)
	}
	if err := migrate(ctx, db.relaxed, path); err != nil {
		return nil, errors.Join(err, db.closePools(), db.zstd.close())
	}
	return db, nil
}

// Close refreshes the planner's statistics and closes all pools.
func (db *DB) Close() error {
	_, optimizeErr := db.durable.Exec("PRAGMA optimize")
	return errors.Join(optimizeErr, db.closePools(), db.zstd.close())
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
	durable = []string{"_txlock=immediate", "_pragma=synchronous(FULL)", "_pragma=fullfsync(1)"}
	relaxed = []string{"_txlock=immediate", "_pragma=synchronous(NORMAL)"}
)

func dsn(path string, extra ...string) string {
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()}
	// A checkpoint waits for the disk twice. At every 16 MB in place of 4 a first sync
	// waits a quarter as often, and pages that change in each batch are copied once.
	pragmas := []string{
		"_pragma=busy_timeout(5000)", "_pragma=foreign_keys(1)", "_pragma=journal_mode(WAL)",
		"_pragma=cache_size(-8000)", "_pragma=wal_autocheckpoint(4000)",
	}
	return u.String() + "?" + strings.Join(append(pragmas, extra...), "&")
}

// Read runs fn in a read transaction: one consistent state, beside the writer.
func (db *DB) Read(ctx context.Context, fn func(domain.Queries) error) error {
	t, err := db.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return storageError("read the cache", err)
	}
	defer func() { _ = t.Rollback() }()
	return fn(newTx(ctx, t, db, false))
}

// storageError turns a database or file error into one that a person can act on.
func storageError(tried string, err error) error {
	if err == nil {
		return nil
	}
	var known *domain.Error
	if errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		return &domain.Error{Code: domain.CodeNotFound, Message: "Cannot " + tried + ": there is no such entry.", Cause: err}
	}
	advice := "Nothing was changed."
	var se *sqlite.Error
	switch {
	case errors.As(err, &se):
		switch se.Code() & 0xff {
		case sqlite3.SQLITE_FULL:
			advice = "The disk is full: free some space and try again. Nothing was lost."
		case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
			advice = "The folder or file cannot be written: check its permissions or choose another workspace folder."
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
			advice = "Another program holds the file; try again in a moment."
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			advice = "The file is damaged or not a Run Checks database: put back the newest copy beside it; what is missing will be fetched again."
		case sqlite3.SQLITE_CONSTRAINT:
			return &domain.Error{Code: domain.CodeConflict, Message: fmt.Sprintf("Cannot %s: %v. Nothing was changed.", tried, err), Cause: err}
		}
	case errors.Is(err, os.ErrPermission):
		advice = "The folder cannot be written: check its permissions or choose another workspace folder."
	}
	return &domain.Error{Code: domain.CodeStorage, Message: fmt.Sprintf("Cannot %s: %v. %s", tried, err, advice), Cause: err}
}
