package autotask

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"strings"
	"time"
)

// threads is how many requests an integration may have under way per endpoint.
// The vendor counts three for newer integrations and refuses the fourth.
const threads = 3

// Client asks one tenant. Its methods may be called from several goroutines. It
// holds the secret in a function only, so that printing it shows none.
type Client struct {
	http  *http.Client
	own   *http.Transport // nil if the caller gave the HTTP client
	base  string          // the zone's address and the version, as the zone wrote it
	web   string          // where people look, with a slash at its end; may be empty
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
		c.wait = sleep
	}
	if c.now == nil {
		c.now = time.Now
	}
	c.http = &http.Client{}
	if cfg.HTTP != nil {
		*c.http = *cfg.HTTP
	} else {
		c.own = &http.Transport{
			DialContext:         (&net.Dialer{Timeout: 15 * time.Second}).DialContext,
			TLSHandshakeTimeout: 15 * time.Second,
			TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12},
			ForceAttemptHTTP2:   true,
			MaxIdleConnsPerHost: threads,
			IdleConnTimeout:     30 * time.Second,
		}
		c.http.Transport = c.own
	}
	// The standard library would carry our headers to wherever a redirect leads.
	c.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c.http.Jar = nil
	return c
}

// Close ends the idle connections of the client's own transport. Closing twice is
// fine.
func (c *Client) Close() {
	if c.own != nil {
		c.own.CloseIdleConnections()
	}
}

// String names where the client asks.
func (c *Client) String() string { return "Autotask at " + c.base }
