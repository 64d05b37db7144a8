// Package secrets keeps passwords and refresh tokens in the operating system's
// keychain, behind domain.Secrets: one entry an account, with a time limit, because an
// unlock prompt may wait for a person, and with every failure in words. What is too
// large for an entry lies sealed in the cache under a key that is in the keychain. Where
// the keychain cannot be used, a secret lives as long as the process. Nothing is ever
// stored in clear.
package secrets

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// The names of our entries in the keychain. The key to what is sealed has a name of its
// own, so that no account can be called like it.
const (
	service    = "Run Checks"
	keyService = "Run Checks sealing key"
)

// patience is how long a keychain may take: a person may be typing a password.
const patience = 60 * time.Second

// Params are what a Keychain needs. Workspace and Store are required.
type Params struct {
	// Workspace tells the entries of workspaces apart, which may have accounts of the
	// same name: the folder's absolute path.
	Workspace string
	// Former is the folder that the workspace was in before it was moved, "" for none: entries
	// that are still named after it are found, and renamed when they are asked for.
	Former string
	// Store keeps what is sealed.
	Store domain.Store
	Ring  Ring // nil: the operating system's keychain
	// Fits says whether a secret can be an entry; nil: the limits of this system.
	Fits     func(entry, secret string) bool
	Patience time.Duration // 0: a minute
}

// Keychain keeps the secrets of one workspace. It is safe for concurrent use; its calls
// may take as long as its patience.
type Keychain struct {
	p     Params
	calls *calls
	key   sync.Mutex // only one key is made

	mu      sync.Mutex
	session map[string]inSession // by account
}

// inSession is a secret that this process alone has.
type inSession struct {
	stored string // bound to whom it may be shown to
	given  bool   // it came with this process, and is not for us to keep
	why    error  // why it is not kept; nil where it was given
}

// New returns a Keychain, or an error naming what is missing. It asks the keychain nothing.
func New(p Params) (*Keychain, error) {
	if p.Workspace == "" || p.Store == nil {
		return nil, errors.New("keychain: workspace and store are required")
	}
	if p.Ring == nil {
		p.Ring = system{}
	}
	if p.Fits == nil {
		p.Fits = fits
	}
	if p.Patience == 0 {
		p.Patience = patience
	}
	return &Keychain{p: p, calls: newCalls(p.Patience), session: map[string]inSession{}}, nil
}

// Get returns the account's secret: from this session, from the environment variable
// that the account names, or from the keychain. A missing entry, an unusable keychain
// and a damaged seal are CodeSecret errors that say which of them it is.
func (k *Keychain) Get(ctx context.Context, account domain.Account) (string, error) {
	stored, ok, err := k.stored(ctx, account)
	if !ok || err != nil {
		return stored, err
	}
	secret, moved := unbind(account, stored)
	if moved {
		return "", errMoved(account)
	}
	return secret, nil
}

// stored returns what is kept for an account; bound is false for what comes from the
// environment, which is the caller's to mind.
func (k *Keychain) stored(ctx context.Context, account domain.Account) (text string, bound bool, err error) {
	if one, ok := k.inSession(account.Name); ok {
		return one.stored, true, nil
	}
	if secret, ok, err := fromEnvironment(account.Secret); ok {
		return secret, false, err
	}
	seal, err := k.sealed(ctx, account.Name)
	switch {
	case err == nil:
		text, err = k.open(ctx, account, seal)
		return text, true, err
	case domain.CodeOf(err) != domain.CodeNotFound:
		return "", true, err
	}
	text, err = k.get(ctx, service, k.entry(account.Name))
	switch {
	case errors.Is(err, ErrNotFound):
		return "", true, missing(account, wording.Of("refusal.secret_ring_none"), err)
	case err != nil && ctx.Err() != nil:
		return "", true, err // whoever went away knows nothing of the keychain
	case err != nil:
		return "", true, missing(account, wording.Happened(unusable(err)), err)
	}
	return text, true, nil
}

