package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/sync/accounts"
)

// accountFlags are the settings of an account.
func accountFlags(f *flag.FlagSet, a *domain.Account) {
	f.StringVar(&a.Host, "host", "", "`name` of the mail server")
	f.StringVar((*string)(&a.Security), "tls", "", "`none|starttls|tls`: protection of the connection")
	f.StringVar(&a.User, "user", "", "`name` to sign in with")
	f.StringVar(&a.Partner, "partner", "", "of Cove: `name` of the customer that the login belongs to, where the service asks for it")
	f.Func(
		"pin",
		"`sha256:...`: fingerprint of the certificate that the mail server must show, for a server of your own; 'none' trusts authorities again",
		func(text string) (err error) {
			if text == "none" {
				return nil
			}
			a.Pin, err = domain.ParsePin(text)
			return err
		},
	)
	f.Func("folder", "`folder` that is read, INBOX where none is named; may be given several times", func(folder string) error {
		a.Folders = append(a.Folders, folder)
		return nil
	})
	f.StringVar(
		&a.MoveTo,
		"move-to",
		"",
		"`folder` that reports are moved to once they are stored and read; without it nothing in a mailbox is ever changed",
	)
}

// accountAdd adds an account, never in place of another one.
func accountAdd(f *flag.FlagSet) action {
	var a domain.Account
	var given secretFlags
	f.StringVar(&a.Name, "name", "", "`name` of the account here; that of the user with --oauth, Cove for cove")
	accountFlags(f, &a)
	f.IntVar(&a.Port, "port", 993, "`number` of the server's port")
	address := f.String("url", domain.CoveAddress, "of Cove: `address` of the service")
	given.declare(f)
	sign := signInFlags(f)
	return func(ctx context.Context, t *terminal, words []string) error {
		a.Kind, a.Secret = words[0], domain.SecretKeychain
		a.Security = cmp.Or(a.Security, domain.SecurityTLS)
		if a.Kind == domain.AccountCove {
			a.Host, a.Port, a.Name = *address, 0, cmp.Or(a.Name, "Cove")
		}
		if sign.oauth.Provider != "" {
			a.OAuth = &sign.oauth
			usual := accounts.SignInAccount(a.User, sign.oauth.Provider, "")
			a.Host, a.Name = cmp.Or(a.Host, usual.Host), cmp.Or(a.Name, usual.Name)
		}
		switch {
		case a.Kind != domain.AccountIMAP && a.Kind != domain.AccountCove:
			return usagef("account add: the kind must be imap or cove")
		case a.Name == "" || a.Host == "" || a.User == "":
			return usagef(
				"account add: --name, --host and --user are needed; 'rcheck account find ADDRESS' looks for the server of an address",
			)
		case a.Kind == domain.AccountIMAP && (a.Port < 1 || a.Port > 65535):
			return usagef("account add: --port %d is not between 1 and 65535", a.Port)
		case sign.checkApp(given) != "":
			return usagef("account add: %s", sign.checkApp(given))
		case a.OAuth != nil && (a.Kind == domain.AccountCove || given.ways() > 0 && !a.OAuth.App):
			return usagef("account add: --oauth is for imap, and signs in by itself: without a password")
		case a.OAuth == nil && given.ways() != 1:
			return usagef("account add: give one of --secret-env, --secret-stdin, --secret-file and --secret-command")
		}
		if _, err := choice("account add", "tls", string(a.Security), domain.SecurityNone, domain.SecurityStartTLS, domain.SecurityTLS); err != nil {
			return err
		}
		if given.env != "" {
			a.Secret = domain.SecretSource("env:" + given.env)
		}
		secret, err := given.read(ctx, t, "account add")
		if err != nil {
			return err
		}
		t.warnOfClear(a)
		// The first account makes the profile; a later one finds it there.
		t.create = true
		return t.with(ctx, func(w *workspace.Workspace) error {
			if err := w.Accounts.MayAdd(ctx, a.Name); err != nil {
				return err // before anybody signs in for nothing
			}
			switch {
			case a.OAuth != nil && a.OAuth.App:
				secret, err = sign.asApp(ctx, t, w, a, secret)
			case a.OAuth != nil:
				secret, err = sign.signIn(ctx, t, w, a)
			}
			if err != nil {
				return err
			}
			a, err := w.Accounts.Add(ctx, a, secret)
			if err != nil {
				return err
			}
			if why := w.Accounts.SessionOnly(a); why != nil {
				_, _ = fmt.Fprintf(
					t.err,
					"rcheck: the account is added, but what it signs in with is not kept: %v\n%s\n",
					why,
					withoutKeychain(a.Name),
				)
			}
			return t.print(accountLine(a), "account "+a.Name+" added; 'rcheck sync' fetches its reports")
		})
	}
}

