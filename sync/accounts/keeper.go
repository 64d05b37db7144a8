package accounts

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/domain/wording"
	"runchecks/sync/imap"
	"runchecks/sync/mailbox"
	"runchecks/sync/oauth"
	"runchecks/sync/source"
)

// Decisions is where accounts are decided about: permission and journal (review.Service).
type Decisions interface {
	Permit(rules.Action) error
	AddAccount(ctx context.Context, a domain.Account, secret review.Secret) (domain.Account, error)
	ChangeAccount(ctx context.Context, a domain.Account, secret review.Secret) (domain.Account, error)
	MaySetSecret(a domain.Account) error
	SetAccountSecret(ctx context.Context, name string, health domain.Health, secret review.Secret) error
}

// Params are what a Keeper works with. Connect, Resolver and Web may be left out.
type Params struct {
	Store     domain.Store
	Secrets   domain.Secrets
	Clock     domain.Clock
	Decisions Decisions
	// Kinds are the kinds of accounts that can be added; of each its Trial is used.
	Kinds source.Kinds
	// Connect signs in to a mailbox that is kept and uses OAuth2: whoever syncs it holds
	// its tokens. Without it such a mailbox is not looked into.
	Connect func(context.Context, domain.Account) (*imap.Session, error)
	// Resolver is what settings are looked for with, Web that and what web services are
	// asked with; nil for those of the operating system.
	Resolver Resolver
	Web      *http.Client
}

// Keeper adds, tries and changes accounts. It is safe for concurrent use.
type Keeper struct{ p Params }

// New returns a Keeper, or an error naming what is missing.
func New(p Params) (*Keeper, error) {
	if p.Store == nil || p.Secrets == nil || p.Clock == nil || p.Decisions == nil || len(p.Kinds) == 0 {
		return nil, errors.New("accounts: store, secrets, clock, decisions and kinds are required")
	}
	if p.Connect == nil {
		p.Connect = func(context.Context, domain.Account) (*imap.Session, error) {
			return nil, &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("refusal.mailbox_not_here")}
		}
	}
	return &Keeper{p}, nil
}

// trialTime bounds a trial.
const trialTime = 40 * time.Second

// Guess returns the settings of the mailbox of an address; see the function.
func (*Keeper) Guess(address string) (domain.Account, bool) { return Guess(address) }

// Check signs in with an account that need not be kept yet, and says which folders a
// mailbox has. It changes nothing on the server, and takes at most 40 seconds.
func (k *Keeper) Check(ctx context.Context, a domain.Account, secret string) ([]domain.FolderCount, error) {
	if err := k.valid(a); err != nil {
		return nil, err
	}
	kind, err := k.p.Kinds.Of(a)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, trialTime)
	defer cancel()
	if a.OAuth != nil && a.OAuth.App {
		return k.tryApp(ctx, a, secret)
	}
	return kind.Trial.Try(ctx, a, secret)
}

// SignInAccount returns the settings of a mailbox that signs in at a provider; see the
// function.
func (*Keeper) SignInAccount(address, provider, clientID string) domain.Account {
	return SignInAccount(address, provider, clientID)
}

// SignIn signs a person in with OAuth2, and says what to keep as the account's secret
// and which folders the mailbox has. open opens an address in the browser and does not
// wait for the person; where it is nil, show shows a code and where to enter it until
// when. clientSecret is that of the client, "" for none. It waits for the person, as
// long as the provider lets it and ctx does not end.
func (k *Keeper) SignIn(
	ctx context.Context,
	a domain.Account,
	clientSecret string,
	open func(ctx context.Context, address string) error,
	show func(code, address string, until time.Time),
) (secret string, folders []domain.FolderCount, err error) {
	if err := k.valid(a); err != nil {
		return "", nil, err
	}
	if a.OAuth == nil {
		return "", nil, &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("refusal.account_by_password")}
	}
	client, err := oauth.New(oauth.Config{Settings: oauth.Of(*a.OAuth, a.User, clientSecret), HTTP: k.p.Web, Now: k.p.Clock})
	if err != nil {
		return "", nil, err
	}
	defer client.Close()
	var grant oauth.Grant
	if open != nil {
		grant, err = client.Browser(ctx, open)
	} else {
		grant, err = client.Device(ctx, func(p oauth.Prompt) { show(p.UserCode, p.Address, p.Until) })
	}
	if err != nil {
		return "", nil, err
	}
	kept := oauth.Kept{Refresh: grant.RefreshToken(), ClientSecret: clientSecret}
	tokens := client.Continue(grant, func(_ context.Context, refresh string) error {
		kept.Refresh = refresh
		return nil
	})
	trial, cancel := context.WithTimeout(ctx, trialTime)
	defer cancel()
	config := imap.Config{Host: a.Host, Port: a.Port, Security: a.Security, Pin: a.Pin, User: a.User, Tokens: tokens}
	folders, err = mailbox.Folders(trial, func(ctx context.Context) (*imap.Session, error) { return imap.Dial(ctx, config) })
	tokens.Close(trial)
	return kept.Text(), folders, err
}

