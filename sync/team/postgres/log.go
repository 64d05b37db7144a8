package postgres

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/team"
)

// oldest is the oldest version of PostgreSQL, as the server numbers it.
const oldest = 140000

// schemaVersion is the version of schema.sql.
const schemaVersion = 1

// patience bounds each answer of the database; Watch waits for as long as it takes.
const patience = 30 * time.Second

// Log is the journal of a team in a database.
type Log struct {
	pool    *pgxpool.Pool
	host    string
	address *url.URL
}

var _ team.Log = (*Log)(nil)

// Open connects to the journal at an address (see Address).
func Open(ctx context.Context, address, password string) (*Log, error) {
	l, err := connect(ctx, address, password)
	if err != nil {
		return nil, err
	}
	var version int
	err = l.one(ctx, "SELECT version FROM runchecks.team", nil, &version)
	var e *pgconn.PgError
	switch {
	case errors.As(err, &e) && (e.Code == "42P01" || e.Code == "3F000") || errors.Is(err, pgx.ErrNoRows):
		err = &domain.Error{
			Code: domain.CodeNotFound,
			Said: wording.Of("refusal.team_not_there"),
		}
	case err == nil && version > schemaVersion:
		err = &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("refusal.team_newer", version, schemaVersion)}
	default:
		err = l.worded(err)
	}
	if err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// connect connects to a database that may hold no team yet.
func connect(ctx context.Context, address, password string) (*Log, error) {
	c, err := settings(address, password)
	if err != nil {
		return nil, err
	}
	l := &Log{host: c.ConnConfig.Host}
	if address, _, err = Address(address); err != nil {
		return nil, err
	}
	if l.address, err = url.Parse(address); err != nil {
		return nil, refused("%v", err)
	}
	if l.pool, err = pgxpool.NewWithConfig(ctx, c); err != nil {
		return nil, l.worded(err)
	}
	var version int
	if err := l.one(ctx, "SELECT current_setting('server_version_num')::int", nil, &version); err != nil {
		l.Close()
		return nil, l.worded(err)
	}
	if err := l.supported(version); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// supported refuses a server that is too old, by its version as it numbers it.
func (l *Log) supported(version int) error {
	if version >= oldest {
		return nil
	}
	return domain.Refuse(domain.CodeInvalid, "refusal.team_old_server", l.host, version/10000, oldest/10000)
}

// Close ends the connections.
func (l *Log) Close() { l.pool.Close() }

// one reads one row, in bounded time. Its errors are the database's own.
func (l *Log) one(ctx context.Context, query string, args []any, into ...any) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return l.pool.QueryRow(ctx, query, args...).Scan(into...)
}

// Append adds entries in one transaction, which the database ends by itself: their order is locked
// until then, and no answer travels meanwhile.
func (l *Log) Append(ctx context.Context, computer domain.ComputerID, entries []domain.Decision) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	batch := &pgx.Batch{}
	for _, d := range entries {
		text, err := team.Encode(d)
		if err != nil {
			return err
		}
		batch.Queue(`INSERT INTO runchecks.entry (id, computer, actor, kind, hash, entry) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO NOTHING`, string(d.ID), string(computer), d.Actor, string(d.Kind), d.Hash, string(text))
	}
	return l.worded(l.pool.SendBatch(ctx, batch).Close())
}

// Since reads the entries after a position.
func (l *Log) Since(ctx context.Context, position int64, limit int) ([]domain.Placed, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	rows, err := l.pool.Query(
		ctx,
		`SELECT e.position, e.computer, e.id, e.actor, e.kind, e.hash, e.entry, m.actor
  FROM runchecks.entry e JOIN runchecks.member m ON m.login = e.login WHERE e.position > $1 ORDER BY e.position LIMIT $2`,
		position,
		limit,
	)
	if err != nil {
		return nil, l.worded(err)
	}
	defer rows.Close()
	var out []domain.Placed
	for size := 0; rows.Next() && size < batchSize; {
		var p, held domain.Placed
		var text []byte
		is := &held.Decision
		if err := rows.Scan(&p.Position, &p.Computer, &is.ID, &is.Actor, &is.Kind, &is.Hash, &text, &p.Member); err != nil {
			return nil, l.worded(err)
		}
		if p.Decision, err = team.Decode(text); err != nil {
			p.Decision = team.Unreadable(err)
		}
		// The database has checked its columns, and not the text beside them.
		p.Decision.ID, p.Decision.Actor, p.Decision.Hash = is.ID, is.Actor, is.Hash
		if err == nil {
			p.Decision.Kind = is.Kind
		}
		size += len(text)
		out = append(out, p)
	}
	rows.Close()
	return out, l.worded(rows.Err())
}

