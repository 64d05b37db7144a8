package oauth

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/service"
)

// Bounds of time.
const (
	// DefaultTimeout is how long one request may take, its answer included.
	DefaultTimeout = 30 * time.Second
	// DefaultPatience is how long a person may take in the browser. Providers end
	// their own pages earlier.
	DefaultPatience = 10 * time.Minute
)

// Config says whom to ask, and lends what the package does not do itself.
type Config struct {
	Settings Settings
	// HTTP sends the requests; its redirect policy and cookies are not used. Nil is a
	// client of its own, which goes by the proxy that the environment names.
	HTTP *http.Client
	// Timeout bounds each request. Zero is DefaultTimeout.
	Timeout time.Duration
	// Patience bounds a sign-in through the browser. Zero is DefaultPatience.
	Patience time.Duration
	// Now is the clock. Nil is the system's.
	Now domain.Clock
	// Wait waits between two questions, or until the context ends and then returns
	// its error. Nil is real time.
	Wait func(context.Context, time.Duration) error
}

// String names the provider, nothing else.
func (c Config) String() string { return c.Settings.String() }

// Format makes every verb print String.
func (c Config) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue is what log/slog writes.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// Client signs people in and refreshes tokens. It holds no token itself and may be
// used by several goroutines.
type Client struct {
	set      Settings
	preset   preset
	calls    *service.Caller
	patience time.Duration
}

// New checks the settings; it asks nothing.
func New(cfg Config) (*Client, error) {
	p, err := cfg.Settings.resolved()
	if err != nil {
		return nil, err
	}
	if cfg.Timeout <= 0 {
		cfg.Timeout = DefaultTimeout
	}
	c := &Client{
		set: cfg.Settings, preset: p, patience: cfg.Patience,
		calls: service.NewCaller(service.Options{
			Name: "the sign-in service", HTTP: cfg.HTTP, Timeout: cfg.Timeout, Explain: transport, Now: cfg.Now, Wait: cfg.Wait,
		}),
	}
	if c.patience <= 0 {
		c.patience = DefaultPatience
	}
	return c, nil
}

// Close ends idle connections.
func (c *Client) Close() { c.calls.Close() }

// String names the provider, nothing else.
func (c *Client) String() string {
	return "OAuth2 client of " + wording.English(c.set.Provider.name(), nil)
}

// Format makes every verb print String.
func (c *Client) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue is what log/slog writes.
func (c *Client) LogValue() slog.Value { return slog.StringValue(c.String()) }
