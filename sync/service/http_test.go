package service_test

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/service"
)

func TestTheRealWaitEndsWithItsTimeOrItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		if err := service.Sleep(t.Context(), time.Minute); err != nil || time.Since(began) != time.Minute {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := service.Sleep(ctx, time.Hour); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
	})
}

func TestAClientFollowsNoRedirectAndCarriesNoCookie(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if len(r.Cookies()) > 0 {
			t.Error("a cookie came back")
		}
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}))
	defer server.Close()
	client, end := service.HTTP(nil, 2)
	defer end()
	for range 2 {
		answer, err := client.Get(server.URL)
		if err != nil || answer.StatusCode != http.StatusTemporaryRedirect {
			t.Fatalf("%v, %v", answer, err)
		}
		_ = answer.Body.Close()
	}
	if asked != 2 {
		t.Errorf("%d requests", asked)
	}
}

func TestABrokenExchangeIsExplained(t *testing.T) {
	refused := &net.OpError{Op: "dial", Err: errors.New("refused")}
	for happened, c := range map[string]struct {
		err   error
		code  domain.Code
		again bool
	}{
		"it was stopped": {fmt.Errorf("get: %w", context.Canceled), domain.CodeNetwork, false},
		"the server's certificate comes from an authority that this computer does not trust": {x509.UnknownAuthorityError{}, domain.CodeInvalid, false},
		"the server's certificate is for another name":                                       {x509.HostnameError{Certificate: &x509.Certificate{}, Host: "h"}, domain.CodeInvalid, false},
		"the server's certificate has expired or cannot be used":                             {x509.CertificateInvalidError{Reason: x509.Expired}, domain.CodeInvalid, false},
		"the name h is not known":                                                            {&net.DNSError{Name: "h", IsNotFound: true}, domain.CodeNetwork, false},
		"the answer took too long":                                                           {context.DeadlineExceeded, domain.CodeNetwork, false},
		"the server cannot be reached":                                                       {refused, domain.CodeNetwork, true},
		"the connection ended before the answer was complete":                                {io.ErrUnexpectedEOF, domain.CodeNetwork, true},
	} {
		got, known := service.Broken(c.err, wording.Text("the address of X"), wording.Text("Wait."))
		if !known || wording.English(got.Happened, nil) != happened || got.Code != c.code || got.Again != c.again || got.Advice.Code == "" {
			t.Errorf("%v: %+v", c.err, got)
		}
	}
	broken := errors.New("malformed HTTP response")
	if got, known := service.Broken(broken, wording.Text("the address of X"), wording.Text("Wait.")); known ||
		wording.English(got.Advice, nil) != "Wait." {
		t.Errorf("%+v", got)
	}
}

func TestTheProxyOfTheEnvironmentIsAskedForOthersThanTheLoopback(t *testing.T) {
	asked := make(chan string, 4)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- r.Method + " " + r.Host
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer proxy.Close()
	near := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer near.Close()
	t.Setenv("HTTPS_PROXY", proxy.URL)
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("NO_PROXY", "")
	client, end := service.HTTP(nil, 1)
	defer end()
	if answer, err := client.Get("https://api.backup.example/jsonapi"); err == nil {
		_ = answer.Body.Close()
		t.Error("a proxy that refuses is no error")
	}
	if got := <-asked; got != "CONNECT api.backup.example:443" {
		t.Errorf("the proxy was asked %q", got)
	}
	answer, err := client.Get(near.URL)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if len(asked) != 0 {
		t.Errorf("the proxy was asked for the loopback: %q", <-asked)
	}
}
