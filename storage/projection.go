package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"runchecks/domain"
)

// facts are the tables that no decision changes: what came, and what the program notes for
// itself. A table that is neither here nor in projected fails a test.
var facts = []string{
	"account",
	"desk_ticket",
	"folder",
	"gap",
	"job_version",
	"journal",
	"journal_head",
	"message_raw",
	"name",
	"note",
	"object",
	"run_version",
	"gone",
	"retention",
	"awaited",
	"search_cache",
	"search_change",
	"sealed",
	"summary",
	"sync_log",
	"team",
	"team_entry",
	"to_move",
}

// projected are the tables that the decisions of the journal make or change, with the
// columns that say what came and are the same whatever was decided.
var projected = map[string][]string{
	"acceptance": nil, "customer": nil, "joined": nil, "override": nil, "prose": nil, "remark": nil, "remark_run": nil,
	"schedule": nil, "scope": nil, "cause": nil, "passed_over": nil,
	"setting": nil, "ticket": nil, "ticket_run": nil,
	"device": {
		"account",
		"changed",
		"class",
		"computer",
		"first_seen",
		"gone",
		"imported",
		"last",
		"name",
		"owner",
		"print",
		"raw",
		"source",
		"status",
		"customer",
	},
	"job": {"sender", "product", "type", "name"},
	"message": {
		"account", "folder", "uid", "message_id", "hash", "sender", "recipient", "subject", "date", "received", "size", "reader", "state",
		"reason", "readers", "auth", "content",
	},
	"run": {
		"message",
		"source",
		"kind",
		"at",
		"status",
		"stated",
		"product",
		"started",
		"started_text",
		"ended",
		"ended_text",
		"error",
		"reader",
		"confidence",
		"evidence_words",
		"evidence_where",
		"no_objects",
		"objects",
		"fingerprint",
		"note",
		"sender",
		"sender_words",
		"born",
		"doubt_born",
	},
}

