package oauth

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/simulate"
)

// openApp starts a server that knows an application, and a client that is it.
func openApp(t testing.TB, app simulate.OAuthApp) *bench {
	t.Helper()
	b := open(t, func(o *simulate.OAuthOptions) { o.App, o.ClientSecret = &app, "" })
	b.cfg.Settings.App, b.cfg.Settings.Tenant = true, "grootvelde.example"
	b.renew(t, b.cfg)
	return b
}

func (b *bench) app(t testing.TB, secret string) *Source {
	t.Helper()
	s, err := b.App(secret)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// certificate makes one with its key, as openssl req -x509 does.
func certificate(t testing.TB) (shown *x509.Certificate, both string) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Run Checks"}, NotAfter: testNow.AddDate(2, 0, 0)}
	raw, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	if shown, err = x509.ParseCertificate(raw); err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	_ = pem.Encode(&out, &pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8})
	_ = pem.Encode(&out, &pem.Block{Type: "CERTIFICATE", Bytes: raw})
	return shown, out.String()
}

func TestAnApplicationSignsInByItselfWithASecret(t *testing.T) {
	b := openApp(t, simulate.OAuthApp{Secret: "value~of.the_secret"})
	s := b.app(t, "value~of.the_secret\n")
	first := b.token(t, s)
	if !b.srv.Opens(testUser, first) || b.token(t, s) != first {
		t.Error("the token is not good, or is asked for again")
	}
	b.srv.Advance(time.Hour)
	if b.token(t, s) == first || b.count("client_credentials") != 2 || b.count("refresh_token") != 0 {
		t.Error("a token whose time is over is not renewed with the secret")
	}
	asked := b.srv.Requests()[0].Form
	if asked.Get("scope") != "https://outlook.office365.com/.default" || asked.Get("client_id") != "run-checks" {
		t.Errorf("asked with %v", asked)
	}
}

func TestAnApplicationProvesItselfByItsCertificateWithoutSendingTheKey(t *testing.T) {
	shown, both := certificate(t)
	b := openApp(t, simulate.OAuthApp{Certificate: shown})
	if token := b.token(t, b.app(t, both)); !b.srv.Opens(testUser, token) {
		t.Error("the token is not good")
	}
	if form := b.srv.Requests()[0].Form; form.Get("client_secret") != "" || strings.Contains(fmt.Sprint(form), "PRIVATE") {
		t.Errorf("sent %v", form)
	}
	other, _ := certificate(t)
	b.srv.SetApp(simulate.OAuthApp{Certificate: other})
	b.srv.Advance(time.Hour)
	_, err := b.app(t, both).Token(t.Context())
	if said, _ := wording.In(err); domain.CodeOf(err) != domain.CodeSignIn || said.Code != "refusal.app_certificate" {
		t.Errorf("a certificate that is not registered: %v", err)
	}
}

func TestWhatIsNoCredentialIsRefusedBeforeAnybodyIsAsked(t *testing.T) {
	_, one := certificate(t)
	_, two := certificate(t)
	key, _, _ := strings.Cut(one, "-----BEGIN CERT")
	_, shown, _ := strings.Cut(two, "-----BEGIN CERT")
	shown = "-----BEGIN CERT" + shown
	b := openApp(t, simulate.OAuthApp{Secret: "x"})
	for text, want := range map[string]string{
		"": "refusal.app_secret_form", "two words": "refusal.app_secret_form", key: "refusal.app_certificate_form",
		shown: "refusal.app_certificate_form", key + shown: "refusal.app_certificate_other",
		"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----": "refusal.app_certificate_form",
	} {
		_, err := b.App(text)
		if said, _ := wording.In(err); said.Code != want || domain.CodeOf(err) != domain.CodeSecret {
			t.Errorf("%.30q gives %v", text, err)
		}
	}
	if len(b.srv.Requests()) != 0 {
		t.Error("the service was asked")
	}
}

