package sourcetest

import (
	"runchecks/domain"
	"runchecks/sync/cove"
	"runchecks/sync/mailbox"
	"runchecks/sync/source"
)

// Trials returns the kinds of accounts that the program has, by which accounts can be
// tried and not synced.
func Trials() source.Kinds {
	return source.Kinds{{Name: domain.AccountIMAP, Trial: mailbox.Trial{}}, {Name: domain.AccountCove, Trial: cove.Trial{}}}
}
