package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

// signIn is how an account is to sign in with OAuth2 (docs/oauth.md).
type signIn struct {
	oauth     domain.OAuth
	code      bool
	secretEnv string // holds the secret of the client
}

func signInFlags(flags *flag.FlagSet) *signIn {
	s := &signIn{}
	flags.StringVar(&s.oauth.Provider, "oauth", "", "`microsoft|google|other`: sign in without a password at this provider")
	flags.StringVar(&s.oauth.ClientID, "client-id", "", "with --oauth: `id` of the client that is registered there")
	flags.StringVar(
		&s.secretEnv,
		"client-secret-env",
		"",
		"with --oauth: `variable` of the environment that holds the secret of the client, where it has one",
	)
	flags.StringVar(&s.oauth.Tenant, "tenant", "", "with --oauth microsoft: the `tenant`")
	flags.Func(
		"scope",
		"with --oauth: a `scope` in place of the usual ones; may be given several times",
		func(scope string) error { s.oauth.Scopes = append(s.oauth.Scopes, scope); return nil },
	)
	flags.StringVar(&s.oauth.AuthorizeURL, "authorize-url", "", "with --oauth other: `address` where a person signs in")
	flags.StringVar(&s.oauth.TokenURL, "token-url", "", "with --oauth other: `address` that gives tokens")
	flags.StringVar(&s.oauth.DeviceURL, "device-url", "", "with --oauth other: `address` that gives codes")
	flags.StringVar(
		&s.oauth.RedirectHost,
		"redirect-host",
		"",
		"with --oauth: `host` that the browser comes back to, where it is not the usual one",
	)
	flags.BoolVar(&s.code, "code", false, "with --oauth: sign in by a code on another device, not in a browser here")
	return s
}

// signIn waits for the person, and returns what to keep.
func (s *signIn) signIn(ctx context.Context, t *terminal, w *workspace.Workspace, a domain.Account) (string, error) {
	secret := ""
	if s.secretEnv != "" {
		if secret = os.Getenv(s.secretEnv); secret == "" {
			return "", usagef("account add: the environment variable %s is not set", s.secretEnv)
		}
	}
	open := func(_ context.Context, address string) error {
		_, err := fmt.Fprintf(t.err, "Open this address in a browser on this computer, and sign in:\n%s\n", address)
		return err
	}
	if s.code {
		open = nil
	}
	kept, folders, err := w.Accounts.SignIn(ctx, a, secret, open, func(code, address string, until time.Time) {
		_, _ = fmt.Fprintf(t.err, "Enter the code %s at %s until %s.\n", code, address, until.In(w.Location).Format("15:04"))
	})
	if err == nil {
		_, _ = fmt.Fprintf(t.err, "Signed in to %s: %d folders.\n", a.Host, len(folders))
	}
	return kept, err
}
