// Package storage is the SQLite cache behind domain.Store: two writers that take turns, one
// of which waits for the disk (decisions) and one not (what can be fetched again),
// several readers, numbered migrations, one file per aggregate. It maps database
// errors to domain.Error and knows nothing of mails, servers or windows.
//
// Secrets are not kept here, or sealed under a key that is elsewhere; see
// storage/secrets.
package storage
