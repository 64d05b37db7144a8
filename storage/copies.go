package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"

	"runchecks/domain/plainfile"
	"runchecks/domain/setting"
)

const (
	// copiesFolder holds the copies that are made by themselves, inside the workspace folder.
	copiesFolder = "backups"
	// copyPattern names a copy that is being made.
	copyPattern = ".new-*"
	copyPrefix  = "runchecks-"
	copySuffix  = ".db"
	copyTime    = "20060102T150405Z"
	copyEvery   = 24 * time.Hour
)

// CopiesFolder is where the copies of a workspace folder are that are made by themselves.
func CopiesFolder(folder string) string { return filepath.Join(folder, copiesFolder) }

// Copies lists the copies in a workspace folder, newest first. Each was checked when it was
// made. A workspace that is not open, or damaged, has them too.
func Copies(folder string) ([]domain.Copy, error) {
	tried := "list the copies of " + folder
	entries, err := os.ReadDir(filepath.Join(folder, copiesFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, storageError(tried, err)
	}
	var out []domain.Copy
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), copySuffix)
		at, timeErr := time.Parse(copyTime, strings.TrimPrefix(name, copyPrefix))
		if !ok || timeErr != nil || !strings.HasPrefix(name, copyPrefix) {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed meanwhile
		}
		if err != nil {
			return nil, storageError(tried, err)
		}
		out = append(out, domain.Copy{Path: filepath.Join(folder, copiesFolder, e.Name()), At: at, Size: info.Size()})
	}
	slices.SortFunc(out, func(a, b domain.Copy) int { return b.At.Compare(a.At) })
	return out, nil
}

// Backup copies the database into a file of its own, checks the copy and only then puts it
// in its place. Others read and write meanwhile. A file that is there is replaced.
func (db *DB) Backup(ctx context.Context, to string) (domain.Copy, error) {
	if found := db.Damage(); found != nil {
		return domain.Copy{}, found
	}
	tried := "copy the database to " + to
	f, err := os.CreateTemp(filepath.Dir(to), copyPattern) // 0600
	if err != nil {
		return domain.Copy{}, storageError(tried, err)
	}
	fresh := f.Name()
	defer removeDatabase(fresh)
	if err := f.Close(); err != nil {
		return domain.Copy{}, storageError(tried, err)
	}
	if err := db.copyInto(ctx, fresh); err != nil {
		return domain.Copy{}, db.noted(storageError(tried, err))
	}
	seen, err := inspect(ctx, fresh, quickly)
	if err != nil {
		return domain.Copy{}, fmt.Errorf("the copy was not kept: %w", err)
	}
	if err := settled(fresh, to); err != nil {
		return domain.Copy{}, storageError(tried, err)
	}
	return copyOf(to, seen), nil
}

// copyInto copies the database into an empty file, on a connection of its own.
func (db *DB) copyInto(ctx context.Context, empty string) error {
	from, err := sql.Open("sqlite", dsn(db.path))
	if err != nil {
		return err
	}
	_, err = from.ExecContext(ctx, "VACUUM INTO ?", empty)
	return errors.Join(err, from.Close())
}

// settled puts a finished file in its place and returns when it is on the disk.
func settled(fresh, place string) error {
	f, err := os.OpenFile(fresh, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(fresh, place); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(place))
}

// Keep makes the day's copy where it is due, and removes the oldest above the number
// that is kept once the new one was checked. The database is looked through first: copies of a damaged one would
// drive out the good ones. made says whether there is a new copy.
func (db *DB) Keep(ctx context.Context, now time.Time) (made bool, err error) {
	folder := filepath.Dir(db.path)
	copies, err := Copies(folder)
	if err != nil {
		return false, err
	}
	// A copy of the future was made by a clock that was wrong.
	if len(copies) > 0 && now.Sub(copies[0].At) < copyEvery && !copies[0].At.After(now) {
		return false, nil
	}
	if err := db.Check(ctx); err != nil {
		return false, err
	}
	_, err = db.BackupNow(ctx, now)
	return err == nil, err
}