// warnOfClear says that a password goes over the network for everybody to read.
func (t *terminal) warnOfClear(a domain.Account) {
	ip := net.ParseIP(a.Host)
	if a.Kind != domain.AccountIMAP || a.Security != domain.SecurityNone || a.Host == "localhost" || ip != nil && ip.IsLoopback() {
		return
	}
	_, _ = fmt.Fprintf(t.err, "rcheck: --tls none sends the password to %s in clear: whoever is on the way can read it\n", a.Host)
}

// hintAtPin says how a certificate is trusted that an account does not trust.
func (t *terminal) hintAtPin(account string, err error) {
	var shown *domain.UntrustedCertificate
	if errors.As(err, &shown) {
		_, _ = fmt.Fprintf(
			t.err,
			"%s: compare the fingerprint with the server's administrator; "+
				"'rcheck account edit %q --pin %s --secret-stdin' trusts it for this account\n",
			account,
			account,
			shown.Pin,
		)
	}
}

type accountJSON struct {
	Name        string   `json:"name"`
	Kind        string   `json:"kind"`
	Host        string   `json:"host"`
	Port        int      `json:"port"`
	TLS         string   `json:"tls"`
	User        string   `json:"user"`
	Folders     []string `json:"folders"`
	Secret      string   `json:"secret"`
	LastTry     *string  `json:"last_try"`
	LastSuccess *string  `json:"last_success"`
	LastError   string   `json:"last_error"`
	Paused      *string  `json:"paused"`
	MoveTo      string   `json:"move_to"`
	Pin         string   `json:"pin"`
}

func accountLine(a domain.Account) accountJSON {
	folders := a.Folders
	switch {
	case a.Kind == domain.AccountCove:
		folders = []string{}
	case len(folders) == 0:
		folders = []string{"INBOX"}
	}
	return accountJSON{
		a.Name,
		a.Kind,
		a.Host,
		a.Port,
		string(a.Security),
		a.User,
		folders,
		string(a.Secret),
		timeOrNull(a.Health.LastTry),
		timeOrNull(a.Health.LastSuccess),
		a.Health.LastError,
		timeOrNull(a.Paused),
		a.MoveTo,
		a.Pin,
	}
}

func timeOrNull(at time.Time) *string {
	if at.IsZero() {
		return nil
	}
	return orNull(at.UTC().Format(time.RFC3339))
}

// accountList lists the accounts with their state.
func accountList(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		var accounts []domain.Account
		err := w.Store.Read(ctx, func(tx domain.Reader) (err error) {
			accounts, err = tx.Accounts()
			return err
		})
		if err != nil {
			return err
		}
		for _, a := range accounts {
			health := "never synced"
			if !a.Health.LastSuccess.IsZero() {
				health = "last good sync " + a.Health.LastSuccess.In(w.Location).Format("2 Jan 2006 15:04")
			}
			if !a.Paused.IsZero() {
				health = a.Trouble(w.Location) + ": not synced; " + health
			}
			if a.Health.LastError != "" {
				health += "; " + a.Health.LastError
			}
			if a.Health.Notice != "" {
				health += "; " + a.Health.Notice
			}
			if err := t.print(accountLine(a), fmt.Sprintf("%s  %s@%s:%d (%s)  %s", a.Name, a.User, a.Host, a.Port, a.Security, health)); err != nil {
				return err
			}
		}
		return nil
	})
}

// withoutKeychain says how an account is synced where there is no keychain.
func withoutKeychain(account string) string {
	return fmt.Sprintf(
		"rcheck: without a keychain, give it to each sync on standard input (rcheck sync --secret-stdin %q), or add the account with --secret-env VAR",
		account,
	)
}