// batchSize is how many bytes of entries are read at a time.
const batchSize = 8 << 20

// Holds compares the link of a position.
func (l *Log) Holds(ctx context.Context, position int64, link string) (bool, error) {
	var is bool
	err := l.one(ctx, "SELECT EXISTS (SELECT 1 FROM runchecks.entry WHERE position = $1 AND link = $2)", []any{position, link}, &is)
	return is, l.worded(err)
}

// Watch listens on a connection of its own.
func (l *Log) Watch(ctx context.Context, told func()) error {
	return l.listen(ctx, "runchecks", func(string) { told() })
}

// listen calls told with what is said in a channel, and once with "" when it listens:
// something may have come before.
func (l *Log) listen(ctx context.Context, channel string, told func(string)) error {
	c, err := l.pool.Acquire(ctx)
	if err != nil {
		return l.worded(err)
	}
	// It goes with what it listens to, instead of back among the others.
	conn := c.Hijack()
	defer func() {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = conn.Close(end)
	}()
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return l.worded(err)
	}
	told("")
	for {
		said, err := conn.WaitForNotification(ctx)
		if err != nil {
			return l.worded(err)
		}
		told(said.Payload)
	}
}

// Greet says that a computer is there, and asks for the role.
func (l *Log) Greet(ctx context.Context, m domain.TeamMember) (role domain.Role, err error) {
	err = l.one(ctx, "SELECT runchecks.greet($1, $2)", []any{string(m.Computer), m.Version}, &role)
	return role, l.worded(err)
}

// Members lists the members, and each computer of theirs.
func (l *Log) Members(ctx context.Context) (out []domain.TeamMember, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	rows, err := l.pool.Query(ctx, `SELECT m.actor, m.role, coalesce(c.computer, ''), coalesce(c.version, ''), c.seen
  FROM runchecks.member m LEFT JOIN runchecks.computer c ON c.login = m.login WHERE NOT m.gone ORDER BY m.actor, c.seen DESC`)
	if err != nil {
		return nil, l.worded(err)
	}
	defer rows.Close()
	for rows.Next() {
		var m domain.TeamMember
		var seen *time.Time
		if err := rows.Scan(&m.Actor, &m.Role, &m.Computer, &m.Version, &seen); err != nil {
			return nil, l.worded(err)
		}
		if seen != nil {
			m.Seen = *seen
		}
		out = append(out, m)
	}
	return out, l.worded(rows.Err())
}

// Identity reads which team it is.
func (l *Log) Identity(ctx context.Context) (id domain.TeamID, name string, err error) {
	err = l.one(ctx, "SELECT id, name FROM runchecks.team", nil, &id, &name)
	return id, name, l.worded(err)
}

// worded says what the database answered, and what to do.
func (l *Log) worded(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	var known *domain.Error
	if errors.As(err, &known) {
		return err
	}
	said := func(code domain.Code, format string, args ...any) error {
		return &domain.Error{Code: code, Message: fmt.Sprintf(format, args...), Cause: err}
	}
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return said(
			domain.CodeNetwork,
			"The team's database on %s cannot be reached: %v. It is tried again; what is decided meanwhile is sent then.",
			l.host,
			err,
		)
	}
	switch e.Code {
	case "28P01", "28000":
		return said(
			domain.CodeSignIn,
			"The team's database on %s refused the login: %s. Ask whoever invited you for a new password.",
			l.host,
			e.Message,
		)
	case "42501":
		return said(
			domain.CodePermission,
			"The team's database refused: %s. An administrator of the team can change the role.",
			e.Message,
		)
	case "RC001":
		return domain.Refuse(domain.CodeConflict, "refusal.team_collected_elsewhere", e.Message).With(err, domain.Remedy{})
	case "53100":
		return said(domain.CodeNetwork, "The disk of the team's database on %s is full. Nothing is lost: it is tried again.", l.host)
	}
	return said(domain.CodeNetwork, "The team's database on %s answered: %s (%s). It is tried again.", l.host, e.Message, e.Code)
}
