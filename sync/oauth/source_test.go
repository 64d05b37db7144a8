package oauth

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/simulate"
)

func TestAFreshTokenIsGivenWithoutAsking(t *testing.T) {
	b := open(t)
	s := b.signIn(t)
	first := b.token(t, s)
	b.srv.Advance(54 * time.Minute)
	if b.token(t, s) != first || b.count("refresh_token") != 0 {
		t.Error("refreshed too early")
	}
}

func TestATokenIsRefreshedFiveMinutesBeforeItsEnd(t *testing.T) {
	b := open(t)
	s := b.signIn(t)
	first := b.token(t, s)
	b.srv.Advance(55 * time.Minute)
	if b.token(t, s) == first {
		t.Error("not refreshed")
	}
}

func TestAShortLivedTokenIsRefreshedAtHalfItsLife(t *testing.T) {
	b := open(t, func(o *simulate.OAuthOptions) { o.Life = 4 * time.Minute })
	s := b.signIn(t)
	first := b.token(t, s)
	b.srv.Advance(2*time.Minute - time.Second)
	if b.token(t, s) != first {
		t.Error("refreshed too early")
	}
	b.srv.Advance(time.Second)
	if b.token(t, s) == first {
		t.Error("not refreshed")
	}
}

func TestAStoredRefreshTokenIsEnoughToGoOn(t *testing.T) {
	b := open(t)
	g, err := b.Browser(t.Context(), surf)
	if err != nil {
		t.Fatal(err)
	}
	b.token(t, b.Resume(g.RefreshToken(), b.store))
}

func TestANewRefreshTokenIsStoredAndUsedFromThenOn(t *testing.T) {
	b := open(t)
	s := b.signIn(t)
	for range 3 {
		b.srv.Advance(time.Hour)
		b.token(t, s)
		b.token(t, s)
	}
	if len(b.stored) != 3 || len(slices.Compact(slices.Clone(b.stored))) != 3 {
		t.Fatalf("%d stored", len(b.stored))
	}
	b.token(t, b.Resume(b.stored[2], b.store))
}

func TestARefreshTokenThatStaysIsNotStoredAgain(t *testing.T) {
	b := open(t, func(o *simulate.OAuthOptions) { o.KeepRefresh = true })
	s := b.signIn(t)
	for range 2 {
		b.srv.Advance(time.Hour)
		b.token(t, s)
	}
	if len(b.stored) != 0 {
		t.Errorf("%d stored", len(b.stored))
	}
}

func TestARefreshTokenThatCannotBeStoredIsTriedAgainAndNotLost(t *testing.T) {
	b := open(t)
	s := b.signIn(t)
	b.refuse = errors.New("the keychain is locked")
	b.srv.Advance(time.Hour)
	for range 2 {
		if _, err := s.Token(t.Context()); !errors.Is(err, b.refuse) {
			t.Fatal(err)
		}
	}
	b.refuse = nil
	b.token(t, s)
	if b.count("refresh_token") != 1 || len(b.stored) != 1 {
		t.Errorf("refreshed %d times, stored %d", b.count("refresh_token"), len(b.stored))
	}
}

func TestARevokedSignInAsksThePersonOnce(t *testing.T) {
	b := open(t)
	s := b.signIn(t)
	b.srv.Revoke()
	b.srv.Advance(time.Hour)
	for range 3 {
		_, err := s.Token(t.Context())
		wantError(t, err, domain.CodeSignIn, "Microsoft 365", "revoked", "Sign in again")
	}
	if n := b.count("refresh_token"); n != 1 {
		t.Errorf("asked %d times", n)
	}
}

func TestAFaultOfTheNetworkIsTriedAgainAtTheNextCall(t *testing.T) {
	b := open(t)
	s := b.signIn(t)
	b.srv.Advance(time.Hour)
	b.srv.Fail(simulate.OAuthFault{Trouble: simulate.OAuthStatus, Status: 500, Times: 1})
	_, err := s.Token(t.Context())
	wantError(t, err, domain.CodeNetwork, "HTTP 500", "tried again later")
	b.token(t, s)
}

func TestATokenThatTheMailServerRefusesIsReplaced(t *testing.T) {
	b := open(t)
	s := b.signIn(t)
	first := b.token(t, s)
	b.srv.ExpireAccess()
	s.Refused(first)
	b.token(t, s)
	s.Refused(first) // late, about a token that was replaced
	b.token(t, s)
	if n := b.count("refresh_token"); n != 1 {
		t.Errorf("refreshed %d times", n)
	}
}

func TestParallelCallersRefreshOnce(t *testing.T) {
	b := open(t)
	s := b.signIn(t)
	b.srv.Advance(time.Hour)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, err := s.Token(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := b.count("refresh_token"); n != 1 {
		t.Errorf("refreshed %d times", n)
	}
}

func TestACallerWhoGoesDoesNotLoseTheNewRefreshToken(t *testing.T) {
	b := open(t)
	s := b.signIn(t)
	b.srv.Advance(time.Hour)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Token(gone); err != nil {
		wantError(t, err, domain.CodeNetwork, "it was stopped")
	}
	s.Close(t.Context())
	if len(b.stored) != 1 {
		t.Errorf("%d stored", len(b.stored))
	}
}

// silence is a line on which nothing comes back.
type silence struct{ asked chan struct{} }

func (l silence) RoundTrip(r *http.Request) (*http.Response, error) {
	close(l.asked)
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func TestClosingGivesUpARefreshThatDoesNotEnd(t *testing.T) {
	b := open(t)
	cfg, line := b.cfg, silence{make(chan struct{})}
	cfg.HTTP = &http.Client{Transport: line}
	b.renew(t, cfg)
	s := b.Resume("some-refresh-token", b.store)
	waiting := make(chan error, 1)
	go func() {
		_, err := s.Token(context.Background())
		waiting <- err
	}()
	<-line.asked
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	s.Close(gone)
	wantError(t, <-waiting, domain.CodeNetwork, "it was stopped")
}

func TestAClosedSourceGivesNothing(t *testing.T) {
	b := open(t)
	s := b.signIn(t)
	s.Close(t.Context())
	s.Close(t.Context())
	_, err := s.Token(t.Context())
	wantError(t, err, domain.CodeNetwork, "it was stopped")
	if s.refresh != "" || s.access.token != "" {
		t.Error("the tokens are still there")
	}
}

func TestWithoutARefreshTokenThePersonSignsIn(t *testing.T) {
	b := open(t)
	_, err := b.Resume("", b.store).Token(t.Context())
	wantError(t, err, domain.CodeSignIn, "no sign-in yet")
	if len(b.srv.Requests()) != 0 {
		t.Error("it was asked all the same")
	}
}
