package cove

import (
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"strings"
	"sync"

	"runchecks/sync/service"
)

// threads is how many requests may be under way. No limit is published; a public
// client starts at four (cove-api.md, section 1).
const threads = 4

// Client asks one service as one user. Its methods may be called from several
// goroutines.
type Client struct {
	calls *service.Caller
	base  *url.URL
	cfg   Config

	signing sync.Mutex // held during a login, so that there is one at a time

	mu      sync.Mutex
	visa    visa
	partner int64            // id of the user's own customer, from the login
	refused error            // the login was refused: nothing is asked any more
	narrow  map[string]bool  // groups of columns that the service refused; nil: not tried
	access  map[int64]access // by account: where its details are
}

// New makes a client. It does not ask anything yet.
func New(cfg Config) (*Client, error) {
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	base, err := cfg.base()
	if err != nil {
		return nil, err
	}
	if cfg.Timeout <= 0 {
		cfg.Timeout = DefaultTimeout
	}
	return &Client{
		base: base, cfg: cfg, access: map[int64]access{},
		calls: service.NewCaller(service.Options{
			Name: "Cove", HTTP: cfg.HTTP, Requests: threads, Timeout: cfg.Timeout,
			FirstPause: firstPause, LongestPause: longestAsked, Explain: transport, Now: cfg.Now, Wait: cfg.Wait, Log: cfg.Log,
		}),
	}, nil
}

// Close forgets the visa and ends the idle connections of the client's own
// transport. Closing twice is fine.
func (c *Client) Close() {
	c.mu.Lock()
	c.visa, c.access = visa{}, map[int64]access{}
	c.mu.Unlock()
	c.calls.Close()
}

// String names where the client asks, and as whom.
func (c *Client) String() string { return "Cove at " + c.base.Host + " as " + c.cfg.User }

// Format makes every verb print String: the client holds secrets.
func (c *Client) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue is what log/slog writes.
func (c *Client) LogValue() slog.Value { return slog.StringValue(c.String()) }

// url returns an address of the Management Service's host.
func (c *Client) url(path string) string {
	u := *c.base
	u.Path = path
	return u.String()
}

// clean takes what is secret out of somebody else's text. Passwords of one to three
// characters are left: they would be found in every other word.
func (c *Client) clean(s string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	secrets := []string{c.cfg.Password, c.visa.text}
	for _, a := range c.access {
		secrets = append(secrets, a.token)
	}
	for _, secret := range secrets {
		if len(secret) > 3 {
			s = strings.ReplaceAll(s, secret, "(secret)")
		}
	}
	return visaShape.ReplaceAllString(s, "(secret)")
}
