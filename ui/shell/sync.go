package shell

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/ui/accounts"
	"runchecks/ui/form"
	"runchecks/ui/words"
)

// showSync shows every account with the state and the log of its syncs.
func (w *Window) showSync() { w.open(screenAccounts) }

// editAccount changes the selected account.
func (w *Window) editAccount() {
	if !w.accView.CanChange() {
		return
	}
	d := mailboxDraft{account: *w.accView.Account(), editing: true, kept: *w.accView.Account()}
	if d.account.Kind == domain.AccountCove {
		w.coveForm(d, "")
		return
	}
	w.mailboxForm(d, "")
}

// fetchOlder asks from when on the mails of the selected account are wanted.
func (w *Window) fetchOlder() {
	if !w.accView.CanFetchOlder() {
		return
	}
	name := w.accView.Heading()
	f := form.New("Older mails of "+name, "Fetch")
	f.Note = "A first sync fetches the last 90 days. It can be cancelled and asked for again: nothing is fetched twice."
	from := f.Text("From", w.p.View.Clock().AddDate(-1, 0, 0).Format(time.DateOnly), "year-month-day")
	f.Changed = func() {
		_, words, ok := w.accView.OlderSince(from.Text)
		f.Say(words, !ok)
	}
	f.Done = func() bool {
		since, _, ok := w.accView.OlderSince(from.Text)
		if ok {
			w.accView.FetchOlder(name, since)
		}
		return ok
	}
	w.openForm(f)
	from.TypedShortcut(&fyne.ShortcutSelectAll{}) // another date is typed in its place
}

// pauseLabel is what the key for a pause does now.
func (w *Window) pauseLabel() string {
	if a := w.accView.Account(); a != nil && !a.Paused.IsZero() {
		return "Resume"
	}
	return "Pause"
}

// showTrouble shows what went wrong with the selected account in full.
func (w *Window) showTrouble() {
	text := w.accView.Trouble()
	if text == "" {
		return
	}
	w.showText("What went wrong with "+w.accView.Heading(), text)
}

// showText shows a text to be read and copied: what is behind Details.
func (w *Window) showText(title, text string) {
	f := form.New(title, "Copy")
	f.Size = fyne.NewSize(700, 340)
	label := widget.NewLabel(domain.Visible(text))
	label.Wrapping = fyne.TextWrapWord
	f.Extra = container.NewVScroll(label)
	f.Done = func() bool {
		w.app.Clipboard().SetContent(text)
		w.say(words.Toast{Text: "Copied."})
		return true
	}
	w.openForm(f)
}

// removeAccount asks what becomes of what the selected account brought, and removes it.
func (w *Window) removeAccount() {
	if !w.accView.CanChange() {
		return
	}
	a := *w.accView.Account()
	w.accView.LoadBrought(a, func(b domain.AccountContents) {
		if w.popup == nil {
			w.removeForm(a, b)
		}
	})
}

func (w *Window) removeForm(a domain.Account, b domain.AccountContents) {
	f := form.New("Remove "+a.Name, "Remove")
	f.Note = "Its settings and its " + words.Secret(a) + " are forgotten. Nothing is changed on the server."
	f.Size = fyne.NewSize(700, 280)
	_, way := f.Choice("What it brought", []string{"stays, to be looked at and reviewed", "goes too, where nobody decided about it"}, 0)
	f.Changed = func() { f.Say(accounts.RemoveWords(b, way() == 1), false) }
	f.Done = func() bool {
		w.accView.Remove(a, way() == 1)
		return true
	}
	w.openForm(f)
}
