package review

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// accountPayload is the payload of DecideAccount.
type accountPayload struct {
	Account string
	Did     string // "added", "changed", "secret", "paused", "resumed" or "removed"
	// Changed are the settings that are others now, or those of a new account. A secret is
	// never among them.
	Changed []settingChange `json:",omitempty"`
	// Secret is true where a password or a sign-in was given with it.
	Secret bool `json:",omitempty"`
	// Messages and Runs were removed with it, Kept are the runs that stay.
	Messages, Runs, Kept int `json:",omitempty"`
	// Reports is true where the reports went with the account.
	Reports bool `json:",omitempty"`
}

var accountKind = kind{
	apply:     ofProfile,
	dependsOn: onRunsAlone,
	permission: func(d domain.Decision) rules.Action {
		if p, err := payload[accountPayload](d); err == nil && p.Did == "secret" {
			return rules.ActEnterSecret
		}
		return rules.ActSettings
	},
	words: wordsOf(accountWords),
}

func accountWords(p accountPayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
	setting := func(what string) string {
		i := slices.IndexFunc(p.Changed, func(c settingChange) bool { return c.What == what })
		if i < 0 {
			return ""
		}
		return p.Changed[i].To
	}
	messages, runs := phrase("messages", p.Messages), phrase("runs", p.Runs)
	switch p.Did {
	case "added":
		return phrase("account.added", p.Account, setting("user"), setting("server")), true
	case "changed":
		var what []Phrase
		for _, c := range p.Changed {
			what = append(what, phrase("text", c.What))
		}
		if p.Secret {
			what = append(what, phrase("account.password"))
		}
		return phrase("account.changed", p.Account, what), true
	case "secret":
		return phrase("account.secret", p.Account), true
	case "paused":
		return phrase("account.paused", p.Account), true
	case "resumed":
		return phrase("account.resumed", p.Account), true
	case "removed":
		switch {
		case !p.Reports:
			return phrase("account.removed", p.Account), true
		case p.Kept == 0:
			return phrase("account.removed.all", p.Account, messages, runs), true
		}
		return phrase("account.removed.some", p.Account, messages, runs, phrase("runs", p.Kept)), true
	}
	return Phrase{}, false
}

// settingChange is one setting that was changed, in words for people.
type settingChange struct {
	What     string
	From, To string `json:",omitempty"`
}

// settingsOf lists what an account is set to, in words for people and without anything
// that may hold a secret.
func settingsOf(a domain.Account) []settingChange {
	out := []settingChange{
		{What: "server", To: withoutSecrets(a.Host)}, {What: "user", To: a.User}, {What: "folders", To: strings.Join(a.Folders, ", ")},
		{
			What: "moves reports to",
			To:   a.MoveTo,
		}, {What: "customer of the login", To: a.Partner}, {What: "password from", To: string(a.Secret)}, {What: "signs in at", To: signInOf(a.OAuth)},
	}
	if a.Kind == domain.AccountIMAP {
		out = append(out, settingChange{What: "port", To: strconv.Itoa(a.Port)}, settingChange{What: "protection", To: string(a.Security)},
			settingChange{What: "certificate that is trusted", To: a.Pin})
	}
	return out
}

