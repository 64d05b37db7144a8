package window

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/vm"
)

func (w *Window) mayAddAccount() bool {
	return w.p.View.Accounts != nil && w.p.View.Desk.May(rules.ActSettings)
}

// addMailbox asks for a mailbox, tries it, and asks which folders hold reports.
func (w *Window) addMailbox() {
	w.mailboxForm(domain.Account{Kind: domain.AccountIMAP, Port: 993, Security: domain.SecurityTLS, Secret: domain.SecretKeychain}, "", "")
}

// mailboxForm is the first step; failed says why the last trial did not succeed.
func (w *Window) mailboxForm(a domain.Account, secret, failed string) {
	f := newForm("Add a mailbox", "Sign in")
	f.note = "Nothing in the mailbox is changed: messages stay unread and where they are."
	address := f.text("Address", a.Name, "reports@your-company.example")
	password := f.secret("Password", "kept in the keychain of this computer")
	password.SetText(secret)
	host := f.text("Server", a.Host, "found from the address")
	port := f.text("Port", strconv.Itoa(a.Port), "993")
	words := make([]string, len(vm.Protections))
	at := 0
	for i, s := range vm.Protections {
		words[i] = vm.ProtectionWords(s)
		if s == a.Security {
			at = i
		}
	}
	_, security := f.choice("Protection", words, at)
	user := f.text("User", a.User, "usually the address")
	guessed := a // what stands in the fields that follow the address
	f.changed = func() {
		if address.Text != a.Name {
			a.Name = address.Text
			if host.Text == guessed.Host && user.Text == guessed.User {
				guessed, _ = w.p.View.Accounts.Guess(address.Text)
				failed = ""
				host.SetText(guessed.Host)
				user.SetText(guessed.User)
			}
		}
		n, err := strconv.Atoi(strings.TrimSpace(port.Text))
		switch {
		case strings.TrimSpace(address.Text) == "":
			f.say("Type the address that reports are sent to.", true)
		case strings.TrimSpace(host.Text) == "":
			f.say("The server is missing: your mail provider names it as “incoming mail, IMAP”.", true)
		case strings.TrimSpace(user.Text) == "":
			f.say("The user is missing: most servers take the address.", true)
		case err != nil || n < 1 || n > 65535:
			f.say("The port is a number: 993 for nearly all servers.", true)
		case password.Text == "":
			f.say("The password is missing.", true)
		case failed != "":
			f.say(failed, false)
		default:
			f.say("", false)
		}
	}
	f.done = func() bool {
		a.Name, a.Host, a.User = strings.TrimSpace(address.Text), strings.TrimSpace(host.Text), strings.TrimSpace(user.Text)
		a.Port, _ = strconv.Atoi(strings.TrimSpace(port.Text)) // checked above
		a.Security = vm.Protections[security()]
		secret := password.Text
		w.tryAccount(a, secret, func(folders []domain.FolderCount) { w.foldersForm(a, secret, folders) },
			func(err error) { w.mailboxForm(a, secret, err.Error()) })
		return true
	}
	w.openForm(f)
}

// tryAccount signs in, off the interface thread.
func (w *Window) tryAccount(a domain.Account, secret string, good func([]domain.FolderCount), bad func(error)) {
	w.say(vm.Toast{Text: "Signing in to " + a.Host + "…"})
	w.p.View.Background.Go(func(ctx context.Context) func() {
		folders, err := w.p.View.Accounts.Check(ctx, a, secret)
		return func() {
			switch {
			case ctx.Err() != nil:
			case err != nil:
				bad(err)
			default:
				w.say(vm.Toast{Text: "Signed in to " + a.Host + "."})
				good(folders)
			}
		}
	})
}

// foldersForm is the second step: which folders hold reports.
func (w *Window) foldersForm(a domain.Account, secret string, folders []domain.FolderCount) {
	f := newForm("Folders of "+a.Name, "Add the mailbox")
	f.note = "Which folders hold reports? The reports of the last 90 days are read first, the newest before the others."
	list := container.NewVBox()
	ticks := make([]*widget.Check, len(folders))
	for i, folder := range folders {
		ticks[i] = widget.NewCheck(vm.FolderWords(folder), nil)
		ticks[i].SetChecked(vm.Likely(folder.Name))
		ticks[i].OnChanged = func(bool) { f.changed() }
		list.Add(ticks[i])
	}
	f.extra = container.NewVScroll(list)
	f.size = fyne.NewSize(640, 460)
	f.changed = func() {
		a.Folders = nil
		mails := 0
		for i, tick := range ticks {
			if tick.Checked {
				a.Folders = append(a.Folders, folders[i].Name)
				mails += int(folders[i].Mails)
			}
		}
		if len(a.Folders) == 0 {
			f.say("Tick a folder at least.", true)
			return
		}
		f.say(fmt.Sprintf("%d folders, %s messages.", len(a.Folders), vm.Number(mails)), false)
	}
	f.done = func() bool {
		w.keepAccount(a, secret)
		return true
	}
	w.openForm(f)
}

// addCove asks for an account of Cove and tries it.
func (w *Window) addCove() {
	w.coveForm(domain.Account{Kind: domain.AccountCove, Name: "Cove", Host: domain.CoveAddress, Secret: domain.SecretKeychain}, "", "")
}

func (w *Window) coveForm(a domain.Account, secret, failed string) {
	f := newForm("Add an account of Cove", "Sign in")
	f.note = "Use an API user that may only read. Cove locks a user after failed logins: the token is tried once."
	name := f.text("Name", a.Name, "what the account is called here")
	address := f.text("Address", a.Host, domain.CoveAddress)
	user := f.text("User", a.User, "the API user")
	partner := f.text("Customer of the login", a.Partner, "only where Cove asks for one")
	token := f.secret("Token", "kept in the keychain of this computer")
	token.SetText(secret)
	f.changed = func() {
		switch {
		case strings.TrimSpace(name.Text) == "" || strings.TrimSpace(address.Text) == "" || strings.TrimSpace(user.Text) == "":
			f.say("Name, address and user are needed.", true)
		case token.Text == "":
			f.say("The token of the user is missing.", true)
		default:
			f.say(failed, false)
		}
	}
	f.done = func() bool {
		a.Name, a.Host, a.User, a.Partner = strings.TrimSpace(name.Text), strings.TrimSpace(address.Text), strings.TrimSpace(user.Text), strings.TrimSpace(partner.Text)
		secret := token.Text
		w.tryAccount(a, secret, func([]domain.FolderCount) {
			w.keepAccount(a, secret)
			w.open(screenDevices)
		}, func(err error) { w.coveForm(a, secret, err.Error()) })
		return true
	}
	w.openForm(f)
}

// keepAccount adds an account that was tried, and syncs it.
func (w *Window) keepAccount(a domain.Account, secret string) {
	w.p.View.Background.Go(func(ctx context.Context) func() {
		a, err := w.p.View.Accounts.Add(ctx, a, secret)
		return func() {
			if err != nil {
				w.say(vm.Toast{Text: err.Error(), Error: true})
				return
			}
			w.Changed()
			w.view.SyncNow()
			if why := w.p.View.Accounts.SessionOnly(a); why != nil {
				w.sayNotKept(a, why)
			}
		}
	})
}
