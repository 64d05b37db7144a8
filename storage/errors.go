package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"slices"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"runchecks/domain"
)

// What can be done about a file that cannot be read or written.
const (
	adviceFull     = "The disk is full: free some space and try again. Nothing was lost."
	adviceQuota    = "Your share of the disk is used up (quota): free some space and try again. Nothing was lost."
	adviceReadOnly = "The disk can only be read, or became so after a fault: make it writable or choose another workspace folder. " +
		"Nothing was lost."
	adviceRefused = "The folder or file cannot be written: check its permissions or choose another workspace folder."
	adviceDisk    = "The disk did not read or write: it may be full, gone, or failing. Look at it, free some space and try again."
	adviceBusy    = "Another program holds the file; try again in a moment."
	adviceDamaged = "The file is damaged or not a Run Checks database; what is missing will be fetched again."
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
		return &domain.Error{Code: domain.CodeNotFound, Message: "Cannot " + tried + ": there is no such entry.", Cause: err}
	}
	var se *sqlite.Error
	if errors.As(err, &se) && se.Code()&0xff == sqlite3.SQLITE_CONSTRAINT {
		return &domain.Error{Code: domain.CodeConflict, Message: fmt.Sprintf("Cannot %s: %v. Nothing was changed.", tried, err), Cause: err}
	}
	does := advice(err)
	failed := &domain.Error{Code: domain.CodeStorage, Message: fmt.Sprintf("Cannot %s: %v. %s", tried, err, does), Cause: err}
	if does == adviceDamaged {
		failed.Remedy.Code = domain.RemedyRestore
	}
	return failed
}

// advice says what can be done.
func advice(err error) string {
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
		return "Nothing was changed."
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
	return "Nothing was changed."
}
