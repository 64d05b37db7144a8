package oauth

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/simulate"
)

func TestSigningInThroughTheBrowserGivesTokensThatOpenTheMail(t *testing.T) {
	b := open(t)
	b.token(t, b.signIn(t))
	if n := b.count("refresh_token"); n != 0 {
		t.Errorf("refreshed %d times: the token of the sign-in is good", n)
	}
}

func TestThePageIsAskedForTheCodeTheScopesAndTheChallenge(t *testing.T) {
	b := open(t)
	_, err := b.Browser(t.Context(), func(ctx context.Context, address string) error {
		q := query(t, address)
		for key, want := range map[string]string{
			"response_type": "code", "client_id": "run-checks", "code_challenge_method": "S256", "login_hint": testUser,
			"scope": "https://outlook.office.com/IMAP.AccessAsUser.All offline_access", "prompt": "select_account",
		} {
			if got := q.Get(key); got != want {
				t.Errorf("%s is %q, not %q", key, got, want)
			}
		}
		if len(q.Get("state")) != 43 || q.Has("client_secret") || q.Has("code_verifier") {
			t.Error("the state is short, or the page is given a secret")
		}
		return surf(ctx, address)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheRedirectGoesToARandomPortOfTheLoopback(t *testing.T) {
	for host, provider := range map[string]Provider{"http://localhost:": Microsoft, "http://127.0.0.1:": Google} {
		b := open(t)
		cfg := b.cfg
		cfg.Settings.Provider = provider
		b.renew(t, cfg)
		seen := map[string]bool{}
		for range 3 {
			_, err := b.Browser(t.Context(), func(_ context.Context, address string) error {
				redirect := query(t, address).Get("redirect_uri")
				if !strings.HasPrefix(redirect, host) {
					t.Error(redirect)
				}
				seen[redirect] = true
				return surf(t.Context(), address)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if len(seen) < 2 {
			t.Error("the port is always the same")
		}
	}
}

func TestEverySignInHasItsOwnStateAndChallenge(t *testing.T) {
	b := open(t)
	seen := map[string]bool{}
	for range 3 {
		_, err := b.Browser(t.Context(), func(ctx context.Context, address string) error {
			seen[query(t, address).Get("state")] = true
			seen[query(t, address).Get("code_challenge")] = true
			return surf(ctx, address)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) != 6 {
		t.Errorf("%d values, not 6", len(seen))
	}
}

func TestAnAnswerWithAnotherStateIsNotTaken(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.OAuthFault{Trouble: simulate.OAuthWrongState})
	_, err := b.Browser(t.Context(), surf)
	wantError(t, err, domain.CodeSignIn, "does not belong to this sign-in")
	if n := b.count("authorization_code"); n != 0 {
		t.Error("its code was sent")
	}
}

func TestACodeThatWasIssuedForAnotherVerifierIsRefused(t *testing.T) {
	b := open(t)
	_, err := b.Browser(t.Context(), func(ctx context.Context, address string) error {
		own := query(t, address).Get("code_challenge")
		return surf(ctx, strings.Replace(address, own, challenge("somebody else's"), 1))
	})
	wantError(t, err, domain.CodeSignIn, "The verifier does not fit", "Sign in again")
}

func TestAPersonWhoDeniesIsToldSo(t *testing.T) {
	b := open(t)
	b.srv.Deny()
	_, err := b.Browser(t.Context(), surf)
	wantError(t, err, domain.CodeSignIn, "denied", "Microsoft 365")
}

func TestOnlyTheFirstAnswerCounts(t *testing.T) {
	b := open(t)
	_, err := b.Browser(t.Context(), func(ctx context.Context, address string) error {
		q := query(t, address)
		if err := surf(ctx, address); err != nil {
			return err
		}
		resp, err := http.Get(q.Get("redirect_uri") + "/?code=forged&state=" + q.Get("state"))
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		if resp.StatusCode != http.StatusNotFound {
			t.Error("a second answer got", resp.Status)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsNoAnswerDoesNotEndTheSignIn(t *testing.T) {
	b := open(t)
	_, err := b.Browser(t.Context(), func(ctx context.Context, address string) error {
		base := query(t, address).Get("redirect_uri")
		for _, path := range []string{"/favicon.ico", "/", "/other?code=x&state=y"} {
			resp, err := http.Get(base + path)
			if err != nil {
				return err
			}
			resp.Body.Close()
			if resp.StatusCode != http.StatusNotFound {
				t.Error(path, resp.Status)
			}
		}
		resp, err := http.Post(base+"/?code=x&state=y", "text/plain", nil)
		if err != nil {
			return err
		}
		resp.Body.Close()
		return surf(ctx, address)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestThePageInTheBrowserSaysHowItWent(t *testing.T) {
	for want, fault := range map[string][]simulate.OAuthFault{
		"has the answer":     nil,
		"You are not":        {{Trouble: simulate.OAuthWrongState}},
		"You are not signed": {{Trouble: simulate.OAuthError, Error: "access_denied", Path: "/authorize"}},
	} {
		b := open(t)
		for _, f := range fault {
			b.srv.Fail(f)
		}
		_, _ = b.Browser(t.Context(), func(ctx context.Context, address string) error {
			page, err := visit(ctx, address)
			if !strings.Contains(page, want) {
				t.Errorf("%q is not in %q", want, page)
			}
			return err
		})
	}
}

func TestAfterASignInNobodyListens(t *testing.T) {
	b := open(t)
	var redirect string
	_, err := b.Browser(t.Context(), func(ctx context.Context, address string) error {
		redirect = query(t, address).Get("redirect_uri")
		return surf(ctx, address)
	})
	if err != nil {
		t.Fatal(err)
	}
	if resp, err := http.Get(redirect); err == nil {
		resp.Body.Close()
		t.Error("the port is still open")
	}
}

func TestASignInWithoutAnAnswerEndsAfterThePatience(t *testing.T) {
	b := open(t)
	cfg := b.cfg
	cfg.Patience = time.Millisecond
	b.renew(t, cfg)
	_, err := b.Browser(t.Context(), func(context.Context, string) error { return nil })
	wantError(t, err, domain.CodeSignIn, "no answer came from the browser in time")
}

func TestASignInIsCancelledAtOnce(t *testing.T) {
	b := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := b.Browser(ctx, func(context.Context, string) error { cancel(); return nil })
	wantError(t, err, domain.CodeNetwork, "it was stopped")
	if !errors.Is(err, context.Canceled) {
		t.Error("the context's error is not the cause")
	}
}

func TestABrowserThatCannotBeOpenedIsSaid(t *testing.T) {
	b := open(t)
	_, err := b.Browser(t.Context(), func(context.Context, string) error { return errors.New("no such program: xdg-open") })
	wantError(t, err, domain.CodeInvalid, "xdg-open", "sign in with a code")
}

func TestASignInWithoutARefreshTokenIsNotTaken(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.OAuthFault{Trouble: simulate.OAuthAnswer, Path: "/token", Answer: `{"access_token":"a","token_type":"Bearer"}`})
	_, err := b.Browser(t.Context(), surf)
	wantError(t, err, domain.CodeInvalid, "offline_access")
}

func TestAtGoogleAPermissionThatWasLeftOutIsNamed(t *testing.T) {
	b := open(t, func(o *simulate.OAuthOptions) { o.Scope = "openid email" })
	cfg := b.cfg
	cfg.Settings.Provider = Google
	b.renew(t, cfg)
	_, err := b.Browser(t.Context(), surf)
	wantError(t, err, domain.CodeSignIn, "https://mail.google.com/ was not given")
}
