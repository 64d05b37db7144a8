package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/plainfile"
)

// signIn is how an account is to sign in with OAuth2 (docs/oauth.md).
type signIn struct {
	oauth domain.OAuth
	code  bool
	// certificate is a file with what the application proves itself by.
	certificate string
	secretEnv   string // holds the secret of the client
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
	flags.BoolVar(
		&s.oauth.App, "app", false,
		"with --oauth microsoft: the application signs in by itself, without a person; its secret is given as a password is",
	)
	flags.StringVar(
		&s.certificate, "certificate", "",
		"with --app: `file` in PEM with the certificate of the application and its private key, kept in the keychain",
	)
	return s
}

// checkApp says what is wrong with how an application signs in, "" for nothing.
func (s *signIn) checkApp(given secretFlags) string {
	switch {
	case !s.oauth.App && s.certificate != "":
		return "--certificate is for --app"
	case !s.oauth.App:
		return ""
	case s.oauth.Provider != domain.OAuthMicrosoft:
		return "--app is for --oauth microsoft"
	case s.oauth.ClientID == "" || s.oauth.Tenant == "" && s.oauth.TokenURL == "":
		return "--app needs --client-id and --tenant"
	case (s.certificate != "") == (given.ways() == 1):
		return "--app needs the secret of the application by one of --secret-env, --secret-stdin, --secret-file and " +
			"--secret-command, or --certificate"
	}
	return ""
}

// asApp reads what the application proves itself by, and tries it at the mailbox.
func (s *signIn) asApp(ctx context.Context, t *terminal, w *workspace.Workspace, a domain.Account, secret string) (string, error) {
	if s.certificate != "" {
		data, err := plainfile.Read(s.certificate, maxSecret)
		if err != nil {
			return "", fmt.Errorf("read the certificate: %w", err)
		}
		secret = string(data)
	}
	tried := secret
	if a.Secret != domain.SecretKeychain {
		var err error
		if tried, err = w.Secrets.Get(ctx, a); err != nil {
			return "", err
		}
	}
	folders, err := w.Accounts.Check(ctx, a, tried)
	if err == nil {
		_, _ = fmt.Fprintf(t.err, "Signed in to %s as the application: %d folders.\n", a.Host, len(folders))
	}
	return secret, err
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