// lines reads one secret for each of n accounts from standard input.
func (t *terminal) lines(n int) ([]string, error) {
	data, err := io.ReadAll(io.LimitReader(t.in, maxSecret))
	if err != nil {
		return nil, fmt.Errorf("read the passwords from standard input: %w", err)
	}
	var out []string
	for line := range strings.Lines(string(data)) {
		out = append(out, strings.TrimRight(line, "\r\n"))
	}
	if len(out) != n || slices.Contains(out, "") {
		return nil, usagef("sync: standard input must hold one line for each --secret-stdin: %d, and none of them empty", n)
	}
	return out, nil
}

// syncAccounts fetches, reads and stores what is new.
func syncAccounts(f *flag.FlagSet) action {
	name := f.String("account", "", "`name` of the one account that is synced")
	wire := f.Bool("wire", false, "show what is said to mail servers, without passwords and mail text")
	since := f.String("since", "", "with --account: fetch older mails too, from this `date` on; their runs are history")
	ping := f.String("ping", "", "`address` of a dead-man service that is called once every account was synced, and never where one "+
		"failed; without it "+pingVariable)
	how := syncing{
		collect: f.Bool("collect", false, "fetch for the whole team: give it what came, once its owner let this computer collect"),
		stay:    f.Bool("stay", false, "go on until it is ended: sync on the timetable, and when a server tells of something new"),
	}
	var given []string
	f.Func(
		"secret-stdin",
		"without a keychain: the password of the account of this `name` is a line of standard input, for this sync alone; "+
			"may be given several times, a line each, in their order",
		func(account string) error {
			given = append(given, account)
			return nil
		},
	)
	named := namedSecrets(f)
	return func(ctx context.Context, t *terminal, _ []string) error {
		t.wire = *wire
		to, err := pingOf(*ping, *name)
		if err != nil {
			return err
		}
		how.name, how.since = *name, *since
		return t.sync(ctx, how, given, *named, to)
	}
}

// syncing says what is synced, and how.
type syncing struct {
	name, since   string
	collect, stay *bool
}

func (t *terminal) sync(ctx context.Context, how syncing, given []string, named []namedSecret, ping *url.URL) error {
	name := how.name
	switch {
	case how.since != "" && name == "":
		return usagef("sync: --since is for one mailbox; name it with --account")
	case how.since != "" && *how.collect:
		return usagef("sync: --since fetches for this profile alone; leave --collect out")
	case *how.stay && (name != "" || ping != nil):
		return usagef("sync: --stay syncs all accounts, and calls nobody; leave --account, --since and --ping out")
	}
	var passwords []string
	if len(given) > 0 {
		var err error
		if passwords, err = t.lines(len(given)); err != nil {
			return err
		}
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		for i, account := range given {
			if err := w.Hold(ctx, account, passwords[i]); err != nil {
				return err
			}
		}
		for _, n := range named {
			secret, err := n.read(ctx, t)
			if err == nil {
				err = w.Hold(ctx, n.account, secret)
			}
			if err != nil {
				return err
			}
		}
		if err := holdDesk(ctx, w); err != nil {
			return err
		}
		paused, err := pausedAccounts(ctx, w)
		if err != nil {
			return err
		}
		for _, a := range paused {
			_, _ = fmt.Fprintf(t.err, "%s: %s, not synced\n", a.Name, a.Trouble(w.Location))
		}
		if *how.stay {
			return t.stay(ctx, w, *how.collect)
		}
		syncErr := t.syncSince(ctx, w, how)
		t.mu.Lock()
		defer t.mu.Unlock()
		if syncErr != nil && slices.ContainsFunc(t.synced, func(p domain.SyncProgress) bool { return p.Err == nil }) {
			syncErr = someFailed{syncErr}
		}
		for _, p := range t.synced {
			if domain.CodeOf(p.Err) == domain.CodeSecret {
				_, _ = fmt.Fprintln(t.err, withoutKeychain(p.Account))
			}
		}
		for _, p := range t.synced {
			if !t.json {
				break // people have read it on standard error
			}
			line := syncJSON{
				Account:  p.Account,
				Messages: p.New(),
				Known:    p.Known,
				Runs:     p.Runs,
				SetAside: p.Problems,
				Missing:  p.Missing,
				Notice:   p.Notice,
			}
			if p.Err != nil {
				line.Error = p.Err.Error()
			}
			if err := t.print(line, ""); err != nil {
				return errors.Join(syncErr, err)
			}
		}
		for _, a := range paused {
			if !t.json || name != "" {
				break
			}
			if err := t.print(syncJSON{Account: a.Name, Paused: true}, ""); err != nil {
				return errors.Join(syncErr, err)
			}
		}
		if syncErr == nil && ping != nil {
			syncErr = w.Ping(ctx, ping)
		}
		if ctx.Err() == nil {
			t.tell(ctx, w)
		}
		return errors.Join(syncErr, t.keepCopy(ctx, w))
	})
}

