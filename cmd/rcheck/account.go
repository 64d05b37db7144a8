package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/sync/accounts"
)

// account finds, adds, changes, lists, pauses and removes accounts.
func account(ctx context.Context, t *terminal, args []string) error {
	if len(args) == 0 {
		return usagef("account: say find, add, edit, list, folders, log, pause, resume or remove")
	}
	does, ok := map[string]func(context.Context, *terminal, []string) error{
		"find": accountFind, "add": accountAdd, "edit": accountEdit, "list": accountList, "folders": accountFolders, "log": accountLog,
		"pause":  func(ctx context.Context, t *terminal, args []string) error { return accountPause(ctx, t, args, true) },
		"resume": func(ctx context.Context, t *terminal, args []string) error { return accountPause(ctx, t, args, false) },
		"remove": accountRemove,
	}[args[0]]
	if !ok {
		return usagef("account: %q is not find, add, edit, list, folders, log, pause, resume or remove", args[0])
	}
	return does(ctx, t, args[1:])
}

// maxSecret bounds a password read from standard input.
const maxSecret = 64 << 10

func accountAdd(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("account add", flag.ContinueOnError)
	a := domain.Account{}
	flags.StringVar(&a.Name, "name", "", "")
	flags.StringVar(&a.Host, "host", "", "")
	flags.IntVar(&a.Port, "port", 993, "")
	protect := flags.String("tls", string(domain.SecurityTLS), "")
	flags.StringVar(&a.User, "user", "", "")
	flags.StringVar(&a.Partner, "partner", "", "")
	address := flags.String("url", domain.CoveAddress, "")
	flags.Func("folder", "", func(f string) error { a.Folders = append(a.Folders, f); return nil })
	flags.StringVar(&a.MoveTo, "move-to", "", "")
	env := flags.String("secret-env", "", "")
	stdin := flags.Bool("secret-stdin", false, "")
	sign := signInFlags(flags)
	words, err := arguments(flags, args)
	if err != nil {
		return err
	}
	if len(words) == 1 && words[0] == domain.AccountCove {
		a.Host, a.Port = *address, 0
		if a.Name == "" {
			a.Name = "Cove"
		}
	}
	if sign.oauth.Provider != "" {
		a.OAuth = &sign.oauth
		usual := accounts.SignInAccount(a.User, sign.oauth.Provider, "")
		a.Host, a.Name = cmp.Or(a.Host, usual.Host), cmp.Or(a.Name, usual.Name)
	}
	switch a.Security = domain.Security(*protect); {
	case len(words) != 1 || words[0] != domain.AccountIMAP && words[0] != domain.AccountCove:
		return usagef("account add: the kind must be imap or cove")
	case a.Name == "" || a.Host == "" || a.User == "":
		return usagef("account add: --name, --host and --user are needed; 'rcheck account find ADDRESS' looks for the server of an address")
	case words[0] == domain.AccountIMAP && (a.Port < 1 || a.Port > 65535):
		return usagef("account add: --port %d is not between 1 and 65535", a.Port)
	case a.Security != domain.SecurityNone && a.Security != domain.SecurityStartTLS && a.Security != domain.SecurityTLS:
		return usagef("account add: --tls is none, starttls or tls, not %q", *protect)
	case a.OAuth != nil && (words[0] == domain.AccountCove || *env != "" || *stdin):
		return usagef("account add: --oauth is for imap, and signs in by itself: without --secret-env and --secret-stdin")
	case a.OAuth == nil && (*env == "") == !*stdin:
		return usagef("account add: give either --secret-env VAR or --secret-stdin")
	}
	a.Kind = words[0]
	a.Secret = domain.SecretKeychain
	if *env != "" {
		a.Secret = domain.SecretSource("env:" + *env)
	}
	var secret string
	if *stdin {
		data, err := io.ReadAll(io.LimitReader(t.in, maxSecret))
		if err != nil {
			return fmt.Errorf("read the password from standard input: %w", err)
		}
		if secret = strings.TrimRight(string(data), "\r\n"); secret == "" {
			return usagef("account add: standard input held no password")
		}
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		if a.OAuth != nil {
			if secret, err = sign.signIn(ctx, t, w, a); err != nil {
				return err
			}
		}
		a, err := w.Accounts.Set(ctx, a, secret)
		if err != nil {
			return err
		}
		if why := w.Accounts.SessionOnly(a); why != nil {
			_, _ = fmt.Fprintf(t.err, "rcheck: the account is added, but what it signs in with is not kept: %v\n%s\n", why, withoutKeychain(a.Name))
		}
		return t.print(accountLine(a), "account "+a.Name+" added; 'rcheck sync' fetches its reports")
	})
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
}

