package oauth

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Bounds of an access token's life.
const (
	// usualLife is taken where the answer names none (RFC 6749, section 5.1, leaves
	// it out where the documentation says it; an hour is usual).
	usualLife = time.Hour
	// longestLife is the most that is believed.
	longestLife = 24 * time.Hour
	// ahead is how long before its end a token is renewed, or half its life where
	// that is less: a connection takes a while, and clocks differ.
	ahead = 5 * time.Minute
)

// access is a token that a mail server takes.
type access struct {
	token string
	until time.Time // from then on it is renewed; it is good for a while longer
}

// fresh reports whether the token is there and need not be renewed at t.
func (a access) fresh(t time.Time) bool { return a.token != "" && t.Before(a.until) }

// Grant is what a sign-in gave. Printing one shows nothing.
type Grant struct {
	refresh string
	access  access
}

// RefreshToken is what is kept, in the keychain and nowhere else.
func (g Grant) RefreshToken() string { return g.refresh }

// String names the kind of value, nothing else.
func (Grant) String() string { return "OAuth2 grant" }

// Format makes every verb print String.
func (g Grant) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, g.String()) }

// LogValue is what log/slog writes.
func (g Grant) LogValue() slog.Value { return slog.StringValue(g.String()) }

// tokenAnswer is the answer of the token address (RFC 6749, section 5.1). Some
// services write the seconds as text.
type tokenAnswer struct {
	Access  string      `json:"access_token"`
	Type    string      `json:"token_type"`
	Expires json.Number `json:"expires_in"`
	Refresh string      `json:"refresh_token"`
	Scope   *string     `json:"scope"`
}

// tokens asks the token address.
func (c *Client) tokens(ctx context.Context, tried wording.Phrase, form url.Values) (Grant, *refusal, error) {
	asked := c.calls.Now()
	var a tokenAnswer
	r, err := c.post(ctx, tried, c.preset.token, form, &a)
	if r != nil || err != nil {
		return Grant{}, r, err
	}
	switch {
	case a.Access == "" || strings.ContainsFunc(a.Access, unprintable):
		return Grant{}, nil, transport(errNotJSON).Err(tried)
	case a.Type != "" && !strings.EqualFold(a.Type, "bearer"):
		// RFC 6749, section 7.1: a token of an unknown type is not used.
		return Grant{}, nil, domain.Refuse(domain.CodeInvalid, "fault.oauth_token_kind", tried, tellAdmin)
	}
	return Grant{refresh: a.Refresh, access: access{token: a.Access, until: renewal(asked, a.Expires)}}, nil, c.allScopes(tried, a.Scope)
}

// unprintable reports whether a character is none of a token's (RFC 6750, section
// 2.1): it would end a line or a field of the mail protocol.
func unprintable(r rune) bool { return r <= ' ' || r > '~' }

// renewal returns when a token that was asked for at a time is to be renewed.
func renewal(asked time.Time, expires json.Number) time.Time {
	life := usualLife
	if seconds, err := expires.Float64(); err == nil {
		life = time.Duration(min(max(seconds, 0), longestLife.Seconds()) * float64(time.Second))
	}
	return asked.Add(life - min(ahead, life/2))
}

// allScopes checks that the person left none out, where the page lets them.
func (c *Client) allScopes(tried wording.Phrase, given *string) error {
	if !c.preset.partial || given == nil {
		return nil
	}
	for _, scope := range c.preset.scopes {
		if !slices.Contains(strings.Fields(*given), scope) {
			return domain.Refuse(domain.CodeSignIn, "fault.oauth_permission", tried, scope)
		}
	}
	return nil
}

// signedIn checks what a sign-in gave.
func (c *Client) signedIn(tried wording.Phrase, g Grant, r *refusal, err error) (Grant, error) {
	switch {
	case err != nil:
		return Grant{}, err
	case r != nil:
		return Grant{}, r.err(tried)
	case g.refresh == "" || strings.ContainsFunc(g.refresh, unprintable):
		return Grant{}, domain.Refuse(domain.CodeInvalid, "fault.oauth_no_refresh", tried)
	}
	return g, nil
}
