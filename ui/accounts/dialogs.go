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
	f := form.New("Older mails of "+name, "Fetch")
	f.Note = "A first sync fetches the last 90 days. It can be cancelled and asked for again: nothing is fetched twice."
	from := f.Text("From", x.host.Clock().AddDate(-1, 0, 0).Format(time.DateOnly), "year-month-day")
	f.Changed = func() {
		_, words, ok := x.Model.OlderSince(from.Text)
		f.Say(words, !ok)
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
		return "Resume"
	}
	return "Pause"
}

// showTrouble shows what went wrong with the selected account in full.
func (x *Feature) showTrouble() {
	text := x.Model.Trouble()
	if text == "" {
		return
	}
	x.host.ShowText("What went wrong with "+x.Model.Heading(), text)
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
	f := form.New("Remove "+a.Name, "Remove")
	f.Note = "Its settings and its " + words.Secret(a) + " are forgotten. Nothing is changed on the server."
	f.Size = fyne.NewSize(700, 280)
	_, way := f.Choice("What it brought", []string{"stays, to be looked at and reviewed", "goes too, where nobody decided about it"}, 0)
	f.Changed = func() { f.Say(RemoveWords(b, way() == 1), false) }
	f.Done = func() bool {
		x.Model.Remove(a, way() == 1)
		return true
	}
	x.host.Ask(f)
}
