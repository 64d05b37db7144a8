package storage

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/storage/salvage"
)

// RestoreRequest says which copy takes the place of the database of a workspace folder.
type RestoreRequest struct {
	Folder string
	// File is the copy; "" is the newest one of the folder that is whole, and where there is
	// none a new database.
	File string
	// KeepLater takes over the decisions made since the copy. From a damaged database they
	// are always taken over.
	KeepLater bool
	// May refuses a role that may not restore; nil refuses none.
	May func(domain.Role) error
}

// PlanRestore says what restoring would do, and changes nothing. Nobody else may have the
// workspace open.
func PlanRestore(ctx context.Context, q RestoreRequest) (domain.Restoration, error) {
	h, err := enter(ctx, q.Folder, true)
	if err != nil {
		return domain.Restoration{}, err
	}
	r, err := plan(ctx, q)
	return r, errors.Join(err, h.leave(func(bool) error { return nil }))
}

// LookAt says what putting a copy in the place of this open database would do.
func (db *DB) LookAt(ctx context.Context, path string, keepLater bool) (r domain.Restoration, err error) {
	if found := db.Damage(); found != nil {
		return r, found
	}
	c, err := inspect(ctx, path, whole)
	if err != nil {
		return r, err
	}
	r.From, r.Kept = copyOf(path, c), keepLater
	return r, db.noted(compare(ctx, db.path, &r))
}

// Restore puts a copy in the place of the database. Nobody else may have the workspace
// open. What is replaced is kept in a folder of its own beside it; after an error, or when
// it is interrupted, it can be done again.
func Restore(ctx context.Context, q RestoreRequest, now time.Time) (r domain.Restoration, err error) {
	h, err := enter(ctx, q.Folder, true)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, h.leave(func(bool) error { return nil })) }()
	if err := tidy(q.Folder); err != nil {
		return r, storageError("look at the workspace folder "+q.Folder, err)
	}
	if r, err = plan(ctx, q); err != nil {
		return r, err
	}
	if q.May != nil {
		if err := q.May(r.Role); err != nil {
			return r, err
		}
	}
	fresh, last, err := prepare(ctx, q, r)
	if err != nil {
		return r, err
	}
	defer removeDatabase(fresh)
	removeDatabase(filepath.Join(q.Folder, FileName) + searchSuffix) // it is that of the database that goes
	r.Replaced, err = replace(q.Folder, fresh, last, now)
	return r, storageError("put the copy in its place", err)
}

// plan looks at the copy and at what it would replace.
func plan(ctx context.Context, q RestoreRequest) (r domain.Restoration, err error) {
	path := filepath.Join(q.Folder, FileName)
	var from contents
	if r.From, from, err = choose(ctx, q); err != nil {
		return r, err
	}
	if r.Damage, err = damageOf(ctx, q.Folder); err != nil {
		return r, err
	}
	r.Role = cmp.Or(from.Role, domain.RoleAdmin)
	if r.Damage == "" {
		forgetLog(path)
		r.Kept = q.KeepLater
		return r, compare(ctx, path, &r)
	}
	r.Kept = true
	found, err := salvage.Read(ctx, path, from.Newest, from.Hash)
	r.Later, r.Loose = found.Entries, found.Loose
	return r, storageError("read what is left of "+path, err)
}

// choose returns the copy that is asked for, or the newest one that is whole.
func choose(ctx context.Context, q RestoreRequest) (domain.Copy, contents, error) {
	if q.File != "" {
		c, err := inspect(ctx, q.File, whole)
		return copyOf(q.File, c), c, err
	}
	copies, err := Copies(q.Folder)
	if err != nil {
		return domain.Copy{}, contents{}, err
	}
	for _, one := range copies {
		c, err := inspect(ctx, one.Path, whole)
		if err == nil {
			chosen := copyOf(one.Path, c)
			chosen.At = one.At // of the name: the file may have been moved here
			return chosen, c, nil
		}
		if domain.CodeOf(err) != domain.CodeDamaged {
			return domain.Copy{}, contents{}, err
		}
	}
	return domain.Copy{}, contents{}, nil
}

func copyOf(path string, c contents) domain.Copy {
	size, _, _ := is(path)
	return domain.Copy{Path: path, At: checkedAt(path).UTC(), Size: size, Entries: c.Entries, Newest: c.Newest, NewestAt: c.NewestAt}
}

// damageOf says what is wrong with the database of a folder, "" for a whole one.
func damageOf(ctx context.Context, folder string) (string, error) {
	path := filepath.Join(folder, FileName)
	was := readState(folder)
	keepLog(path)
	if _, err := look(folder, was); err != nil {
		return reason(err), nil
	}
	if !exists(path) {
		return wording.English(wording.Of("refusal.damage_gone"), nil), nil
	}
	c, err := inspect(ctx, path, whole)
	switch {
	case domain.CodeOf(err) == domain.CodeDamaged:
		return reason(err), nil
	case err != nil:
		return "", err
	case was.Newest > c.Newest:
		return wording.English(wording.Of("refusal.damage_newest_gone"), nil), nil
	}
	return "", nil
}

// reason is what was found of a damaged database, without what can be done about it.
func reason(err error) string {
	var known *domain.Error
	if errors.As(err, &known) && known.Cause != nil {
		return known.Cause.Error()
	}
	return err.Error()
}

