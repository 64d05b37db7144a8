package storage

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"runchecks/domain"
	"runchecks/domain/wording"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrate brings the database to the newest version. Each migration and its
// record (user_version) are one transaction; with keep an existing database is copied first.
func migrate(ctx context.Context, db *sql.DB, path string, keep bool) error {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return storageError("list the migrations", err)
	}
	slices.Sort(names)
	var version, appID, tables int
	if err := db.QueryRowContext(ctx, "SELECT (SELECT user_version FROM pragma_user_version), (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_master)").Scan(&version, &appID, &tables); err != nil {
		return storageError("open the cache "+path, err)
	}
	switch {
	case tables > 0 && appID != applicationID:
		return &domain.Error{Code: domain.CodeStorage, Said: wording.Of("refusal.cache_foreign", path)}
	case version > len(names):
		return &domain.Error{Code: domain.CodeStorage, Said: wording.Of("refusal.cache_newer", path, version, len(names))}
	case version == len(names):
		return nil
	}
	if version > 0 && keep {
		if err := copyBefore(ctx, db, fmt.Sprintf("%s.before-%d", path, len(names))); err != nil {
			return storageError("copy the database before changing it", err)
		}
	}
	for i := version; i < len(names); i++ {
		script, err := migrationFiles.ReadFile(names[i])
		if err != nil {
			return storageError("read migration "+names[i], err)
		}
		t, err := db.BeginTx(ctx, nil)
		if err != nil {
			return storageError("migrate the cache "+path, err)
		}
		record := fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d;", i+1, applicationID)
		if _, err := t.ExecContext(ctx, string(script)+"\n"+record); err != nil {
			_ = t.Rollback()
			return storageError(fmt.Sprintf("migrate the cache %s (%s)", path, names[i]), err)
		}
		if err := t.Commit(); err != nil {
			return storageError("migrate the cache "+path, err)
		}
	}
	return nil
}

// copyBefore copies the database before it is changed. A copy of an earlier try, which
// something interrupted, holds the same or less and is replaced.
func copyBefore(ctx context.Context, db *sql.DB, to string) error {
	f, err := os.CreateTemp(filepath.Dir(to), freshPattern) // 0600
	if err != nil {
		return err
	}
	fresh := f.Name()
	defer removeDatabase(fresh)
	if err := f.Close(); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", fresh); err != nil {
		return err
	}
	return settled(fresh, to)
}

// Schema is the version of the database that this program makes and understands.
func Schema() int {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return 0 // the pattern is a constant
	}
	return len(names)
}
