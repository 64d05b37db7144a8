package autotask

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// DefaultZoneURL is where the vendor tells which zone a user belongs to.
const DefaultZoneURL = "https://webservices.autotask.net/ATServicesRest/"

// DefaultTimeout is how long one request may take, its answer included.
const DefaultTimeout = 60 * time.Second

// Config says as whom to ask. Printing one never shows the secret.
type Config struct {
	User            string // the API user, which has the form of a mail address
	Secret          string
	IntegrationCode string // the tracking identifier of the API user
	// ZoneURL is the base of zone discovery, DefaultZoneURL if empty. It is https,
	// or http on the loopback.
	ZoneURL string
	// HTTP sends the requests; its redirect policy and cookies are not used. Nil is
	// a client of its own, which goes by the proxy that the environment names.
	HTTP *http.Client
	// Timeout bounds each request. Zero is DefaultTimeout.
	Timeout time.Duration
	// Wait waits between attempts, or until the context ends and then returns its
	// error. Nil is real time.
	Wait func(context.Context, time.Duration) error
	// Now is the clock. Nil is the system's.
	Now func() time.Time
}

// String names the user, nothing else.
func (c Config) String() string { return "Autotask user " + c.User }

// Format makes every verb print String, so that no one of them shows the secret.
func (c Config) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue is what log/slog writes.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

func (c Config) zoneURL() string {
	if c.ZoneURL == "" {
		return DefaultZoneURL
	}
	return c.ZoneURL
}

func (c Config) validate() error {
	for _, part := range []struct {
		name  wording.Phrase
		value string
	}{
		{wording.Of("fault.part_api_user"), c.User}, {wording.Of("fault.part_secret"), c.Secret},
		{wording.Of("fault.part_code"), c.IntegrationCode},
	} {
		switch {
		case part.value == "":
			return domain.Refuse(domain.CodeInvalid, "fault.autotask_not_given", part.name)
		case strings.ContainsFunc(part.value, func(r rune) bool { return r < ' ' || r == 0x7f }):
			return domain.Refuse(domain.CodeInvalid, "fault.autotask_line_break", part.name)
		}
	}
	return nil
}