// tell tells the notices what came up. A sync is no worse where one cannot be told.
func (t *terminal) tell(ctx context.Context, w *workspace.Workspace) {
	if err := w.Notices.Tell(ctx); err != nil {
		for line := range strings.Lines(err.Error()) {
			_, _ = fmt.Fprintf(t.err, "rcheck: %s\n", strings.TrimRight(line, "\n"))
		}
	}
}

// syncSince syncs, for the team where it is to, and where a date is given fetches older mails
// from it on.
func (t *terminal) syncSince(ctx context.Context, w *workspace.Workspace, how syncing) error {
	switch {
	case *how.collect:
		return w.Collect(ctx, how.name)
	case how.since == "":
		return w.Sync(ctx, how.name)
	}
	day, err := t.day(w, []string{how.since})
	if err != nil {
		return err
	}
	return w.Engine.Older(ctx, how.name, day)
}

// stay syncs until somebody ends it, and says on standard error what went wrong.
func (t *terminal) stay(ctx context.Context, w *workspace.Workspace, collect bool) error {
	err := w.Stay(ctx, collect, func(err error) {
		if err == nil {
			t.tell(ctx, w)
			err = t.keepCopy(ctx, w)
		}
		if err != nil {
			_, _ = fmt.Fprintln(t.err, "rcheck:", err)
		}
	})
	if ctx.Err() != nil {
		return nil // somebody ended it
	}
	return err
}

type syncJSON struct {
	Account  string `json:"account"`
	Messages int    `json:"messages"`
	Known    int    `json:"known"`
	Runs     int    `json:"runs"`
	SetAside int    `json:"set_aside"`
	Missing  int    `json:"missing"`
	Notice   string `json:"notice"`
	Error    string `json:"error"`
	Paused   bool   `json:"paused"`
}

// pausedAccounts lists the accounts that are not synced.
func pausedAccounts(ctx context.Context, w *workspace.Workspace) (out []domain.Account, err error) {
	err = w.Store.Read(ctx, func(q domain.Reader) error {
		all, err := q.Accounts()
		for _, a := range all {
			if !a.Paused.IsZero() {
				out = append(out, a)
			}
		}
		return err
	})
	return out, err
}

// serveDemo starts the simulated servers and waits for an interrupt.
func serveDemo(ctx context.Context, t *terminal, _ []string) error {
	w, err := workspace.Open(ctx, workspace.Options{Folder: t.profile, Demo: true})
	if err != nil {
		return err
	}
	login, _ := w.DemoLogin()
	err = t.print(
		login,
		fmt.Sprintf("imap  host %s  port %d  tls %s  user %s  password %s", login.Host, login.Port, login.TLS, login.User, login.Password),
	)
	if err == nil {
		_, _ = fmt.Fprintln(t.err, "serving until interrupted")
		<-ctx.Done()
	}
	return errors.Join(err, w.Close())
}

// pingVariable names the dead-man service where no flag does: its address is a secret of a kind,
// and other users of a computer see command lines.
const pingVariable = "RCHECK_PING"

// pingOf is the dead-man service of a sync, nil for none: the sync of one account says nothing
// about the others.
func pingOf(given, account string) (*url.URL, error) {
	if account != "" && given != "" {
		return nil, usagef("sync: --ping is for all accounts; leave --account out")
	}
	text := cmp.Or(given, os.Getenv(pingVariable))
	if text == "" || account != "" {
		return nil, nil
	}
	to, err := workspace.PingAddress(text)
	if err != nil {
		return nil, usagef("sync: --ping: %v", err)
	}
	return to, nil
}
