package storage

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"runchecks/domain"
	"runchecks/domain/plainfile"
	"runchecks/domain/wording"
	"runchecks/storage/salvage"
)

// Damage is what was found of a damaged database, nil for a whole one. A damaged one is
// neither read nor written any more: a list without what cannot be read would look whole.
func (db *DB) Damage() error {
	if found := db.damage.Load(); found != nil {
		return found
	}
	return nil
}

// How a database is looked through (sqlite.org/pragma.html).
const (
	quickly = "quick_check" // its structure
	whole   = "integrity_check"
)

// Check looks the database through and returns what it found as CodeDamaged; from then on
// nothing is read or written. It takes about a second for 200 MB and keeps nobody from
// reading or writing meanwhile.
func (db *DB) Check(ctx context.Context) error { return db.check(ctx, quickly) }

// CheckWhole is Check that compares each index with its table, too: it takes about a minute a
// gigabyte. Others read and write meanwhile.
func (db *DB) CheckWhole(ctx context.Context) error { return db.check(ctx, whole) }

func (db *DB) check(ctx context.Context, how string) error {
	if found := db.Damage(); found != nil {
		return found
	}
	var said string
	err := db.read.QueryRowContext(ctx, "PRAGMA "+how+"(1)").Scan(&said)
	switch {
	case err != nil:
		return db.noted(storageError("look the database through", err))
	case said != "ok":
		found := damaged(filepath.Dir(db.path), wording.Text(firstLine(said)))
		db.damage.CompareAndSwap(nil, found)
		return found
	}
	return nil
}

func firstLine(text string) string {
	const most = 200
	for i, r := range text {
		if r == '\n' || i >= most {
			return text[:i]
		}
	}
	return text
}

// noted remembers damage that an error tells of.
func (db *DB) noted(err error) error {
	if err == nil || !tellsOfDamage(err) {
		return err
	}
	found := damaged(filepath.Dir(db.path), wording.Text(cause(err)))
	if db.damage.CompareAndSwap(nil, found) {
		found.Cause = err
	}
	return db.damage.Load()
}

// tellsOfDamage reports whether SQLite met a page or a file that cannot be right.
func tellsOfDamage(err error) bool {
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return false
	}
	code := se.Code() & 0xff
	return code == sqlite3.SQLITE_CORRUPT || code == sqlite3.SQLITE_NOTADB || se.Code() == sqlite3.SQLITE_IOERR_SHORT_READ
}

func cause(err error) string {
	var se *sqlite.Error
	if errors.As(err, &se) {
		return se.Error()
	}
	return err.Error()
}

// ofDamage returns an error about damage with the words that say what can be saved; any
// other as it is.
func ofDamage(folder string, err error) error {
	if tellsOfDamage(err) && domain.CodeOf(err) != domain.CodeDamaged {
		found := damaged(folder, wording.Text(cause(err)))
		found.Cause = err
		return found
	}
	return err
}

// damaged says that a database is damaged and what can be saved of it.
func damaged(folder string, what wording.Phrase) *domain.Error {
	saved := wording.Of("refusal.saved_no_copy")
	if copies, err := Copies(folder); err == nil && len(copies) > 0 {
		saved = wording.Of("refusal.saved_from_copy", copies[0].At.Local())
	}
	return &domain.Error{
		Code:   domain.CodeDamaged,
		Said:   wording.Of("refusal.database_damaged", filepath.Join(folder, FileName), what, saved),
		Remedy: domain.Remedy{Code: domain.RemedyRestore},
		Cause:  &wording.Fault{Phrase: what},
	}
}

// look reads from what stands beside a database, before it is opened, whether a part of it
// is gone, and returns how it is to be looked through.
func look(folder string, was state) (check string, err error) {
	path := filepath.Join(folder, FileName)
	for _, file := range []string{path, path + "-wal", path + "-shm", filepath.Join(folder, stateName)} {
		if err := plainfile.Check(file); err != nil {
			return "", err
		}
	}
	size, changed, err := is(path)
	switch {
	case was.Phase == phaseRestoring:
		return "", damaged(folder, wording.Of("refusal.damage_interrupted"))
	case errors.Is(err, os.ErrNotExist):
		copies, err := Copies(folder)
		if err != nil {
			return "", err
		}
		if was != (state{}) || len(copies) > 0 || exists(path+"-wal") {
			return "", damaged(folder, wording.Of("refusal.damage_gone"))
		}
		return "", nil
	case err != nil:
		return "", storageError("open the cache "+path, err)
	case size == 0:
		return "", damaged(folder, wording.Of("refusal.damage_empty"))
	case was.Phase == phaseOpen && !exists(path+"-wal"):
		return "", damaged(folder, wording.Of("refusal.damage_log_gone", FileName+"-wal"))
	case was.Phase == phaseOpen || was.Phase == phaseClosing:
		return quickly, nil
	case was.Phase == phaseClosed && (size != was.Size || changed != was.Changed):
		return whole, nil
	case was.Phase == "" && exists(path+"-wal"): // of a program that kept no state
		return quickly, nil
	}
	return "", nil
}

// keepLog keeps the log of transactions as it was found: closing a database removes it, with
// what could not be used of it. forgetLog is called once the database is known to be whole.
func keepLog(path string) {
	if !exists(path+"-wal") || exists(path+salvage.KeptLog) {
		return
	}
	if os.Link(path+"-wal", path+salvage.KeptLog) == nil {
		return
	}
	from, err := plainfile.Open(path + "-wal") // where files have one name each
	if err != nil {
		return
	}
	defer func() { _ = from.Close() }() // it was only read
	to, err := os.OpenFile(path+salvage.KeptLog, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return // without it less can be saved
	}
	_, _ = io.Copy(to, from)
	_ = to.Close()
}

func forgetLog(path string) { _ = os.Remove(path + salvage.KeptLog) }

// Remains reports whether a folder holds what is left of a cache whose database is gone.
func Remains(folder string) bool {
	copies, err := Copies(folder)
	return err == nil && len(copies) > 0 || readState(folder) != state{}
}

// checkedAt reads the clock of a file.
func checkedAt(path string) time.Time {
	info, err := os.Stat(path)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}
