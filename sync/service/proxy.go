package service

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/url"

	"golang.org/x/net/http/httpproxy"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// maxHeader bounds the headers of an answer, in bytes.
const maxHeader = 256 << 10

// Proxies say by which proxy a request goes. They are asked for each one.
type Proxies interface {
	// Proxy returns the proxy that is chosen now and its password, "" for none.
	Proxy(context.Context) (p domain.Proxy, password string, err error)
	// Refused is told that the proxy took neither the request nor the password.
	Refused()
}

// ProxyError is why a request did not get through its proxy.
type ProxyError struct {
	Code     domain.Code
	Happened wording.Phrase // goes on after "failed: ", without a full stop
}

// Error says what happened.
func (e *ProxyError) Error() string { return wording.English(e.Happened, nil) }

// Words are what happened.
func (e *ProxyError) Words() wording.Phrase { return e.Happened }

// checkProxy is what to do about a proxy.
var checkProxy = wording.Of("fault.check_proxy")

// Transport returns what sends the requests of web services: it keeps so many idle
// connections to one host at the most, and goes by the proxies given, by those that
// HTTPS_PROXY, HTTP_PROXY and NO_PROXY name where by is nil; to the loopback by none.
func Transport(by Proxies, connections int) *http.Transport {
	t := &http.Transport{
		DialContext:            (&net.Dialer{Timeout: dialTime}).DialContext,
		TLSHandshakeTimeout:    dialTime,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    connections,
		IdleConnTimeout:        idleTime,
		MaxResponseHeaderBytes: maxHeader,
	}
	system := httpproxy.FromEnvironment().ProxyFunc()
	t.Proxy = func(r *http.Request) (*url.URL, error) {
		if by == nil {
			return system(r.URL)
		}
		p, password, err := by.Proxy(r.Context())
		switch {
		case err != nil:
			return nil, &ProxyError{domain.CodeOf(err), wording.Of("fault.proxy_unknown", err)}
		case p.Direct:
			return nil, nil
		case !p.Named():
			return system(r.URL)
		}
		u := &url.URL{Scheme: p.Scheme, Host: p.Address()}
		if p.User != "" {
			u.User = url.UserPassword(p.User, password)
		}
		return (&httpproxy.Config{HTTPProxy: u.String(), HTTPSProxy: u.String()}).ProxyFunc()(r.URL)
	}
	t.OnProxyConnectResponse = func(_ context.Context, proxy *url.URL, _ *http.Request, answer *http.Response) error {
		switch answer.StatusCode {
		case http.StatusOK:
			return nil
		case http.StatusProxyAuthRequired:
			if by != nil {
				by.Refused()
			}
			return &ProxyError{domain.CodeSignIn, wording.Of("fault.proxy_password", proxy.Host)}
		default:
			said := http.StatusText(answer.StatusCode)
			return &ProxyError{domain.CodeNetwork, wording.Of("fault.proxy_blocks", proxy.Host, said)}
		}
	}
	return t
}
