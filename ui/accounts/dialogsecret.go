package accounts

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/form"
	"runchecks/ui/widget/formentry"
	"runchecks/ui/words"
)

// missSecrets reports whether an account waits for a password or sign-in. Whoever sits
// here may enter it: it decides nothing.
func (x *Feature) missSecrets() bool {
	return x.p.Accounts != nil && len(x.links.Secrets()) > 0
}

// SyncEnded is called when a sync of all accounts ended. Those that wait for a password or
// sign-in are asked about, then the service desk, each once in a session and not over
// what is open already.
func (x *Feature) SyncEnded() {
	if x.p.Accounts == nil {
		return
	}
	desk := x.links.MaySetUpDesk() && !x.askedDesk
	x.host.Background().Go(func(ctx context.Context) func() {
		list, err := x.links.Waiting(ctx)
		desk := desk && x.links.DeskMissing(ctx)
		return func() {
			if err != nil || x.host.Covered() {
				return // the state of the account says it too
			}
			var fresh []domain.Account
			for _, a := range list {
				if !x.asked[a.ID] {
					x.asked[a.ID] = true
					fresh = append(fresh, a)
				}
			}
			switch {
			case len(fresh) > 0:
				x.askSecrets(fresh)
			case desk:
				x.askedDesk = true
				x.links.Desk()
			}
		}
	})
}

// EnterSecrets asks for every password and sign-in that is missing.
func (x *Feature) EnterSecrets() {
	if x.missSecrets() {
		x.askSecrets(x.links.Secrets())
	}
}

// askSecrets asks for the passwords of accounts in one window, and then for their
// sign-ins, one after the other.
func (x *Feature) askSecrets(list []domain.Account) {
	var passwords, signIns []domain.Account
	for _, a := range list {
		if a.TypedSecret() {
			passwords = append(passwords, a)
		} else {
			signIns = append(signIns, a)
		}
	}
	switch {
	case len(passwords) > 0:
		x.passwordsForm(passwords, signIns, "")
	case len(signIns) > 0:
		x.signInAgainForm(signIns, false, "", "")
	}
}

// reason says why accounts wait, in the words of the first.
func reason(list []domain.Account) string {
	return words.T("accounts.secret_reason", "error", words.Stored(list[0].Health.Said, list[0].Health.LastError))
}

// passwordsForm asks for passwords; failed says why the last ones were refused. signIns
// are asked for afterwards.
func (x *Feature) passwordsForm(list, signIns []domain.Account, failed string) {
	title := words.T("accounts.password_title", "account", list[0].Name)
	if len(list) > 1 {
		title = words.T("accounts.passwords_title")
	}
	f := form.New(title, words.T("accounts.sign_in"))
	f.Size = fyne.NewSize(700, 0)
	fields := make([]*formentry.Entry, len(list))
	for i, a := range list {
		fields[i] = f.Secret(a.Name, words.T("accounts.user_on", "user", a.User, "server", a.Host))
	}
	if failed == "" {
		f.Extra = form.Wrapped(reason(list))
	}
	f.Changed = func() {
		typed := 0
		for _, field := range fields {
			if field.Text != "" {
				typed++
			}
		}
		switch {
		case failed != "" && typed == 0:
			f.Say(failed, true)
		case typed == 0:
			f.Say(words.T("accounts.password_type"), true)
		case typed < len(list):
			f.Say(words.T("accounts.password_without"), false)
		default:
			f.Say("", false)
		}
	}
	f.Done = func() bool {
		typed := map[string]string{}
		for i, a := range list {
			if fields[i].Text != "" {
				typed[a.Name] = fields[i].Text
			}
		}
		x.keepPasswords(list, typed, signIns)
		return true
	}
	x.host.Ask(f)
}

// keepPasswords tries and keeps what was typed, off the interface thread, and asks again
// for what a server refused.
func (x *Feature) keepPasswords(list []domain.Account, typed map[string]string, signIns []domain.Account) {
	x.host.Say(words.Toast{Text: words.T("accounts.signing_in")})
	x.host.Background().Go(func(ctx context.Context) func() {
		var refused []domain.Account
		var parts []string
		for _, a := range list {
			if typed[a.Name] == "" {
				continue
			}
			if err := x.p.Accounts.Enter(ctx, a.Name, typed[a.Name]); err != nil {
				refused, parts = append(refused, a), append(parts, words.T("accounts.refused_by", "account", a.Name, "why", words.ErrorLine(err)))
			}
		}
		return func() {
			x.host.Changed()
			if len(typed) > len(refused) {
				x.links.SyncNow()
			}
			switch {
			case len(refused) > 0:
				x.passwordsForm(refused, signIns, strings.Join(parts, "\n"))
			case len(signIns) > 0:
				x.askSecrets(signIns)
			}
		}
	})
}

// signInAgainForm lets the person sign in for the first of some accounts; failed says why
// the last try did not succeed.
func (x *Feature) signInAgainForm(list []domain.Account, code bool, clientSecret, failed string) {
	a := list[0]
	f := form.New(words.T("accounts.sign_in_again", "account", a.Name), words.T("accounts.sign_in"))
	f.Size = fyne.NewSize(700, 0)
	parts := []string{words.T("accounts.in_browser")}
	if a.OAuth.Provider != domain.OAuthGoogle {
		parts = append(parts, words.T("accounts.with_code"))
	}
	at := 0
	if code {
		at = 1
	}
	_, way := f.Choice(a.User, parts, at)
	secret := func() string { return "" }
	if a.OAuth.Provider != domain.OAuthMicrosoft {
		field := f.Secret(words.T("accounts.client_secret"), words.T("accounts.client_secret_hint"))
		field.SetText(clientSecret)
		secret = func() string { return strings.TrimSpace(field.Text) }
	}
	if failed == "" {
		f.Extra = form.Wrapped(reason(list))
	}
	f.Changed = func() { f.Say(failed, false) }
	f.Done = func() bool {
		code, clientSecret := way() == 1, secret()
		x.waitForSignIn(a, clientSecret, code, func(kept string, _ []domain.FolderCount) { x.keepSignIn(list, kept) },
			func(err error) { x.signInAgainForm(list, code, clientSecret, words.ErrorLine(err)) })
		return false // its window takes the place of this one
	}
	x.host.Ask(f)
}

// keepSignIn keeps the sign-in of the first of some accounts and goes on with the others.
func (x *Feature) keepSignIn(list []domain.Account, kept string) {
	x.host.ClosePopup()
	x.host.Screen().Focus()
	x.host.Background().Go(func(ctx context.Context) func() {
		err := x.p.Accounts.Enter(ctx, list[0].Name, kept)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			x.host.Changed()
			x.links.SyncNow()
			x.askSecrets(list[1:])
		}
	})
}

// sayNotKept says that an account was added whose secret the keychain did not take.
func (x *Feature) sayNotKept(a domain.Account, reason error) {
	f := form.New(words.T("accounts.added_title", "account", a.Name), words.T("accounts.continue"))
	f.Extra = form.Wrapped(SessionWords(a, reason))
	f.Done = func() bool { return true }
	x.host.Ask(f)
}
