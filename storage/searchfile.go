package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// searchSuffix ends the name of the file with the words of reports, beside the database. It holds nothing
// that the database does not: it may be removed at any time and is made again. So no copy
// has it, and what is wrong with it is not wrong with the database.
const searchSuffix = "-words"

// SearchIndex is where the index of words of a workspace folder lies.
func SearchIndex(folder string) string { return filepath.Join(folder, FileName+searchSuffix) }

// searchVersion is how the file is laid out; one of another version is made again.
const searchVersion = 1

// The tables of the file. The words stand there without the texts, which the database has.
// A row is that of the message, or the run, with the same id.
const searchTables = `
CREATE TABLE place (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  cache   TEXT NOT NULL,
  message INTEGER NOT NULL, -- up to which id they are in the index
  run     INTEGER NOT NULL,
  change  INTEGER NOT NULL
);
CREATE VIRTUAL TABLE mail_words USING fts5(subject, body, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE run_words USING fts5(object, message, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");
`

// searchFile is the open index: one connection that writes, and one that reads it together
// with the database.
type searchFile struct {
	write *sql.DB
	read  *sql.DB
}

// openSearch opens the index of a cache, and makes it where there is none, or one that is
// damaged, of another version or of another cache.
func openSearch(ctx context.Context, database string) (*searchFile, error) {
	path := database + searchSuffix
	main, err := sql.Open("sqlite", location(database)+"?mode=ro&_pragma=busy_timeout(5000)&_pragma=query_only(1)")
	if err != nil {
		return nil, err
	}
	var cache string
	err = main.QueryRowContext(ctx, "SELECT token FROM search_cache").Scan(&cache)
	if err = errors.Join(err, main.Close()); err != nil {
		return nil, err
	}
	f := &searchFile{}
	if f.write, err = openIndex(ctx, path, cache); err != nil {
		return nil, err
	}
	f.read = sql.OpenDB(attached{&sqlite.Driver{}, location(database) + "?mode=ro&_pragma=busy_timeout(5000)&_pragma=query_only(1)", path})
	f.read.SetMaxOpenConns(1)
	f.read.SetMaxIdleConns(1)
	return f, nil
}

// openIndex opens the file for writing, making it where it must be made.
func openIndex(ctx context.Context, path, cache string) (*sql.DB, error) {
	for try := range 2 {
		db, err := sql.Open("sqlite", dsn(path, relaxed...))
		if err != nil {
			return nil, err
		}
		db.SetMaxOpenConns(1)
		tighten(path)
		of, err := indexOf(ctx, db)
		switch {
		case err == nil && of == cache:
			tighten(path)
			return db, nil
		case err == nil && of == "":
			if err = makeIndex(ctx, db, cache); err == nil {
				tighten(path)
				return db, nil
			}
		case err != nil && !isUnfit(err):
			return nil, errors.Join(err, db.Close())
		}
		if closeErr := db.Close(); try > 0 || ctx.Err() != nil {
			return nil, errors.Join(err, closeErr, ctx.Err())
		}
		removeDatabase(path)
	}
	return nil, fmt.Errorf("the index %s belongs to another database, and cannot be removed", path)
}

// indexOf says to which cache an index belongs, "" for an empty file.
func indexOf(ctx context.Context, db *sql.DB) (cache string, err error) {
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil || version == 0 {
		return "", err
	}
	if version != searchVersion {
		return fmt.Sprint("version ", version), nil
	}
	// Both tables are looked at, so that a damaged one is found here.
	err = db.QueryRowContext(ctx, `SELECT cache FROM place WHERE NOT EXISTS (SELECT 1 FROM mail_words WHERE mail_words MATCH 'a b c')
  OR NOT EXISTS (SELECT 1 FROM run_words WHERE run_words MATCH 'a b c') OR 1`).Scan(&cache)
	return cache, err
}

func makeIndex(ctx context.Context, db *sql.DB, cache string) error {
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = t.Rollback() }()
	for _, step := range []string{searchTables, fmt.Sprintf("PRAGMA user_version = %d", searchVersion)} {
		if _, err := t.ExecContext(ctx, step); err != nil {
			return err
		}
	}
	if _, err := t.ExecContext(ctx, "INSERT INTO place VALUES (1, ?, 0, 0, 0)", cache); err != nil {
		return err
	}
	return t.Commit()
}

// isDamage reports whether SQLite says that a file is damaged.
func isDamage(err error) bool {
	var se *sqlite.Error
	return errors.As(err, &se) && (se.Code()&0xff == sqlite3.SQLITE_CORRUPT || se.Code()&0xff == sqlite3.SQLITE_NOTADB)
}

// isUnfit reports whether a file is damaged, or lacks what an index must have.
func isUnfit(err error) bool {
	var se *sqlite.Error
	return isDamage(err) || errors.Is(err, sql.ErrNoRows) || errors.As(err, &se) && se.Code()&0xff == sqlite3.SQLITE_ERROR
}

func (f *searchFile) close() error {
	if f == nil {
		return nil
	}
	return errors.Join(f.read.Close(), f.write.Close())
}

// attached opens a database with an index beside it, under the name "words".
type attached struct {
	driver *sqlite.Driver
	name   string
	index  string
}

// Connect belongs to driver.Connector.
func (a attached) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := a.driver.Open(a.name)
	if err != nil {
		return nil, err
	}
	index := []driver.NamedValue{{Ordinal: 1, Value: location(a.index) + "?mode=ro"}}
	_, err = conn.(driver.ExecerContext).ExecContext(ctx, "ATTACH ? AS words", index)
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

// Driver belongs to driver.Connector.
func (a attached) Driver() driver.Driver { return a.driver }

// searchIndex returns the open index, opening it where it is not.
func (db *DB) searchIndex(ctx context.Context) (*searchFile, error) {
	db.searching.Lock()
	defer db.searching.Unlock()
	if db.search == nil {
		if db.closed {
			return nil, os.ErrClosed
		}
		f, err := openSearch(ctx, db.path)
		if err != nil {
			return nil, err
		}
		db.search = f
	}
	return db.search, nil
}

// dropIndex removes an index that turned out to be damaged, unless somebody did already: the
// next one is made anew.
func (db *DB) dropIndex(f *searchFile) {
	db.searching.Lock()
	defer db.searching.Unlock()
	if db.search != f {
		return
	}
	_ = f.close()
	db.search = nil
	removeDatabase(db.path + searchSuffix)
}

// closeSearch closes the index for good.
func (db *DB) closeSearch() error {
	db.searching.Lock()
	defer db.searching.Unlock()
	db.closed = true
	f := db.search
	db.search = nil
	return f.close()
}
