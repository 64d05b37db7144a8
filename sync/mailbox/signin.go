package mailbox

import (
	"context"
	"reflect"
	"strings"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
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
func (s *Source) credentials(ctx context.Context, a domain.Account) (imap.Config, error) {
	config := imap.Config{Host: a.Host, Port: a.Port, Security: a.Security, Pin: a.Pin, User: a.User, Near: Nearby, Log: s.p.Log}
	secret, err := s.p.Secrets.Get(ctx, a)
	if err != nil {
		return config, err
	}
	if a.OAuth == nil {
		config.Password = secret
		return config, nil
	}
	source, err := s.tokens.of(a, secret, s)
	config.Tokens = source
	return config, err
}

// Token returns an access token of a mailbox that signs in with OAuth2, for another service of the
// same provider. One that signs in with a password is CodeInvalid.
func (s *Source) Token(ctx context.Context, name string) (string, error) {
	var a domain.Account
	err := s.p.Store.Read(ctx, func(q domain.Reader) (err error) {
		a, err = q.AccountByName(name)
		return err
	})
	if err != nil {
		return "", err
	}
	if a.OAuth == nil {
		return "", domain.Refuse(domain.CodeInvalid, "refusal.mail_no_sign_in", a.Name)
	}
	config, err := s.credentials(ctx, a)
	if err != nil {
		return "", err
	}
	return config.Tokens.Token(ctx)
}

// of returns the source of an account; a new one where the sign-in is another than the
// one that it was made for.
func (t *tokens) of(a domain.Account, secret string, s *Source) (*oauth.Source, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if known := t.from[a.ID]; known != nil {
		if known.holds(secret) && reflect.DeepEqual(known.account, *a.OAuth) {
			return known.source, nil
		}
		known.client.Close()
		delete(t.from, a.ID)
	}
	if a.OAuth.App {
		return t.asApp(a, secret, s)
	}
	kept, err := oauth.ParseKept(secret)
	if err != nil {
		return nil, err
	}
	client, err := oauth.New(oauth.Config{Settings: oauth.Of(*a.OAuth, a.User, kept.ClientSecret), HTTP: s.p.Web, Now: s.p.Clock})
	if err != nil {
		return nil, err
	}
	one := &tokenSource{account: *a.OAuth, client: client, kept: map[string]bool{secret: true}}
	one.source = client.Resume(kept.Refresh, func(ctx context.Context, refresh string) error {
		text := oauth.Kept{Refresh: refresh, ClientSecret: kept.ClientSecret}.Text()
		if a.Secret == domain.SecretKeychain { // what comes from the environment is for whoever set it to keep
			if err := s.p.Secrets.Set(ctx, a, text); err != nil {
				return err
			}
			one.keep(text)
		}
		return nil
	})
	t.from[a.ID] = one
	return one.source, nil
}

// OfApp explains a mailbox that does not take the token of an application: that has a token for
// whatever it was given in Exchange Online, and each mailbox says whether it is let in.
func OfApp(a domain.Account, err error) error {
	if a.OAuth == nil || !a.OAuth.App || domain.CodeOf(err) != domain.CodeSignIn {
		return err
	}
	if said, ok := wording.In(err); ok && strings.HasPrefix(said.Code, "refusal.app_") {
		return err // the sign-in service refused
	}
	return domain.Refuse(domain.CodeSignIn, "refusal.app_mailbox", a.User).With(err, domain.Remedy{})
}

// asApp makes the source of an account that the application opens by itself. The caller holds
// the lock.
func (t *tokens) asApp(a domain.Account, secret string, s *Source) (*oauth.Source, error) {
	client, err := oauth.New(oauth.Config{Settings: oauth.Of(*a.OAuth, a.User, ""), HTTP: s.p.Web, Now: s.p.Clock})
	if err != nil {
		return nil, err
	}
	one := &tokenSource{account: *a.OAuth, client: client, kept: map[string]bool{secret: true}}
	if one.source, err = client.App(secret); err != nil {
		client.Close()
		return nil, err
	}
	t.from[a.ID] = one
	return one.source, nil
}

func (t *tokenSource) holds(secret string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.kept[secret]
}

func (t *tokenSource) keep(text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept[text] = true
}

// Close ends what outlives a sync: the clients of sign-in services. A refresh that is
// under way is waited for until ctx ends, since the token it brings must not be
// lost. No sync or watch may be under way.
func (s *Source) Close(ctx context.Context) {
	s.tokens.mu.Lock()
	defer s.tokens.mu.Unlock()
	for id, known := range s.tokens.from {
		known.source.Close(ctx)
		known.client.Close()
		delete(s.tokens.from, id)
	}
}

// Nearby is an answer from the same machine or the same wired network: mails come
// from there at more than the 100 MB a second that a server can compress.
const Nearby = time.Millisecond
