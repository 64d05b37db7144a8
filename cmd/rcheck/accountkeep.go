package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/wording"
	"runchecks/sync/accounts"
)

type foundJSON struct {
	Host      string   `json:"host"`
	Port      int      `json:"port"`
	TLS       string   `json:"tls"`
	User      string   `json:"user"`
	Found     string   `json:"found"`
	Elsewhere bool     `json:"elsewhere"`
	OAuth     string   `json:"oauth"`
	Tried     []string `json:"tried"`
}

// accountFind looks for the settings of the mailbox of an address.
func accountFind(f *flag.FlagSet) action {
	further := f.Bool("ask-mozilla", false, "ask Mozilla's table of providers, too: Mozilla learns the domain")
	return func(ctx context.Context, t *terminal, words []string) error { return t.find(ctx, words[0], *further) }
}

// find needs no profile; where there is one, it goes by its proxy.
func (t *terminal) find(ctx context.Context, address string, further bool) error {
	if _, err := t.folder(ctx); err == nil && !t.demo {
		return t.with(ctx, func(w *workspace.Workspace) error { return t.found(ctx, address, further, w.Accounts.Find) })
	}
	return t.found(ctx, address, further, accounts.Finder{}.Find)
}

// found looks with look, and prints what was found.
func (t *terminal) found(
	ctx context.Context,
	address string,
	further bool,
	look func(context.Context, string, bool) (domain.FoundMailbox, error),
) error {
	found, err := look(ctx, address, further)
	if err != nil {
		return err
	}
	a, where := found.Account, wording.English(found.Where, nil)
	tried := []string{}
	for _, one := range found.Tried {
		tried = append(tried, wording.English(one, nil))
		_, _ = fmt.Fprintln(t.err, "rcheck:", tried[len(tried)-1])
	}
	text := fmt.Sprintf("--host %s --port %d --tls %s --user %s", a.Host, a.Port, a.Security, a.User)
	switch {
	case where == "":
		text += "  a guess: nothing was found"
		if !further {
			_, _ = fmt.Fprintln(t.err, "rcheck: --ask-mozilla looks further, in Mozilla's table of providers; Mozilla learns the domain")
		}
	case found.Elsewhere:
		text += "  found by " + where + "; the server is in another domain than the address: check that it is your provider's"
	default:
		text += "  found by " + where
	}
	if found.SignIn == domain.OAuthMicrosoft {
		text += "; signs in with --oauth microsoft, not with a password"
	}
	return t.print(
		foundJSON{
			a.Host,
			a.Port,
			string(a.Security),
			a.User,
			where,
			found.Elsewhere,
			found.SignIn,
			tried,
		},
		text,
	)
}

// named reads an account by its name.
func named(ctx context.Context, w *workspace.Workspace, name string) (a domain.Account, err error) {
	err = w.Store.Read(ctx, func(q domain.Reader) (err error) {
		a, err = q.AccountByName(name)
		return err
	})
	return a, err
}

// accountEdit changes what is given and leaves the rest.
func accountEdit(f *flag.FlagSet) action {
	var given domain.Account
	var secret secretFlags
	accountFlags(f, &given)
	f.IntVar(&given.Port, "port", 0, "`number` of the server's port")
	f.StringVar(&given.Host, "url", "", "of Cove: `address` of the service")
	secret.declare(f)
	return func(ctx context.Context, t *terminal, words []string) error {
		set := map[string]bool{}
		f.Visit(func(f *flag.Flag) { set[f.Name] = true })
		if len(set) == 0 {
			return usagef("account edit: say what is to change, such as --folder or --port")
		}
		text, err := secret.read(ctx, t, "account edit")
		if err != nil {
			return err
		}
		return t.edit(ctx, words[0], given, set, secret, text)
	}
}

// edit changes those settings of an account whose flags are in set.
func (t *terminal) edit(ctx context.Context, name string, given domain.Account, set map[string]bool, how secretFlags, secret string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		a, err := named(ctx, w, name)
		if err != nil {
			return err
		}
		a.Host, a.Port, a.Security, a.User = cmp.Or(
			given.Host,
			a.Host,
		), cmp.Or(
			given.Port,
			a.Port,
		), cmp.Or(
			given.Security,
			a.Security,
		), cmp.Or(
			given.User,
			a.User,
		)
		if set["pin"] {
			a.Pin = given.Pin
		}
		if set["partner"] {
			a.Partner = given.Partner
		}
		if set["move-to"] {
			a.MoveTo = given.MoveTo
		}
		if set["folder"] {
			a.Folders = given.Folders
		}
		switch {
		case how.env != "":
			a.Secret = domain.SecretSource("env:" + how.env)
		case how.kept():
			a.Secret = domain.SecretKeychain
		}
		t.warnOfClear(a)
		if a, err = w.Accounts.Change(ctx, a, secret); err != nil {
			return err
		}
		return t.print(accountLine(a), "account "+a.Name+" changed; 'rcheck sync --account' tries it")
	})
}

