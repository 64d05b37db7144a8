package storage

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"runchecks/domain"
)

// contentTable stands in kept rows for how much of a message was stored: its row is changed and
// not put back, since runs refer to it.
const contentTable = "=content"

// How much one step brings back, or frees the room of.
const (
	backAStep  = 50
	purgeAStep = 100
)

const backTried = "bring back what went by its age"

// UndoRetentionSome belongs to domain.Retention. What was fetched again since it went stays as
// it was fetched.
func (db *DB) UndoRetentionSome(ctx context.Context) (more bool, err error) {
	err = db.Refetchable().Write(ctx, func(c domain.Tx) error {
		x := c.(*tx)
		p, err := x.lastRetention()
		if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
			return err
		}
		if p.State != domain.RetentionRemoved && p.State != domain.RetentionUndoing {
			return domain.Refuse(domain.CodeConflict, "refusal.retention_final")
		}
		type kept struct {
			n    int64
			rows []byte
		}
		var list []kept
		var bytes int
		err = x.rows(
			backTried, "SELECT n, rows FROM gone WHERE pass = ? ORDER BY n DESC LIMIT ?", []any{p.ID, backAStep},
			func(scan func(...any) error) error {
				var k kept
				err := scan(&k.n, &k.rows)
				if bytes += len(k.rows); len(list) == 0 || bytes < retentionBytes {
					list = append(list, k)
				}
				return err
			},
		)
		if err != nil {
			return err
		}
		for _, k := range list {
			tables, err := x.unpackedGone(k.rows)
			if err != nil {
				return err
			}
			err = x.Try(func() error { return x.putBack(tables) })
			if err != nil && !isConstraint(err) {
				return err
			}
			if _, err := x.exec(backTried, "DELETE FROM gone WHERE n = ?", k.n); err != nil {
				return err
			}
		}
		state := domain.RetentionUndoing
		if more = len(list) > 0; !more {
			state = domain.RetentionUndone
		}
		if err := x.change(backTried, "UPDATE retention SET state = ? WHERE id = ?", state, p.ID); err != nil {
			return err
		}
		// Readers keep the times of runs in memory, and see new ones by their ids alone.
		_, err = x.exec(backTried, "UPDATE run_version SET n = n + 1")
		return err
	})
	return more, err
}

// isConstraint reports whether the cache refused a row since another one is in its place.
func isConstraint(err error) bool {
	return strings.Contains(err.Error(), "UNIQUE constraint failed") || strings.Contains(err.Error(), "FOREIGN KEY constraint failed")
}

// restorable are the tables whose rows may stand in what was kept.
var restorable = []string{"message", "message_raw", "run", "object", "ticket_run", "remark_run", "summary"}

