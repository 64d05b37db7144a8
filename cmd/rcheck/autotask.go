package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

// autotask connects the profile with a tenant, tells how the connection stands, maps
// customers to companies, or asks how tickets stand.
func autotask(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("autotask", flag.ContinueOnError)
	var login domain.AutotaskLogin
	flags.StringVar(&login.User, "user", "", "")
	flags.StringVar(&login.IntegrationCode, "code", "", "")
	flags.StringVar(&login.ZoneURL, "url", "", "")
	secret := flags.String("secret-env", "", "")
	customer := flags.String("customer", "", "")
	company := flags.Int64("company", 0, "")
	words, err := arguments(flags, args)
	if err != nil {
		return err
	}
	if len(words) > 1 {
		return usagef("autotask: say nothing, or connect, disconnect, map or poll")
	}
	verb := ""
	if len(words) == 1 {
		verb = words[0]
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		if verb != "connect" {
			if err := holdAutotask(ctx, w); err != nil {
				return err
			}
		}
		switch verb {
		case "":
			s, err := w.Autotask.State(ctx)
			if err != nil {
				return err
			}
			if !s.Connected {
				return t.print(s, "not connected")
			}
			return t.print(s, fmt.Sprintf("connected as %s, %d of %d requests this hour", s.User, s.Used, s.Limit))
		case "connect":
			if login.User == "" || *secret == "" || login.IntegrationCode == "" {
				return usagef("autotask connect: --user, --code and --secret-env are needed")
			}
			login.Secret = os.Getenv(*secret)
			if err := w.Autotask.Connect(ctx, login); err != nil {
				return err
			}
			if s, err := w.Autotask.State(ctx); err == nil && s.SessionOnly != "" {
				_, _ = fmt.Fprintf(t.err, "rcheck: connected, but the credentials are not kept: %s\nrcheck: without a keychain, give them to each call in %s and %s\n", s.SessionOnly, autotaskSecretVariable, autotaskCodeVariable)
			}
			return t.print(map[string]bool{"connected": true}, "connected")
		case "disconnect":
			return w.Autotask.Disconnect(ctx)
		case "map":
			return mapCompany(ctx, t, w, *customer, *company)
		case "poll":
			n, err := w.Autotask.Poll(ctx)
			if err != nil {
				return err
			}
			return t.print(map[string]int{"changed": n}, fmt.Sprintf("%d tickets changed", n))
		default:
			return usagef("autotask: there is no %q; say connect, disconnect, map or poll", verb)
		}
	})
}

// The credentials of Autotask where there is no keychain.
const (
	autotaskSecretVariable = "RCHECK_AUTOTASK_SECRET"
	autotaskCodeVariable   = "RCHECK_AUTOTASK_CODE"
)

// holdAutotask takes the credentials of Autotask from the environment, where they are set.
func holdAutotask(ctx context.Context, w *workspace.Workspace) error {
	secret := os.Getenv(autotaskSecretVariable)
	if secret == "" {
		return nil
	}
	return w.Autotask.Hold(ctx, secret, os.Getenv(autotaskCodeVariable))
}

// mapCompany says which company a customer is; id 0 is none.
func mapCompany(ctx context.Context, t *terminal, w *workspace.Workspace, name string, id int64) error {
	var c domain.Customer
	err := w.Store.Read(ctx, func(q domain.Queries) (err error) {
		c, err = q.CustomerByName(name)
		return err
	})
	if err != nil {
		return err
	}
	c.CompanyID, c.CompanyName = id, ""
	if id != 0 {
		company, err := w.Autotask.Company(ctx, id)
		if err != nil {
			return err
		}
		c.CompanyName = company.Name
	}
	d, err := w.Desk.SaveCustomers(ctx, []domain.Customer{c})
	if err != nil {
		return err
	}
	return t.decision(w, d)
}