// Set stores the account's secret in place of the one before. Where the keychain does
// not take it, this process keeps it and SessionOnly says why; that is no error.
func (k *Keychain) Set(ctx context.Context, account domain.Account, secret string) error {
	if one, ok := k.inSession(account.Name); ok && one.given {
		k.Hold(account, secret)
		return nil
	}
	stored := bind(account, secret)
	err := k.keep(ctx, account.Name, stored)
	k.mu.Lock()
	defer k.mu.Unlock()
	if err != nil {
		k.session[account.Name] = inSession{stored: stored, why: err}
	} else {
		delete(k.session, account.Name)
	}
	return nil
}

// keep puts a secret into the keychain, or seals it where it is too large.
func (k *Keychain) keep(ctx context.Context, name, secret string) error {
	entry := k.entry(name)
	if k.p.Fits(entry, secret) {
		err := k.set(ctx, service, entry, secret)
		if err == nil {
			return k.dropSeal(ctx, name)
		}
		if !errors.Is(err, ErrTooLarge) {
			return unusable(err)
		}
	}
	key, err := k.sealingKey(ctx)
	if err != nil {
		return unusable(err)
	}
	sealed, err := seal(key, name, secret)
	if err != nil {
		return err
	}
	if err := k.p.Store.Write(ctx, func(tx domain.Tx) error { return tx.PutSealedSecret(name, sealed) }); err != nil {
		return err
	}
	// What stays there by a fault is never read while a seal is here, and goes with the account.
	_ = k.delete(ctx, service, entry)
	return nil
}

// Ask asks the keychain for an entry that is not there, and returns why it cannot be used; nil
// where it answers.
func (k *Keychain) Ask(ctx context.Context) error {
	if _, err := k.get(ctx, service, k.entry("?")); err != nil && !errors.Is(err, ErrNotFound) {
		return unusable(err)
	}
	return nil
}

// Hold keeps a secret for this process, before any that is stored.
func (k *Keychain) Hold(account domain.Account, secret string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.session[account.Name] = inSession{stored: bind(account, secret), given: true}
}

// SessionOnly says why the secret that Set was given is not stored; nil where it is.
func (k *Keychain) SessionOnly(account domain.Account) error {
	one, _ := k.inSession(account.Name)
	return one.why
}

// Delete removes the account's secret wherever it is; one that is not there is fine.
func (k *Keychain) Delete(ctx context.Context, account domain.Account) error {
	k.mu.Lock()
	delete(k.session, account.Name)
	k.mu.Unlock()
	err := k.dropSeal(ctx, account.Name)
	if ringErr := k.delete(ctx, service, k.entry(account.Name)); ringErr != nil && !errors.Is(ringErr, ErrNotFound) {
		err = errors.Join(err, &domain.Error{Code: domain.CodeSecret, Cause: ringErr,
			Said: wording.Of("refusal.secret_remove", secretWord(account), account.Name, unusable(ringErr))})
	}
	return err
}

// Close waits, until ctx ends, for a call that is under way: what it stores must not be
// lost. No call is made after it.
func (k *Keychain) Close(ctx context.Context) { k.calls.close(ctx) }

func (k *Keychain) inSession(name string) (inSession, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	one, ok := k.session[name]
	return one, ok
}

func (k *Keychain) entry(account string) string { return k.p.Workspace + "/" + account }

func (k *Keychain) get(ctx context.Context, service, entry string) (string, error) {
	return k.calls.do(ctx, func() (string, error) {
		text, err := k.p.Ring.Get(service, entry)
		before, ok := k.before(entry)
		if !errors.Is(err, ErrNotFound) || !ok {
			return text, err
		}
		if text, err = k.p.Ring.Get(service, before); err != nil {
			return "", err
		}
		if k.p.Ring.Set(service, entry, text) == nil {
			_ = k.p.Ring.Delete(service, before) // it does no harm: the new one comes first
		}
		return text, nil
	})
}

// before returns how an entry was named before the workspace was moved.
func (k *Keychain) before(entry string) (string, bool) {
	rest, ok := strings.CutPrefix(entry, k.p.Workspace)
	return k.p.Former + rest, ok && k.p.Former != ""
}

func (k *Keychain) set(ctx context.Context, service, entry, secret string) error {
	_, err := k.calls.do(ctx, func() (string, error) { return "", k.p.Ring.Set(service, entry, secret) })
	return err
}

