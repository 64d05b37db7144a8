package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

// desk runs do with the connection to the service desk.
func (t *terminal) desk(ctx context.Context, do func(*workspace.Workspace) error) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		if err := holdDesk(ctx, w); err != nil {
			return err
		}
		return do(w)
	})
}

// deskState tells how the connection stands.
func deskState(ctx context.Context, t *terminal, _ []string) error {
	return t.desk(ctx, func(w *workspace.Workspace) error {
		s, err := w.ServiceDesk.State(ctx)
		if err != nil {
			return err
		}
		return t.print(connection(s), deskLine(s))
	})
}

// deskLine says in a line how a connection stands.
func deskLine(s domain.DeskState) string {
	switch {
	case !s.Connected:
		return "not connected"
	case s.Limit == 0:
		return fmt.Sprintf("%s, connected as %s", s.Kind.Product(), s.User)
	}
	return fmt.Sprintf("%s, connected as %s, %d of %d requests this hour", s.Kind.Product(), s.User, s.Used, s.Limit)
}

// deskConnect connects the profile with a service desk.
func deskConnect(f *flag.FlagSet) action {
	var login domain.DeskLogin
	kind := f.String("kind", string(domain.DeskAutotask), "`kind` of the service desk: "+deskKinds())
	f.StringVar(&login.User, "user", "", "`name` of the API user, client ID of HaloPSA, public key of ConnectWise")
	f.StringVar(&login.Code, "code", "", "tracking `code` of Autotask, client ID of ConnectWise")
	f.StringVar(&login.Tenant, "tenant", "", "`company` of ConnectWise, tenant of a HaloPSA that has several")
	f.StringVar(
		&login.Address,
		"url",
		"",
		"`address` of the server; of Autotask the one that is asked for the zone, where it is not the vendor's",
	)
	secret := f.String("secret-env", "", "`variable` of the environment that holds the secret")
	replace := f.Bool("replace", false, "take the place of a login that is there")
	return func(ctx context.Context, t *terminal, _ []string) error {
		login.Kind = domain.DeskKind(*kind)
		if err := readDeskLogin(&login, *secret); err != nil {
			return err
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			if _, ready := w.ServiceDesk.Ready(ctx); ready && !*replace {
				return &domain.Error{
					Code:    domain.CodeConflict,
					Message: "A service desk is connected already; --replace takes the place of that login. Nothing was changed.",
				}
			}
			if err := w.ServiceDesk.Connect(ctx, login); err != nil {
				return err
			}
			if s, err := w.ServiceDesk.State(ctx); err == nil && s.SessionOnly != "" {
				_, _ = fmt.Fprintf(
					t.err,
					"rcheck: connected, but the credentials are not kept: %s\nrcheck: without a keychain, give them to each call in %s and %s\n",
					s.SessionOnly,
					deskSecretVariable,
					deskCodeVariable,
				)
			}
			return t.print(connectedJSON{true}, "connected")
		})
	}
}

// readDeskLogin completes a login by what the environment holds, and refuses one that lacks something.
func readDeskLogin(login *domain.DeskLogin, variable string) error {
	if !slices.Contains(domain.DeskKinds(), login.Kind) {
		return usagef("desk connect: --kind is %s", deskKinds())
	}
	needed := login.User != "" && variable != ""
	switch login.Kind {
	case domain.DeskHalo:
		if !needed || login.Address == "" {
			return usagef("desk connect: HaloPSA needs --url, --user and --secret-env")
		}
	case domain.DeskConnectWise:
		if !needed || login.Address == "" || login.Tenant == "" || login.Code == "" {
			return usagef("desk connect: ConnectWise needs --url, --tenant, --user, --code and --secret-env")
		}
	default:
		if !needed || login.Code == "" {
			return usagef("desk connect: --user, --code and --secret-env are needed")
		}
	}
	if login.Secret = os.Getenv(variable); login.Secret == "" {
		return usagef("desk connect: the environment variable %s is not set", variable)
	}
	return nil
}