// MayAdd reports whether an account of a name may be added, before anybody signs in for
// nothing: CodePermission, or CodeConflict where the name is taken.
func (k *Keeper) MayAdd(ctx context.Context, name string) error {
	if err := k.p.Decisions.Permit(rules.ActSettings); err != nil {
		return err
	}
	_, err := k.named(ctx, name)
	switch {
	case err == nil:
		return &domain.Error{
			Code: domain.CodeConflict,
			Said: wording.Of("refusal.account_name_taken", name),
		}
	case domain.CodeOf(err) != domain.CodeNotFound:
		return err
	}
	return nil
}

func (k *Keeper) named(ctx context.Context, name string) (a domain.Account, err error) {
	err = k.p.Store.Read(ctx, func(q domain.Reader) error {
		a, err = q.AccountByName(name)
		return err
	})
	return a, err
}

// Add keeps an account, and its secret unless that comes from the environment (Admin). An
// account of the same name gives CodeConflict and stays as it is, with its secret.
func (k *Keeper) Add(ctx context.Context, a domain.Account, secret string) (domain.Account, error) {
	if err := k.p.Decisions.Permit(rules.ActSettings); err != nil {
		return a, err
	}
	if err := k.valid(a); err != nil {
		return a, err
	}
	if a.Secret != domain.SecretKeychain {
		return k.p.Decisions.AddAccount(ctx, a, nil)
	}
	if secret == "" {
		return a, &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("refusal.account_no_password")}
	}
	kept := false
	added, err := k.p.Decisions.AddAccount(ctx, a, func(ctx context.Context, a domain.Account) error {
		kept = true
		return k.p.Secrets.Set(ctx, a, secret)
	})
	if err != nil && kept {
		if _, taken := k.named(ctx, a.Name); domain.CodeOf(taken) == domain.CodeNotFound {
			err = errors.Join(err, k.p.Secrets.Delete(ctx, a)) // nobody would forget it later
		}
	}
	return added, err
}

// Change puts other settings in the place of those of the account of this name (Admin),
// which gives CodeNotFound where there is none. An empty secret leaves the one that is
// kept, but where the settings would show it to somebody else: that gives CodeSecret.
func (k *Keeper) Change(ctx context.Context, a domain.Account, secret string) (domain.Account, error) {
	if err := k.p.Decisions.Permit(rules.ActSettings); err != nil {
		return a, err
	}
	if err := k.valid(a); err != nil {
		return a, err
	}
	if a.Secret != domain.SecretKeychain {
		before, err := k.named(ctx, a.Name)
		if err != nil {
			return a, err
		}
		if a, err = k.p.Decisions.ChangeAccount(ctx, a, nil); err == nil && before.Secret == domain.SecretKeychain {
			err = k.p.Secrets.Delete(ctx, before) // nobody would forget it later
		}
		return a, err
	}
	if secret == "" {
		return k.p.Decisions.ChangeAccount(ctx, a, nil)
	}
	return k.p.Decisions.ChangeAccount(ctx, a, func(ctx context.Context, a domain.Account) error { return k.p.Secrets.Set(ctx, a, secret) })
}

