package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// What stands beside the database, and goes with it.
const (
	lockName  = FileName + "-lock"  // held shared by every process that has the database open
	doorName  = FileName + "-door"  // held while somebody opens or closes it
	stateName = FileName + "-state" // what the last of them left, see state
)

// hold is a process's share in a profile. SQLite's own locks say who writes; this one says
// who is there at all, and whether the last one left in peace.
type hold struct {
	folder string
	lock   *flock.Flock
	door   *flock.Flock
	// alone says that nobody else had the profile open when this process came.
	alone bool
}

// How long others may take to open or close the database, and how often to look.
const (
	doorPatience = 10 * time.Second
	doorEvery    = 10 * time.Millisecond
)

// errHeld says that another process has the profile open.
var errHeld = &domain.Error{
	Code: domain.CodeConflict,
	Said: wording.Of("refusal.profile_held"),
}

// enter takes a share in the profile of folder, and leaves the door shut: the caller opens
// the database and then calls settle. With exclusive nobody else may be there.
func enter(ctx context.Context, folder string, exclusive bool) (*hold, error) {
	h := &hold{
		folder: folder,
		lock:   flock.New(filepath.Join(folder, lockName), flock.SetPermissions(0o600)),
		door:   flock.New(filepath.Join(folder, doorName), flock.SetPermissions(0o600)),
	}
	tried := "take hold of the workspace folder " + folder
	if err := h.shut(ctx); err != nil {
		return nil, errors.Join(storageError(tried, err), h.lock.Close(), h.door.Close())
	}
	alone, err := h.lock.TryLock()
	h.alone = alone
	switch {
	case err != nil:
	case exclusive && !alone:
		err = errHeld
	case alone && !exclusive: // nobody comes in between: the door is shut
		if err = h.lock.Unlock(); err == nil {
			_, err = h.lock.TryRLock()
		}
	case !alone:
		_, err = h.lock.TryRLockContext(ctx, doorEvery)
	}
	if err != nil {
		return nil, errors.Join(storageError(tried, err), h.lock.Close(), h.door.Close())
	}
	return h, nil
}

func (h *hold) shut(ctx context.Context) error {
	waiting, cancel := context.WithTimeout(ctx, doorPatience)
	defer cancel()
	_, err := h.door.TryLockContext(waiting, doorEvery)
	if err != nil && ctx.Err() == nil && waiting.Err() != nil {
		return wording.Error("refusal.profile_held_long")
	}
	return err
}

// settle opens the door to others.
func (h *hold) settle() error { return h.door.Unlock() }

// leave gives the share back. closing closes the database; it is told whether nobody else
// has it open.
func (h *hold) leave(closing func(last bool) error) error {
	doorErr := h.shut(context.Background())
	last := false
	// Windows does not turn a share into the whole, so it is given back first; nobody comes in
	// between, for the door is shut.
	if doorErr == nil && h.lock.Unlock() == nil {
		last, _ = h.lock.TryLock() // who cannot tell is not the last: the next one looks closer
	}
	return errors.Join(doorErr, closing(last), h.lock.Close(), h.door.Close())
}

// syncFolder returns when the names in a folder are on the disk. Systems that cannot open
// folders keep names by themselves.
func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return nil
	}
	_ = f.Sync() // Windows refuses it
	return f.Close()
}
