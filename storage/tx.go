package storage

import (
	"context"
	"database/sql"
	"time"

	"runchecks/domain"
)

// tx is one transaction; it implements domain.Reader and domain.Tx.
type tx struct {
	ctx    context.Context
	each   context.Context // of each statement
	t      *sql.Tx
	db     *DB
	writes bool
	// durable is a transaction that is on the disk when it ends; decisions need one.
	durable bool
	decided *domain.Decision // the newest that was appended
	stmts   map[string]*sql.Stmt
	texts   map[internKey]int64 // names and notes met in this transaction
}

func newTx(ctx context.Context, t *sql.Tx, db *DB, writes bool) *tx {
	x := &tx{ctx: ctx, each: ctx, t: t, db: db, writes: writes, stmts: map[string]*sql.Stmt{}}
	if writes {
		// The driver watches a context that can end with a goroutine for each statement,
		// which costs more than a short one. Those of a writer are short, and there are
		// many; prepared ends the transaction with its context.
		x.each = context.WithoutCancel(ctx)
	}
	return x
}

// prepared returns the statement, prepared once a transaction. They are closed
// with the transaction.
func (x *tx) prepared(query string) (*sql.Stmt, error) {
	if err := x.ctx.Err(); err != nil {
		return nil, err
	}
	if s, ok := x.stmts[query]; ok {
		return s, nil
	}
	s, err := x.t.PrepareContext(x.ctx, query)
	if err == nil {
		x.stmts[query] = s
	}
	return s, err
}

func (x *tx) exec(tried, query string, args ...any) (sql.Result, error) {
	s, err := x.prepared(query)
	if err != nil {
		return nil, storageError(tried, err)
	}
	r, err := s.ExecContext(x.each, args...)
	return r, storageError(tried, err)
}

// change runs a statement that must touch exactly the rows it names.
func (x *tx) change(tried, query string, args ...any) error {
	r, err := x.exec(tried, query, args...)
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return storageError(tried, sql.ErrNoRows)
	}
	return nil
}

func (x *tx) row(tried, query string, args []any, into ...any) error {
	s, err := x.prepared(query)
	if err != nil {
		return storageError(tried, err)
	}
	return storageError(tried, s.QueryRowContext(x.each, args...).Scan(into...))
}

func (x *tx) rows(tried, query string, args []any, each func(scan func(...any) error) error) error {
	s, err := x.prepared(query)
	if err != nil {
		return storageError(tried, err)
	}
	rows, err := s.QueryContext(x.each, args...)
	if err != nil {
		return storageError(tried, err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := each(rows.Scan); err != nil {
			return storageError(tried, err)
		}
	}
	return storageError(tried, rows.Err())
}

// millis is how times are stored: milliseconds since 1970 in UTC, 0 for the zero time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

var (
	_ domain.Store = (*DB)(nil)
	_ domain.Tx    = (*tx)(nil)
)
