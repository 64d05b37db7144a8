package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"runchecks/domain"
	"runchecks/sync/team/postgres"
	"runchecks/sync/team/teamtest"
)

// signIn connects by SQL as a member, who has a computer.
func signIn(t *testing.T, o *postgres.Owner, database, name string, role domain.Role) *pgx.Conn {
	t.Helper()
	in, password, err := o.Invite(t.Context(), name, role)
	if err != nil {
		t.Fatal(err)
	}
	login, _, _ := strings.Cut(strings.TrimPrefix(in.Address, "postgres://"), "@")
	conn := server.As(t, login, password, database)
	if _, err := conn.Exec(t.Context(), "SELECT runchecks.greet($1, '1.0')", string(teamtest.Computer(name))); err != nil {
		t.Fatal(err)
	}
	return conn
}

// catalog reads one column of a query as the owner of the server.
func catalog(t *testing.T, o *pgx.Conn, query string) (out []string) {
	t.Helper()
	rows, err := o.Query(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	if out, err = pgx.CollectRows(rows, pgx.RowTo[string]); err != nil {
		t.Fatal(err)
	}
	return out
}

// Every statement that changes something is tried of every table, column, sequence and
// function that the schema has, as each role: what somebody adds to the schema is tried, too.
func TestEveryStatementThatARoleMustNotMakeIsRefused(t *testing.T) {
	o, address := newTeam(t)
	database := address[strings.LastIndex(address, "/")+1:]
	kim := member(t, o, "kim", domain.RoleAdmin, teamtest.Computer("kim"))
	if err := kim.Append(t.Context(), teamtest.Computer("kim"), teamtest.Decided("kim", 3)); err != nil {
		t.Fatal(err)
	}
	_, password, err := postgres.Address(address)
	if err != nil {
		t.Fatal(err)
	}
	owner := server.As(t, database+"_owner", password, database)
	tables := catalog(
		t,
		owner,
		"SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'runchecks'::regnamespace AND c.relkind = 'r'",
	)
	columns := catalog(t, owner, `SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = 'runchecks'::regnamespace AND c.relkind = 'r' AND a.attnum > 0`)
	sequences := catalog(
		t,
		owner,
		"SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'runchecks'::regnamespace AND c.relkind = 'S'",
	)
	functions := catalog(t, owner, "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'runchecks'::regnamespace")
	before := catalog(t, owner, "SELECT position || link || entry FROM runchecks.entry ORDER BY position")
	var all []string
	for _, name := range tables {
		table := "runchecks." + name
		all = append(all, "DELETE FROM "+table, "TRUNCATE "+table, "DROP TABLE "+table, "ALTER TABLE "+table+" DISABLE TRIGGER ALL",
			"ALTER TABLE "+table+" DISABLE ROW LEVEL SECURITY", "LOCK TABLE "+table+" IN ACCESS EXCLUSIVE MODE",
			"CREATE TRIGGER mine BEFORE INSERT ON "+table+" FOR EACH ROW EXECUTE FUNCTION runchecks.place()",
			"CREATE POLICY mine ON "+table+" USING (true)", "CREATE RULE mine AS ON INSERT TO "+table+
				" DO INSTEAD NOTHING", "ALTER TABLE "+table+" OWNER TO CURRENT_USER", "COPY "+table+" FROM PROGRAM 'true'",
			"COMMENT ON TABLE "+table+" IS 'mine'", "CREATE INDEX ON "+table+" ((1))")
		if name != "entry" {
			all = append(all, "INSERT INTO "+table+" DEFAULT VALUES")
		}
	}
	given := map[string]bool{}
	for _, column := range []string{"id", "computer", "actor", "kind", "hash", "entry"} {
		given["entry."+column] = true
	}
	for _, column := range []string{"fence", "source", "kind", "key", "about", "at", "size", "body"} {
		given["collected."+column] = true
	}
	for _, c := range columns {
		table, column, _ := strings.Cut(c, ".")
		all = append(all, fmt.Sprintf("UPDATE runchecks.%s SET %s = %[2]s", table, column))
		if !given[c] {
			all = append(all, fmt.Sprintf("INSERT INTO runchecks.%s (%s) VALUES (NULL)", table, column))
		}
	}
	for _, s := range sequences {
		all = append(all, "SELECT nextval('runchecks."+s+"')", "SELECT setval('runchecks."+s+"', 1)", "SELECT last_value FROM runchecks."+s,
			"ALTER SEQUENCE runchecks."+s+" RESTART", "DROP SEQUENCE runchecks."+s)
	}
	for _, f := range functions {
		all = append(all, "DROP FUNCTION "+f, "ALTER FUNCTION "+f+" OWNER TO CURRENT_USER", "ALTER FUNCTION "+f+" SECURITY INVOKER")
	}
	all = append(
		all,
		"SELECT * FROM runchecks.admin_kind",
		"CREATE TABLE runchecks.mine (x int)",
		"DROP SCHEMA runchecks CASCADE",
		"ALTER SCHEMA runchecks RENAME TO x",
		"SET ROLE "+database+"_owner",
		"SET SESSION AUTHORIZATION "+database+"_owner",
		"CREATE ROLE mine LOGIN",
		"CREATE FUNCTION runchecks.my_role() RETURNS text LANGUAGE sql AS 'SELECT 1'",
		"SET session_replication_role = replica",
		"ALTER ROLE "+database+"_owner PASSWORD 'x'",
		"SELECT runchecks.greet('"+string(teamtest.Computer("kim"))+"', '')",
		// Whoever may collect may not without the turn, which kim has.
		"INSERT INTO runchecks.collected (fence, source, kind, key, at, size, body) VALUES (1, 'x', 'mail', 'x', now(), 1, '')",
		"SELECT runchecks.come(1, 'x', 1)",
		"SELECT runchecks.looked(1, 'x', 'imap', now(), now(), '', '')",
		"SELECT runchecks.collects(1, '{}')",
		"SELECT runchecks.forget(1, 31)",
		"SELECT runchecks.turn(1)",
		"SELECT runchecks.collect('"+string(teamtest.Computer("kim"))+"', 60)",
	)
	if err := o.LetCollect(t.Context(), "kim"); err != nil {
		t.Fatal(err)
	}
	has := turn(t, kim, "kim", time.Hour)
	if err := kim.Put(t.Context(), has, "office", mails(1, 1), 1); err != nil {
		t.Fatal(err)
	}
	for _, role := range []domain.Role{domain.RoleAdmin, domain.RoleOperator, domain.RoleViewer, "collector"} {
		collects := role == "collector"
		if collects {
			role = domain.RoleAdmin
		}
		conn := signIn(t, o, database, "sam", role)
		if collects {
			if err := o.LetCollect(t.Context(), "sam"); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range tables { // answered with a warning: what follows shows that it did nothing
			_, _ = conn.Exec(t.Context(), "GRANT ALL ON runchecks."+name+" TO CURRENT_USER")
			_, _ = conn.Exec(t.Context(), "VACUUM FULL runchecks."+name)
		}
		for _, statement := range all {
			_, err := conn.Exec(t.Context(), statement)
			var refused *pgconn.PgError
			if !errors.As(err, &refused) {
				t.Errorf("%s may %s (%v)", role, statement, err)
			}
		}
	}
	if list, err := kim.After(t.Context(), "office", 0, 10); err != nil || len(list) != 1 {
		t.Errorf("of what is collected %d pieces are left, %v", len(list), err)
	}
	if after := catalog(t, owner, "SELECT position || link || entry FROM runchecks.entry ORDER BY position"); fmt.Sprint(
		after,
	) != fmt.Sprint(
		before,
	) {
		t.Error("the journal was changed")
	}
	t.Logf("%d statements of each role", len(all))
}

func TestARoleIsHeldByTheDatabaseWhateverTheProgramDoes(t *testing.T) {
	o, address := newTeam(t)
	database := address[strings.LastIndex(address, "/")+1:]
	member(t, o, "kim", domain.RoleAdmin, teamtest.Computer("kim"))
	const insert = "INSERT INTO runchecks.entry (id, computer, actor, kind, hash, entry) VALUES ($1, $2, $3, $4, '', '{}')"
	n := 0
	for _, is := range []struct {
		role                  domain.Role
		computer, actor, kind string
		may                   bool
	}{
		{domain.RoleAdmin, "sam", "sam", "review", true},
		{domain.RoleAdmin, "sam", "sam", "role", true},
		{domain.RoleAdmin, "kim", "sam", "review", false},
		{domain.RoleAdmin, "sam", "kim", "review", false},
		{domain.RoleOperator, "sam", "sam", "review", true},
		{domain.RoleOperator, "sam", "sam", "role", false},
		{domain.RoleOperator, "sam", "kim", "review", false},
		{domain.RoleViewer, "sam", "sam", "review", false},
	} {
		conn := signIn(t, o, database, "sam", is.role)
		n++
		_, err := conn.Exec(
			t.Context(),
			insert,
			fmt.Sprintf("01M83X85ZGK2KZ9MCJE7E8%04d", n),
			string(teamtest.Computer(is.computer)),
			is.actor,
			is.kind,
		)
		if (err == nil) != is.may {
			t.Errorf("%+v: %v", is, err)
		}
		if !is.may {
			continue
		}
		if err := o.Remove(t.Context(), "sam"); err != nil {
			t.Fatal(err)
		}
		// The connection that is open still may nothing, and there is no new one.
		for _, statement := range []string{"SELECT entry FROM runchecks.entry", "SELECT runchecks.greet('x', '')"} {
			rows, err := conn.Query(context.Background(), statement)
			if err != nil {
				continue
			}
			if list, err := pgx.CollectRows(rows, pgx.RowTo[string]); err == nil && len(list) > 0 {
				t.Errorf("who was removed may %s: %v", statement, list)
			}
		}
		id := fmt.Sprintf("01M83X85ZGK2KZ9MCJE7E9%04d", n)
		if _, err := conn.Exec(t.Context(), insert, id, string(teamtest.Computer("sam")), "sam", "review"); err == nil {
			t.Error("who was removed decides")
		}
	}
}
