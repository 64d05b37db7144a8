package postgres

import (
	"context"
	"crypto/rand"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/team"
)

//go:embed schema.sql
var schema string

// Owner is whom the database belongs to: who makes a team in it and lets people in. Nobody
// decides as the owner.
type Owner struct{ *Log }

// OpenOwner connects as the owner of a database, who may make schemas and roles in it.
func OpenOwner(ctx context.Context, address, password string) (*Owner, error) {
	l, err := connect(ctx, address, password)
	if err != nil {
		return nil, err
	}
	return &Owner{l}, nil
}

// Create makes a team in a database that has none. adminKinds are the kinds of decision that
// an administrator alone makes.
func (o *Owner) Create(ctx context.Context, id domain.TeamID, name string, adminKinds []domain.DecisionKind) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err := pgx.BeginFunc(ctx, o.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, schema); err != nil {
			return err
		}
		if _, err := tx.Exec(
			ctx,
			"INSERT INTO runchecks.team (id, name, version) VALUES ($1, $2, $3)",
			id,
			name,
			schemaVersion,
		); err != nil {
			return err
		}
		for _, kind := range adminKinds {
			if _, err := tx.Exec(ctx, "INSERT INTO runchecks.admin_kind VALUES ($1)", kind); err != nil {
				return err
			}
		}
		grants, err := o.groups(ctx, tx, id)
		if err != nil {
			return err
		}
		if _, err = tx.Exec(ctx, grants); err != nil {
			return err
		}
		return o.makeCollected(ctx, tx, id)
	})
	var e *pgconn.PgError
	if errors.As(err, &e) && e.Code == "42P06" {
		return &domain.Error{
			Code: domain.CodeConflict,
			Said: wording.Of("refusal.team_there"),
		}
	}
	return o.worded(err)
}

// groups makes the two roles that hold what members may do, and returns their grants.
func (o *Owner) groups(ctx context.Context, tx pgx.Tx, id domain.TeamID) (grants string, err error) {
	read, decide := groupNames(id)
	for _, name := range []string{read, decide} {
		if _, err := tx.Exec(ctx, "CREATE ROLE "+quoted(name)+" NOLOGIN"); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf(`GRANT USAGE ON SCHEMA runchecks TO %[1]s;
GRANT SELECT ON runchecks.team, runchecks.member, runchecks.computer, runchecks.entry TO %[1]s;
GRANT EXECUTE ON FUNCTION runchecks.my_role(), runchecks.greet(text, text) TO %[1]s;
GRANT INSERT (id, computer, actor, kind, hash, entry) ON runchecks.entry TO %[2]s`, quoted(read), quoted(decide)), nil
}

// groupNames are roles of the whole server: the id of the team keeps those of two apart.
func groupNames(id domain.TeamID) (read, decide string) {
	short := strings.ToLower(string(id))
	return "runchecks_" + short + "_read", "runchecks_" + short + "_decide"
}

// collectGroup is the role of whoever collects.
func collectGroup(id domain.TeamID) string {
	return "runchecks_" + strings.ToLower(string(id)) + "_collect"
}

func quoted(name string) string { return pgx.Identifier{name}.Sanitize() }

// Invite lets somebody in, or gives a member another role and a new password. The password
// is made here and known to nobody else.
func (o *Owner) Invite(ctx context.Context, name string, role domain.Role) (in team.Invitation, password string, err error) {
	name = strings.TrimSpace(name)
	if known := []domain.Role{
		domain.RoleAdmin,
		domain.RoleOperator,
		domain.RoleViewer,
	}; name == "" || len(name) > 40 ||
		!slices.Contains(known, role) {
		return in, "", &domain.Error{
			Code: domain.CodeInvalid,
			Said: wording.Of("refusal.team_invite_whom"),
		}
	}
	id, title, err := o.Identity(ctx)
	if err != nil {
		return in, "", err
	}
	password = rand.Text()
	login := "runchecks_" + strings.ToLower(string(id))[:6] + "_" + domain.Fold(name)
	read, decide := groupNames(id)
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err = pgx.BeginFunc(ctx, o.pool, func(tx pgx.Tx) error {
		var known bool
		if err := tx.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1)", login).Scan(&known); err != nil {
			return err
		}
		did := "CREATE"
		if known {
			did = "ALTER"
		}
		// A role takes no parameters; the password has letters and digits alone.
		statements := []string{
			fmt.Sprintf("%s ROLE %s LOGIN PASSWORD '%s'", did, quoted(login), password),
			fmt.Sprintf("GRANT %s TO %s", quoted(read), quoted(login)),
			fmt.Sprintf("REVOKE %s FROM %s", quoted(decide), quoted(login)),
		}
		if role != domain.RoleViewer {
			statements = append(statements, fmt.Sprintf("GRANT %s TO %s", quoted(decide), quoted(login)))
		}
		for _, s := range statements {
			if _, err := tx.Exec(ctx, s); err != nil {
				return err
			}
		}
		_, err := tx.Exec(ctx, `INSERT INTO runchecks.member (login, actor, role) VALUES ($1, $2, $3)
  ON CONFLICT (login) DO UPDATE SET actor = excluded.actor, role = excluded.role, gone = false`, login, name, role)
		return err
	})
	if err != nil {
		return in, "", o.worded(err)
	}
	u := url.URL{Scheme: "postgres", User: url.User(login), Host: o.address.Host, Path: o.address.Path, RawQuery: o.address.RawQuery}
	return team.Invitation{Team: id, Name: title, Engine: domain.TeamPostgres, Address: u.String(), For: name, Role: role}, password, nil
}

// Remove takes somebody out. What they decided stays.
func (o *Owner) Remove(ctx context.Context, name string) error {
	id, _, err := o.Identity(ctx)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err = pgx.BeginFunc(ctx, o.pool, func(tx pgx.Tx) error {
		var login string
		err := tx.QueryRow(ctx, "UPDATE runchecks.member SET gone = true WHERE actor = $1 RETURNING login", name).Scan(&login)
		if errors.Is(err, pgx.ErrNoRows) {
			return &domain.Error{Code: domain.CodeNotFound, Said: wording.Of("refusal.team_no_member", name)}
		}
		if err != nil {
			return err
		}
		if err := o.endCollecting(ctx, tx, id, login); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "ALTER ROLE "+quoted(login)+" NOLOGIN")
		return err
	})
	return o.worded(err)
}