// Projections visits what the decisions of the journal made, row by row, by table and key.
// Rows and what they refer to are named by their natural keys.
func (x *tx) Projections(visit func(domain.ProjectionRow) error) error {
	const tried = "read what was decided"
	tables := make([]string, 0, len(projected))
	for table := range projected {
		tables = append(tables, table)
	}
	slices.Sort(tables)
	for _, table := range tables {
		query, columns, err := x.projection(table)
		if err != nil {
			return err
		}
		err = x.rows(tried, query, nil, func(scan func(...any) error) error {
			row := domain.ProjectionRow{Table: table, Columns: columns, Values: make([]string, len(columns))}
			into := []any{&row.Key}
			for i := range row.Values {
				into = append(into, &row.Values[i])
			}
			if err := scan(into...); err != nil {
				return err
			}
			return visit(row)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// column is what SQLite says of a column.
type column struct {
	name, refers string // refers is the table that it is an id of, or ""
	key          bool
}

// projection makes the query of a table: its key, and its columns as SQLite writes values.
func (x *tx) projection(table string) (query string, columns []string, err error) {
	list, err := x.columns(table)
	if err != nil {
		return "", nil, err
	}
	own, err := x.naturalKey(table)
	if err != nil {
		return "", nil, err
	}
	var key, values []string
	for _, c := range list {
		value := fmt.Sprintf(`quote(x."%s")`, c.name)
		if c.refers != "" {
			name, err := x.naturalKey(c.refers)
			if err != nil {
				return "", nil, err
			}
			if name != "" {
				value = fmt.Sprintf(`COALESCE((SELECT quote(o."%s") FROM "%s" o WHERE o.id = x."%s"), 'NULL')`, name, c.refers, c.name)
			}
		}
		switch {
		case own != "" && c.name == "id":
			continue // a number of nobody's concern
		case own != "" && c.name == own, own == "" && c.key:
			key = append(key, value)
		}
		if !slices.Contains(projected[table], c.name) {
			columns = append(columns, c.name)
			values = append(values, value)
		}
	}
	query = fmt.Sprintf(`SELECT %s, %s FROM "%s" x ORDER BY 1`, strings.Join(key, " || ' ' || "), strings.Join(values, ", "), table)
	return query, columns, nil
}

func (x *tx) columns(table string) (out []column, err error) {
	err = x.rows("read the layout of "+table, `SELECT c.name, c.pk > 0,
  COALESCE((SELECT f."table" FROM pragma_foreign_key_list(?) f WHERE f."from" = c.name), '')
  FROM pragma_table_info(?) c ORDER BY c.cid`, []any{table, table}, func(scan func(...any) error) error {
		var c column
		err := scan(&c.name, &c.key, &c.refers)
		out = append(out, c)
		return err
	})
	return out, err
}

// naturalKey is the column by which people and the journal know the rows of a table that
// numbers them, "" where it numbers none.
func (x *tx) naturalKey(table string) (name string, err error) {
	err = x.row(
		"read the layout of "+table,
		`SELECT COALESCE((SELECT (SELECT name FROM pragma_index_info(l.name)) FROM pragma_index_list(?) l
  WHERE l.origin = 'u' AND (SELECT count(*) FROM pragma_index_info(l.name)) = 1
  AND EXISTS (SELECT 1 FROM pragma_table_info(?) c WHERE c.name = 'id' AND c.pk = 1 AND c.type = 'INTEGER')
  LIMIT 1), '')`,
		[]any{table, table},
		&name,
	)
	return name, err
}

// SchemaFaults compares tables, indexes and triggers with those that the program makes, and
// names what is missing, added or different.
func (x *tx) SchemaFaults() (out []string, err error) {
	want, err := freshSchema(x.ctx)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	err = x.rows("read the layout", schemaQuery, nil, func(scan func(...any) error) error {
		var name, text string
		if err := scan(&name, &text); err != nil {
			return err
		}
		seen[name] = true
		switch made, ok := want[name]; {
		case !ok:
			out = append(out, name+" was added")
		case made != text:
			out = append(out, name+" was changed")
		}
		return nil
	})
	for name := range want {
		if !seen[name] {
			out = append(out, name+" is missing")
		}
	}
	slices.Sort(out)
	return out, err
}

// The planner keeps statistics in tables of its own.
const schemaQuery = `SELECT type || ' ' || name, COALESCE(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'`

// freshSchema is the layout of a new database.
func freshSchema(ctx context.Context) (out map[string]string, err error) {
	const tried = "make an empty database to compare with"
	db, err := sql.Open("sqlite", ":memory:?_txlock=immediate")
	if err != nil {
		return nil, storageError(tried, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	if err := migrate(ctx, db, ":memory:", false); err != nil {
		return nil, err
	}
	rows, err := db.QueryContext(ctx, schemaQuery)
	if err != nil {
		return nil, storageError(tried, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	out = map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, storageError(tried, err)
		}
		out[name] = text
	}
	return out, storageError(tried, rows.Err())
}

// Scratch copies the cache into a file of its own, which is gone with closing it: what is
// tried there changes nothing here.
func (db *DB) Scratch(ctx context.Context) (domain.Store, func() error, error) {
	const tried = "make a copy to compare with"
	f, err := os.CreateTemp(filepath.Dir(db.path), freshPattern)
	if err != nil {
		return nil, nil, storageError(tried, err)
	}
	path := f.Name()
	err = errors.Join(f.Close(), db.copyInto(ctx, path))
	var scratch *DB
	if err == nil {
		scratch, err = openFile(ctx, path, false)
	}
	if err != nil {
		removeDatabase(path)
		return nil, nil, db.noted(storageError(tried, err))
	}
	return scratch, func() error {
		err := scratch.Close()
		removeDatabase(path)
		return err
	}, nil
}

// JournalHead is what is known of the journal outside of its entries.
func (x *tx) JournalHead() (h domain.JournalHead, err error) {
	err = x.row("read the head of the journal", "SELECT entries, newest FROM journal_head", nil, &h.Entries, &h.Newest)
	if domain.CodeOf(err) == domain.CodeNotFound {
		err = nil // it was removed: nothing fits to it then
	}
	if x.db.ledger != nil {
		was := readState(x.db.ledger.folder)
		h.Said, h.SaidHash = was.Newest, was.Hash
	}
	return h, err
}
