package oauth

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Browser signs a person in through the browser: authorization code (RFC 6749,
// section 4.1) with PKCE (RFC 7636) and a redirect to the loopback (RFC 8252,
// section 7.3). open is given the address of the sign-in page and returns once the
// browser was told; it does not wait for the person. Browser returns after the
// answer, after the patience, or when ctx ends.
func (c *Client) Browser(ctx context.Context, open func(ctx context.Context, address string) error) (Grant, error) {
	tried := wording.Of("fault.oauth_signing_in", c.set.Provider.name())
	ctx, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()

	state, verifier := nonce(), nonce()
	l, err := listen(ctx, state)
	if err != nil {
		return Grant{}, &domain.Error{Code: domain.CodeNetwork, Cause: err,
			Said: wording.Of("fault.oauth_loopback", tried)}
	}
	defer l.close()

	redirect := l.address(c.preset.redirectHost)
	address, err := c.page(state, verifier, redirect)
	if err != nil {
		return Grant{}, err
	}
	if err := open(ctx, address); err != nil {
		return Grant{}, domain.Refuse(
			domain.CodeInvalid,
			"fault.oauth_no_browser",
			tried,
			quotable(err.Error(), []string{address, state, verifier, challenge(verifier)}),
		)
	}

	var got callback
	select {
	case got = <-l.got:
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return Grant{}, &domain.Error{Code: domain.CodeSignIn, Cause: ctx.Err(), Said: wording.Of("fault.oauth_no_answer", tried)}
		}
		return Grant{}, transport(ctx.Err()).Err(tried)
	}
	switch {
	case !got.ours:
		return Grant{}, domain.Refuse(domain.CodeSignIn, "fault.oauth_foreign_answer", tried)
	case got.failed != "":
		r := refusal{code: quotable(got.failed, []string{state, verifier}), said: quotable(got.said, []string{state, verifier, got.code})}
		return Grant{}, r.err(tried)
	case got.code == "":
		return Grant{}, domain.Refuse(domain.CodeNetwork, "fault.oauth_neither", tried, later)
	}
	return c.exchange(ctx, tried, got.code, verifier, redirect)
}

// page returns the address of the sign-in page (RFC 6749, section 4.1.1).
func (c *Client) page(state, verifier, redirect string) (string, error) {
	u, err := url.Parse(c.preset.authorize)
	if err != nil {
		return "", domain.Refuse(domain.CodeInvalid, "fault.oauth_page_address")
	}
	q := u.Query()
	for key, values := range c.preset.extra {
		q[key] = values
	}
	q.Set("response_type", "code")
	q.Set("client_id", c.set.ClientID)
	q.Set("redirect_uri", redirect)
	q.Set("scope", strings.Join(c.preset.scopes, " "))
	q.Set("state", state)
	q.Set("code_challenge", challenge(verifier))
	q.Set("code_challenge_method", "S256")
	if c.set.LoginHint != "" {
		q.Set("login_hint", c.set.LoginHint)
	}
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// exchange turns a code into tokens (RFC 6749, section 4.1.3).
func (c *Client) exchange(ctx context.Context, tried wording.Phrase, code, verifier, redirect string) (Grant, error) {
	g, r, err := c.tokens(ctx, tried, url.Values{
		"grant_type":    {"authorization_code"},
		"code":          {code},
		"redirect_uri":  {redirect},
		"code_verifier": {verifier},
	})
	return c.signedIn(tried, g, r, err)
}