// compare says which decisions only one of a whole database and a copy has.
func compare(ctx context.Context, path string, r *domain.Restoration) (err error) {
	if r.From.Path == "" {
		return &domain.Error{Code: domain.CodeNotFound, Said: wording.Of("refusal.restore_nothing")}
	}
	tried := "compare the database with the copy"
	db, err := sql.Open("sqlite", location(path)+"?mode=ro&_pragma=query_only(1)")
	if err != nil {
		return storageError(tried, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, "ATTACH ? AS copy", location(r.From.Path)+"?mode=ro"); err != nil {
		return storageError(tried, err)
	}
	if r.Role, err = roleIn(ctx, db); err != nil {
		return storageError(tried, err)
	}
	const only = "SELECT %s FROM %s.journal a WHERE NOT EXISTS (SELECT 1 FROM %s.journal b WHERE b.id = a.id)"
	if err := db.QueryRowContext(ctx, fmt.Sprintf(only, "count(*)", "copy", "main")).Scan(&r.Gained); err != nil {
		return storageError(tried, err)
	}
	const columns = "id, profile, actor, at, kind, targets, payload, undoes, summary, hash"
	rows, err := db.QueryContext(ctx, fmt.Sprintf(only, columns, "main", "copy")+" ORDER BY a.id")
	if err != nil {
		return storageError(tried, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var d domain.Decision
		var targets string
		err := rows.Scan(&d.ID, &d.Profile, &d.Actor, (*moment)(&d.At), &d.Kind, &targets, &d.Payload, &d.Undoes, &d.Summary, &d.Hash)
		if err == nil {
			err = json.Unmarshal([]byte(targets), &d.Targets)
		}
		if err != nil {
			return storageError(tried, err)
		}
		r.Later = append(r.Later, d)
	}
	if r.Gained > 0 && r.Kept {
		return &domain.Error{Code: domain.CodeConflict, Said: wording.Of("refusal.restore_other", r.From.Path, r.Gained)}
	}
	return storageError(tried, rows.Err())
}

// prepare makes the database that takes the other's place, whole under another name. last
// is its newest decision.
func prepare(ctx context.Context, q RestoreRequest, r domain.Restoration) (fresh string, last state, err error) {
	f, err := os.CreateTemp(q.Folder, freshPattern)
	if err != nil {
		return "", last, storageError("make room for the copy", err)
	}
	fresh = f.Name()
	defer func() {
		if err != nil {
			removeDatabase(fresh)
		}
	}()
	if err := f.Close(); err != nil {
		return "", last, storageError("make room for the copy", err)
	}
	if r.From.Path != "" {
		from, err := sql.Open("sqlite", location(r.From.Path)+"?mode=ro")
		if err != nil {
			return "", last, storageError("read the copy", err)
		}
		_, err = from.ExecContext(ctx, "VACUUM INTO ?", fresh)
		if err = errors.Join(err, from.Close()); err != nil {
			return "", last, storageError("read the copy "+r.From.Path, err)
		}
	}
	db, err := openFile(ctx, fresh, false)
	if err != nil {
		return "", last, err
	}
	if r.From.Path == "" {
		rescue(ctx, db, filepath.Join(q.Folder, FileName))
	}
	err = db.Write(ctx, func(tx domain.Tx) error {
		if r.Kept {
			for _, d := range r.Later {
				if err := tx.AppendDecision(d); err != nil {
					return err
				}
			}
		}
		newest, err := tx.NewestDecision()
		if domain.CodeOf(err) == domain.CodeNotFound {
			err = nil
		}
		last.Newest, last.Hash = newest.ID, newest.Hash
		return errors.Join(err, tx.PutSetting(domain.SettingRestored, "yes"))
	})
	return fresh, last, errors.Join(err, db.Close())
}

// replace puts a finished database in the place of another, which it keeps aside.
func replace(folder, fresh string, last state, now time.Time) (aside string, err error) {
	path := filepath.Join(folder, FileName)
	last.Phase = phaseRestoring
	if err := last.write(folder, true); err != nil {
		return "", err
	}
	aside = filepath.Join(folder, "replaced-"+now.UTC().Format(copyTime))
	if err := os.Mkdir(aside, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return "", err
	}
	for _, suffix := range []string{"-shm", salvage.KeptLog, "-wal", "-journal", ""} {
		if err := os.Rename(path+suffix, filepath.Join(aside, FileName+suffix)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", err
		}
	}
	if err := syncFolder(aside); err != nil {
		return "", err
	}
	if err := settled(fresh, path); err != nil {
		return "", err
	}
	last.Phase = phaseClosed
	if last.Size, last.Changed, err = is(path); err != nil {
		return aside, err
	}
	return aside, last.write(folder, true)
}

// rescued are the tables that are taken over where no copy is left: nobody can fetch them
// again, and no decision makes them.
var rescued = []string{"account", "setting", "sealed"}

// rescue takes over what can be read of a few tables of a damaged database. That a table
// cannot be read is why it is called.
func rescue(ctx context.Context, db *DB, from string) {
	if !exists(from) {
		return
	}
	// A connection of its own: the damaged database is attached, and gone with it.
	one, err := db.durable.Conn(ctx)
	if err != nil {
		return
	}
	defer func() { _ = one.Close() }()
	if _, err := one.ExecContext(ctx, "ATTACH ? AS damaged", location(from)+"?mode=ro"); err != nil {
		return
	}
	for _, table := range rescued {
		_, _ = one.ExecContext(ctx, "INSERT OR IGNORE INTO main."+table+" SELECT * FROM damaged."+table)
	}
	_, _ = one.ExecContext(ctx, "DETACH damaged")
}

// roleIn reads the role of a profile from its database. A profile without one belongs to
// whoever made it.
func roleIn(ctx context.Context, db *sql.DB) (role domain.Role, err error) {
	err = db.QueryRowContext(ctx, "SELECT value FROM setting WHERE key = ?", domain.SettingRole).Scan(&role)
	if errors.Is(err, sql.ErrNoRows) {
		return domain.RoleAdmin, nil
	}
	return role, err
}
