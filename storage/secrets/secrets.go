// Package secrets keeps passwords in the operating system's keychain, behind
// domain.Secrets: with a time limit, because an unlock prompt may wait for a
// person, and with every failure in words. It stores nothing in files.
package secrets

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/zalando/go-keyring"

	"runchecks/domain"
)

// service is the name of our entries in the keychain.
const service = "Run Checks"

// patience is how long a keychain may take: a person may be typing a password.
const patience = 60 * time.Second

// Keychain is the operating system's keychain. Entries belong to a workspace, so
// that two workspaces may have accounts of the same name.
type Keychain struct{ Workspace string }

// Get returns the account's secret, from the keychain or from the environment
// variable that the account names. A missing entry and an unusable keychain are
// CodeSecret errors that say which of the two it is.
func (k Keychain) Get(ctx context.Context, account domain.Account) (string, error) {
	if secret, ok, err := fromEnvironment(account.Secret); ok {
		return secret, err
	}
	var secret string
	err := limited(ctx, func() (err error) {
		secret, err = keyring.Get(service, k.entry(account.Name))
		return err
	})
	if errors.Is(err, keyring.ErrNotFound) {
		return "", &domain.Error{Code: domain.CodeSecret, Message: fmt.Sprintf("The keychain has no password for the account %s: enter it again (rcheck account add ... --secret-stdin).", account.Name), Cause: err}
	}
	return secret, keychainError("read the password of "+account.Name, err)
}

// Set stores the account's secret.
func (k Keychain) Set(ctx context.Context, account domain.Account, secret string) error {
	return keychainError("store the password of "+account.Name, limited(ctx, func() error { return keyring.Set(service, k.entry(account.Name), secret) }))
}

// Delete removes the account's secret; one that is not there is fine.
func (k Keychain) Delete(ctx context.Context, account domain.Account) error {
	err := limited(ctx, func() error { return keyring.Delete(service, k.entry(account.Name)) })
	if errors.Is(err, keyring.ErrNotFound) {
		return nil
	}
	return keychainError("remove the password of "+account.Name, err)
}

func (k Keychain) entry(account string) string { return k.Workspace + "/" + account }

// limited runs call, which takes no context, and stops waiting for it in time.
// The call itself cannot be stopped and ends with the keychain's own answer.
func limited(ctx context.Context, call func() error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- call() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// keychainError: every error but "not found" means that there is no usable
// keychain (none of them says so by itself).
func keychainError(tried string, err error) error {
	if err == nil {
		return nil
	}
	return &domain.Error{Code: domain.CodeSecret, Cause: err,
		Message: fmt.Sprintf("Cannot %s: the operating system's keychain is not usable here (%v). Unlock it, or name an environment variable with --secret-env.", tried, err)}
}

// fromEnvironment reads the variable that an account's secret source names; ok is
// false where the source is not an environment variable.
func fromEnvironment(source domain.SecretSource) (secret string, ok bool, err error) {
	const prefix = "env:"
	if len(source) <= len(prefix) || source[:len(prefix)] != prefix {
		return "", false, nil
	}
	name := string(source[len(prefix):])
	secret, set := os.LookupEnv(name)
	if !set || secret == "" {
		return "", true, &domain.Error{Code: domain.CodeSecret, Message: fmt.Sprintf("The environment variable %s, which holds the password of this account, is not set. Set it and sync again.", name)}
	}
	return secret, true, nil
}

// Memory keeps secrets for this process only: for the demo workspace and for a
// session without a keychain.
type Memory map[string]string

// Get returns the secret or CodeSecret.
func (m Memory) Get(_ context.Context, account domain.Account) (string, error) {
	if s, ok := m[account.Name]; ok {
		return s, nil
	}
	return "", &domain.Error{Code: domain.CodeSecret, Message: "There is no password for the account " + account.Name + " in this session: enter it again."}
}

// Set keeps the secret until the process ends.
func (m Memory) Set(_ context.Context, account domain.Account, secret string) error {
	m[account.Name] = secret
	return nil
}

// Delete forgets the secret.
func (m Memory) Delete(_ context.Context, account domain.Account) error {
	delete(m, account.Name)
	return nil
}

var (
	_ domain.Secrets = Keychain{}
	_ domain.Secrets = Memory(nil)
)
