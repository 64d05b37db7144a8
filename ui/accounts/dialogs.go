package accounts

import (
	"time"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/form"
	"runchecks/ui/words"
)

// editAccount changes the selected account.
func (x *Feature) editAccount() {
	if !x.Model.CanChange() {
		return
	}
	d := mailboxDraft{account: *x.Model.Account(), editing: true, kept: *x.Model.Account()}
	if d.account.Kind == domain.AccountCove {
		x.coveForm(d, "")
		return
	}
	x.mailboxForm(d, "")
}

// fetchOlder asks from when on the mails of the selected account are wanted.
func (x *Feature) fetchOlder() {
	if !x.Model.CanFetchOlder() {
		return
	}
	name := x.Model.Heading()
	f := form.New(words.T("accounts.older_title", "account", name), words.T("accounts.older_fetch"))
	f.Note = words.T("accounts.older_note")
	from := f.Text(words.T("accounts.older_from"), x.host.Clock().AddDate(-1, 0, 0).Format(time.DateOnly), words.T("accounts.older_hint"))
	f.Changed = func() {
		_, text, ok := x.Model.OlderSince(from.Text)
		f.Say(text, !ok)
	}
	f.Done = func() bool {
		since, _, ok := x.Model.OlderSince(from.Text)
		if ok {
			x.Model.FetchOlder(name, since)
		}
		return ok
	}
	x.host.Ask(f)
	from.TypedShortcut(&fyne.ShortcutSelectAll{}) // another date is typed in its place
}

// pauseLabel is what the key for a pause does now.
func (x *Feature) pauseLabel() string {
	if a := x.Model.Account(); a != nil && !a.Paused.IsZero() {
		return words.T("accounts.button_resume")
	}
	return words.T("accounts.button_pause")
}

// showTrouble shows what went wrong with the selected account in full.
func (x *Feature) showTrouble() {
	text := x.Model.Trouble()
	if text == "" {
		return
	}
	x.host.ShowText(words.T("accounts.trouble_title", "account", x.Model.Heading()), text)
}

// removeAccount asks what becomes of what the selected account brought, and removes it.
func (x *Feature) removeAccount() {
	if !x.Model.CanChange() {
		return
	}
	a := *x.Model.Account()
	x.Model.LoadBrought(a, func(b domain.AccountContents) {
		if !x.host.Covered() {
			x.removeForm(a, b)
		}
	})
}

func (x *Feature) removeForm(a domain.Account, b domain.AccountContents) {
	f := form.New(words.T("accounts.remove_title", "account", a.Name), words.T("accounts.remove"))
	f.Note = words.T("accounts.remove_note", "secret", words.Secret(a))
	f.Size = fyne.NewSize(700, 280)
	ways := []string{words.T("accounts.remove_keep"), words.T("accounts.remove_too")}
	_, way := f.Choice(words.T("accounts.remove_contents"), ways, 0)
	f.Changed = func() { f.Say(RemoveWords(b, way() == 1), false) }
	f.Done = func() bool {
		x.Model.Remove(a, way() == 1)
		return true
	}
	x.host.Ask(f)
}
