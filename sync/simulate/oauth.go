package simulate

import (
	"context"
	"net/url"
	"slices"
	"sync"
	"time"
)

// OAuthOptions says whom an authorization server knows and how it behaves.
type OAuthOptions struct {
	ClientID string
	// ClientSecret is wanted with every request for tokens, if there is one.
	ClientSecret string
	User         string // who signs in, and whose mail the tokens open
	// Life is how long an access token is good. 0: an hour.
	Life time.Duration
	// CodeLife is how long a device code is good. 0: 15 minutes.
	CodeLife time.Duration
	// Interval is how long must be between two questions about a device code, in whole
	// seconds. 0: 5 seconds.
	Interval time.Duration
	// KeepRefresh leaves refresh tokens as they are. Otherwise each refresh turns them
	// over, and an old one that comes again ends the whole sign-in.
	KeepRefresh bool
	// Scope is what the answers say was given. Empty: what was asked for.
	Scope string
	// App is what the application proves itself by where it signs in without a person; nil
	// where there is none.
	App *OAuthApp
	// Now is the service's clock. Nil is the system's.
	Now func() time.Time
}

// OAuthRequest is one request as it came.
type OAuthRequest struct {
	Path string
	Form url.Values
}

// OAuthServer is an authorization server on the loopback: the page at /authorize,
// where an invisible person agrees at once, tokens at /token, and device codes at
// /device. It lives until Close is called or the context it was started with ends.
type OAuthServer struct {
	loopback
	opt OAuthOptions

	mu       sync.Mutex
	ahead    time.Duration
	issued   int
	secrets  []string
	codes    map[string]*oauthCode
	devices  map[string]*oauthDevice
	refresh  map[string]bool      // known refresh tokens; false: turned over
	access   map[string]time.Time // until when each is good
	denied   bool
	faults   []*OAuthFault
	requests []OAuthRequest
}

// oauthCode is a code that the browser carries.
type oauthCode struct{ challenge, redirect, scope string }

// oauthDevice is a device code that waits for a person.
type oauthDevice struct {
	user, scope string
	until       time.Time
	asked       time.Time // the last question
	interval    time.Duration
	approved    bool
	denied      bool
}

// StartOAuth starts a server on 127.0.0.1 at a free port.
func StartOAuth(ctx context.Context, opt OAuthOptions) (*OAuthServer, error) {
	if opt.Life == 0 {
		opt.Life = time.Hour
	}
	if opt.CodeLife == 0 {
		opt.CodeLife = 15 * time.Minute
	}
	if opt.Interval == 0 {
		opt.Interval = 5 * time.Second
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	s := &OAuthServer{
		opt:     opt,
		codes:   map[string]*oauthCode{},
		devices: map[string]*oauthDevice{},
		refresh: map[string]bool{},
		access:  map[string]time.Time{},
	}
	if err := s.start(ctx, "authorization server", s.serve); err != nil {
		return nil, err
	}
	return s, nil
}

// AuthorizeURL is the sign-in page.
func (s *OAuthServer) AuthorizeURL() string { return s.url("/authorize") }

// TokenURL is where tokens are given.
func (s *OAuthServer) TokenURL() string { return s.url("/token") }

// DeviceURL is where device codes are given.
func (s *OAuthServer) DeviceURL() string { return s.url("/device") }

func (s *OAuthServer) url(path string) string { return s.origin() + path }

// Now is the service's time.
func (s *OAuthServer) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now()
}

func (s *OAuthServer) now() time.Time { return s.opt.Now().Add(s.ahead) }

// Advance moves the service's clock on: tokens and codes expire.
func (s *OAuthServer) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ahead += d
}

// Deny makes the invisible person refuse from now on, also what waits already.
func (s *OAuthServer) Deny() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.denied = true
	for _, d := range s.devices {
		d.denied = true
	}
}

// Approve makes the invisible person enter a user code and agree. It reports whether
// the code is known.
func (s *OAuthServer) Approve(user string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.devices {
		if d.user == user {
			d.approved = true
			return true
		}
	}
	return false
}

// Revoke ends all sign-ins: no refresh token is taken any more.
func (s *OAuthServer) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.refresh)
}

// ExpireAccess makes all access tokens bad before their time.
func (s *OAuthServer) ExpireAccess() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.access)
}

// Opens reports whether an access token opens the mail of a user now.
func (s *OAuthServer) Opens(user, token string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return user == s.opt.User && s.now().Before(s.access[token])
}

// Requests returns all requests so far, in the order they came.
func (s *OAuthServer) Requests() []OAuthRequest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Secrets returns every code and token that was ever given.
func (s *OAuthServer) Secrets() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.secrets)
}