// accountFolders signs in and lists the folders with their counts.
func accountFolders(ctx context.Context, t *terminal, words []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		a, err := named(ctx, w, words[0])
		if err != nil {
			return err
		}
		folders, err := w.Accounts.Folders(ctx, a)
		if err != nil {
			t.hintAtPin(a.Name, err)
			return err
		}
		read := map[string]bool{}
		for _, name := range accountLine(a).Folders {
			read[name] = true
		}
		for _, f := range folders {
			line := folderJSON{Name: f.Name, Read: read[f.Name]}
			text, mark := f.Name, "  "
			if f.Counted {
				line.Messages = &f.Mails
				text = fmt.Sprintf("%s  %d", f.Name, f.Mails)
			}
			if line.Read {
				mark = "* "
			}
			if err := t.print(line, mark+text); err != nil {
				return err
			}
		}
		return nil
	})
}

type syncLogJSON struct {
	Account   string  `json:"account"`
	Began     *string `json:"began"`
	Ended     *string `json:"ended"`
	Times     int     `json:"times"`
	Seconds   float64 `json:"seconds"`
	Messages  int     `json:"messages"`
	Known     int     `json:"known"`
	Runs      int     `json:"runs"`
	SetAside  int     `json:"set_aside"`
	Notice    string  `json:"notice"`
	Error     string  `json:"error"`
	Cancelled bool    `json:"cancelled"`
}

// accountLog lists the last syncs, newest first.
func accountLog(ctx context.Context, t *terminal, words []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		var a domain.Account
		var entries []domain.SyncEntry
		err := w.Store.Read(ctx, func(q domain.Reader) (err error) {
			if a, err = q.AccountByName(words[0]); err == nil {
				entries, err = q.SyncLog(a.ID, 0)
			}
			return err
		})
		if err != nil {
			return err
		}
		for _, e := range entries {
			line := syncLogJSON{
				a.Name,
				timeOrNull(e.Began),
				timeOrNull(e.Ended),
				e.Times,
				e.Duration.Seconds(),
				e.Messages,
				e.Known,
				e.Runs,
				e.SetAside,
				e.Notice,
				e.Error,
				e.Cancelled,
			}
			text := fmt.Sprintf(
				"%s  %s  %d %ss, %d runs, %d known, %d set aside",
				e.Ended.In(w.Location).Format("2 Jan 2006 15:04:05"),
				e.Duration.Round(time.Millisecond),
				e.Messages,
				cmp.Or(e.Things, "message"),
				e.Runs,
				e.Known,
				e.SetAside,
			)
			if e.Times > 1 {
				text += fmt.Sprintf("  (%d alike since %s)", e.Times, e.Began.In(w.Location).Format("2 Jan 15:04"))
			}
			for _, said := range []string{e.Error, e.Notice} {
				if said != "" {
					text += "  " + said
				}
			}
			if err := t.print(line, text); err != nil {
				return err
			}
		}
		return nil
	})
}

// accountPause pauses an account, or resumes it.
func (t *terminal) accountPause(ctx context.Context, name string, pause bool) error {
	after := "; it is synced again"
	if pause {
		after = "; it is not synced until 'rcheck account resume'"
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		d, err := w.Desk.PauseAccount(ctx, name, pause)
		if err != nil {
			return err
		}
		a, err := named(ctx, w, name)
		if err != nil {
			return err
		}
		return t.print(accountLine(a), review.Words(d, w.Location)+after)
	})
}

type removedJSON struct {
	accountJSON
	Messages     int `json:"messages_removed"`
	Runs         int `json:"runs_removed"`
	KeptMessages int `json:"messages_kept"`
	KeptRuns     int `json:"runs_kept"`
}

// accountRemove forgets an account, and with --with-reports what it brought.
func accountRemove(f *flag.FlagSet) action {
	with := f.Bool("with-reports", false, "what it brought goes too, where nobody decided about it")
	keep := f.Bool("keep-reports", false, "what it brought stays: the default")
	return func(ctx context.Context, t *terminal, words []string) error {
		if *with && *keep {
			return usagef("account remove: say either --keep-reports, which is the default, or --with-reports")
		}
		return t.removeAccount(ctx, words[0], *with)
	}
}

func (t *terminal) removeAccount(ctx context.Context, name string, with bool) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		a, brought, left, err := w.RemoveAccount(ctx, name, with)
		if err != nil {
			return err
		}
		if left != nil {
			_, _ = fmt.Fprintf(t.err, "rcheck: the account is removed, but: %v\n", left)
		}
		line := removedJSON{accountJSON: accountLine(a), KeptMessages: brought.Messages, KeptRuns: brought.Runs}
		text := fmt.Sprintf("account %s removed; its %d messages and %d runs stay", a.Name, brought.Messages, brought.Runs)
		if with {
			line.KeptMessages, line.KeptRuns = brought.KeptMessages, brought.KeptRuns
			line.Messages, line.Runs = brought.Messages-brought.KeptMessages, brought.Runs-brought.KeptRuns
			text = fmt.Sprintf(
				"account %s removed with %d messages and %d runs; %d runs that somebody decided about stay",
				a.Name,
				line.Messages,
				line.Runs,
				line.KeptRuns,
			)
		}
		if brought.Jobs > 0 {
			_, _ = fmt.Fprintf(
				t.err,
				"rcheck: reports of %d active jobs came by it: if they come by no other account, nobody notices when they stop\n",
				brought.Jobs,
			)
		}
		return t.print(line, text)
	})
}
