package workspace

import (
	"context"
	"errors"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/storage"
)

// Backup copies the database into a file and checks the copy; others work on meanwhile.
func (w *Workspace) Backup(ctx context.Context, to string) (domain.Copy, error) {
	if err := w.Desk.Permit(rules.ActSee); err != nil {
		return domain.Copy{}, err
	}
	return w.Store.Backup(ctx, to)
}

// BackupNow makes a copy among those that are made by themselves.
func (w *Workspace) BackupNow(ctx context.Context) (domain.Copy, error) {
	if err := w.Desk.Permit(rules.ActSee); err != nil {
		return domain.Copy{}, err
	}
	return w.Store.BackupNow(ctx, w.Clock())
}

// Copies lists the copies that were made by themselves, newest first.
func (w *Workspace) Copies() ([]domain.Copy, error) { return storage.Copies(w.Folder) }

// CopiesOf lists the copies in a folder, also of a workspace that cannot be opened.
func CopiesOf(folder string) ([]domain.Copy, error) { return storage.Copies(folder) }

// Keep makes the day's copy where it is due; a demo needs none. It waits for the sync that
// is under way.
func (w *Workspace) Keep(ctx context.Context) (made bool, err error) {
	if w.demo != nil {
		return false, nil
	}
	err = w.turns.apart(ctx, func(ctx context.Context) error {
		made, err = w.Store.Keep(ctx, w.Clock())
		return err
	})
	return made, err
}

// Care looks after the database until ctx ends: at once and at every tick it looks whether a copy
// is due, and whether the database is whole. told is called from its goroutine with what is
// new: a copy was made (nil), or why not; the same fault is told once.
func (w *Workspace) Care(ctx context.Context, tick <-chan time.Time, told func(error)) {
	last := ""
	for {
		made, err := w.Keep(ctx)
		if err == nil {
			err = w.Maintain(ctx, false, nil)
		}
		if ctx.Err() != nil {
			return
		}
		now := ""
		if err != nil {
			now = err.Error()
		}
		if made || now != last {
			told(err)
		}
		last = now
		select {
		case <-ctx.Done():
			return
		case <-tick:
		}
	}
}

// LookAt says what putting a copy back would do, and changes nothing.
func (w *Workspace) LookAt(ctx context.Context, path string, keepLater bool) (domain.Restoration, error) {
	return w.Store.LookAt(ctx, path, keepLater)
}

// Restoring is what Restore did.
type Restoring struct {
	domain.Restoration
	Decision domain.Decision // the entry that says so
	// Left counts the decisions about what is to be fetched again first: the next sync of
	// all accounts makes them again.
	Left int
}

// PlanRestore says what Restore would do, and changes nothing. Nobody else may have the
// workspace open.
func PlanRestore(ctx context.Context, folder, file string, keepLater bool) (domain.Restoration, error) {
	return storage.PlanRestore(ctx, storage.RestoreRequest{Folder: folder, File: file, KeepLater: keepLater})
}

// Restore puts a copy in the place of the database of a workspace, "" for the newest one
// that is whole, and writes that into the journal. What is replaced stays beside it.
func Restore(ctx context.Context, o Options, file string, keepLater bool) (r Restoring, err error) {
	clock := o.Clock
	if clock == nil {
		clock = domain.SystemClock
	}
	q := storage.RestoreRequest{Folder: o.Folder, File: file, KeepLater: keepLater, May: func(role domain.Role) error {
		if rules.Permitted(role, rules.ActRestore) {
			return nil
		}
		return review.Refused(role, rules.ActRestore)
	}}
	if r.Restoration, err = storage.Restore(ctx, q, clock()); err != nil {
		return r, err
	}
	o.Create = false
	w, err := Open(ctx, o)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	r.Decision, r.Left, err = w.Desk.RecordRestore(ctx, r.Restoration)
	return r, err
}