func (x *tx) putBack(tables []tableRows) error {
	for _, t := range tables {
		query := "UPDATE message SET content = ? WHERE id = ?"
		switch {
		case t.table == "message_raw":
			query = "INSERT OR REPLACE INTO "
		case t.table != contentTable:
			query = "INSERT INTO "
		}
		if t.table != contentTable {
			if !slices.Contains(restorable, t.table) {
				return storageError(backTried, errPacked)
			}
			quoted := make([]string, len(t.columns))
			for i, c := range t.columns {
				quoted[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			query += t.table + " (" + strings.Join(quoted, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(quoted)-1) + ")"
		}
		at := slices.Index(t.columns, "id")
		for _, row := range t.rows {
			if _, err := x.exec(backTried, query, row...); err != nil {
				return err
			}
			var run, message int64
			switch t.table {
			case "run":
				run, _ = row[at].(int64)
			case "message", contentTable:
				message, _ = row[at].(int64)
			default:
				continue
			}
			if err := x.wordsChanged(backTried, run, message); err != nil {
				return err
			}
		}
	}
	return nil
}

// SettleRetention belongs to domain.Retention. An undo that began is gone on with.
func (db *DB) SettleRetention(ctx context.Context) error {
	waits := false
	err := db.Read(ctx, func(q domain.Reader) error {
		const removed = "SELECT EXISTS (SELECT 1 FROM retention WHERE state = ?)"
		return q.(*tx).row(backTried, removed, []any{domain.RetentionRemoved}, &waits)
	})
	if err != nil || !waits {
		return err
	}
	return db.Refetchable().Write(ctx, func(c domain.Tx) error {
		_, err := c.(*tx).exec(
			retentionTried, "UPDATE retention SET state = ? WHERE state = ?", domain.RetentionFinal, domain.RetentionRemoved,
		)
		return err
	})
}

// PurgeSome belongs to domain.Retention.
func (db *DB) PurgeSome(ctx context.Context) (more bool, err error) {
	const final = `SELECT g.n FROM retention p CROSS JOIN gone g INDEXED BY gone_pass ON g.pass = p.id
  WHERE p.state IN (?, ?) ORDER BY g.n LIMIT ?`
	err = db.Read(ctx, func(q domain.Reader) error {
		return q.(*tx).row(
			retentionTried, "SELECT EXISTS ("+final+")", []any{domain.RetentionFinal, domain.RetentionUndone, 1}, &more,
		)
	})
	if err != nil || !more {
		return false, err
	}
	err = db.Refetchable().Write(ctx, func(c domain.Tx) error {
		_, err := c.(*tx).exec(
			retentionTried, "DELETE FROM gone WHERE n IN ("+final+")", domain.RetentionFinal, domain.RetentionUndone, purgeAStep,
		)
		return err
	})
	return err == nil, err
}

// LastRetention belongs to domain.Retention.
func (db *DB) LastRetention(ctx context.Context) (p domain.RetentionPass, err error) {
	err = db.Read(ctx, func(q domain.Reader) error {
		p, err = q.(*tx).lastRetention()
		return err
	})
	return p, err
}

func (x *tx) lastRetention() (p domain.RetentionPass, err error) {
	err = x.row(retentionTried, `SELECT id, at, state, originals, bodies, runs, messages, bytes,
  (SELECT count(*) FROM gone WHERE pass = p.id) FROM retention p ORDER BY id DESC LIMIT 1`, nil,
		&p.ID, (*moment)(&p.At), &p.State, &p.Originals, &p.Bodies, &p.Runs, &p.Messages, &p.Bytes, &p.Held)
	return p, err
}

// Optimise refreshes what the planner of queries knows, and writes the log back.
func (db *DB) Optimise(ctx context.Context) error {
	const tried = "optimise the database"
	select {
	case db.turn <- struct{}{}:
		defer func() { <-db.turn }()
	case <-ctx.Done():
		return storageError(tried, ctx.Err())
	}
	// A sample of each index is enough, and takes no longer the larger a table is.
	for _, step := range []string{"PRAGMA analysis_limit = 400", "PRAGMA optimize", "PRAGMA wal_checkpoint(PASSIVE)"} {
		if _, err := db.relaxed.ExecContext(ctx, step); err != nil {
			return db.noted(storageError(tried, err))
		}
	}
	return nil
}

// Compact gives the room of what went back to the disk, and removes the texts that nothing
// refers to any more. Nobody writes meanwhile, and for a large database it takes a minute
// a gigabyte: it is done when somebody asks for it. It returns the sizes of the file.
func (db *DB) Compact(ctx context.Context) (before, after int64, err error) {
	const tried = "make the database smaller"
	select {
	case db.turn <- struct{}{}:
		defer func() { <-db.turn }()
	case <-ctx.Done():
		return 0, 0, storageError(tried, ctx.Err())
	}
	// A connection of its own, which does not ask of each text whether an object refers to it:
	// that is a walk through all objects, and the statement asks it of all texts at once.
	own, err := sql.Open("sqlite", dsn(db.path, "_pragma=foreign_keys(0)"))
	if err != nil {
		return 0, 0, storageError(tried, err)
	}
	defer func() { err = errors.Join(err, own.Close()) }()
	own.SetMaxOpenConns(1)
	for _, step := range []string{
		"PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA foreign_keys = 0", "BEGIN IMMEDIATE",
		// What can be brought back refers to texts, too.
		"DELETE FROM note WHERE id NOT IN (SELECT note FROM object) AND NOT EXISTS (SELECT 1 FROM gone)",
		"DELETE FROM name WHERE id NOT IN (SELECT name FROM object UNION SELECT type FROM object) AND NOT EXISTS (SELECT 1 FROM gone)",
		"COMMIT", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)",
	} {
		if _, err := own.ExecContext(ctx, step); err != nil {
			return before, before, db.noted(storageError(tried, err))
		}
		if before == 0 {
			if before, _, err = is(db.path); err != nil {
				return 0, 0, storageError(tried, err)
			}
		}
	}
	after, _, err = is(db.path)
	return before, after, storageError(tried, err)
}

var _ domain.Retention = (*DB)(nil)
