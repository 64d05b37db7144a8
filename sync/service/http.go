package service

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/net/http/httpproxy"
)

// Bounds of a connection.
const (
	dialTime = 15 * time.Second
	idleTime = 30 * time.Second
)

// HTTP returns a client that keeps so many connections to one host at the most, sends
// no cookies and follows no redirects: the standard library would carry bodies and
// headers, secrets included, to wherever one leads. It goes by the
// proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name now; to the loopback by none.
// With given it uses that one's transport, and close ends nothing.
func HTTP(given *http.Client, connections int) (client *http.Client, end func()) {
	client, end = &http.Client{}, func() {}
	if given != nil {
		*client = *given
	} else {
		proxy := httpproxy.FromEnvironment().ProxyFunc()
		own := &http.Transport{
			Proxy:               func(r *http.Request) (*url.URL, error) { return proxy(r.URL) },
			DialContext:         (&net.Dialer{Timeout: dialTime}).DialContext,
			TLSHandshakeTimeout: dialTime,
			TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12},
			ForceAttemptHTTP2:   true,
			MaxIdleConnsPerHost: connections,
			IdleConnTimeout:     idleTime,
		}
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
