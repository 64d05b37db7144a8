package oauth

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/simulate"
)

const (
	testUser   = "reports@grootvelde.example"
	testSecret = "GOCSPX-not-confidential"
)

var testNow = time.Date(2026, 3, 10, 7, 0, 0, 0, time.UTC)

// bench is a client, its server, and what came of them.
type bench struct {
	*Client
	srv *simulate.OAuthServer
	cfg Config

	mu     sync.Mutex
	waits  []time.Duration
	stored []string
	refuse error // of the callback that stores
}

// open starts a server, changed as told, and a client for it. Both go by the
// server's clock, which waiting moves on.
func open(t testing.TB, change ...func(*simulate.OAuthOptions)) *bench {
	t.Helper()
	opt := simulate.OAuthOptions{ClientID: "run-checks", ClientSecret: testSecret, User: testUser, Now: func() time.Time { return testNow }}
	for _, c := range change {
		c(&opt)
	}
	srv, err := simulate.StartOAuth(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	b := &bench{srv: srv}
	b.cfg = Config{
		Settings: Settings{
			Provider: Microsoft, ClientID: opt.ClientID, ClientSecret: opt.ClientSecret, LoginHint: testUser,
			AuthorizeURL: srv.AuthorizeURL(), TokenURL: srv.TokenURL(), DeviceURL: srv.DeviceURL(),
		},
		Timeout: time.Minute, Now: srv.Now, Wait: b.wait,
	}
	b.renew(t, b.cfg)
	return b
}

// renew makes another client.
func (b *bench) renew(t testing.TB, cfg Config) {
	t.Helper()
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	b.Client = c
}

func (b *bench) wait(ctx context.Context, d time.Duration) error {
	b.mu.Lock()
	b.waits = append(b.waits, d)
	b.mu.Unlock()
	b.srv.Advance(d)
	return ctx.Err()
}

// store keeps a refresh token, as the keychain would.
func (b *bench) store(_ context.Context, refresh string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.refuse != nil {
		return b.refuse
	}
	b.stored = append(b.stored, refresh)
	return nil
}

// surf is a browser: it opens the page and follows it wherever it leads.
func surf(ctx context.Context, address string) error {
	_, err := visit(ctx, address)
	return err
}

func visit(ctx context.Context, address string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
	return string(page), err
}

// signIn signs in through the browser and returns the account's source.
func (b *bench) signIn(t testing.TB) *Source {
	t.Helper()
	g, err := b.Browser(t.Context(), surf)
	if err != nil {
		t.Fatal(err)
	}
	s := b.Continue(g, b.store)
	t.Cleanup(func() { s.Close(t.Context()) })
	return s
}

// count returns how many requests for tokens had this grant type.
func (b *bench) count(grant string) int {
	n := 0
	for _, r := range b.srv.Requests() {
		if r.Form.Get("grant_type") == grant {
			n++
		}
	}
	return n
}

// token returns the source's token, which must open the mail.
func (b *bench) token(t testing.TB, s *Source) string {
	t.Helper()
	token, err := s.Token(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !b.srv.Opens(testUser, token) {
		t.Fatal("the token opens nothing")
	}
	return token
}

// wantError checks the code, and that the message has each of the words.
func wantError(t testing.TB, err error, code domain.Code, words ...string) {
	t.Helper()
	var known *domain.Error
	if !errors.As(err, &known) {
		t.Fatalf("no error for people, but %v", err)
	}
	if known.Code != code {
		t.Errorf("code %s, not %s: %v", known.Code, code, err)
	}
	for _, w := range words {
		if !strings.Contains(known.Error(), w) {
			t.Errorf("%q is not in %q", w, known.Error())
		}
	}
	if !strings.HasSuffix(known.Error(), ".") {
		t.Errorf("%q has no end", known.Error())
	}
}

// query returns what a page's address asks for.
func query(t testing.TB, address string) url.Values {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query()
}
