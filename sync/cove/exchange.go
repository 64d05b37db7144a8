package cove

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
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
	tried  string // begins the message of a fault: "Reading devices from Cove"
	visa   string // at the root of the request; empty: none is sent
	bearer string // in the Authorization header instead; empty: none
	node   bool   // it goes to a storage node, whose answers bring no visa
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
		c.log.Info("the visa is no longer taken", "method", r.method)
		// A visa that came with the very refusal is not worth a try.
		if v, err = c.renewed(ctx, cmp.Or(a.visa, v)); err != nil {
			return nil, err
		}
	}
}

// send sends a request and decodes the answer, again if that failed by chance.
func (c *Client) send(ctx context.Context, r request, result decodeResult) (answer, error) {
	for try := 0; ; try++ {
		a, f := c.once(ctx, r, result)
		if f == nil {
			return a, nil
		}
		pause := f.after
		if pause == 0 {
			pause = firstPause << try
			pause += rand.N(pause)
		}
		c.log.Warn("an exchange with Cove failed", "method", r.method, "attempt", try+1, "reason", f.happened)
		if !f.again || try == r.retries() || pause > longestAsked {
			return answer{}, f.err(r.tried)
		}
		if err := c.wait(ctx, pause); err != nil {
			return answer{}, transport(err).err(r.tried)
		}
	}
}

// once sends a request a single time. The visa of the answer is taken over before
// anything else is looked at.
func (c *Client) once(ctx context.Context, r request, result decodeResult) (answer, *fault) {
	if err := ctx.Err(); err != nil {
		return answer{}, transport(err)
	}
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return answer{}, transport(ctx.Err())
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()

	body, err := json.Marshal(struct {
		JSONRPC string `json:"jsonrpc"`
		ID      string `json:"id"`
		Visa    string `json:"visa,omitempty"`
		Method  string `json:"method"`
		Params  any    `json:"params"`
	}{"2.0", "1", r.visa, r.method, r.params})
	if err != nil {
		return answer{}, transport(err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url, bytes.NewReader(body))
	if err != nil {
		return answer{}, &fault{code: domain.CodeInvalid, happened: "the address cannot be used", advice: isItThere}
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	if r.bearer != "" {
		req.Header.Set("Authorization", "Bearer "+r.bearer)
	}
	began := c.now()
	resp, err := c.http.Do(req)
	if err != nil {
		return answer{}, transport(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return answer{}, c.refusal(resp)
	}
	a, err := decodeAnswer(resp.Body, result)
	if err != nil {
		return answer{}, transport(err)
	}
	// What follows the answer is read, within reason, so that the connection is kept.
	_, _ = io.CopyN(io.Discard, resp.Body, 4096)
	if !r.node {
		c.take(a.visa)
	}
	c.log.Debug("asked Cove", "method", r.method, "took", c.now().Sub(began), "refused", a.fault != nil)
	return a, nil
}

// refusal explains a status other than 200: errors of the service itself come with
// 200 (cove-api.md, section 1), so that this is somebody on the way, or overload.
func (c *Client) refusal(resp *http.Response) *fault {
	status := resp.StatusCode
	f := &fault{
		code: domain.CodeNetwork, status: status, advice: later,
		happened: fmt.Sprintf("the server answered %d", status),
	}
	switch {
	case status >= 300 && status < 400:
		f.happened, f.advice = "the server sends us to another address, which is not followed", isItThere
	case status == http.StatusTooManyRequests:
		f.happened, f.again, f.after = "Cove takes no more requests for now", true, c.asked(resp.Header.Get("Retry-After"))
	case status >= 500, status == http.StatusRequestTimeout:
		f.again, f.after = true, c.asked(resp.Header.Get("Retry-After"))
	default:
		f.advice = isItThere
	}
	return f
}

// asked returns how long a Retry-After header asks to wait: seconds or a date
// (RFC 9110, 10.2.3). 0 is no wish, or none that is understood.
func (c *Client) asked(header string) time.Duration {
	header = strings.TrimSpace(header)
	if seconds, err := strconv.ParseUint(header, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(0, at.Sub(c.now()))
	}
	return 0
}
