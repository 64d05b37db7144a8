package storage

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"slices"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// What can be done about a file that cannot be read or written.
var (
	adviceFull     = wording.Of("refusal.disk_full")
	adviceQuota    = wording.Of("refusal.disk_quota")
	adviceReadOnly = wording.Of("refusal.disk_read_only")
	adviceRefused  = wording.Of("refusal.disk_refused")
	adviceDisk     = wording.Of("refusal.disk_fault")
	adviceBusy     = wording.Of("refusal.disk_busy")
	adviceDamaged  = wording.Of("refusal.disk_damaged")
	adviceNone     = wording.Of("refusal.nothing_changed")
)

// storageError turns a database or file error into one that a person can act on.
func storageError(tried string, err error) error {
	if err == nil {
		return nil
	}
	var known *domain.Error
	if errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		return &domain.Error{Code: domain.CodeNotFound, Said: wording.Of("refusal.storage_no_entry", tried), Cause: err}
	}
	var se *sqlite.Error
	if errors.As(err, &se) && se.Code()&0xff == sqlite3.SQLITE_CONSTRAINT {
		return &domain.Error{Code: domain.CodeConflict, Said: wording.Of("refusal.storage_unchanged", tried, err), Cause: err}
	}
	does := advice(err)
	failed := &domain.Error{Code: domain.CodeStorage, Said: wording.Of("refusal.storage_failed", tried, err, does), Cause: err}
	if does.Code == adviceDamaged.Code {
		failed.Remedy.Code = domain.RemedyRestore
	}
	return failed
}

// advice says what can be done.
func advice(err error) wording.Phrase {
	var se *sqlite.Error
	if errors.As(err, &se) {
		switch se.Code() & 0xff {
		case sqlite3.SQLITE_FULL:
			return adviceFull
		case sqlite3.SQLITE_IOERR:
			return adviceDisk
		case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
			return adviceRefused
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
			return adviceBusy
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			return adviceDamaged
		}
		return adviceNone
	}
	var number syscall.Errno
	if errors.As(err, &number) {
		switch {
		case slices.Contains(fullCodes, number):
			return adviceFull
		case slices.Contains(quotaCodes, number):
			return adviceQuota
		case slices.Contains(readOnlyCodes, number):
			return adviceReadOnly
		case slices.Contains(faultCodes, number):
			return adviceDisk
		}
	}
	if errors.Is(err, os.ErrPermission) {
		return adviceRefused
	}
	return adviceNone
}
