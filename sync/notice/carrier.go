package notice

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
)

// carrier carries the requests of the library. It makes most of them by the transport that every
// program shares, gives them neither a context nor a bound of time, and follows redirects. This
// is put in the place of that transport once: while a notice is sent its requests go by the
// transport of the profile, and so by its proxy, within the time of the notice. All others go as
// they did.
type carrier struct {
	shared http.RoundTripper
	sends  sync.Mutex // one notice at a time: the library does not say whose a request is
	now    atomic.Pointer[flight]
}

var carries = func() *carrier {
	c := &carrier{shared: http.DefaultTransport}
	http.DefaultTransport = c
	return c
}()

// RoundTrip sends a request.
func (c *carrier) RoundTrip(r *http.Request) (*http.Response, error) {
	if f := c.now.Load(); f != nil {
		return f.RoundTrip(r)
	}
	return c.shared.RoundTrip(r)
}

// CloseIdleConnections is what closes those of the shared transport.
func (c *carrier) CloseIdleConnections() {
	if t, ok := c.shared.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// longestAnswer bounds what is read of an answer, in bytes.
const longestAnswer = 256 << 10

var (
	errPlain    = errors.New("the address is not protected")
	errRedirect = errors.New("the service redirects")
)

// flight is one attempt to send a notice.
type flight struct {
	ctx context.Context
	by  http.RoundTripper

	mu     sync.Mutex
	status int   // of the last answer, 0 for none
	broken error // why the last request had no answer
}

// RoundTrip sends one request of the flight, over TLS or without leaving this computer.
func (f *flight) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := f.send(r)
	f.mu.Lock()
	defer f.mu.Unlock()
	if err != nil {
		f.broken, f.status = err, 0
		return nil, err
	}
	f.broken, f.status = nil, answer.StatusCode
	return answer, nil
}

func (f *flight) send(r *http.Request) (*http.Response, error) {
	host := r.URL.Hostname()
	if r.URL.Scheme != "https" && host != "localhost" && !net.ParseIP(host).IsLoopback() {
		return nil, errPlain
	}
	ctx, end := context.WithCancel(r.Context())
	context.AfterFunc(f.ctx, end) // which ends with the attempt, and frees both
	answer, err := f.by.RoundTrip(r.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	if answer.StatusCode >= 300 && answer.StatusCode < 400 {
		_ = answer.Body.Close()
		return nil, errRedirect
	}
	answer.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(answer.Body, longestAnswer), answer.Body}
	return answer, nil
}

// outcome is what became of the last request.
func (f *flight) outcome() (status int, broken error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.status, f.broken
}
