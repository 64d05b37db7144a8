package oauth

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"strings"
	"sync"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Source gives the access tokens of one account, as sync/imap wants them. It may be
// used by several goroutines: they refresh once between them.
type Source struct {
	client *Client
	store  func(ctx context.Context, refresh string) error
	app    func(context.Context) (Grant, error) // signs in as the application; nil for a person

	// life ends when Close gives up waiting.
	life context.Context
	end  context.CancelFunc

	mu      sync.Mutex
	refresh string
	unsaved bool // the refresh token is newer than what is stored
	access  access
	ended   error   // a refusal; nothing is asked after it
	flight  *flight // the refresh under way, nil for none
	closed  bool
}

// flight is one refresh. Its fields are written before done is closed.
type flight struct {
	done  chan struct{}
	token string
	err   error
}

// Resume makes the source of an account from its stored refresh token. store is
// given each new refresh token, before the access token that came with it is used;
// as long as it fails, Token gives its error, and the next call tries it again.
func (c *Client) Resume(refresh string, store func(ctx context.Context, refresh string) error) *Source {
	s := &Source{client: c, store: store, refresh: refresh}
	s.life, s.end = context.WithCancel(context.Background())
	return s
}

// Continue makes the source of an account from a fresh sign-in, whose refresh token
// the caller has stored.
func (c *Client) Continue(g Grant, store func(ctx context.Context, refresh string) error) *Source {
	s := c.Resume(g.refresh, store)
	s.access = g.access
	return s
}

// Token returns an access token that is good for a few minutes at least, as far as
// the clocks agree. After a refusal each call gives the same error, without asking
// again: only a new sign-in, and so a new source, helps.
//
// A caller that ends its context stops waiting; the refresh goes on within its own
// time, because the new refresh token that it may bring must not be lost.
func (s *Source) Token(ctx context.Context) (string, error) {
	s.mu.Lock()
	switch {
	case s.closed:
		s.mu.Unlock()
		return "", transport(context.Canceled).Err(s.tried())
	case s.ended != nil:
		defer s.mu.Unlock()
		return "", s.ended
	case s.access.fresh(s.client.calls.Now()) && !s.unsaved:
		defer s.mu.Unlock()
		return s.access.token, nil
	}
	f := s.flight
	if f == nil {
		f = &flight{done: make(chan struct{})}
		s.flight = f
		go s.fly(f)
	}
	s.mu.Unlock()
	select {
	case <-f.done:
		return f.token, f.err
	case <-ctx.Done():
		return "", transport(ctx.Err()).Err(s.tried())
	}
}

// Refused says that a mail server did not take a token before its time. The next
// call of Token gets another one. An older token than the current one changes
// nothing: it has been renewed since.
func (s *Source) Refused(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.access.token == token {
		s.access = access{}
	}
}

// Close takes no more calls and waits for a refresh under way, so that the token it
// brings is stored. When ctx ends first, the refresh is given up.
func (s *Source) Close(ctx context.Context) {
	s.mu.Lock()
	s.closed = true
	f := s.flight
	s.mu.Unlock()
	if f != nil {
		select {
		case <-f.done:
		case <-ctx.Done():
			s.end()
			<-f.done
		}
	}
	s.end()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refresh, s.access = "", access{}
}

// String names the provider, nothing else.
func (s *Source) String() string {
	return "OAuth2 tokens of " + wording.English(s.client.set.Provider.name(), nil)
}

// Format makes every verb print String.
func (s *Source) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue is what log/slog writes.
func (s *Source) LogValue() slog.Value { return slog.StringValue(s.String()) }

func (s *Source) tried() wording.Phrase {
	return wording.Of("fault.oauth_refreshing", s.client.set.Provider.name())
}

// fly makes the token fresh and tells all that wait.
func (s *Source) fly(f *flight) {
	f.token, f.err = s.renew()
	s.mu.Lock()
	s.flight = nil
	s.mu.Unlock()
	close(f.done)
}

// renew refreshes if need be and stores what is not stored. It runs once at a time.
func (s *Source) renew() (string, error) {
	s.mu.Lock()
	refresh, have := s.refresh, s.access
	s.mu.Unlock()

	if !have.fresh(s.client.calls.Now()) {
		g, err := s.granted(refresh)
		s.mu.Lock()
		if err != nil {
			// What an administrator mends in the directory lets the same application in.
			if domain.CodeOf(err) == domain.CodeSignIn && s.app == nil {
				s.ended, s.access = err, access{}
			}
			s.mu.Unlock()
			return "", err
		}
		s.access = g.access
		if g.refresh != "" && g.refresh != s.refresh {
			s.refresh, s.unsaved = g.refresh, true
		}
		refresh, have = s.refresh, s.access
		s.mu.Unlock()
	}
	if err := s.save(refresh); err != nil {
		return "", err
	}
	return have.token, nil
}

// granted asks for a new access token, as the person who signed in or as the application.
func (s *Source) granted(refresh string) (Grant, error) {
	if s.app != nil {
		return s.app(s.life)
	}
	return s.client.refresh(s.life, s.tried(), refresh)
}

// save stores the refresh token if it is new.
func (s *Source) save(refresh string) error {
	s.mu.Lock()
	unsaved := s.unsaved
	s.mu.Unlock()
	if !unsaved {
		return nil
	}
	if err := s.store(s.life, refresh); err != nil {
		return err
	}
	s.mu.Lock()
	s.unsaved = false
	s.mu.Unlock()
	return nil
}

// refresh asks for a new access token (RFC 6749, section 6). The grant has a
// refresh token only where the service turned it over.
func (c *Client) refresh(ctx context.Context, tried wording.Phrase, refresh string) (Grant, error) {
	if refresh == "" {
		return Grant{}, domain.Refuse(domain.CodeSignIn, "fault.oauth_none_yet", tried, signAgain)
	}
	g, r, err := c.tokens(ctx, tried, url.Values{
		"grant_type":    {"refresh_token"},
		"refresh_token": {refresh},
		"scope":         {strings.Join(c.preset.scopes, " ")},
	})
	switch {
	case err != nil:
		return Grant{}, err
	case r != nil:
		return Grant{}, r.err(tried)
	case strings.ContainsFunc(g.refresh, unprintable):
		return Grant{}, transport(errNotJSON).Err(tried)
	}
	return g, nil
}