func TestAnApplicationWithoutATenantIsRefused(t *testing.T) {
	_, err := New(Config{Settings: Settings{Provider: Microsoft, ClientID: "run-checks", App: true}})
	if said, _ := wording.In(err); said.Code != "refusal.app_no_tenant" {
		t.Errorf("%v", err)
	}
}

// Each documented refusal says what a person can do, and no secret.
func TestEveryRefusalOfAnApplicationSaysWhatToDo(t *testing.T) {
	for number, want := range appFaults {
		b := openApp(t, simulate.OAuthApp{Secret: "very-secret"})
		b.srv.Fail(simulate.OAuthFault{
			Trouble: simulate.OAuthAnswer, Status: http.StatusBadRequest,
			Answer: simulate.AADSTS(number, "invalid_client", "It says very-secret."),
		})
		_, err := b.app(t, "very-secret").Token(t.Context())
		said, _ := wording.In(err)
		if said.Code != want.sentence || domain.CodeOf(err) != want.code || !strings.Contains(err.Error(), fmt.Sprint("AADSTS", number)) {
			t.Errorf("%d: %v", number, err)
		}
		if strings.Contains(err.Error(), "very-secret") {
			t.Errorf("%d shows the secret: %v", number, err)
		}
		if asked := len(b.srv.Requests()); asked != 1 && want.code != domain.CodeNetwork ||
			asked != 1+appRetries && want.code == domain.CodeNetwork {
			t.Errorf("%d: asked %d times", number, asked)
		}
	}
}

func TestAnExpiredSecretIsSaidAndANewOneLetsTheSameApplicationIn(t *testing.T) {
	b := openApp(t, simulate.OAuthApp{Secret: "old", Expired: true})
	s := b.app(t, "old")
	_, err := s.Token(t.Context())
	if said, _ := wording.In(err); said.Code != "refusal.app_expired" {
		t.Fatalf("%v", err)
	}
	b.srv.SetApp(simulate.OAuthApp{Secret: "new"})
	if _, err = s.Token(t.Context()); domain.CodeOf(err) != domain.CodeSignIn {
		t.Errorf("the old secret: %v", err)
	}
	b.token(t, b.app(t, "new"))
	b.srv.SetApp(simulate.OAuthApp{Secret: "old"}) // as when it is enabled again
	b.token(t, s)
}

func TestAServiceThatAsksToWaitIsAskedAgainAfterThatTime(t *testing.T) {
	for after, c := range map[string]struct {
		waits []time.Duration
		good  bool
	}{"7": {[]time.Duration{7 * time.Second}, true}, "": {[]time.Duration{time.Second}, true}, "600": {nil, false}} {
		b := openApp(t, simulate.OAuthApp{Secret: "x"})
		b.srv.Fail(simulate.OAuthFault{Trouble: simulate.OAuthStatus, Status: http.StatusTooManyRequests, Times: 1, After: after})
		_, err := b.app(t, "x").Token(t.Context())
		if (err == nil) != c.good || !slices.Equal(b.waits, c.waits) || err != nil && domain.CodeOf(err) != domain.CodeNetwork {
			t.Errorf("Retry-After %q: %v, waited %v", after, err, b.waits)
		}
	}
}

func TestNoPrintedValueShowsWhatAnApplicationProvesItselfBy(t *testing.T) {
	b := openApp(t, simulate.OAuthApp{Secret: "very-secret"})
	s := b.app(t, "very-secret")
	b.srv.Fail(simulate.OAuthFault{Trouble: simulate.OAuthError, Error: "invalid_client"})
	_, err := s.Token(t.Context())
	for _, v := range []any{s, b.Client, b.cfg, err, errors.Unwrap(err)} {
		for _, form := range []string{"%v", "%+v", "%#v", "%s"} {
			if text := fmt.Sprintf(form, v); strings.Contains(text, "very-secret") {
				t.Errorf("%s of %T: %s", form, v, text)
			}
		}
	}
}