func accountLine(a domain.Account) accountJSON {
	folders := a.Folders
	switch {
	case a.Kind == domain.AccountCove:
		folders = []string{}
	case len(folders) == 0:
		folders = []string{"INBOX"}
	}
	return accountJSON{a.Name, a.Kind, a.Host, a.Port, string(a.Security), a.User, folders, string(a.Secret), timeOrNull(a.Health.LastTry), timeOrNull(a.Health.LastSuccess), a.Health.LastError, timeOrNull(a.Paused), a.MoveTo}
}

func timeOrNull(at time.Time) *string {
	if at.IsZero() {
		return nil
	}
	return orNull(at.UTC().Format(time.RFC3339))
}

func accountList(ctx context.Context, t *terminal, args []string) error {
	if words, err := arguments(flag.NewFlagSet("account list", flag.ContinueOnError), args); err != nil || len(words) > 0 {
		return errors.Join(err, usagef("account list takes no words"))
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		var accounts []domain.Account
		err := w.Store.Read(ctx, func(tx domain.Queries) (err error) {
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
	return fmt.Sprintf("rcheck: without a keychain, give it to each sync on standard input (rcheck sync --secret-stdin %q), or add the account with --secret-env VAR", account)
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
func syncAccounts(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("sync", flag.ContinueOnError)
	name := flags.String("account", "", "")
	flags.BoolVar(&t.wire, "wire", false, "")
	since := flags.String("since", "", "")
	var given []string
	flags.Func("secret-stdin", "", func(account string) error { given = append(given, account); return nil })
	words, err := arguments(flags, args)
	if err != nil {
		return err
	}
	if len(words) > 0 {
		return usagef("sync: %q is not expected; name an account with --account", words[0])
	}
	if *since != "" && *name == "" {
		return usagef("sync: --since is for one mailbox; name it with --account")
	}
	var passwords []string
	if len(given) > 0 {
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
		if err := holdAutotask(ctx, w); err != nil {
			return err
		}
		paused, err := pausedAccounts(ctx, w)
		if err != nil {
			return err
		}
		for _, a := range paused {
			_, _ = fmt.Fprintf(t.err, "%s: %s, not synced\n", a.Name, a.Trouble(w.Location))
		}
		syncErr := t.syncSince(ctx, w, *name, *since)
		t.mu.Lock()
		defer t.mu.Unlock()
		for _, p := range t.synced {
			if domain.CodeOf(p.Err) == domain.CodeSecret {
				_, _ = fmt.Fprintln(t.err, withoutKeychain(p.Account))
			}
		}
		for _, p := range t.synced {
			if !t.json {
				break // people have read it on standard error
			}
			line := syncJSON{Account: p.Account, Messages: p.Done, Runs: p.Runs, SetAside: p.Problems}
			if p.Err != nil {
				line.Error = p.Err.Error()
			}
			if err := t.print(line, ""); err != nil {
				return errors.Join(syncErr, err)
			}
		}
		for _, a := range paused {
			if !t.json || *name != "" {
				break
			}
			if err := t.print(syncJSON{Account: a.Name, Paused: true}, ""); err != nil {
				return errors.Join(syncErr, err)
			}
		}
		return syncErr
	})
}

// syncSince syncs, and where a date is given fetches older mails from it on.
func (t *terminal) syncSince(ctx context.Context, w *workspace.Workspace, name, since string) error {
	if since == "" {
		return w.Sync(ctx, name)
	}
	day, err := t.day(w, []string{since})
	if err != nil {
		return err
	}
	return w.Engine.Older(ctx, name, day)
}

type syncJSON struct {
	Account  string `json:"account"`
	Messages int    `json:"messages"`
	Runs     int    `json:"runs"`
	SetAside int    `json:"set_aside"`
	Error    string `json:"error"`
	Paused   bool   `json:"paused"`
}

// pausedAccounts lists the accounts that are not synced.
func pausedAccounts(ctx context.Context, w *workspace.Workspace) (out []domain.Account, err error) {
	err = w.Store.Read(ctx, func(q domain.Queries) error {
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
func serveDemo(ctx context.Context, t *terminal, args []string) error {
	if len(args) > 0 {
		return usagef("serve-demo takes no words")
	}
	w, err := workspace.Open(ctx, workspace.Options{Folder: t.profile, Demo: true})
	if err != nil {
		return err
	}
	login, _ := w.DemoLogin()
	err = t.print(login, fmt.Sprintf("imap  host %s  port %d  tls %s  user %s  password %s", login.Host, login.Port, login.TLS, login.User, login.Password))
	if err == nil {
		_, _ = fmt.Fprintln(t.err, "serving until interrupted")
		<-ctx.Done()
	}
	return errors.Join(err, w.Close())
}
