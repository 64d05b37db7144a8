package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

// autotask runs do with the connection to Autotask.
func (t *terminal) autotask(ctx context.Context, do func(*workspace.Workspace) error) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		if err := holdAutotask(ctx, w); err != nil {
			return err
		}
		return do(w)
	})
}

// autotaskState tells how the connection stands.
func autotaskState(ctx context.Context, t *terminal, _ []string) error {
	return t.autotask(ctx, func(w *workspace.Workspace) error {
		s, err := w.Autotask.State(ctx)
		if err != nil {
			return err
		}
		if !s.Connected {
			return t.print(connection(s), "not connected")
		}
		return t.print(connection(s), fmt.Sprintf("connected as %s, %d of %d requests this hour", s.User, s.Used, s.Limit))
	})
}

// autotaskConnect connects the profile with a tenant.
func autotaskConnect(f *flag.FlagSet) action {
	var login domain.AutotaskLogin
	f.StringVar(&login.User, "user", "", "`name` of the API user")
	f.StringVar(&login.IntegrationCode, "code", "", "tracking `code` of the integration")
	f.StringVar(&login.ZoneURL, "url", "", "`address` that is asked for the tenant's zone, where it is not the vendor's")
	secret := f.String("secret-env", "", "`variable` of the environment that holds the API user's secret")
	replace := f.Bool("replace", false, "take the place of a login that is there")
	return func(ctx context.Context, t *terminal, _ []string) error {
		if login.User == "" || *secret == "" || login.IntegrationCode == "" {
			return usagef("autotask connect: --user, --code and --secret-env are needed")
		}
		if login.Secret = os.Getenv(*secret); login.Secret == "" {
			return usagef("autotask connect: the environment variable %s is not set", *secret)
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			if w.Autotask.Ready(ctx) && !*replace {
				return &domain.Error{
					Code:    domain.CodeConflict,
					Message: "Autotask is connected already; --replace takes the place of that login. Nothing was changed.",
				}
			}
			if err := w.Autotask.Connect(ctx, login); err != nil {
				return err
			}
			if s, err := w.Autotask.State(ctx); err == nil && s.SessionOnly != "" {
				_, _ = fmt.Fprintf(
					t.err,
					"rcheck: connected, but the credentials are not kept: %s\nrcheck: without a keychain, give them to each call in %s and %s\n",
					s.SessionOnly,
					autotaskSecretVariable,
					autotaskCodeVariable,
				)
			}
			return t.print(connectedJSON{true}, "connected")
		})
	}
}

// autotaskDisconnect forgets the login.
func autotaskDisconnect(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		if err := w.Autotask.Disconnect(ctx); err != nil {
			return err
		}
		return t.print(connectedJSON{false}, "disconnected; tickets and mappings stay")
	})
}

// autotaskPoll asks how the tickets stand.
func autotaskPoll(ctx context.Context, t *terminal, _ []string) error {
	return t.autotask(ctx, func(w *workspace.Workspace) error {
		n, err := w.Autotask.Poll(ctx)
		if err != nil {
			return err
		}
		return t.print(changedJSON{n}, fmt.Sprintf("%d tickets changed", n))
	})
}

// autotaskMap says which company a customer is.
func autotaskMap(f *flag.FlagSet) action {
	customer := f.String("customer", "", "`name` of the customer")
	company := f.Int64("company", 0, "`id` of the company in Autotask")
	remove := f.Bool("remove", false, "the customer is no company of Autotask any more")
	return func(ctx context.Context, t *terminal, _ []string) error {
		if *customer == "" || (*company == 0) == !*remove {
			return usagef("autotask map: --customer is needed, and either --company ID or --remove")
		}
		return t.autotask(ctx, func(w *workspace.Workspace) error { return mapCompany(ctx, t, w, *customer, *company) })
	}
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
	err := w.Store.Read(ctx, func(q domain.Reader) (err error) {
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