// Folders signs in with what an account is kept with, and says which folders it has: of
// a mailbox as of Check. The settings may be others than those that are kept, but where
// they would show the secret to somebody else: that gives CodeSecret, and nobody is asked.
func (k *Keeper) Folders(ctx context.Context, a domain.Account) ([]domain.FolderCount, error) {
	known, err := k.named(ctx, a.Name)
	if err != nil {
		return nil, err
	}
	moves := known.SecretMoves(a)
	if known.Secret != a.Secret {
		moves = wording.Of("refusal.secret_place")
	}
	if moves.Code != "" {
		return nil, domain.Refuse(domain.CodeSecret, "refusal.secret_not_sent", moves, known.Name)
	}
	if a.OAuth == nil {
		secret, err := k.p.Secrets.Get(ctx, a)
		if err != nil {
			return nil, err
		}
		return k.Check(ctx, a, secret)
	}
	if err := k.valid(a); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, trialTime)
	defer cancel()
	return mailbox.Folders(ctx, func(ctx context.Context) (*imap.Session, error) { return k.p.Connect(ctx, a) })
}

// SessionOnly says why the secret of an account is gone when the program ends; nil where
// it is kept.
func (k *Keeper) SessionOnly(a domain.Account) error { return k.p.Secrets.SessionOnly(a) }

// Enter keeps a secret for an account that is there, after a trial: one that the server
// refuses gives CodeSignIn and is not kept. What SignIn returned was tried already. A
// server that cannot be asked now is asked by the next sync. Whoever reviews may enter what
// an account waits for, an Admin any.
func (k *Keeper) Enter(ctx context.Context, name, secret string) error {
	a, err := k.named(ctx, name)
	if domain.CodeOf(err) == domain.CodeNotFound {
		if refused := k.p.Decisions.Permit(rules.ActEnterSecret); refused != nil {
			return refused
		}
	}
	if err != nil {
		return err
	}
	if err := k.p.Decisions.MaySetSecret(a); err != nil {
		return err
	}
	if a.Secret != domain.SecretKeychain {
		return &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("refusal.account_environment", a.Name)}
	}
	a.Health.Succeed()
	a.Health.Refused = false
	if a.OAuth == nil || a.OAuth.App {
		if _, err := k.Check(ctx, a, secret); err != nil {
			if code := domain.CodeOf(err); ctx.Err() != nil || code == domain.CodeSignIn || code == domain.CodeInvalid {
				return err
			}
			a.Health.Fail(err)
		}
	}
	return k.p.Decisions.SetAccountSecret(
		ctx,
		name,
		a.Health,
		func(ctx context.Context, a domain.Account) error { return k.p.Secrets.Set(ctx, a, secret) },
	)
}

// Forget removes the secret of an account that was removed (Admin). One that is still
// there keeps it: CodeConflict.
func (k *Keeper) Forget(ctx context.Context, a domain.Account) error {
	if err := k.p.Decisions.Permit(rules.ActSettings); err != nil {
		return err
	}
	switch _, err := k.named(ctx, a.Name); {
	case err == nil:
		return &domain.Error{Code: domain.CodeConflict, Said: wording.Of("refusal.account_still_there", a.Name)}
	case domain.CodeOf(err) != domain.CodeNotFound:
		return err
	}
	if a.Secret != domain.SecretKeychain {
		return nil
	}
	return k.p.Secrets.Delete(ctx, a)
}

// valid refuses what cannot be an account. The error has CodeInvalid.
func (k *Keeper) valid(a domain.Account) error {
	invalid := func(why string) error {
		return &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("refusal.account_unusable", wording.Of(why))}
	}
	kind, err := k.p.Kinds.Of(a)
	if err != nil {
		return err
	}
	switch {
	case strings.TrimSpace(a.Name) == "":
		return invalid("refusal.account_unnamed")
	case strings.TrimSpace(a.Host) == "":
		return invalid("refusal.account_no_server")
	case strings.TrimSpace(a.User) == "":
		return invalid("refusal.account_no_user")
	}
	if pin, err := domain.ParsePin(a.Pin); err != nil || pin != a.Pin {
		return invalid("refusal.account_pin")
	}
	return kind.Trial.Valid(a)
}
