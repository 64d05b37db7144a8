package oauth

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/service"
)

// Bounds of signing in with a code.
const (
	usualInterval   = 5 * time.Second // RFC 8628, section 3.2
	slower          = 5 * time.Second // added at each slow_down: section 3.5
	longestInterval = time.Minute
	usualCodeLife   = 15 * time.Minute // where the answer names none
	longestCodeLife = time.Hour
)

// Prompt is what the person is shown: the code, and where to enter it on any device.
type Prompt struct {
	UserCode string
	Address  string
	Until    time.Time
}

// deviceAnswer is the answer of the address for device codes (RFC 8628, section
// 3.2). Older services call the address verification_url.
type deviceAnswer struct {
	Device   string      `json:"device_code"`
	User     string      `json:"user_code"`
	URI      string      `json:"verification_uri"`
	URL      string      `json:"verification_url"`
	Expires  json.Number `json:"expires_in"`
	Interval json.Number `json:"interval"`
}

// Device signs a person in with a code that is entered on another device (RFC 8628).
// show is called once. Device returns after the answer, when the code expires, or
// when ctx ends.
func (c *Client) Device(ctx context.Context, show func(Prompt)) (Grant, error) {
	tried := wording.Of("fault.oauth_signing_in_code", c.set.Provider.name())
	if c.preset.device == "" {
		return Grant{}, domain.Refuse(domain.CodeInvalid, "fault.oauth_no_codes", tried)
	}
	asked := c.calls.Now()
	var a deviceAnswer
	r, err := c.post(ctx, tried, c.preset.device, url.Values{"scope": {strings.Join(c.preset.scopes, " ")}}, &a)
	switch {
	case err != nil:
		return Grant{}, err
	case r != nil:
		return Grant{}, r.err(tried)
	}
	if a.URI == "" {
		a.URI = a.URL
	}
	if a.Device == "" || a.User == "" || strings.ContainsFunc(a.User, func(r rune) bool { return r < ' ' || r > '~' }) || !protected(a.URI) {
		return Grant{}, transport(errNotJSON).Err(tried)
	}
	until := asked.Add(bounded(a.Expires, usualCodeLife, longestCodeLife))
	show(Prompt{UserCode: service.Clip(a.User), Address: a.URI, Until: until})
	return c.poll(ctx, tried, a.Device, bounded(a.Interval, usualInterval, longestInterval), until)
}

// poll asks for the tokens until the person has decided or the code has expired.
func (c *Client) poll(ctx context.Context, tried wording.Phrase, device string, interval time.Duration, until time.Time) (Grant, error) {
	for {
		if err := c.calls.Wait(ctx, interval); err != nil {
			return Grant{}, transport(err).Err(tried)
		}
		if !c.calls.Now().Before(until) {
			r := refusal{code: codeExpired}
			return Grant{}, r.err(tried)
		}
		g, r, err := c.tokens(ctx, tried, url.Values{
			"grant_type":  {"urn:ietf:params:oauth:grant-type:device_code"},
			"device_code": {device},
		})
		switch {
		case r != nil && r.code == codePending:
		case r != nil && r.code == codeSlowDown:
			interval += slower
		case ctx.Err() == nil && (r != nil && r.passing() || err != nil && domain.CodeOf(err) == domain.CodeNetwork):
			// RFC 8628, section 3.5: after a fault of the line, ask half as often.
			interval = min(2*interval, longestInterval)
		default:
			return c.signedIn(tried, g, r, err)
		}
	}
}

// bounded reads seconds: usual where there are none, and at most longest.
func bounded(seconds json.Number, usual, longest time.Duration) time.Duration {
	n, err := seconds.Float64()
	if err != nil || n <= 0 {
		return usual
	}
	return time.Duration(min(n, longest.Seconds()) * float64(time.Second))
}