func (k *Keychain) delete(ctx context.Context, service, entry string) error {
	_, err := k.calls.do(ctx, func() (string, error) {
		err := k.p.Ring.Delete(service, entry)
		if before, ok := k.before(entry); ok && (err == nil || errors.Is(err, ErrNotFound)) {
			if left := k.p.Ring.Delete(service, before); left != nil && !errors.Is(left, ErrNotFound) {
				return "", left
			}
		}
		return "", err
	})
	return err
}

// sealed reads what is sealed; CodeNotFound where nothing is.
func (k *Keychain) sealed(ctx context.Context, name string) (seal []byte, err error) {
	err = k.p.Store.Read(ctx, func(q domain.Reader) error {
		seal, err = q.SealedSecret(name)
		return err
	})
	return seal, err
}

func (k *Keychain) dropSeal(ctx context.Context, name string) error {
	if _, err := k.sealed(ctx, name); err != nil {
		if domain.CodeOf(err) == domain.CodeNotFound {
			return nil
		}
		return err
	}
	return k.p.Store.Write(ctx, func(tx domain.Tx) error { return tx.DeleteSealedSecret(name) })
}

// open opens what is sealed for an account.
func (k *Keychain) open(ctx context.Context, account domain.Account, sealed []byte) (string, error) {
	text, err := k.get(ctx, keyService, k.p.Workspace)
	switch {
	case errors.Is(err, ErrNotFound):
		return "", missing(account, wording.Of("refusal.secret_no_key"), err)
	case err != nil && ctx.Err() != nil:
		return "", err
	case err != nil:
		return "", missing(account, wording.Happened(unusable(err)), err)
	}
	key, err := keyOf(text)
	if err != nil {
		return "", missing(account, wording.Of("refusal.secret_key_damaged"), err)
	}
	secret, err := unseal(key, account.Name, sealed)
	if err != nil {
		return "", missing(account, wording.Of("refusal.secret_seal_damaged"), err)
	}
	return secret, nil
}

// sealingKey returns the workspace's key, and makes it where there is none.
func (k *Keychain) sealingKey(ctx context.Context) ([]byte, error) {
	k.key.Lock()
	defer k.key.Unlock()
	text, err := k.get(ctx, keyService, k.p.Workspace)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	if err == nil {
		if key, err := keyOf(text); err == nil {
			return key, nil
		} // what was sealed under a damaged one is lost already
	}
	fresh := make([]byte, keySize)
	_, _ = rand.Read(fresh) // never fails (crypto/rand)
	if err := k.set(ctx, keyService, k.p.Workspace, base64.StdEncoding.EncodeToString(fresh)); err != nil {
		return nil, err
	}
	// Another process may have been faster: what is there counts.
	if text, err = k.get(ctx, keyService, k.p.Workspace); err != nil {
		return nil, err
	}
	return keyOf(text)
}

// missing says that there is no secret to use, and what to do.
func missing(account domain.Account, why wording.Phrase, cause error) error {
	advice := wording.Of("refusal.secret_enter")
	if account.OAuth != nil {
		advice = wording.Of("refusal.secret_sign")
	}
	return &domain.Error{Code: domain.CodeSecret, Cause: cause,
		Said: wording.Of("refusal.secret_none", secretWord(account), account.Name, why, advice)}
}

func secretWord(account domain.Account) wording.Phrase {
	if account.OAuth != nil {
		return wording.Of("refusal.secret_sign_in")
	}
	return wording.Of("refusal.secret_password")
}

// unusable: every error but "not found" means that there is no usable keychain (none of
// them says so by itself).
func unusable(err error) error {
	why := wording.Text(strings.TrimSpace(err.Error()))
	if said, ok := wording.In(err); ok {
		why = said
	}
	if errors.Is(err, exec.ErrNotFound) { // of the program that would start one
		why = wording.Of("refusal.secret_no_bus")
	}
	return &domain.Error{
		Code:  domain.CodeSecret,
		Cause: err,
		Said:  wording.Of("refusal.keychain", why),
	}
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
		return "", true, &domain.Error{
			Code: domain.CodeSecret,
			Said: wording.Of("refusal.secret_environment", name),
		}
	}
	return secret, true, nil
}

var (
	_ domain.Secrets = (*Keychain)(nil)
	_ domain.Secrets = Memory(nil)
)
