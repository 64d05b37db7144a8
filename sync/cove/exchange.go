package cove

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/service"
)

// Bounds of repeating.
const (
	maxRetries = 3 // after the first attempt
	// longestAsked is how long a server may ask us to wait before a retry; when it
	// asks for more, the call fails at once and says so.
	longestAsked = 2 * time.Minute
	firstPause   = time.Second // doubled for each retry, plus up to the same by chance
)

// request is one call.
type request struct {
	url    string
	method string
	params any
	tried  wording.Phrase // begins the message of a fault: "Reading devices from Cove"
	visa   string         // at the root of the request; empty: none is sent
	bearer string         // in the Authorization header instead; empty: none
	node   bool           // it goes to a storage node, whose answers bring no visa
}

// retries returns how often r is repeated. Nodes are many and some never answer, so
// that they get one more chance only.
func (r request) retries() int {
	if r.node {
		return 1
	}
	return maxRetries
}

// call asks the Management Service with a visa. A visa that is no longer taken is
// renewed once, and the call repeated once. An error of the service comes back as
// a fault, so that the caller can tell a refusal from a failure.
func (c *Client) call(ctx context.Context, r request, result decodeResult) (*rpcFault, error) {
	r.url = c.url("/jsonapi")
	return c.withVisa(ctx, r, func(r *request, v string) { r.visa = v }, result)
}

// withVisa sends r with the visa put where place puts it.
func (c *Client) withVisa(ctx context.Context, r request, place func(*request, string), result decodeResult) (*rpcFault, error) {
	v, err := c.current(ctx)
	if err != nil {
		return nil, err
	}
	for again := false; ; again = true {
		place(&r, v)
		a, err := c.send(ctx, r, result)
		switch {
		case err != nil:
			return nil, err
		case a.fault == nil:
			return nil, nil
		case a.fault.number() == codeBadLogin:
			err := c.loginRefused(a.fault)
			c.mu.Lock()
			c.refused = err
			c.mu.Unlock()
			return nil, err
		case again || !a.fault.stale():
			return a.fault, nil
		}
		c.calls.Log.Info("the visa is no longer taken", "method", r.method)
		// A visa that came with the very refusal is not worth a try.
		if v, err = c.renewed(ctx, cmp.Or(a.visa, v)); err != nil {
			return nil, err
		}
	}
}

// send sends a request and decodes the answer, again if that failed by chance.
func (c *Client) send(ctx context.Context, r request, result decodeResult) (a answer, err error) {
	err = c.calls.Repeat(ctx, service.Attempts{Tried: r.tried, Call: r.method, Retries: r.retries()}, func() (f *service.Fault) {
		a, f = c.once(ctx, r, result)
		return f
	})
	return a, err
}

// once sends a request a single time. The visa of the answer is taken over before
// anything else is looked at.
func (c *Client) once(ctx context.Context, r request, result decodeResult) (a answer, f *service.Fault) {
	began := c.calls.Now()
	f = c.calls.Once(ctx, r.build, func(resp *http.Response) *service.Fault {
		if resp.StatusCode != http.StatusOK {
			return c.refusal(resp)
		}
		var err error
		if a, err = decodeAnswer(resp.Body, result); err != nil {
			return transport(err)
		}
		// What follows the answer is read, within reason, so that the connection is kept.
		_, _ = io.CopyN(io.Discard, resp.Body, 4096)
		if !r.node {
			c.take(a.visa)
		}
		return nil
	})
	if f != nil {
		return answer{}, f
	}
	c.calls.Log.Debug("asked Cove", "method", r.method, "took", c.calls.Now().Sub(began), "refused", a.fault != nil)
	return a, nil
}

// build makes the HTTP request.
func (r request) build(ctx context.Context) (*http.Request, error) {
	body, err := json.Marshal(struct {
		JSONRPC string `json:"jsonrpc"`
		ID      string `json:"id"`
		Visa    string `json:"visa,omitempty"`
		Method  string `json:"method"`
		Params  any    `json:"params"`
	}{"2.0", "1", r.visa, r.method, r.params})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url, bytes.NewReader(body))
	if err != nil {
		return nil, errAddress
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	if r.bearer != "" {
		req.Header.Set("Authorization", "Bearer "+r.bearer)
	}
	return req, nil
}

// refusal explains a status other than 200: errors of the service itself come with
// 200 (cove-api.md, section 1), so that this is somebody on the way, or overload.
func (c *Client) refusal(resp *http.Response) *service.Fault {
	status := resp.StatusCode
	f := &service.Fault{
		Code: domain.CodeNetwork, Status: status, Advice: later,
		Happened: wording.Of("fault.server_answered", status),
	}
	switch {
	case status >= 300 && status < 400:
		f.Happened, f.Advice = wording.Of("fault.server_elsewhere"), isItThere
	case status == http.StatusTooManyRequests:
		f.Happened = wording.Of("fault.cove_busy")
		c.calls.Later(f, resp.Header)
	case status >= 500, status == http.StatusRequestTimeout:
		c.calls.Later(f, resp.Header)
	default:
		f.Advice = isItThere
	}
	return f
}
