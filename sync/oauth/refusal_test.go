package oauth

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/simulate"
)

func TestARefusalSaysWhatThePersonCanDo(t *testing.T) {
	for _, x := range []struct {
		refusal refusal
		code    domain.Code
		word    string
	}{
		{refusal{status: 400, code: "invalid_grant", said: ""}, domain.CodeSignIn, "Sign in again."},
		{refusal{status: 400, code: "interaction_required", said: "AADSTS50076: second factor"}, domain.CodeSignIn, "AADSTS50076"},
		{refusal{status: 400, code: "login_required", said: ""}, domain.CodeSignIn, "asks for the person again"},
		{refusal{status: 400, code: "consent_required", said: ""}, domain.CodeSignIn, "ask the administrator"},
		{refusal{status: 400, code: "access_denied", said: ""}, domain.CodeSignIn, "denied"},
		{refusal{status: 400, code: "expired_token", said: ""}, domain.CodeSignIn, "new code"},
		{refusal{status: 401, code: "invalid_client", said: ""}, domain.CodeInvalid, "client id"},
		{refusal{status: 400, code: "unauthorized_client", said: ""}, domain.CodeInvalid, "client id"},
		{refusal{status: 400, code: "invalid_scope", said: ""}, domain.CodeInvalid, "scopes"},
		{refusal{status: 400, code: "something_new", said: ""}, domain.CodeInvalid, "something_new"},
		{refusal{status: 400, code: "temporarily_unavailable", said: ""}, domain.CodeNetwork, "later"},
		{refusal{status: 503, code: "something_new", said: ""}, domain.CodeNetwork, "later"},
		{refusal{status: 500, code: "", said: ""}, domain.CodeNetwork, "HTTP 500"},
		{refusal{status: 429, code: "", said: ""}, domain.CodeNetwork, "HTTP 429"},
		{refusal{status: 404, code: "", said: ""}, domain.CodeInvalid, "HTTP 404"},
	} {
		wantError(
			t,
			x.refusal.err(wording.Text("Refreshing the sign-in at Google")),
			x.code,
			x.word,
			"Refreshing the sign-in at Google failed",
		)
	}
}

// refreshed signs in and returns the error of a refresh that meets a fault.
func (b *bench) refreshed(t *testing.T, f simulate.OAuthFault) error {
	t.Helper()
	s := b.signIn(t)
	b.srv.Advance(time.Hour)
	b.srv.Fail(f)
	_, err := s.Token(t.Context())
	return err
}

func TestAnAnswerThatIsNoneOfASignInServiceIsToldApart(t *testing.T) {
	for _, x := range []struct {
		fault simulate.OAuthFault
		code  domain.Code
		word  string
	}{
		{simulate.OAuthFault{Trouble: simulate.OAuthHTML}, domain.CodeNetwork, "a web page came"},
		{simulate.OAuthFault{Trouble: simulate.OAuthHTML, Status: 403}, domain.CodeNetwork, "a web page came"},
		{simulate.OAuthFault{Trouble: simulate.OAuthHTML, Status: 502}, domain.CodeNetwork, "HTTP 502"},
		{simulate.OAuthFault{Trouble: simulate.OAuthStatus, Status: 500}, domain.CodeNetwork, "HTTP 500"},
		{simulate.OAuthFault{Trouble: simulate.OAuthStatus, Status: 404}, domain.CodeInvalid, "HTTP 404"},
		{simulate.OAuthFault{Trouble: simulate.OAuthCut}, domain.CodeNetwork, "the connection ended"},
		{simulate.OAuthFault{Trouble: simulate.OAuthTruncated}, domain.CodeNetwork, "cut short"},
		{simulate.OAuthFault{Trouble: simulate.OAuthHuge}, domain.CodeNetwork, "longer than any answer"},
		{simulate.OAuthFault{Trouble: simulate.OAuthAnswer, Answer: ""}, domain.CodeNetwork, "not understood"},
		{simulate.OAuthFault{Trouble: simulate.OAuthAnswer, Answer: "[]"}, domain.CodeNetwork, "not understood"},
		{simulate.OAuthFault{Trouble: simulate.OAuthAnswer, Answer: `{"error":"invalid_grant"}`}, domain.CodeSignIn, "Sign in again"},
	} {
		t.Run(x.word, func(t *testing.T) {
			wantError(t, open(t).refreshed(t, x.fault), x.code, x.word)
		})
	}
}

func TestTokensAreNotSentAfterARedirect(t *testing.T) {
	b := open(t)
	wantError(
		t,
		b.refreshed(t, simulate.OAuthFault{Trouble: simulate.OAuthRedirect, Path: "/token"}),
		domain.CodeInvalid,
		"leads elsewhere",
	)
	for _, r := range b.srv.Requests() {
		if r.Path == "/elsewhere" {
			t.Error("they were")
		}
	}
}

func TestASlowServiceEndsWithinTheTimeout(t *testing.T) {
	b := open(t)
	cfg := b.cfg
	cfg.Timeout = 20 * time.Millisecond
	b.renew(t, cfg)
	b.srv.Fail(simulate.OAuthFault{Trouble: simulate.OAuthSilent})
	_, err := b.Resume("some-refresh-token", b.store).Token(t.Context())
	wantError(t, err, domain.CodeNetwork, "took too long", "tried again later")
}

func TestAServiceThatCannotBeReachedIsANetworkFault(t *testing.T) {
	b := open(t)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	cfg := b.cfg
	cfg.Settings.TokenURL = fmt.Sprintf("http://%s/token", ln.Addr())
	ln.Close()
	b.renew(t, cfg)
	_, err = b.Resume("some-refresh-token", b.store).Token(t.Context())
	wantError(t, err, domain.CodeNetwork, "cannot be reached")
}

func TestAWrongClientSecretIsAMatterOfTheSettings(t *testing.T) {
	b := open(t)
	cfg := b.cfg
	cfg.Settings.ClientSecret = "another"
	b.renew(t, cfg)
	_, err := b.Browser(t.Context(), surf)
	wantError(t, err, domain.CodeInvalid, "invalid_client")
}

// endless is a service whose answer does not end; it counts what is read of it.
type endless struct{ read int }

func (e *endless) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(e)}, nil
}

func (e *endless) Read(p []byte) (int, error) {
	e.read += len(p)
	if e.read > 10*maxAnswer {
		return 0, io.EOF
	}
	return len(p), nil
}

func TestOfAnAnswerWithoutEndOnlyTheBoundIsRead(t *testing.T) {
	b := open(t)
	cfg, service := b.cfg, &endless{}
	cfg.HTTP = &http.Client{Transport: service}
	b.renew(t, cfg)
	_, err := b.Resume("some-refresh-token", b.store).Token(t.Context())
	wantError(t, err, domain.CodeNetwork, "longer than any answer")
	if service.read > 2*maxAnswer {
		t.Errorf("%d bytes were read", service.read)
	}
}
