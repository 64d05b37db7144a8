package service

import (
	"context"
	"net/http"
	"time"
)

// Bounds of a connection.
const (
	dialTime = 15 * time.Second
	idleTime = 30 * time.Second
)

// HTTP returns a client that keeps so many connections to one host at the most, sends
// no cookies and follows no redirects: the standard library would carry bodies and
// headers, secrets included, to wherever one leads. It goes by the
// proxy that the environment names (Transport). With given it uses that one's transport,
// and end ends nothing.
func HTTP(given *http.Client, connections int) (client *http.Client, end func()) {
	client, end = &http.Client{}, func() {}
	if given != nil {
		*client = *given
	} else {
		own := Transport(nil, connections)
		client.Transport, end = own, own.CloseIdleConnections
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client.Jar = nil
	return client, end
}

// Sleep waits in real time, or until the context ends and then returns its error.
func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
