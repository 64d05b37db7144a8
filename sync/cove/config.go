package cove

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// DefaultTimeout is how long one request may take, its answer included. Clients in
// use wait 30 to 180 s (cove-api.md, section 1).
const DefaultTimeout = 120 * time.Second

// Config says as whom to ask. Printing one never shows the password.
type Config struct {
	// BaseURL is scheme and host, domain.CoveAddress if empty. A path of /jsonapi at its
	// end is taken off. It is https, or http on the loopback.
	BaseURL string
	// User is the login name of an API user.
	User string
	// Password is its token, or the password of an older user.
	Password string
	// Partner is the customer's name exactly as the console writes it, often with an
	// address in brackets. It is sent only if filled in (cove-api.md, section 10, row 1).
	Partner string
	// HTTP sends the requests; its redirect policy and cookies are not used. Nil is
	// a client of its own, which goes by the proxy that the environment names.
	HTTP *http.Client
	// Timeout bounds each request. Zero is DefaultTimeout.
	Timeout time.Duration
	// Now is the clock. Nil is the system's.
	Now func() time.Time
	// Wait waits between attempts, or until the context ends and then returns its
	// error. Nil is real time.
	Wait func(context.Context, time.Duration) error
	// Log gets one line for each exchange, without any content. Nil logs nothing.
	Log *slog.Logger
}

// String names the user, nothing else.
func (c Config) String() string { return "Cove user " + c.User }

// Format makes every verb print String, so that no one of them shows the password.
func (c Config) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue is what log/slog writes.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

func (c Config) validate() error {
	for _, part := range []struct {
		name  wording.Phrase
		value string
	}{{wording.Of("fault.part_login"), c.User}, {wording.Of("fault.part_password"), c.Password}} {
		if part.value == "" {
			return domain.Refuse(domain.CodeInvalid, "fault.cove_not_given", part.name)
		}
	}
	return nil
}

// CheckAddress refuses what cannot be the address of the service: https, or http on the
// loopback, without a user, a password or a path. The error has CodeInvalid.
func CheckAddress(text string) error {
	_, err := Config{BaseURL: text}.base()
	return err
}

// base returns scheme and host of the service, checked.
func (c Config) base() (*url.URL, error) {
	text := strings.TrimSpace(c.BaseURL)
	if text == "" {
		text = domain.CoveAddress
	}
	u, err := url.Parse(text)
	advice := wording.Of("fault.cove_usual", domain.CoveAddress)
	switch {
	case err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, domain.Refuse(domain.CodeInvalid, "fault.cove_not_web", advice)
	case u.Scheme == "https", u.Scheme == "http" && loopback(u.Hostname()):
	default:
		return nil, domain.Refuse(domain.CodeInvalid, "fault.cove_clear_text", u.Host, advice)
	}
	if path := strings.TrimSuffix(strings.Trim(u.Path, "/"), "jsonapi"); path != "" {
		return nil, domain.Refuse(domain.CodeInvalid, "fault.cove_path", advice)
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
