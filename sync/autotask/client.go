package autotask

import (
	"context"
	"net/http"
	"strings"
	"time"

	"runchecks/sync/service"
)

// threads is how many requests an integration may have under way per endpoint.
// The vendor counts three for newer integrations and refuses the fourth.
const threads = 3

// Client asks one tenant. Its methods may be called from several goroutines. It
// holds the secret in a function only, so that printing it shows none.
type Client struct {
	http  *http.Client
	end   func() // ends idle connections of its own
	base  string // the zone's address and the version, as the zone wrote it
	web   string // where people look, with a slash at its end; may be empty
	slots chan struct{}

	sign    func(http.Header)
	clean   func(string) string // takes the secret out of somebody else's text
	timeout time.Duration
	wait    func(context.Context, time.Duration) error
	now     func() time.Time
}

// Open finds the user's zone. It does not yet sign in: Threshold is the cheapest
// call that does.
func Open(ctx context.Context, cfg Config) (*Client, error) {
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	c := newClient(cfg)
	if err := c.discover(ctx, cfg); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

func newClient(cfg Config) *Client {
	c := &Client{
		slots:   make(chan struct{}, threads),
		timeout: cfg.Timeout,
		wait:    cfg.Wait,
		now:     cfg.Now,
		sign: func(h http.Header) {
			h.Set("ApiIntegrationCode", cfg.IntegrationCode)
			h.Set("UserName", cfg.User)
			h.Set("Secret", cfg.Secret)
		},
		clean: func(s string) string { return strings.ReplaceAll(s, cfg.Secret, "(secret)") },
	}
	if c.timeout <= 0 {
		c.timeout = DefaultTimeout
	}
	if c.wait == nil {
		c.wait = service.Sleep
	}
	if c.now == nil {
		c.now = time.Now
	}
	c.http, c.end = service.HTTP(cfg.HTTP, threads)
	return c
}

// Close ends the idle connections of the client's own transport. Closing twice is
// fine.
func (c *Client) Close() {
	c.end()
}

// String names where the client asks.
func (c *Client) String() string { return "Autotask at " + c.base }
