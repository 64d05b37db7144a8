package service

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Options say how the requests of a Caller are sent. Name, Timeout and Explain are
// required.
type Options struct {
	// Name is the service's, as messages and log lines say it.
	Name string
	// HTTP sends the requests; its redirect policy and cookies are not used. Nil is a
	// client of its own, which goes by the proxy that the environment names.
	HTTP *http.Client
	// Requests is how many may be under way; 0 is 2.
	Requests int
	// Timeout bounds each request, its answer included.
	Timeout time.Duration
	// FirstPause is before the first retry. It doubles for each one, and as much again
	// may be added by chance. LongestPause is how long the service may ask to wait
	// before a retry; where it asks for more, the call fails at once and says so.
	FirstPause, LongestPause time.Duration
	// Explain makes the fault of an exchange that had no whole answer.
	Explain func(error) *Fault
	Now     domain.Clock // nil is the system's
	// Wait waits between attempts, or until the context ends and then returns its
	// error. Nil is real time.
	Wait func(context.Context, time.Duration) error
	// Log gets one line for each attempt that failed, without any content. Nil logs nothing.
	Log *slog.Logger
}

// Caller sends the requests of a client to one service: so many at a time, each within
// its time, again where they failed by chance. It may be used by several goroutines.
type Caller struct {
	Options
	http  *http.Client
	end   func() // ends idle connections of its own
	slots chan struct{}
}

// NewCaller makes a Caller. It sends nothing.
func NewCaller(o Options) *Caller {
	if o.Requests <= 0 {
		o.Requests = 2
	}
	if o.Now == nil {
		o.Now = domain.SystemClock
	}
	if o.Wait == nil {
		o.Wait = Sleep
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	c := &Caller{Options: o, slots: make(chan struct{}, o.Requests)}
	c.http, c.end = HTTP(o.HTTP, o.Requests)
	return c
}

// Close ends the idle connections of the Caller's own transport. Closing twice is fine.
func (c *Caller) Close() { c.end() }

// Once sends one request a single time: build makes it, under a context that ends with
// its time, and read takes the answer, whose body Once closes. A fault says that there
// was no answer, or what read says of it.
func (c *Caller) Once(
	ctx context.Context,
	build func(context.Context) (*http.Request, error),
	read func(*http.Response) *Fault,
) *Fault {
	if err := ctx.Err(); err != nil {
		return c.Explain(err)
	}
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return c.Explain(ctx.Err())
	}
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	var reached atomic.Bool // without a connection nothing can have happened over there
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { reached.Store(true) }})
	req, err := build(traced)
	if err != nil {
		return c.Explain(err)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		// Not the *url.Error itself: it repeats the address.
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err
		}
		f := c.Explain(err)
		f.Unknown = reached.Load()
		return f
	}
	defer func() { _ = resp.Body.Close() }()
	return read(resp)
}

// Attempts say what Repeat repeats.
type Attempts struct {
	Tried   wording.Phrase // begins the message of an error: "Reading devices from Cove"
	Call    string         // names the request in the log; it holds nothing secret
	Retries int            // after the first attempt
}

// Repeat calls once until it has no fault, and again where it failed by chance. Only what
// changes nothing may be repeated.
func (c *Caller) Repeat(ctx context.Context, a Attempts, once func() *Fault) error {
	for try := 0; ; try++ {
		f := once()
		if f == nil {
			return nil
		}
		pause := f.After
		if pause == 0 {
			pause = c.FirstPause << try
			pause += rand.N(pause)
		}
		c.Log.Warn("an exchange failed", "service", c.Name, "call", a.Call, "attempt", try+1, "reason", wording.English(f.Happened, nil))
		if !f.Again || try == a.Retries || pause > c.LongestPause {
			return f.Err(a.Tried)
		}
		if err := c.Wait(ctx, pause); err != nil {
			return c.Explain(err).Err(a.Tried)
		}
	}
}

// Later notes in a fault that the request may be sent again after the time that the
// answer asks for.
func (c *Caller) Later(f *Fault, answer http.Header) {
	f.Again, f.After = true, RetryAfter(answer, c.Now())
	if f.After > c.LongestPause {
		f.Advice = wording.Of("fault.asks_to_wait", f.Advice, c.Name, f.After.Round(time.Second).String())
	}
}

// RetryAfter returns how long an answer asks to wait: seconds or a date (RFC 9110,
// 10.2.3). 0 is no wish, or none that is understood.
func RetryAfter(answer http.Header, now time.Time) time.Duration {
	header := strings.TrimSpace(answer.Get("Retry-After"))
	if seconds, err := strconv.ParseUint(header, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}
