package main

import (
	"context"
	"flag"
	"os"
	"strings"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/review"
)

// proxyVariable holds the password of the proxy where there is no keychain.
const proxyVariable = "RCHECK_PROXY_PASSWORD"

// holdProxy takes the password of the proxy from the environment, where it is set.
func holdProxy(ctx context.Context, w *workspace.Workspace) error {
	password := os.Getenv(proxyVariable)
	if password == "" {
		return nil
	}
	return w.Proxy.Hold(ctx, password)
}

type proxyJSON struct {
	// Proxy is "system", "none" or an address without its password.
	Proxy string  `json:"proxy"`
	User  *string `json:"user"`
}

func proxyLine(p domain.Proxy) proxyJSON {
	line := proxyJSON{Proxy: p.String()}
	if p.User != "" {
		line.User = &p.User
	}
	return line
}

// proxyShow shows by which proxy web services are asked.
func proxyShow(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		p, err := w.Proxy.Chosen(ctx)
		if err != nil {
			return err
		}
		return t.print(proxyLine(p), p.String())
	})
}

// proxySet chooses by which proxy web services are asked.
func proxySet(f *flag.FlagSet) action {
	var secret secretFlags
	secret.declareKept(f)
	return func(ctx context.Context, t *terminal, words []string) error {
		p, err := domain.ParseProxy(words[0])
		if err != nil {
			return usagef("proxy set: %v", err)
		}
		password, err := secret.read(ctx, t, "proxy set")
		if err != nil {
			return err
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			if variable := os.Getenv(proxyVariable); variable != "" && p.User != "" {
				w.Secrets.Hold(p.Account(), variable) // which each later call is given, too
			}
			done, err := w.Proxy.Set(ctx, p, password)
			if err != nil {
				return err
			}
			text := strings.TrimSuffix(review.Words(done, w.Location), ".")
			if text == "" {
				text = "the password of the proxy was changed"
			}
			return t.print(proxyLine(p), text)
		})
	}
}
