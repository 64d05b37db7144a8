package postgres

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/team/collect"
)

//go:embed collect.sql
var collectSchema string

// collectGrants are what the roles of a team may do with what is collected: %[1]s reads,
// %[2]s collects. Writing is the turn's, too.
const collectGrants = `GRANT SELECT ON runchecks.lease, runchecks.source, runchecks.mark, runchecks.collected TO %[1]s;
GRANT INSERT (fence, source, kind, key, about, at, size, body) ON runchecks.collected TO %[2]s;
GRANT EXECUTE ON FUNCTION runchecks.collect(text, int), runchecks.come(bigint, text, bigint),
  runchecks.looked(bigint, text, text, timestamptz, timestamptz, text, text), runchecks.collects(bigint, text[]),
  runchecks.forget(bigint, int) TO %[2]s`

// LetCollect lets a member collect for all, until they are removed. In a team that was made before there
// were collectors it makes the tables for them.
func (o *Owner) LetCollect(ctx context.Context, name string) error {
	id, _, err := o.Identity(ctx)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err = pgx.BeginFunc(ctx, o.pool, func(tx pgx.Tx) error {
		var there bool
		if err := tx.QueryRow(ctx, "SELECT to_regclass('runchecks.collected') IS NOT NULL").Scan(&there); err != nil {
			return err
		}
		if !there {
			if err := o.makeCollected(ctx, tx, id); err != nil {
				return err
			}
		}
		var login string
		err := tx.QueryRow(ctx, "SELECT login FROM runchecks.member WHERE actor = $1 AND NOT gone", name).Scan(&login)
		if errors.Is(err, pgx.ErrNoRows) {
			return &domain.Error{Code: domain.CodeNotFound, Said: wording.Of("refusal.team_no_member", name)}
		}
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, fmt.Sprintf("GRANT %s TO %s", quoted(collectGroup(id)), quoted(login)))
		return err
	})
	return o.worded(err)
}

// makeCollected makes the tables of what is collected, and the role that may write to them.
func (o *Owner) makeCollected(ctx context.Context, tx pgx.Tx, id domain.TeamID) error {
	read, _ := groupNames(id)
	for _, statement := range []string{
		collectSchema, "CREATE ROLE " + quoted(collectGroup(id)) + " NOLOGIN", fmt.Sprintf(collectGrants, quoted(read), quoted(collectGroup(id))),
		fmt.Sprintf("GRANT EXECUTE ON FUNCTION runchecks.my_role(), runchecks.greet(text, text) TO %s", quoted(read)),
	} {
		if _, err := tx.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// endCollecting takes back what LetCollect gave.
func (o *Owner) endCollecting(ctx context.Context, tx pgx.Tx, id domain.TeamID, login string) error {
	var there bool
	err := tx.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1)", collectGroup(id)).Scan(&there)
	if err != nil || !there {
		return err // a team of before there were collectors
	}
	_, err = tx.Exec(ctx, fmt.Sprintf("REVOKE %s FROM %s", quoted(collectGroup(id)), quoted(login)))
	return err
}

// Collect takes the turn or keeps it.
func (l *Log) Collect(ctx context.Context, computer domain.ComputerID, lasts time.Duration) (turn collect.Fence, holder string, err error) {
	var fence *int64
	var who *string
	err = l.one(ctx, "SELECT fence, holder FROM runchecks.collect($1, $2)", []any{string(computer), int(lasts / time.Second)}, &fence, &who)
	var e *pgconn.PgError
	switch {
	case errors.As(err, &e) && (e.Code == "42501" || e.Code == "42883"): // or there is no such function yet
		return 0, "", domain.Refuse(domain.CodePermission, "refusal.team_no_collector").With(err, domain.Remedy{})
	case err != nil:
		return 0, "", l.worded(err)
	}
	if who != nil {
		holder = *who
	}
	if fence != nil {
		turn = collect.Fence(*fence)
	}
	return turn, holder, nil
}

// Mark is how far a computer has come with an account.
func (l *Log) Mark(ctx context.Context, computer domain.ComputerID, source string) (mark int64, err error) {
	err = l.one(ctx, "SELECT coalesce((SELECT mark FROM runchecks.mark WHERE computer = $1 AND source = $2), 0)",
		[]any{string(computer), source}, &mark)
	return mark, l.worded(err)
}

// Put keeps pieces and a mark in one transaction, which the database ends by itself.
func (l *Log) Put(ctx context.Context, turn collect.Fence, source string, pieces []collect.Piece, mark int64) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	batch := &pgx.Batch{}
	for _, p := range pieces {
		batch.Queue(
			`INSERT INTO runchecks.collected (fence, source, kind, key, about, at, size, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (source, kind, key) DO NOTHING`,
			int64(turn),
			source,
			string(p.Kind),
			p.Key,
			p.About,
			p.At,
			p.Size,
			p.Body,
		)
	}
	if mark > 0 {
		batch.Queue("SELECT runchecks.come($1, $2, $3)", int64(turn), source, mark)
	}
	return l.worded(l.pool.SendBatch(ctx, batch).Close())
}