// withoutSecrets leaves out of an address what some people write a password into.
func withoutSecrets(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address // the name of a server
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

func signInOf(o *domain.OAuth) string {
	if o == nil {
		return ""
	}
	parts := []string{o.Provider}
	for _, part := range []string{o.ClientID, o.Tenant, withoutSecrets(o.AuthorizeURL), withoutSecrets(o.TokenURL), withoutSecrets(o.DeviceURL), o.RedirectHost, strings.Join(o.Scopes, " ")} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// changedSettings lists how two accounts differ; of a new one, what it is set to.
func changedSettings(before, after domain.Account) (out []settingChange) {
	was := map[string]string{}
	if before.ID != 0 {
		for _, s := range settingsOf(before) {
			was[s.What] = s.To
		}
	}
	for _, s := range settingsOf(after) {
		if s.From = was[s.What]; s.From != s.To {
			out = append(out, s)
		}
	}
	return out
}

// Secret keeps what an account signs in with; it is called before the account is stored,
// and may wait for a person.
type Secret func(context.Context, domain.Account) error

// AddAccount adds an account (Admin); secret is nil where it comes from the environment. A
// name that is taken gives CodeConflict, whatever its case, before the secret is kept.
func (svc *Service) AddAccount(ctx context.Context, a domain.Account, secret Secret) (domain.Account, error) {
	if err := svc.permit(rules.ActSettings); err != nil {
		return a, err
	}
	free := func(q domain.Reader) error {
		known, err := q.AccountByName(a.Name)
		switch {
		case err == nil:
			return conflict(
				"refusal.account_name_taken",
				known.Name,
			)
		case !isNotFound(err):
			return err
		}
		return nil
	}
	if err := svc.p.Store.Read(ctx, free); err != nil {
		return a, err
	}
	if secret != nil {
		if err := secret(ctx, a); err != nil {
			return a, err
		}
	}
	_, err := svc.decideWith(ctx, rules.ActSettings, domain.DecideAccount, func(q domain.Reader, e *entry) error {
		if err := free(q); err != nil {
			return err
		}
		e.payload = accountPayload{Account: a.Name, Did: "added", Changed: changedSettings(domain.Account{}, a), Secret: secret != nil}
		e.Targets = []string{a.Name}
		return nil
	}, func(tx domain.Tx) (err error) {
		a.ID, err = tx.PutAccount(a)
		return err
	})
	return a, err
}

// ChangeAccount puts other settings in the place of those of the account of this name
// (Admin). Without secret the one that is kept stays: settings that would show it to
// another server, as another user or less protected are refused with CodeSecret. What was
// fetched is known as long as server and user are the same; else the mailbox is fetched
// from the beginning, since its numbers mean other mails.
func (svc *Service) ChangeAccount(ctx context.Context, a domain.Account, secret Secret) (domain.Account, error) {
	if err := svc.permit(rules.ActSettings); err != nil {
		return a, err
	}
	var known domain.Account
	look := func(q domain.Reader) (err error) {
		if known, err = q.AccountByName(a.Name); err != nil {
			return err
		}
		a.ID, a.Name = known.ID, known.Name // its secret is found by the name as it was first written
		if secret != nil || a.Secret != domain.SecretKeychain {
			return nil
		}
		moves := known.SecretMoves(a)
		if known.Secret != a.Secret {
			moves = phrase("refusal.secret_place")
		}
		if moves.Code == "" {
			return nil
		}
		if a.OAuth != nil {
			return domain.Refuse(domain.CodeSecret, "refusal.account_sign_in", moves, a.Name)
		}
		return domain.Refuse(domain.CodeSecret, "refusal.account_secret", moves, a.Name)
	}
	if err := svc.p.Store.Read(ctx, look); err != nil {
		return a, err
	}
	if secret == nil && len(changedSettings(known, a)) == 0 {
		return known, nil
	}
	if secret != nil {
		if err := secret(ctx, a); err != nil {
			return a, err
		}
	}
	_, err := svc.decideWith(ctx, rules.ActSettings, domain.DecideAccount, func(q domain.Reader, e *entry) error {
		if err := look(q); err != nil {
			return err
		}
		p := accountPayload{Account: a.Name, Did: "changed", Changed: changedSettings(known, a), Secret: secret != nil}
		e.payload, e.Targets = p, []string{a.Name}
		return nil
	}, func(tx domain.Tx) error {
		if _, err := tx.PutAccount(a); err != nil || strings.EqualFold(known.Host, a.Host) && known.User == a.User {
			return err
		}
		return tx.DeleteFolders(a.ID)
	})
	return a, err
}

// MaySetSecret refuses roles that may not give an account another password or sign-in:
// whoever reviews may give one that the account waits for, an Admin any.
func (svc *Service) MaySetSecret(a domain.Account) error {
	if a.Health.Code == domain.CodeSecret {
		return svc.permit(rules.ActEnterSecret)
	}
	return svc.permit(rules.ActSettings)
}

// SetAccountSecret gives an account another password or sign-in (MaySetSecret); health is
// what is known of the account then.
func (svc *Service) SetAccountSecret(ctx context.Context, name string, health domain.Health, secret Secret) error {
	var a domain.Account
	err := svc.p.Store.Read(ctx, func(q domain.Reader) (err error) {
		a, err = q.AccountByName(name)
		return err
	})
	if isNotFound(err) {
		if refused := svc.permit(rules.ActSettings); refused != nil {
			return refused // a role that may not is not told which accounts there are
		}
	}
	if err != nil {
		return err
	}
	if err := svc.MaySetSecret(a); err != nil {
		return err
	}
	if err := secret(ctx, a); err != nil {
		return err
	}
	_, err = svc.decideWith(ctx, rules.ActEnterSecret, domain.DecideAccount, func(q domain.Reader, e *entry) error {
		now, err := q.AccountByName(name)
		if err != nil {
			return err
		}
		if now.ID != a.ID || a.SecretMoves(now).Code != "" {
			return conflict("refusal.account_changed", a.Name)
		}
		e.payload, e.Targets = accountPayload{Account: a.Name, Did: "secret", Secret: true}, []string{a.Name}
		return nil
	}, func(tx domain.Tx) error { return tx.SetHealth(a.ID, health) })
	return err
}

// PauseAccount says that an account is not to be synced until it is resumed (Admin).
// Whoever pauses it decides not to hear of its jobs, so it stands in the journal.
func (svc *Service) PauseAccount(ctx context.Context, name string, pause bool) (domain.Decision, error) {
	var a domain.Account
	var since time.Time
	did := "resumed"
	if pause {
		did, since = "paused", svc.p.Clock()
	}
	return svc.decideWith(ctx, rules.ActSettings, domain.DecideAccount, func(q domain.Reader, e *entry) (err error) {
		if a, err = q.AccountByName(name); err != nil {
			return err
		}
		if a.Paused.IsZero() != pause {
			return conflict("refusal.account_same", a.Name)
		}
		e.payload, e.Targets = accountPayload{Account: a.Name, Did: did}, []string{a.Name}
		return nil
	}, func(tx domain.Tx) error { return tx.SetPaused(a.ID, since) })
}

// RemoveAccount forgets an account (Admin) and returns what it was: its secret is the
// caller's to remove. What it brought stays, or with reports goes where nobody decided
// about it; brought counts both. Devices that it told of are told of no longer.
func (svc *Service) RemoveAccount(ctx context.Context, name string, reports bool) (a domain.Account, brought domain.AccountContents,
	err error) {
	_, err = svc.decideWith(ctx, rules.ActSettings, domain.DecideAccount, func(q domain.Reader, e *entry) (err error) {
		if a, err = q.AccountByName(name); err != nil {
			return err
		}
		if brought, err = q.AccountContents(a.ID); err != nil {
			return err
		}
		p := accountPayload{Account: a.Name, Did: "removed", Reports: reports}
		e.Targets = []string{a.Name}
		if reports {
			p.Messages, p.Runs, p.Kept = brought.Messages-brought.KeptMessages, brought.Runs-brought.KeptRuns, brought.KeptRuns
		}
		e.payload = p
		return nil
	}, func(tx domain.Tx) error {
		var ids []int64
		for _, from := range domain.DeviceSources() {
			devices, err := tx.DevicesOf(a.ID, from.Source)
			if err != nil {
				return err
			}
			for _, device := range devices {
				if device.MissingSince.IsZero() {
					ids = append(ids, device.ID)
				}
			}
		}
		if err := tx.SetDevicesGone(ids, svc.p.Clock()); err != nil {
			return err
		}
		if reports {
			if err := tx.DeleteAccountContents(a.ID); err != nil {
				return err
			}
		}
		if err := domain.SetTrustedServers(tx, a.Name, nil); err != nil {
			return err
		}
		return tx.DeleteAccount(a.ID)
	})
	return a, brought, err
}
