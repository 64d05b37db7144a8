package autotask

import (
	"context"
	"net/http"
	"strings"

	"runchecks/sync/service"
)

// threads is how many requests an integration may have under way per endpoint.
// The vendor counts three for newer integrations and refuses the fourth.
const threads = 3

// Client asks one tenant. Its methods may be called from several goroutines. It
// holds the secret in a function only, so that printing it shows none.
type Client struct {
	calls *service.Caller
	base  string // the zone's address and the version, as the zone wrote it
	web   string // where people look, with a slash at its end; may be empty
	sign  func(http.Header)
	clean func(string) string // takes the secret out of somebody else's text
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
	if cfg.Timeout <= 0 {
		cfg.Timeout = DefaultTimeout
	}
	return &Client{
		calls: service.NewCaller(service.Options{
			Name: "Autotask", HTTP: cfg.HTTP, Requests: threads, Timeout: cfg.Timeout,
			FirstPause: firstPause, LongestPause: longestAsked, Explain: transport, Now: cfg.Now, Wait: cfg.Wait,
		}),
		sign: func(h http.Header) {
			h.Set("ApiIntegrationCode", cfg.IntegrationCode)
			h.Set("UserName", cfg.User)
			h.Set("Secret", cfg.Secret)
		},
		clean: func(s string) string { return strings.ReplaceAll(s, cfg.Secret, "(secret)") },
	}
}

// Close ends the idle connections of the client's own transport. Closing twice is
// fine.
func (c *Client) Close() {
	c.calls.Close()
}

// String names where the client asks.
func (c *Client) String() string { return "Autotask at " + c.base }
