package oauth

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/simulate"
)

// approving enters the code when it is shown.
func (b *bench) approving(p Prompt) { b.srv.Approve(p.UserCode) }

func TestSigningInWithACodeGivesTokensThatOpenTheMail(t *testing.T) {
	b := open(t)
	g, err := b.Device(t.Context(), b.approving)
	if err != nil {
		t.Fatal(err)
	}
	b.token(t, b.Continue(g, b.store))
}

func TestThePersonIsShownTheCodeTheAddressAndTheTime(t *testing.T) {
	b := open(t)
	var got Prompt
	_, _ = b.Device(t.Context(), func(p Prompt) { got = p; b.approving(p) })
	want := Prompt{UserCode: "WDJB-0001", Address: got.Address, Until: testNow.Add(15 * time.Minute)}
	if got != want || got.Address == "" {
		t.Errorf("%+v", got)
	}
}

func TestAnUndecidedPersonIsWaitedForInTheServersInterval(t *testing.T) {
	b := open(t, func(o *simulate.OAuthOptions) { o.Interval = 7 * time.Second })
	b.srv.Fail(simulate.OAuthFault{Trouble: simulate.OAuthAnswer, Path: "/token", Times: 2, Status: 400, Answer: `{"error":"authorization_pending"}`})
	if _, err := b.Device(t.Context(), b.approving); err != nil {
		t.Fatal(err)
	}
	if want := []time.Duration{7 * time.Second, 7 * time.Second, 7 * time.Second}; !slices.Equal(b.waits, want) {
		t.Error(b.waits)
	}
}

func TestEachSlowDownAddsFiveSecondsForGood(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.OAuthFault{Trouble: simulate.OAuthAnswer, Path: "/token", Times: 2, Status: 400, Answer: `{"error":"slow_down"}`})
	b.srv.Fail(simulate.OAuthFault{Trouble: simulate.OAuthAnswer, Path: "/token", Times: 1, Status: 400, Answer: `{"error":"authorization_pending"}`})
	if _, err := b.Device(t.Context(), b.approving); err != nil {
		t.Fatal(err)
	}
	if want := []time.Duration{5 * time.Second, 10 * time.Second, 15 * time.Second, 15 * time.Second}; !slices.Equal(b.waits, want) {
		t.Error(b.waits)
	}
}

func TestAServerThatFindsTheQuestionsTooFastIsObeyed(t *testing.T) {
	b := open(t)
	cfg := b.cfg
	asked := 0
	// A clock that runs slow on the server's side: the second question comes early.
	cfg.Wait = func(ctx context.Context, d time.Duration) error {
		if asked++; asked == 2 {
			d -= time.Second
		}
		return b.wait(ctx, d)
	}
	b.renew(t, cfg)
	_, err := b.Device(t.Context(), func(Prompt) {})
	wantError(t, err, domain.CodeSignIn, "not entered in time")
	if b.waits[2] != 10*time.Second {
		t.Error(b.waits[:3])
	}
}

func TestAfterAFaultOfTheLineItIsAskedHalfAsOften(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.OAuthFault{Trouble: simulate.OAuthCut, Path: "/token", Times: 1})
	b.srv.Fail(simulate.OAuthFault{Trouble: simulate.OAuthStatus, Status: 503, Path: "/token", Times: 1})
	if _, err := b.Device(t.Context(), b.approving); err != nil {
		t.Fatal(err)
	}
	if want := []time.Duration{5 * time.Second, 10 * time.Second, 20 * time.Second}; !slices.Equal(b.waits, want) {
		t.Error(b.waits)
	}
}

func TestACodeThatNobodyEntersExpires(t *testing.T) {
	b := open(t)
	_, err := b.Device(t.Context(), func(Prompt) {})
	wantError(t, err, domain.CodeSignIn, "not entered in time", "new code")
	if n := b.count("urn:ietf:params:oauth:grant-type:device_code"); n != 179 {
		t.Errorf("asked %d times in 15 minutes, every 5 seconds", n)
	}
}

func TestACodeThatTheServerCallsExpiredIsNotAskedForAgain(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.OAuthFault{Trouble: simulate.OAuthError, Error: "expired_token", Path: "/token"})
	_, err := b.Device(t.Context(), b.approving)
	wantError(t, err, domain.CodeSignIn, "not entered in time")
	if len(b.waits) != 1 {
		t.Error(b.waits)
	}
}

func TestAPersonWhoDeniesACodeIsToldSo(t *testing.T) {
	b := open(t)
	_, err := b.Device(t.Context(), func(Prompt) { b.srv.Deny() })
	wantError(t, err, domain.CodeSignIn, "denied")
}

func TestWaitingForACodeIsCancelledAtOnce(t *testing.T) {
	b := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := b.Device(ctx, func(Prompt) { cancel() })
	wantError(t, err, domain.CodeNetwork, "it was stopped")
	if !errors.Is(err, context.Canceled) {
		t.Error("the context's error is not the cause")
	}
}

func TestGoogleGivesNoCodesForMail(t *testing.T) {
	c, err := New(Config{Settings: Settings{Provider: Google, ClientID: "x"}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Device(t.Context(), nil)
	wantError(t, err, domain.CodeInvalid, "Sign in through the browser")
}

func TestACodeIsNotShownWithAnAddressThatIsNotProtected(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.OAuthFault{Trouble: simulate.OAuthAnswer, Path: "/device", Answer: `{"device_code":"d","user_code":"u","verification_uri":"javascript:alert(1)"}`})
	_, err := b.Device(t.Context(), func(Prompt) { t.Error("shown") })
	wantError(t, err, domain.CodeNetwork, "not understood")
}
