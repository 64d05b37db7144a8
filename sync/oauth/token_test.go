package oauth

import (
	"encoding/json"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/simulate"
)

func TestTheVerifierAndItsChallengeAreThoseOfRFC7636(t *testing.T) {
	// RFC 7636, appendix B.
	if got := challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"); got != "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" {
		t.Error(got)
	}
	if n := nonce(); len(n) != 43 || n == nonce() {
		t.Error(n)
	}
}

func TestATokenIsRenewedAheadOfItsEnd(t *testing.T) {
	for expires, want := range map[json.Number]time.Duration{
		"3600": 55 * time.Minute, "600": 5 * time.Minute, "60": 30 * time.Second, "0": 0, "-5": 0,
		"": 55 * time.Minute, "soon": 55 * time.Minute, "1e99": 24*time.Hour - 5*time.Minute, "3599.5": 55*time.Minute - 500*time.Millisecond,
	} {
		if got := renewal(testNow, expires).Sub(testNow); got != want {
			t.Errorf("%q: %v, not %v", expires, got, want)
		}
	}
}

func TestSecondsMayBeWrittenAsText(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.OAuthFault{Trouble: simulate.OAuthAnswer, Path: "/token", Answer: `{"access_token":"a","token_type":"bearer","expires_in":"1200","refresh_token":"r"}`})
	g, err := b.Browser(t.Context(), surf)
	if err != nil || g.access.until.Sub(testNow) != 15*time.Minute {
		t.Error(g.access.until, err)
	}
}

func TestATokenOfAnotherKindIsNotUsed(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.OAuthFault{Trouble: simulate.OAuthAnswer, Path: "/token", Answer: `{"access_token":"a","token_type":"mac","refresh_token":"r"}`})
	_, err := b.Browser(t.Context(), surf)
	wantError(t, err, domain.CodeInvalid, "of a kind that mail servers do not take")
}

func TestATokenThatWouldEndALineIsNotUsed(t *testing.T) {
	for _, answer := range []string{`{"access_token":"a\r\nA1 DELETE INBOX","refresh_token":"r"}`, `{"access_token":"a\u0001","refresh_token":"r"}`, `{"access_token":""}`} {
		b := open(t)
		b.srv.Fail(simulate.OAuthFault{Trouble: simulate.OAuthAnswer, Path: "/token", Answer: answer})
		_, err := b.Browser(t.Context(), surf)
		wantError(t, err, domain.CodeNetwork, "not understood")
	}
}
