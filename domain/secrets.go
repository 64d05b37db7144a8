package domain

import "context"

// Secrets keeps passwords outside the database, or sealed. Calls with a context may wait
// for a person (an unlock prompt), so they are never made on the interface thread. An error with
// CodeSecret says why there is no secret and what to do.
type Secrets interface {
	Get(ctx context.Context, account Account) (string, error)
	// Set keeps a secret in place of the one before. Where the keychain does not take it
	// this process keeps it, and SessionOnly says why.
	Set(ctx context.Context, account Account, secret string) error
	Delete(ctx context.Context, account Account) error
	// SessionOnly says why the secret that Set was given is gone with this process; nil
	// where it is not. It waits for nothing.
	SessionOnly(account Account) error
	// Hold keeps a secret for this process alone, before any that is stored. It waits for
	// nothing.
	Hold(account Account, secret string)
}
