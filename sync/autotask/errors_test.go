package autotask

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

func TestABrokenExchangeIsExplainedByItsCause(t *testing.T) {
	for words, c := range map[string]struct {
		err   error
		code  domain.Code
		again bool
	}{
		"it was stopped":                 {context.Canceled, domain.CodeNetwork, false},
		"took too long":                  {context.DeadlineExceeded, domain.CodeNetwork, false},
		"authority":                      {x509.UnknownAuthorityError{}, domain.CodeInvalid, false},
		"for another name":               {x509.HostnameError{Certificate: &x509.Certificate{}, Host: "h"}, domain.CodeInvalid, false},
		"has expired":                    {x509.CertificateInvalidError{Reason: x509.Expired}, domain.CodeInvalid, false},
		"does not speak TLS":             {tls.RecordHeaderError{}, domain.CodeInvalid, false},
		"the name nowhere.example.com":   {&net.DNSError{Name: "nowhere.example.com", IsNotFound: true}, domain.CodeNetwork, false},
		"cannot be reached":              {&net.OpError{Op: "dial", Err: errors.New("refused")}, domain.CodeNetwork, true},
		"ended before the answer":        {&net.OpError{Op: "read", Err: errors.New("reset")}, domain.CodeNetwork, true},
		"before the answer was complete": {io.ErrUnexpectedEOF, domain.CodeNetwork, true},
		"does not speak HTTP":            {errors.New("malformed"), domain.CodeNetwork, true},
	} {
		f := transport(&url.Error{Op: "Get", URL: "https://zone.example.com", Err: c.err})
		err := f.Err(wording.Text("Trying"))
		wantError(t, err, c.code, "Trying failed: ", words)
		if f.Again != c.again || !errors.Is(err, c.err) {
			t.Errorf("%s: again %v", words, f.Again)
		}
		if !strings.HasSuffix(err.Error(), ".") {
			t.Errorf("%q has no end", err)
		}
	}
}

func TestACertificateThatIsNotTrustedGetsNoSecret(t *testing.T) {
	asked := false
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	defer srv.Close()
	_, err := Open(t.Context(), Config{User: "u", Secret: "s", IntegrationCode: "c", ZoneURL: srv.URL})
	wantError(t, err, domain.CodeInvalid, "does not trust")
	if asked {
		t.Error("a request was sent")
	}
}

func TestATrustedServerIsAskedOverTLSAndMayNotLeadToClearText(t *testing.T) {
	answer := ""
	srv := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Secret") != "" && r.TLS == nil {
			t.Error("the secret came in clear text")
		}
		_, _ = io.WriteString(w, answer)
	}))
	defer srv.Close()
	cfg := Config{User: "u", Secret: "s", IntegrationCode: "c", ZoneURL: srv.URL, HTTP: srv.Client()}
	answer = `{"url":"http://127.0.0.1:1/","webUrl":null}`
	_, err := Open(t.Context(), cfg)
	wantError(t, err, domain.CodeInvalid, "secret is not sent")
	answer = `{"url":"` + srv.URL + `/Zone","webUrl":"http://127.0.0.1/"}`
	c, err := Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.WebURL(Ticket{ID: 1}); got != "" {
		t.Errorf("people are led to %s", got)
	}
	answer = `{"externalRequestThreshold":10000,"requestThresholdTimeframe":60,"currentTimeframeRequestCount":12}`
	if th, err := c.Threshold(t.Context()); err != nil || th != (Threshold{Limit: 10000, Used: 12, Frame: time.Hour}) {
		t.Errorf("%+v %v", th, err)
	}
}
