package storagetest

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// notDumped are the tables that every decision changes: the journal with its head, and the counters by
// which readers see that their memory of jobs is old; and what belongs to the search index.
var notDumped = []string{"journal", "journal_head", "job_version", "run_version", "search_change", "search_cache"}

// Dump writes every row of every table of a database as a line of text, in order. Rows
// that have a natural key are named by it, wherever others refer to them: their numbers
// are nobody's business. The database may be open.
func Dump(t *testing.T, path string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	d := dump{t: t, db: db}
	var out []string
	for _, table := range d.column("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name") {
		if slices.Contains(notDumped, table) {
			continue
		}
		for _, row := range d.column(d.query(table)) {
			out = append(out, table+" "+row)
		}
	}
	slices.Sort(out)
	return out
}

type dump struct {
	t  *testing.T
	db *sql.DB
}

// column returns the first column of a query as texts.
func (d dump) column(query string) []string {
	d.t.Helper()
	rows, err := d.db.Query(query)
	if err != nil {
		d.t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = rows.Close() }()
	var out []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			d.t.Fatal(err)
		}
		out = append(out, text)
	}
	if err := rows.Err(); err != nil {
		d.t.Fatal(err)
	}
	return out
}

// key returns the column that names the rows of a table whose id does not, "" for none.
func (d dump) key(table string) string {
	d.t.Helper()
	if len(
		d.column(fmt.Sprintf("SELECT name FROM pragma_table_info('%s') WHERE name = 'id' AND pk = 1 AND type = 'INTEGER'", table)),
	) == 0 {
		return ""
	}
	keys := d.column(fmt.Sprintf(`SELECT (SELECT name FROM pragma_index_info(l.name)) FROM pragma_index_list('%s') l
  WHERE l.origin = 'u' AND (SELECT count(*) FROM pragma_index_info(l.name)) = 1`, table))
	if len(keys) == 0 {
		return ""
	}
	return keys[0]
}

// query reads a table, each row as one text.
func (d dump) query(table string) string {
	d.t.Helper()
	refers := map[string]string{}
	for _, line := range d.column(fmt.Sprintf(`SELECT "from" || ' ' || "table" FROM pragma_foreign_key_list('%s')`, table)) {
		from, to, _ := strings.Cut(line, " ")
		refers[from] = to
	}
	own := d.key(table)
	var fields []string
	for _, column := range d.column(fmt.Sprintf("SELECT name FROM pragma_table_info('%s')", table)) {
		switch to := refers[column]; {
		case column == "id" && own != "":
			continue
		case to != "" && d.key(to) != "":
			fields = append(
				fields,
				fmt.Sprintf(
					`'%s=' || COALESCE((SELECT quote(o."%s") FROM "%s" o WHERE o.id = x."%s"), 'NULL')`,
					column,
					d.key(to),
					to,
					column,
				),
			)
		default:
			fields = append(fields, fmt.Sprintf(`'%s=' || quote(x."%s")`, column, column))
		}
	}
	return fmt.Sprintf(`SELECT %s FROM "%s" x`, strings.Join(fields, " || ' ' || "), table)
}
