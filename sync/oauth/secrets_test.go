package oauth

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"

	"runchecks/sync/simulate"
)

// chain is everything that an error and its causes print.
func chain(err error) string {
	out := ""
	for e := err; e != nil; e = errors.Unwrap(e) {
		out += fmt.Sprintf("%v %+v %#v\n", e, e, e)
	}
	return out
}

// printed is everything that a value prints.
func printed(v any) string {
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("all", "value", v)
	slog.New(slog.NewTextHandler(&log, nil)).Info("all", "value", v)
	text, _ := json.Marshal(v)
	return fmt.Sprintf("%v %+v %#v %s %q %x %d %s %s\n", v, v, v, v, v, v, v, text, log.String())
}

func TestNoErrorAndNoPrintedValueShowsASecret(t *testing.T) {
	var said strings.Builder
	note := func(texts ...string) {
		for _, s := range texts {
			said.WriteString(s)
		}
	}
	b := open(t)
	faults := []simulate.OAuthFault{
		{Trouble: simulate.OAuthHTML}, {Trouble: simulate.OAuthHTML, Status: 502}, {Trouble: simulate.OAuthStatus, Status: 500}, {Trouble: simulate.OAuthCut},
		{Trouble: simulate.OAuthTruncated}, {Trouble: simulate.OAuthHuge}, {Trouble: simulate.OAuthRedirect}, {Trouble: simulate.OAuthWrongState, Path: "/authorize"},
	}
	for _, code := range []string{"invalid_grant", "invalid_client", "consent_required", "access_denied", "expired_token", "server_error", "unheard_of"} {
		faults = append(faults, simulate.OAuthFault{Trouble: simulate.OAuthError, Error: code})
	}
	challenges := map[string]bool{}
	for _, path := range []string{"/authorize", "/token", "/device"} {
		for _, f := range faults {
			if f.Path == "" {
				f.Path = path
			}
			b.srv.Heal()
			g, err := b.Browser(t.Context(), surf)
			if err != nil {
				t.Fatal(err)
			}
			s := b.Continue(g, b.store)
			b.srv.Advance(time.Hour)
			b.srv.Fail(f)
			_, err = s.Token(t.Context())
			note(printed(g), printed(s), chain(err))

			_, err = b.Browser(t.Context(), func(ctx context.Context, address string) error {
				challenges[query(t, address).Get("state")] = true
				page, err := visit(ctx, address)
				if err != nil || !strings.Contains(page, "Run Checks") { // it never came back to us
					return fmt.Errorf("opening %s (%s): %q, %w", address, url.QueryEscape(address), page, err)
				}
				return nil
			})
			note(chain(err))
			ctx, cancel := context.WithCancel(t.Context())
			_, err = b.Device(ctx, func(p Prompt) { b.srv.Approve(p.UserCode) })
			note(chain(err))
			cancel()
			_, err = b.Device(ctx, func(Prompt) {})
			note(chain(err))
		}
	}
	note(printed(b.Client), printed(b.cfg), printed(b.cfg.Settings), printed(&b.cfg))

	text := said.String()
	if !strings.Contains(text, hidden) || !strings.Contains(text, "OAuth2 grant") || !strings.Contains(text, "invalid_grant") {
		t.Fatal("the test does not see what it looks for")
	}
	secrets := append(b.srv.Secrets(), testSecret)
	for _, r := range b.srv.Requests() {
		secrets = append(secrets, r.Form.Get("code_verifier"), r.Form.Get("state"), r.Form.Get("refresh_token"))
	}
	for s := range challenges {
		secrets = append(secrets, s)
	}
	n := 0
	for _, secret := range secrets {
		if secret == "" {
			continue
		}
		if n++; strings.Contains(text, secret) {
			t.Errorf("%q is shown", secret)
		}
	}
	if n < 100 {
		t.Errorf("only %d secrets", n)
	}
}

func TestASecretInTheTextOfAServiceIsTakenOut(t *testing.T) {
	for text, want := range map[string]string{
		"before a+b/c after.\n":                         "before (secret) after",
		"escaped a%2Bb%2Fc":                             "escaped (secret)",
		"unknown " + strings.Repeat("x", 40):            "unknown (secret)",
		"AADSTS700016: no application\r\nTrace ID: 7":   "AADSTS700016: no application Trace ID: 7",
		"id 5e1f6a0e-0d0c-4b5e-9b7f-8a7d6c5b4a39 stays": "id 5e1f6a0e-0d0c-4b5e-9b7f-8a7d6c5b4a39 stays",
		" ": "",
	} {
		if got := quotable(text, []string{"", "a+b/c"}); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	if got := quotable(strings.Repeat("ä ", 400), nil); len([]rune(got)) != 300 {
		t.Error(got)
	}
}
