package cove

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// renewAfter is the age at which a visa is not used any more. It is valid for 15
// minutes (cove-api.md, section 2).
const renewAfter = 13 * time.Minute

// visaShape finds visas in somebody else's text: four numbers and a long
// hexadecimal one, joined by dashes.
var visaShape = regexp.MustCompile(`\d+-\d+-\d+-\d+-[0-9A-Fa-f]{8,}`)

// visa is a bearer secret for the whole fleet. It is never written anywhere.
type visa struct {
	text  string
	taken time.Time // by our own clock
}

// SignIn signs in, unless that was done already.
func (c *Client) SignIn(ctx context.Context) error {
	_, err := c.current(ctx)
	return err
}

// current returns a visa that may be used, after a login where there is none.
func (c *Client) current(ctx context.Context) (string, error) {
	c.signing.Lock()
	defer c.signing.Unlock()
	if v, err := c.held(""); v != "" || err != nil {
		return v, err
	}
	return c.login(ctx)
}

// renewed returns another visa than the one the service no longer takes: one that
// came in meanwhile, or that of a new login.
func (c *Client) renewed(ctx context.Context, stale string) (string, error) {
	c.signing.Lock()
	defer c.signing.Unlock()
	if v, err := c.held(stale); v != "" || err != nil {
		return v, err
	}
	return c.login(ctx)
}

// held returns the visa at hand if it is young enough and not the stale one.
func (c *Client) held(stale string) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.refused != nil {
		return "", c.refused
	}
	if age := c.calls.Now().Sub(c.visa.taken); c.visa.text == stale || age < 0 || age >= renewAfter {
		return "", nil
	}
	return c.visa.text, nil
}

// take keeps the visa that an answer brought; every answer may bring one, also one
// with an error.
func (c *Client) take(text string) {
	if text == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.visa = visa{text: text, taken: c.calls.Now()}
}

// login signs in and returns the first visa. A refusal is kept: the client asks
// nothing after it, since repeated failures lock the user (cove-api.md, section 2).
func (c *Client) login(ctx context.Context) (string, error) {
	tried := wording.Of("fault.cove_signing_in")
	params := map[string]any{"username": c.cfg.User, "password": c.cfg.Password}
	if c.cfg.Partner != "" {
		params["partner"] = c.cfg.Partner
	}
	c.mu.Lock()
	c.visa = visa{}
	c.mu.Unlock()
	var user struct {
		Result struct {
			PartnerID whole `json:"PartnerId"`
		} `json:"result"`
	}
	a, err := c.send(ctx, request{url: c.url("/jsonapi"), method: "Login", params: params, tried: tried}, into(&user))
	if err != nil {
		return "", err
	}
	switch {
	case a.fault != nil && a.fault.number() == 0:
		return "", a.fault.err(c, tried)
	case a.fault != nil:
		err := c.loginRefused(a.fault)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.visa, c.refused = visa{}, err
		return "", err
	case a.visa == "":
		return "", domain.Refuse(domain.CodeNetwork, "fault.cove_no_visa", tried, later)
	case !user.Result.PartnerID.Known:
		return "", domain.Refuse(domain.CodeNetwork, "fault.cove_no_customer", tried, later)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.partner = user.Result.PartnerID.Value
	c.calls.Log.Info("signed in to Cove", "partner", c.partner)
	return a.visa, nil
}

func (c *Client) loginRefused(f *rpcFault) error {
	advice := wording.Of("fault.cove_login_customer")
	switch {
	case f.number() != codeBadLogin:
		advice = wording.Of("fault.cove_login_says", c.quotable(f.Message))
	case c.cfg.Partner == "":
		advice = wording.Of("fault.cove_login_no_customer")
	}
	number := strconv.FormatInt(f.number(), 10)
	return domain.Refuse(domain.CodeSignIn, "fault.cove_refused", number, advice).With(ErrLoginRefused, domain.Remedy{})
}

// ErrLoginRefused is the cause of the error after which a client asks nothing any
// more. Only a new client, made after the user was asked, signs in again.
var ErrLoginRefused = errors.New("the login was refused")
