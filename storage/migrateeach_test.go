package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tableColumn is one of a table, as SQLite tells of it.
type tableColumn struct {
	name, kind string
	needed     bool
	key        int
}

// Whoever skipped some versions updates in one step: from every version that ever was, with a row
// in each of its tables, everything is there afterwards and the tables are those of a new profile.
func TestEveryEarlierVersionWithDataBecomesTheNewestAndLosesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("a database for each version; no goroutine is new here")
	}
	newest := Schema()
	fresh := shape(t, opened(t, older(t, newest)))
	for version := 1; version < newest; version++ {
		t.Run(fmt.Sprintf("from %d", version), func(t *testing.T) {
			folder := t.TempDir()
			kept := filledAt(t, folder, version)
			if len(kept) < 8 {
				t.Fatalf("only %d tables have a row", len(kept))
			}
			db, err := Open(context.Background(), folder)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() })
			if err := db.Check(context.Background()); err != nil {
				t.Error(err)
			}
			now := opened(t, db)
			if got := shape(t, now); got != fresh {
				t.Errorf("the tables differ from those of a new profile:\n%s", difference(got, fresh))
			}
			if broken := texts(t, now, "SELECT \"table\" || ' -> ' || parent FROM pragma_foreign_key_check"); len(broken) > 0 {
				t.Errorf("rows point at nothing: %v", broken)
			}
			for table, rows := range kept {
				if !slices.Contains(texts(t, now, "SELECT name FROM sqlite_master WHERE type = 'table'"), table) {
					continue // what it held moved elsewhere, which tests of their own look at
				}
				var left int
				if err := now.QueryRow("SELECT count(*) FROM \"" + table + "\"").Scan(&left); err != nil {
					t.Fatal(err)
				}
				if left < rows {
					t.Errorf("%s had %d rows and has %d", table, rows, left)
				}
			}
		})
	}
}

// opened is the file of a database for plain SQL.
func opened(t *testing.T, db *DB) *sql.DB {
	t.Helper()
	plain, err := sql.Open("sqlite", dsn(db.path))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = plain.Close() })
	return plain
}

// filledAt makes a database of an older version with a row in every table that takes one, and
// returns how many rows each has.
func filledAt(t *testing.T, folder string, version int) map[string]int {
	t.Helper()
	old, err := sql.Open("sqlite", filepath.Join(folder, FileName))
	if err != nil {
		t.Fatal(err)
	}
	old.SetMaxOpenConns(1)
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	for _, name := range names[:version] {
		script, err := migrationFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := old.Exec(string(script)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	kept := map[string]int{}
	for _, table := range texts(t, old, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid") {
		var rows int
		err := old.QueryRow("SELECT count(*) FROM \"" + table + "\"").Scan(&rows)
		if err == nil && rows == 0 && !strings.Contains(table, "_fts") {
			_, err = old.Exec(rowFor(t, old, table))
			rows = 1
		}
		if err != nil {
			t.Fatalf("a row of %s at version %d: %v", table, version, err)
		}
		kept[table] = rows
	}
	_, err = old.Exec(fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", version, applicationID))
	if err := errors.Join(err, old.Close()); err != nil {
		t.Fatal(err)
	}
	return kept
}

// rowFor is an INSERT of one row: every number is 1 and every text "x", so that rows point at
// one another.
func rowFor(t *testing.T, db *sql.DB, table string) string {
	t.Helper()
	var names, values []string
	for _, c := range columns(t, db, table) {
		value := "'x'"
		switch {
		case strings.Contains(c.kind, "INT"), strings.Contains(c.kind, "REAL"):
			value = "1"
		case strings.Contains(c.kind, "BLOB"):
			value = "x'00'"
		case c.name == "payload":
			value = "'{}'"
		case c.name == "targets" || c.name == "folders":
			value = "'[]'"
		}
		names, values = append(names, `"`+c.name+`"`), append(values, value)
	}
	return fmt.Sprintf("INSERT INTO \"%s\" (%s) VALUES (%s)", table, strings.Join(names, ", "), strings.Join(values, ", "))
}

func columns(t *testing.T, db *sql.DB, table string) (out []tableColumn) {
	t.Helper()
	rows, err := db.Query("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?)", table)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var c tableColumn
		if err := rows.Scan(&c.name, &c.kind, &c.needed, &c.key); err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// shape is what a database is made of: tables with their columns, indexes and triggers.
func shape(t *testing.T, db *sql.DB) string {
	t.Helper()
	out := texts(t, db, "SELECT type || ' ' || name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name")
	for _, table := range texts(t, db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name") {
		for _, c := range columns(t, db, table) {
			out = append(out, fmt.Sprintf("%s.%s %s %v %d", table, c.name, c.kind, c.needed, c.key))
		}
	}
	return strings.Join(out, "\n")
}

// difference are the lines that only one of two texts has.
func difference(a, b string) string {
	var out []string
	in, other := strings.Split(a, "\n"), strings.Split(b, "\n")
	for _, line := range in {
		if !slices.Contains(other, line) {
			out = append(out, "+ "+line)
		}
	}
	for _, line := range other {
		if !slices.Contains(in, line) {
			out = append(out, "- "+line)
		}
	}
	return strings.Join(out, "\n")
}

func texts(t *testing.T, db *sql.DB, query string) (out []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var text sql.NullString
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		out = append(out, text.String)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
