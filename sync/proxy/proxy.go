// Package proxy keeps by which proxy the web services of a profile are asked: the choice
// in the cache, its password in the keychain. Its own: reading both for each request, and
// setting both together. Not its own: how a request goes by a proxy (sync/service),
// permission and journal (domain/review).
package proxy

import (
	"context"
	"errors"
	"sync"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/wording"
)

// Decisions are permission and journal (review.Service).
type Decisions interface {
	Permit(rules.Action) error
	SetProxy(context.Context, domain.Proxy) (domain.Decision, error)
}

// Params are what a Keeper works with; all are required.
type Params struct {
	Store     domain.Store
	Secrets   domain.Secrets
	Decisions Decisions
}

// Keeper keeps the choice of one profile. It is safe for concurrent use.
type Keeper struct {
	p Params

	mu       sync.Mutex
	of       domain.Proxy // whose password is known
	known    bool
	password string
}

// New returns a Keeper, or an error naming what is missing.
func New(p Params) (*Keeper, error) {
	if p.Store == nil || p.Secrets == nil || p.Decisions == nil {
		return nil, errors.New("proxy: store, secrets and decisions are required")
	}
	return &Keeper{p: p}, nil
}

// Chosen returns the proxy that is chosen, without its password.
func (k *Keeper) Chosen(ctx context.Context) (p domain.Proxy, err error) {
	err = k.p.Store.Read(ctx, func(q domain.Reader) error {
		p, err = domain.ReadProxy(q)
		return err
	})
	return p, err
}

// Proxy returns the proxy that is chosen and its password, which the keychain is asked for
// once. A missing one gives CodeSecret.
func (k *Keeper) Proxy(ctx context.Context) (p domain.Proxy, password string, err error) {
	if p, err = k.Chosen(ctx); err != nil || p.User == "" {
		return p, "", err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.known || k.of != p {
		if k.password, err = k.p.Secrets.Get(ctx, p.Account()); err != nil {
			k.known = false
			return p, "", err
		}
		k.of, k.known = p, true
	}
	return p, k.password, nil
}

// Refused forgets the password that was used: the keychain may hold another by now.
func (k *Keeper) Refused() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.known, k.password = false, ""
}

// Set chooses a proxy (Admin). An empty password leaves the one that is kept for this
// server, port and user; where there is none, that gives CodeSecret.
func (k *Keeper) Set(ctx context.Context, p domain.Proxy, password string) (domain.Decision, error) {
	if err := k.p.Decisions.Permit(rules.ActSettings); err != nil {
		return domain.Decision{}, err
	}
	var err error
	switch {
	case p.User == "" && password != "":
		err = &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("refusal.proxy_no_user")}
	case p.User == "":
	case password != "":
		err = k.p.Secrets.Set(ctx, p.Account(), password)
	default:
		_, err = k.p.Secrets.Get(ctx, p.Account())
	}
	if err != nil {
		return domain.Decision{}, err
	}
	before, err := k.Chosen(ctx)
	if err != nil && domain.CodeOf(err) != domain.CodeInvalid { // what cannot be read is replaced
		return domain.Decision{}, err
	}
	done, err := k.p.Decisions.SetProxy(ctx, p)
	if domain.CodeOf(err) == domain.CodeConflict && password != "" {
		err = nil // the same proxy with another password
	}
	if err != nil {
		return done, err
	}
	k.Refused()
	if before.User != "" && before.Account().Destination() != p.Account().Destination() {
		return done, k.p.Secrets.Delete(ctx, before.Account()) // nobody would forget it later
	}
	return done, nil
}

// Hold gives the program the password of the chosen proxy that a keychain would have, for
// as long as it runs. Without a user it does nothing.
func (k *Keeper) Hold(ctx context.Context, password string) error {
	p, err := k.Chosen(ctx)
	if err == nil && p.User != "" {
		k.p.Secrets.Hold(p.Account(), password)
	}
	return err
}
