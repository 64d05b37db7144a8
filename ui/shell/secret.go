package shell

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/accounts"
	"runchecks/ui/form"
	"runchecks/ui/widget/formentry"
	"runchecks/ui/words"
)

// missSecrets reports whether an account waits for a password or sign-in. Whoever sits
// here may enter it: it decides nothing.
func (w *Window) missSecrets() bool {
	return w.p.View.Accounts != nil && len(w.view.Status().Secrets) > 0
}

// Synced is told that a sync of all accounts ended. Those that wait for a password or
// sign-in are asked about, then the service desk, each once in a session and not over
// what is open already.
func (w *Window) Synced() {
	if w.p.View.Accounts == nil {
		return
	}
	desk := w.hasAutotask() && !w.askedDesk && w.p.View.Desk.May(rules.ActSettings)
	w.p.View.Background.Go(func(ctx context.Context) func() {
		list, err := w.view.Waiting(ctx)
		desk := desk && w.p.View.Autotask.Missing(ctx)
		return func() {
			if err != nil || w.popup != nil {
				return // the state of the account says it too
			}
			var fresh []domain.Account
			for _, a := range list {
				if !w.asked[a.ID] {
					w.asked[a.ID] = true
					fresh = append(fresh, a)
				}
			}
			switch {
			case len(fresh) > 0:
				w.askSecrets(fresh)
			case desk:
				w.askedDesk = true
				w.setUpAutotask()
			}
		}
	})
}

// enterSecrets asks for every password and sign-in that is missing.
func (w *Window) enterSecrets() {
	if w.missSecrets() {
		w.askSecrets(w.view.Status().Secrets)
	}
}

// askSecrets asks for the passwords of accounts in one window, and then for their
// sign-ins, one after the other.
func (w *Window) askSecrets(list []domain.Account) {
	var passwords, signIns []domain.Account
	for _, a := range list {
		if a.OAuth == nil {
			passwords = append(passwords, a)
		} else {
			signIns = append(signIns, a)
		}
	}
	switch {
	case len(passwords) > 0:
		w.passwordsForm(passwords, signIns, "")
	case len(signIns) > 0:
		w.signInAgainForm(signIns, false, "", "")
	}
}

// reason says why accounts wait, in the words of the first.
func reason(list []domain.Account) string {
	return list[0].Health.LastError + "\nWithout a usable keychain, what is entered is kept until Run Checks ends and " +
		"asked for at each start."
}

// passwordsForm asks for passwords; failed says why the last ones were refused. signIns
// are asked for afterwards.
func (w *Window) passwordsForm(list, signIns []domain.Account, failed string) {
	title := "Password of " + list[0].Name
	if len(list) > 1 {
		title = "Passwords of the accounts"
	}
	f := form.New(title, "Sign in")
	f.Size = fyne.NewSize(700, 0)
	fields := make([]*formentry.Entry, len(list))
	for i, a := range list {
		fields[i] = f.Secret(a.Name, a.User+" on "+a.Host)
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
			f.Say("Type a password.", true)
		case typed < len(list):
			f.Say("Accounts without one are not synced.", false)
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
		w.keepPasswords(list, typed, signIns)
		return true
	}
	w.openForm(f)
}

// keepPasswords tries and keeps what was typed, off the interface thread, and asks again
// for what a server refused.
func (w *Window) keepPasswords(list []domain.Account, typed map[string]string, signIns []domain.Account) {
	w.say(words.Toast{Text: "Signing in…"})
	w.p.View.Background.Go(func(ctx context.Context) func() {
		var refused []domain.Account
		var parts []string
		for _, a := range list {
			if typed[a.Name] == "" {
				continue
			}
			if err := w.p.View.Accounts.Enter(ctx, a.Name, typed[a.Name]); err != nil {
				refused, parts = append(refused, a), append(parts, a.Name+": "+words.ErrorLine(err))
			}
		}
		return func() {
			w.Changed()
			if len(typed) > len(refused) {
				w.view.SyncNow()
			}
			switch {
			case len(refused) > 0:
				w.passwordsForm(refused, signIns, strings.Join(parts, "\n"))
			case len(signIns) > 0:
				w.askSecrets(signIns)
			}
		}
	})
}

// signInAgainForm lets the person sign in for the first of some accounts; failed says why
// the last try did not succeed.
func (w *Window) signInAgainForm(list []domain.Account, code bool, clientSecret, failed string) {
	a := list[0]
	f := form.New("Sign in again: "+a.Name, "Sign in")
	f.Size = fyne.NewSize(700, 0)
	parts := []string{"in the browser"}
	if a.OAuth.Provider != domain.OAuthGoogle {
		parts = append(parts, "with a code on another device")
	}
	at := 0
	if code {
		at = 1
	}
	_, way := f.Choice(a.User, parts, at)
	secret := func() string { return "" }
	if a.OAuth.Provider != domain.OAuthMicrosoft {
		field := f.Secret("Client secret", "from the registration, where there is one")
		field.SetText(clientSecret)
		secret = func() string { return strings.TrimSpace(field.Text) }
	}
	if failed == "" {
		f.Extra = form.Wrapped(reason(list))
	}
	f.Changed = func() { f.Say(failed, false) }
	f.Done = func() bool {
		code, clientSecret := way() == 1, secret()
		w.waitForSignIn(a, clientSecret, code, func(kept string, _ []domain.FolderCount) { w.keepSignIn(list, kept) },
			func(err error) { w.signInAgainForm(list, code, clientSecret, words.ErrorLine(err)) })
		return false // its window takes the place of this one
	}
	w.openForm(f)
}

// keepSignIn keeps the sign-in of the first of some accounts and goes on with the others.
func (w *Window) keepSignIn(list []domain.Account, kept string) {
	w.closePopup()
	w.at().focus()
	w.p.View.Background.Go(func(ctx context.Context) func() {
		err := w.p.View.Accounts.Enter(ctx, list[0].Name, kept)
		return func() {
			if err != nil {
				w.say(words.Failed(err))
				return
			}
			w.Changed()
			w.view.SyncNow()
			w.askSecrets(list[1:])
		}
	})
}

// sayNotKept says that an account was added whose secret the keychain did not take.
func (w *Window) sayNotKept(a domain.Account, reason error) {
	f := form.New(a.Name+" was added", "Continue")
	f.Extra = form.Wrapped(accounts.SessionWords(a, reason))
	f.Done = func() bool { return true }
	w.openForm(f)
}
