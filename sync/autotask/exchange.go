package autotask

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
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
	tried       string // begins the message of a fault: "Reading tickets from Autotask"
	right       string // what the API user must be allowed to: "read tickets"
	open        bool   // no credentials are sent
}

// read sends a request that changes nothing, again if it failed by chance, and
// decodes the answer.
func read[T any](ctx context.Context, c *Client, r request) (T, error) {
	for try := 0; ; try++ {
		var answer T
		body, f := c.once(ctx, r)
		if f == nil {
			f = decode(body, &answer)
		}
		if f == nil {
			return answer, nil
		}
		pause := f.after
		if pause == 0 {
			pause = firstPause << try
			pause += rand.N(pause)
		}
		if !f.again || try == maxRetries || pause > longestAsked {
			var none T
			return none, f.err(r.tried)
		}
		if err := c.wait(ctx, pause); err != nil {
			var none T
			return none, transport(err).err(r.tried)
		}
	}
}

// decode makes sense of an answer that the service calls a success.
func decode(body []byte, into any) *fault {
	if looksLikeHTML(body) {
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
func (c *Client) once(ctx context.Context, r request) ([]byte, *fault) {
	if err := ctx.Err(); err != nil {
		return nil, transport(err)
	}
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return nil, transport(ctx.Err())
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()

	var reached atomic.Bool // without a connection nothing can have happened over there
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { reached.Store(true) }})
	req, err := http.NewRequestWithContext(traced, r.method, r.url, bytes.NewReader(r.body))
	if err != nil {
		return nil, transport(err)
	}
	req.Header.Set("Accept", "application/json")
	if r.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if !r.open {
		c.sign(req.Header)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		f := transport(err)
		f.unknown = reached.Load()
		return nil, f
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody+1))
	ok := resp.StatusCode >= 200 && resp.StatusCode < 300
	switch {
	case ok && err != nil:
		f := transport(err)
		f.unknown = true
		return nil, f
	case len(body) > maxBody:
		return nil, tooLong(ok || resp.StatusCode >= 500)
	case ok:
		return body, nil
	}
	// What could be read of a refusal is enough to tell which one it is.
	return nil, c.refusal(r, resp.StatusCode, c.asked(resp.Header.Get("Retry-After")), body)
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

func looksLikeHTML(body []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(body, "\ufeff \t\r\n"), []byte("<"))
}