// deskKinds are the kinds of service desks, as a sentence lists them.
func deskKinds() string {
	var kinds []string
	for _, k := range domain.DeskKinds() {
		kinds = append(kinds, string(k))
	}
	return strings.Join(kinds[:len(kinds)-1], ", ") + " or " + kinds[len(kinds)-1]
}

// deskSettle says what became of a ticket whose outcome is not known.
func deskSettle(f *flag.FlagSet) action {
	made := f.Bool("made", false, "it is in the service desk")
	not := f.Bool("not-made", false, "it is not there: it may be made again")
	return func(ctx context.Context, t *terminal, _ []string) error {
		if *made == *not {
			return usagef("desk settle: either --made or --not-made is needed")
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			s, err := w.ServiceDesk.State(ctx)
			if s.Reference == "" {
				return cmp.Or(err, error(&domain.Error{Code: domain.CodeNotFound, Message: "No ticket waits for its outcome."}))
			}
			if err := w.ServiceDesk.Settle(ctx, *made); err != nil {
				return err
			}
			if *made {
				return t.print(settledJSON{s.Reference, true}, s.Reference+" is in the service desk")
			}
			return t.print(settledJSON{s.Reference, false}, s.Reference+" was not made")
		})
	}
}

// deskDisconnect forgets the login.
func deskDisconnect(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		if err := w.ServiceDesk.Disconnect(ctx); err != nil {
			return err
		}
		return t.print(connectedJSON{false}, "disconnected; tickets and mappings stay")
	})
}

// deskPoll asks how the tickets stand.
func deskPoll(ctx context.Context, t *terminal, _ []string) error {
	return t.desk(ctx, func(w *workspace.Workspace) error {
		n, err := w.ServiceDesk.Poll(ctx)
		if err != nil {
			return err
		}
		return t.print(changedJSON{n}, fmt.Sprintf("%d tickets changed", n))
	})
}

// deskMap says which company a customer is.
func deskMap(f *flag.FlagSet) action {
	customer := f.String("customer", "", "`name` of the customer")
	company := f.Int64("company", 0, "`id` of the company in the service desk")
	remove := f.Bool("remove", false, "the customer is no company of the service desk any more")
	return func(ctx context.Context, t *terminal, _ []string) error {
		if *customer == "" || (*company == 0) == !*remove {
			return usagef("desk map: --customer is needed, and either --company ID or --remove")
		}
		return t.desk(ctx, func(w *workspace.Workspace) error { return mapCompany(ctx, t, w, *customer, *company) })
	}
}

// The credentials of the service desk where there is no keychain.
const (
	deskSecretVariable = "RCHECK_DESK_SECRET"
	deskCodeVariable   = "RCHECK_DESK_CODE"
	// As they were called when there was Autotask alone.
	formerSecretVariable = "RCHECK_AUTOTASK_SECRET"
	formerCodeVariable   = "RCHECK_AUTOTASK_CODE"
)

// holdDesk takes the credentials of the service desk from the environment, where they are set.
func holdDesk(ctx context.Context, w *workspace.Workspace) error {
	secret, code := os.Getenv(deskSecretVariable), os.Getenv(deskCodeVariable)
	if secret == "" {
		secret, code = os.Getenv(formerSecretVariable), os.Getenv(formerCodeVariable)
	}
	if secret == "" {
		return nil
	}
	return w.ServiceDesk.Hold(ctx, secret, code)
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
	c.CompanyID, c.CompanyName, c.CompanyDesk = id, "", ""
	if id != 0 {
		company, err := w.ServiceDesk.Company(ctx, id)
		if err != nil {
			return err
		}
		c.CompanyName = company.Name
		c.CompanyDesk, _ = w.ServiceDesk.Ready(ctx)
	}
	d, err := w.Desk.SaveCustomers(ctx, []domain.Customer{c})
	if err != nil {
		return err
	}
	return t.decision(w, d)
}