// BackupNow makes a copy among those of the days, and removes the oldest above the
// number that is kept once it was checked.
func (db *DB) BackupNow(ctx context.Context, now time.Time) (domain.Copy, error) {
	folder := filepath.Dir(db.path)
	in := filepath.Join(folder, copiesFolder)
	if err := os.MkdirAll(in, 0o700); err != nil {
		return domain.Copy{}, storageError("make the folder for copies "+in, err)
	}
	made, err := db.Backup(ctx, filepath.Join(in, copyPrefix+now.UTC().Format(copyTime)+copySuffix))
	if err != nil {
		return made, err
	}
	copies, err := Copies(folder)
	if err != nil {
		return made, err
	}
	var kept int
	err = db.Read(ctx, func(q domain.Reader) (err error) {
		kept, err = setting.Int(q, domain.SettingCopies)
		return err
	})
	if err != nil {
		return made, err
	}
	for _, old := range copies[min(kept, len(copies)):] {
		if err := os.Remove(old.Path); err != nil {
			return made, storageError("remove the oldest copy "+old.Path, err)
		}
	}
	return made, nil
}

// contents is what a closed database file holds.
type contents struct {
	Version  int
	Entries  int
	Newest   domain.DecisionID
	NewestAt time.Time
	Hash     string
	Role     domain.Role
}

// inspect looks a database file through that nobody has open. It changes nothing.
func inspect(ctx context.Context, path, how string) (c contents, err error) {
	tried := "look the copy " + path + " through"
	if err := plainfile.Check(path); err != nil {
		return c, err
	}
	if size, _, err := is(path); err != nil {
		return c, storageError(tried, err)
	} else if size == 0 {
		return c, &domain.Error{Code: domain.CodeDamaged, Said: wording.Of("refusal.copy_empty", path)}
	}
	db, err := sql.Open("sqlite", location(path)+"?mode=ro&_pragma=query_only(1)")
	if err != nil {
		return c, storageError(tried, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	var id int
	err = db.QueryRowContext(
		ctx,
		"SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version)",
	).Scan(&id, &c.Version)
	if err != nil {
		return c, notACopy(path, err)
	}
	if id != applicationID {
		return c, &domain.Error{
			Code:  domain.CodeDamaged,
			Said:  wording.Of("refusal.copy_foreign", path),
			Cause: errors.New("the file is no Run Checks database"),
		}
	}
	newest, err := newestVersion()
	if err != nil {
		return c, err
	}
	if c.Version > newest {
		return c, &domain.Error{Code: domain.CodeStorage, Said: wording.Of("refusal.copy_newer", path, c.Version, newest)}
	}
	var said string
	if err = db.QueryRowContext(ctx, "PRAGMA "+how+"(1)").Scan(&said); err != nil {
		return c, notACopy(path, err)
	}
	if said != "ok" {
		return c, notACopy(path, errors.New(firstLine(said)))
	}
	if err = db.QueryRowContext(ctx, "SELECT count(*) FROM journal").Scan(&c.Entries); err != nil {
		return c, notACopy(path, err)
	}
	err = db.QueryRowContext(ctx, "SELECT id, at, hash FROM journal ORDER BY id DESC LIMIT 1").Scan(&c.Newest, (*moment)(&c.NewestAt), &c.Hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return c, notACopy(path, err)
	}
	if c.Role, err = roleIn(ctx, db); err != nil {
		return c, notACopy(path, err)
	}
	return c, nil
}

func notACopy(path string, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &domain.Error{
		Code:  domain.CodeDamaged,
		Said:  wording.Of("refusal.copy_damaged", path, err),
		Cause: err,
	}
}

// newestVersion is the version of the database that this program writes.
func newestVersion() (int, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	return len(names), storageError("list the migrations", err)
}