// turned carries out what is a function of whose turn it is.
func (l *Log) turned(ctx context.Context, call string, args ...any) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := l.pool.Exec(ctx, "SELECT runchecks."+call, args...)
	return l.worded(err)
}

// Looked tells how the sync of an account stands.
func (l *Log) Looked(ctx context.Context, turn collect.Fence, a collect.Account) error {
	return l.turned(
		ctx,
		"looked($1, $2, $3, $4, $5, $6, $7)",
		int64(turn),
		a.Name,
		a.Kind,
		orNull(a.Tried),
		orNull(a.Covered),
		a.Error,
		a.Notice,
	)
}

// Collects forgets the accounts that are not named.
func (l *Log) Collects(ctx context.Context, turn collect.Fence, names []string) error {
	return l.turned(ctx, "collects($1, $2)", int64(turn), append([]string{}, names...))
}

// Forget removes what arrived long ago.
func (l *Log) Forget(ctx context.Context, turn collect.Fence, days int) (n int64, err error) {
	err = l.one(ctx, "SELECT runchecks.forget($1, $2)", []any{int64(turn), days}, &n)
	return n, l.worded(err)
}

// orNull is a time for the database, which knows no zero.
func orNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// Accounts lists what is collected.
func (l *Log) Accounts(ctx context.Context) ([]collect.Account, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	rows, _ := l.pool.Query(ctx, "SELECT name, kind, tried, covered, error, notice FROM runchecks.source ORDER BY name")
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (a collect.Account, err error) {
		var tried, covered *time.Time
		err = row.Scan(&a.Name, &a.Kind, &tried, &covered, &a.Error, &a.Notice)
		a.Tried, a.Covered = orZero(tried), orZero(covered)
		return a, err
	})
	var e *pgconn.PgError
	if errors.As(err, &e) && e.Code == "42P01" {
		return nil, nil // a team of before there were collectors
	}
	return out, l.worded(err)
}

func orZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// After lists the pieces of an account in their order.
func (l *Log) After(ctx context.Context, source string, position int64, limit int) ([]collect.Piece, error) {
	return l.pieces(ctx, `source = $1 AND position > $2 AND kind IN ('mail', 'device') ORDER BY position LIMIT $3`, source, position, limit)
}

// About lists answers about devices or runs.
func (l *Log) About(ctx context.Context, kind collect.Kind, about []string) ([]collect.Piece, error) {
	if len(about) == 0 {
		return nil, nil
	}
	return l.pieces(ctx, `kind = $1 AND about = ANY ($2) AND about <> '' ORDER BY position`, string(kind), about)
}

func (l *Log) pieces(ctx context.Context, where string, args ...any) (out []collect.Piece, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	rows, err := l.pool.Query(
		ctx,
		"SELECT position, source, kind, key, about, at, size, body FROM runchecks.collected WHERE "+where,
		args...)
	if err != nil {
		return nil, l.worded(err)
	}
	defer rows.Close()
	for size := 0; size < batchSize && rows.Next(); {
		var p collect.Piece
		if err := rows.Scan(&p.Position, &p.Source, &p.Kind, &p.Key, &p.About, &p.At, &p.Size, &p.Body); err != nil {
			return nil, l.worded(err)
		}
		size += len(p.Body)
		out = append(out, p)
	}
	rows.Close()
	return out, l.worded(rows.Err())
}

// From is the position before the first piece that is no older than a time.
func (l *Log) From(ctx context.Context, source string, since time.Time) (position int64, err error) {
	err = l.one(ctx, `SELECT coalesce((SELECT min(position) - 1 FROM runchecks.collected WHERE source = $1 AND at >= $2),
  (SELECT max(position) FROM runchecks.collected WHERE source = $1), 0)`, []any{source, since}, &position)
	return position, l.worded(err)
}

// HoldsPiece compares the key of the piece at a position.
func (l *Log) HoldsPiece(ctx context.Context, source string, position int64, key func(string) bool) (bool, error) {
	var is *string
	var gone int64
	err := l.one(ctx, "SELECT (SELECT key FROM runchecks.collected WHERE position = $1 AND source = $2), gone FROM runchecks.lease",
		[]any{position, source}, &is, &gone)
	if err != nil {
		return false, l.worded(err)
	}
	if is == nil {
		return position <= gone, nil
	}
	return key(*is), nil
}

// Listen hears of accounts that were looked at, on a connection of its own.
func (l *Log) Listen(ctx context.Context, told func(source string)) error {
	return l.listen(ctx, "runchecks_collected", told)
}
