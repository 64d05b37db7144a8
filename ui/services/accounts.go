package services

import (
	"context"
	"time"

	"runchecks/domain"
)

// Accounts adds and changes the places that reports are fetched from.
type Accounts interface {
	// Guess returns the likely settings of the mailbox of an address; known is true where
	// they are those of a provider.
	Guess(address string) (a domain.Account, known bool)
	// Find looks for the settings of the mailbox of an address in the network; with
	// further also where somebody learns its domain. What is not found is a guess.
	Find(ctx context.Context, address string, further bool) (domain.FoundMailbox, error)
	// Check signs in and lists the folders of a mailbox. It keeps nothing.
	Check(ctx context.Context, a domain.Account, secret string) ([]domain.FolderCount, error)
	// SignIn signs a person in with OAuth2, in the browser by open or, where that is nil,
	// with a code that show shows. It waits for the person; secret is what to keep.
	SignIn(
		ctx context.Context,
		a domain.Account,
		clientSecret string,
		open func(ctx context.Context, address string) error,
		show func(code, address string, until time.Time),
	) (secret string, folders []domain.FolderCount, err error)
	// SignInAccount returns the settings of a mailbox that signs in at a provider.
	SignInAccount(address, provider, clientID string) domain.Account
	// Add keeps an account and its secret.
	Add(ctx context.Context, a domain.Account, secret string) (domain.Account, error)
	// Folders signs in with the secret that is kept, and lists the folders of a mailbox.
	Folders(ctx context.Context, a domain.Account) ([]domain.FolderCount, error)
	// Change puts other settings in the place of those of the account of this name; an
	// empty secret leaves the one that is kept.
	Change(ctx context.Context, a domain.Account, secret string) (domain.Account, error)
	// Forget removes the secret of an account that was removed.
	Forget(ctx context.Context, a domain.Account) error
	// Enter keeps a secret for an account that is there, unless the server refuses it:
	// CodeSignIn.
	Enter(ctx context.Context, name, secret string) error
	// SessionOnly says why the secret of an account is gone when the program ends; nil
	// where it is kept. It waits for nothing.
	SessionOnly(a domain.Account) error
}

// WaitsForSecret reports whether an account waits for its password or sign-in.
func WaitsForSecret(a domain.Account) bool { return a.Health.Code == domain.CodeSecret }

// WaitingForSecret lists the accounts whose password or sign-in a person can enter here.
func WaitingForSecret(all []domain.Account) (out []domain.Account) {
	for _, a := range all {
		if WaitsForSecret(a) && a.Paused.IsZero() && a.Secret == domain.SecretKeychain {
			out = append(out, a)
		}
	}
	return out
}
