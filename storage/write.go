package storage

import (
	"context"
	"database/sql"

	"runchecks/domain"
)

// Write runs fn in a write transaction and commits it if fn returns nil. When it returns,
// what fn wrote is on the disk.
func (db *DB) Write(ctx context.Context, fn func(domain.Tx) error) error {
	return db.writeBy(ctx, db.durable, true, fn)
}

// Flush returns when everything that was written so far, by whomever, is on the disk.
func (db *DB) Flush(ctx context.Context) error {
	return db.Write(ctx, func(c domain.Tx) error {
		// A transaction that changes nothing waits for no disk. One that does writes behind
		// all others in the same log.
		_, err := c.(*tx).exec("wait for the disk", "UPDATE job_version SET n = n + 1")
		return err
	})
}

// Refetchable returns the same cache for whoever writes what can be fetched or computed
// again: a power cut may take its last transactions, but none without all after it.
func (db *DB) Refetchable() domain.Store { return refetchable{db} }

type refetchable struct{ *DB }

func (r refetchable) Write(ctx context.Context, fn func(domain.Tx) error) error {
	return r.writeBy(ctx, r.relaxed, false, fn)
}

// writeBy runs fn in a transaction of one of the two writers. They take turns here: SQLite
// would let one of them poll for its lock.
func (db *DB) writeBy(ctx context.Context, pool *sql.DB, durable bool, fn func(domain.Tx) error) error {
	select {
	case db.turn <- struct{}{}:
		defer func() { <-db.turn }()
	case <-ctx.Done():
		return storageError("write to the cache", ctx.Err())
	}
	if found := db.Damage(); found != nil {
		return found
	}
	t, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return db.noted(storageError("write to the cache", err))
	}
	defer func() { _ = t.Rollback() }()
	if db.ledger != nil {
		if err := db.ledger.wrote(); err != nil {
			return storageError("write to the workspace folder", err)
		}
	}
	x := newTx(ctx, t, db, true)
	x.durable = durable
	if err := fn(x); err != nil {
		return db.noted(err)
	}
	if err := t.Commit(); err != nil {
		return db.noted(storageError("write to the cache", err))
	}
	if db.ledger != nil && x.decided != nil {
		db.ledger.decided(*x.decided)
	}
	return nil
}
