package service_test

import (
	"context"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/service"
)

// connectProxy is a proxy that tunnels to one server, whatever host it is asked for.
type connectProxy struct {
	*httptest.Server
	to       string
	user     string // "" asks for none
	password string

	mu    sync.Mutex
	asked []string
}

func newConnectProxy(t *testing.T, to string) *connectProxy {
	p := &connectProxy{to: to}
	p.Server = httptest.NewServer(http.HandlerFunc(p.serve))
	t.Cleanup(p.Close)
	return p
}

func (p *connectProxy) serve(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked = append(p.asked, r.Method+" "+r.Host)
	p.mu.Unlock()
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte(p.user+":"+p.password))
	if p.user != "" && r.Header.Get("Proxy-Authorization") != want {
		w.WriteHeader(http.StatusProxyAuthRequired)
		return
	}
	there, err := net.Dial("tcp", p.to)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	here, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		_ = there.Close()
		return
	}
	_, _ = io.WriteString(here, "HTTP/1.1 200 Connection established\r\n\r\n")
	var both sync.WaitGroup
	both.Go(func() { _, _ = io.Copy(there, here); _ = there.Close() })
	both.Go(func() { _, _ = io.Copy(here, there); _ = here.Close() })
	both.Wait()
}

func (p *connectProxy) chosen(user string) domain.Proxy {
	host, port, _ := net.SplitHostPort(p.Listener.Addr().String())
	number, _ := strconv.Atoi(port)
	return domain.Proxy{Scheme: "http", Host: host, Port: number, User: user}
}

// one is a choice of a proxy that stays.
type one struct {
	proxy    domain.Proxy
	password string
	err      error
	refused  int
}

func (o *one) Proxy(context.Context) (domain.Proxy, string, error) { return o.proxy, o.password, o.err }
func (o *one) Refused()                                            { o.refused++ }

// far is a service that is reached by the proxy alone, and a transport that trusts it.
func far(t *testing.T, by service.Proxies) (server *httptest.Server, client *http.Client) {
	server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "here") }))
	t.Cleanup(server.Close)
	transport := service.Transport(by, 1)
	t.Cleanup(transport.CloseIdleConnections)
	transport.TLSClientConfig.RootCAs = x509.NewCertPool()
	transport.TLSClientConfig.RootCAs.AddCert(server.Certificate())
	return server, &http.Client{Transport: transport}
}

func TestAServiceIsReachedThroughTheChosenProxyWithItsPassword(t *testing.T) {
	choice := &one{password: "open sesame"}
	server, client := far(t, choice)
	proxy := newConnectProxy(t, server.Listener.Addr().String())
	proxy.user, proxy.password = "EXAMPLE\\tech", "open sesame"
	choice.proxy = proxy.chosen("EXAMPLE\\tech")
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1") // what is chosen goes before it
	answer, err := client.Get("https://example.com/")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	if string(body) != "here" || err != nil || strings.Join(proxy.asked, ",") != "CONNECT example.com:443" {
		t.Errorf("%q, %v, asked %v", body, err, proxy.asked)
	}
}

func TestAProxyThatLetsNobodyThroughIsNamedWithWhatToDo(t *testing.T) {
	for says, c := range map[string]struct {
		set  func(*one, *connectProxy)
		code domain.Code
	}{
		"wants a user and a password": {
			func(o *one, p *connectProxy) { p.user, p.password, o.password = "u", "p", "other" }, domain.CodeSignIn,
		},
		"lets nobody through: it answered Bad Gateway": {func(_ *one, p *connectProxy) { p.to = "127.0.0.1:1" }, domain.CodeNetwork},
		"the proxy cannot be reached":                  {func(o *one, _ *connectProxy) { o.proxy.Port = 1 }, domain.CodeNetwork},
		"the proxy is not known: no password": {
			func(o *one, _ *connectProxy) { o.err = &domain.Error{Code: domain.CodeSecret, Message: "no password"} }, domain.CodeSecret,
		},
	} {
		choice := &one{}
		server, client := far(t, choice)
		proxy := newConnectProxy(t, server.Listener.Addr().String())
		choice.proxy = proxy.chosen("u")
		c.set(choice, proxy)
		answer, err := client.Get("https://example.com/")
		if err == nil {
			_ = answer.Body.Close()
			t.Errorf("%s: it was let through", says)
			continue
		}
		got, known := service.Broken(err, wording.Text("the address of X"), wording.Text("Wait."))
		if !known || !strings.Contains(wording.English(got.Happened, nil), says) || got.Code != c.code ||
			got.Remedy.Code != domain.RemedyProxy {
			t.Errorf("%s: %+v from %v", says, got, err)
		}
		if (choice.refused > 0) != (c.code == domain.CodeSignIn) {
			t.Errorf("%s: told %d times that its password is refused", says, choice.refused)
		}
	}
}

func TestWithoutAProxyNoneIsAskedAndTheSystemsIsWhereItIsChosen(t *testing.T) {
	for says, c := range map[string]struct {
		chosen domain.Proxy
		asked  bool
	}{"none": {domain.Proxy{Direct: true}, false}, "system": {domain.Proxy{}, true}} {
		t.Run(says, func(t *testing.T) {
			near := newConnectProxy(t, "127.0.0.1:1")
			t.Setenv("HTTPS_PROXY", near.URL)
			t.Setenv("NO_PROXY", "")
			transport := service.Transport(&one{proxy: c.chosen}, 1)
			transport.DialContext = func(ctx context.Context, network, to string) (net.Conn, error) {
				if to == "nowhere.example:443" {
					return nil, errors.New("asked directly")
				}
				return (&net.Dialer{}).DialContext(ctx, network, to)
			}
			resp, err := (&http.Client{Transport: transport}).Get("https://nowhere.example/")
			if err == nil {
				_ = resp.Body.Close()
				t.Fatal("a host that is not there answered")
			}
			if (len(near.asked) > 0) != c.asked || strings.Contains(err.Error(), "asked directly") == c.asked {
				t.Errorf("%v, asked %v", err, near.asked)
			}
		})
	}
}
