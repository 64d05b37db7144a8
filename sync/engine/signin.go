package engine

import (
	"context"
	"reflect"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/oauth"
)

// tokens are the sources of access tokens, one for an account in this process: two
// would turn over each other's refresh tokens.
type tokens struct {
	mu   sync.Mutex
	from map[int64]*tokenSource
}

// tokenSource is a source with what it was made for.
type tokenSource struct {
	account domain.OAuth
	client  *oauth.Client
	source  *oauth.Source

	mu sync.Mutex
	// kept is what the keychain held and holds: whoever read it just before it was
	// turned over means the same sign-in.
	kept map[string]bool
}

// credentials returns how to reach and sign in to an account.
func (e *Engine) credentials(ctx context.Context, a domain.Account) (imap.Config, error) {
	config := imap.Config{Host: a.Host, Port: a.Port, Security: a.Security, Pin: a.Pin, User: a.User, Near: Nearby, Log: e.p.Log}
	secret, err := e.p.Secrets.Get(ctx, a)
	if err != nil {
		return config, err
	}
	if a.OAuth == nil {
		config.Password = secret
		return config, nil
	}
	source, err := e.tokens.of(a, secret, e)
	config.Tokens = source
	return config, err
}

// of returns the source of an account; a new one where the sign-in is another than the
// one that it was made for.
func (t *tokens) of(a domain.Account, secret string, e *Engine) (*oauth.Source, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if known := t.from[a.ID]; known != nil {
		if known.holds(secret) && reflect.DeepEqual(known.account, *a.OAuth) {
			return known.source, nil
		}
		known.client.Close()
		delete(t.from, a.ID)
	}
	kept, err := oauth.ParseKept(secret)
	if err != nil {
		return nil, err
	}
	client, err := oauth.New(oauth.Config{Settings: oauth.Of(*a.OAuth, a.User, kept.ClientSecret), Now: e.p.Clock})
	if err != nil {
		return nil, err
	}
	one := &tokenSource{account: *a.OAuth, client: client, kept: map[string]bool{secret: true}}
	one.source = client.Resume(kept.Refresh, func(ctx context.Context, refresh string) error {
		text := oauth.Kept{Refresh: refresh, ClientSecret: kept.ClientSecret}.Text()
		if a.Secret == domain.SecretKeychain { // what comes from the environment is for whoever set it to keep
			if err := e.p.Secrets.Set(ctx, a, text); err != nil {
				return err
			}
			one.keep(text)
		}
		return nil
	})
	t.from[a.ID] = one
	return one.source, nil
}

func (s *tokenSource) holds(secret string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept[secret]
}

func (s *tokenSource) keep(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept[text] = true
}

// Close ends what outlives a sync: clients of Cove and of sign-in services. A refresh
// that is under way is waited for until ctx ends, since the token it brings must not be
// lost. No sync or watch may be under way.
func (e *Engine) Close(ctx context.Context) {
	for id, c := range e.coves {
		c.client.Close()
		delete(e.coves, id)
	}
	e.tokens.mu.Lock()
	defer e.tokens.mu.Unlock()
	for id, s := range e.tokens.from {
		s.source.Close(ctx)
		s.client.Close()
		delete(e.tokens.from, id)
	}
}

// Nearby is an answer from the same machine or the same wired network: mails come
// from there at more than the 100 MB a second that a server can compress.
const Nearby = time.Millisecond
