package autotask

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"runchecks/domain/wording"
	"runchecks/sync/service"
)

// Bounds of an exchange.
const (
	maxBody = 16 << 20 // bytes of one answer
	// maxRetries is of a read, after the first attempt. The standard library may add
	// one of its own when a connection it kept turns out to be dead; never for a
	// creation of which a byte was written.
	maxRetries = 2
	// longestAsked is how long a server may ask us to wait before a retry; when it
	// asks for more, the read fails at once and says so.
	longestAsked = 30 * time.Second
	firstPause   = 500 * time.Millisecond // doubled for each retry, plus up to the same by chance
)

// request is one thing asked of the service.
type request struct {
	method, url string
	body        []byte
	tried       wording.Phrase // begins the message of a fault: "Reading tickets from Autotask"
	right       wording.Phrase // what the API user must be allowed to: "read tickets"
	open        bool           // no credentials are sent
}

// read sends a request that changes nothing, again if it failed by chance, and
// decodes the answer.
func read[T any](ctx context.Context, c *Client, r request) (answer T, err error) {
	err = c.calls.Repeat(ctx, service.Attempts{Tried: r.tried, Call: r.method, Retries: maxRetries}, func() *service.Fault {
		var none T
		answer = none // nothing of an attempt that failed
		body, f := c.once(ctx, r)
		if f == nil {
			f = decode(body, &answer)
		}
		return f
	})
	if err != nil {
		var none T
		return none, err
	}
	return answer, nil
}

// decode makes sense of an answer that the service calls a success.
func decode(body []byte, into any) *service.Fault {
	if service.LooksLikeHTML(body) {
		return foreign()
	}
	err := json.Unmarshal(body, into)
	if err == nil {
		return nil
	}
	// Broken text is one cut short; text of another shape stays so.
	var broken *json.SyntaxError
	return garbled(err, errors.As(err, &broken))
}

// once sends a request a single time and returns the body of a success.
func (c *Client) once(ctx context.Context, r request) (body []byte, f *service.Fault) {
	build := func(ctx context.Context) (*http.Request, error) {
		req, err := http.NewRequestWithContext(ctx, r.method, r.url, bytes.NewReader(r.body))
		if err != nil {
			return nil, err
		}
		req.Header.Set("Accept", "application/json")
		if r.body != nil {
			req.Header.Set("Content-Type", "application/json")
		}
		if !r.open {
			c.sign(req.Header)
		}
		return req, nil
	}
	f = c.calls.Once(ctx, build, func(resp *http.Response) *service.Fault {
		var err error
		body, err = service.Body(resp.Body, maxBody)
		ok := resp.StatusCode >= 200 && resp.StatusCode < 300
		switch {
		case errors.Is(err, service.ErrTooLong):
			return tooLong(ok || resp.StatusCode >= 500)
		case ok && err != nil:
			f := transport(err)
			f.Unknown = true
			return f
		case ok:
			return nil
		}
		// What could be read of a refusal is enough to tell which one it is.
		return c.refusal(r, resp.StatusCode, resp.Header, body)
	})
	if f != nil {
		return nil, f
	}
	return body, nil
}
