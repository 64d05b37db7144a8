package accounts

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/form"
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/widget/formentry"
	"runchecks/ui/words"
)

// CanAdd reports whether an account can be added by whoever sits here.
func (x *Feature) CanAdd() bool {
	return x.p.Accounts != nil && x.p.Desk.May(rules.ActSettings)
}

// settingsWays words them, in their order.
func settingsWays() []string {
	return []string{words.T("accounts.look_up"), words.T("accounts.look_further"), words.T("accounts.by_hand")}
}

// AddMailbox asks for an address, finds the settings of its mailbox, tries them, and
// asks which folders hold reports.
func (x *Feature) AddMailbox() { x.addressForm("", lookUp) }

// addressForm is the first step. Nothing is looked up before it is done.
func (x *Feature) addressForm(address string, at int) {
	f := form.New(words.T("accounts.mailbox_title"), words.T("accounts.continue"))
	f.Note = words.T("accounts.mailbox_note")
	field := f.Text(words.T("accounts.address"), address, "reports@your-company.example")
	_, way := f.Choice(words.T("accounts.settings"), settingsWays(), at)
	f.Changed = func() {
		a, known := x.p.Accounts.Guess(field.Text)
		f.Say(addressNote(a, known, way()))
	}
	f.Done = func() bool {
		a, known := x.p.Accounts.Guess(field.Text)
		if known || way() != byHand {
			x.findSettings(a, way())
			return false // its window takes the place of this one
		}
		x.mailboxForm(mailboxDraft{account: newMailbox(a)}, "")
		return false
	}
	x.host.Ask(f)
}

// findSettings looks for the settings of an address and goes on with them. Whoever does
// not want to wait types them.
func (x *Feature) findSettings(guess domain.Account, way int) {
	wait, stop := context.WithCancel(context.Background())
	f := form.New(words.T("accounts.looking_title", "address", guess.Name), words.T("accounts.looking_by_hand"))
	f.Note = words.T("accounts.looking_note")
	f.Done = func() bool {
		stop()
		x.mailboxForm(mailboxDraft{account: newMailbox(guess)}, "")
		return false
	}
	f.Closed = stop
	x.host.Ask(f)
	x.host.Background().Go(func(ctx context.Context) func() {
		ctx, end := context.WithCancel(ctx)
		defer end()
		defer context.AfterFunc(wait, end)()
		found, err := x.p.Accounts.Find(ctx, guess.Name, way == lookFurther)
		return func() {
			switch {
			case wait.Err() != nil:
			case err != nil:
				x.mailboxForm(mailboxDraft{account: newMailbox(guess)}, words.ErrorLine(err))
			case found.SignIn == domain.OAuthMicrosoft:
				text, _ := FoundWords(found)
				x.signInForm(signInDraft{address: guess.Name, found: words.T("accounts.found_microsoft", "found", text)}, "")
			default:
				said := foundWords(found, way, x.p.Keys.On("", keys.AddSignIn))
				x.mailboxForm(mailboxDraft{account: newMailbox(found.Account), found: said}, "")
			}
		}
	})
}

// foundWords is all that the form says about settings that were looked for.
func foundWords(found domain.FoundMailbox, way int, signIn keys.Key) string {
	text, _ := FoundWords(found)
	if found.SignIn == domain.OAuthGoogle {
		text = words.T("accounts.found_google", "found", text, "key", signIn)
	}
	if found.Where.Code == "" {
		tried := strings.Join(words.Phrases(found.Tried), "; ")
		if way == lookFurther {
			return words.T("accounts.found_tried", "found", text, "asked", tried)
		}
		return words.T("accounts.found_tried_near", "found", text, "asked", tried)
	}
	return text
}

// mailboxForm is the second step; failed says why the last trial did not succeed.
func (x *Feature) mailboxForm(d mailboxDraft, failed string) {
	a := d.account
	f := form.New(words.T("accounts.form_title", "account", a.Name), words.T("accounts.sign_in"))
	hint := words.T("accounts.secret_hint")
	if d.editing {
		f = form.New(words.T("accounts.change_title", "account", a.Name), words.T("accounts.sign_in"))
		f.Note = words.T("accounts.change_note")
		hint = words.T("accounts.as_it_is")
	}
	password := func() string { return "" }
	if a.TypedSecret() {
		secret := f.Secret(words.T("accounts.password_field"), hint)
		secret.SetText(d.secret)
		password = func() string { return secret.Text }
	}
	host := f.Text(words.T("accounts.server_field"), a.Host, words.T("accounts.server_hint"))
	port := f.Text(words.T("accounts.port_field"), strconv.Itoa(a.Port), "993")
	protections := make([]string, len(Protections))
	at := 0
	for i, s := range Protections {
		protections[i] = ProtectionWords(s)
		if s == a.Security {
			at = i
		}
	}
	_, security := f.Choice(words.T("accounts.protection_field"), protections, at)
	user := f.Text(words.T("accounts.user_field"), a.User, words.T("accounts.user_hint"))
	f.Size = fyne.NewSize(700, 0)
	if d.found != "" {
		f.Extra = form.Wrapped(d.found)
		f.Size.Height = 400
	}
	typed := func() fields {
		return fields{Host: host.Text, Port: port.Text, User: user.Text, Secret: password(), Security: Protections[security()]}
	}
	f.Changed = func() {
		if fault := d.fault(typed()); fault != "" {
			f.Say(fault, true)
			return
		}
		f.Say(cmp.Or(failed, d.note(typed())), false)
	}
	f.Done = func() bool {
		x.tryMailbox(d.with(typed()))
		return true
	}
	x.host.Ask(f)
}

// tryMailbox signs in, and goes on with the folders.
func (x *Feature) tryMailbox(d mailboxDraft) {
	x.tryAccount(d, func(folders []domain.FolderCount) { x.foldersForm(d, folders) }, func(err error) {
		var shown *domain.UntrustedCertificate
		if errors.As(err, &shown) {
			x.certificateForm(d, shown)
			return
		}
		x.mailboxForm(d, words.ErrorLine(err))
	})
}

// certificateForm asks whether to trust a certificate that no authority vouches for, or
// another one than before. Nothing was sent to the server that showed it.
func (x *Feature) certificateForm(d mailboxDraft, shown *domain.UntrustedCertificate) {
	f := form.New(words.T("accounts.certificate_title"), words.T("accounts.certificate_trust"))
	f.Note = CertificateQuestion(shown)
	facts := CertificateFacts(shown.Certificate)
	list := container.NewVBox()
	for _, fact := range facts {
		list.Add(form.Small(fact.Label))
		list.Add(form.Wrapped(fact.Text))
	}
	f.Extra, f.Size = list, fyne.NewSize(700, 480)
	f.Done = func() bool {
		d.account.Pin = shown.Pin
		x.tryMailbox(d)
		return true
	}
	x.host.Ask(f)
}

// tryAccount signs in, off the interface thread.
func (x *Feature) tryAccount(d mailboxDraft, good func([]domain.FolderCount), bad func(error)) {
	x.host.Say(words.Toast{Text: words.T("accounts.signing_in_to", "server", d.account.Host)})
	x.host.Background().Go(func(ctx context.Context) func() {
		var folders []domain.FolderCount
		var err error
		if d.editing && d.secret == "" {
			folders, err = x.p.Accounts.Folders(ctx, d.account)
		} else {
			folders, err = x.p.Accounts.Check(ctx, d.account, d.secret)
		}
		return func() {
			switch {
			case ctx.Err() != nil:
			case err != nil:
				bad(err)
			default:
				x.host.Say(words.Toast{Text: words.T("accounts.signed_in_to", "server", d.account.Host)})
				good(folders)
			}
		}
	})
}

// foldersForm is the last step: which folders hold reports, and what becomes of them.
func (x *Feature) foldersForm(d mailboxDraft, folders []domain.FolderCount) {
	a := d.account
	f := form.New(words.T("accounts.folders_title", "account", a.Name), words.T("accounts.folders_add"))
	f.Note = words.T("accounts.folders_note_new")
	if d.editing {
		f = form.New(words.T("accounts.folders_title", "account", a.Name), words.T("accounts.save"))
		f.Note = words.T("accounts.folders_note")
	}
	choice := chooseFolders(a, folders)
	moves, at := choice.moves(a)
	_, move := f.Choice(words.T("accounts.move_label"), moves, at)
	list := container.NewVBox()
	ticks := make([]*formentry.Check, len(choice.folders))
	for i, folder := range choice.folders {
		ticks[i] = formentry.NewCheck(FolderWords(folder), slices.Contains(choice.wanted, folder.Name))
		ticks[i].OnChanged = func(bool) { f.Changed() }
		list.Add(ticks[i])
		f.Takes(ticks[i])
	}
	f.Extra = container.NewVScroll(list)
	f.Size = fyne.NewSize(640, 480)
	ticked := make([]bool, len(ticks))
	f.Changed = func() {
		for i, tick := range ticks {
			ticked[i] = tick.Checked
		}
		text, stop := "", false
		a, text, stop = choice.chosen(a, ticked, move())
		f.Say(text, stop)
	}
	f.Done = func() bool {
		d.account = a
		x.keepAccount(d)
		return true
	}
	x.host.Ask(f)
}

// AddCove asks for an account of Cove and tries it.
func (x *Feature) AddCove() {
	x.coveForm(mailboxDraft{account: newCove()}, "")
}

func (x *Feature) coveForm(d mailboxDraft, failed string) {
	a := d.account
	f := form.New(words.T("accounts.cove_title"), words.T("accounts.sign_in"))
	hint := words.T("accounts.secret_hint")
	if d.editing {
		f = form.New(words.T("accounts.change_title", "account", a.Name), words.T("accounts.sign_in"))
		hint = words.T("accounts.as_it_is")
	}
	f.Note = words.T("accounts.cove_note")
	name := func() string { return a.Name }
	if !d.editing {
		field := f.Text(words.T("accounts.name_field"), a.Name, words.T("accounts.name_hint"))
		name = func() string { return field.Text }
	}
	address := f.Text(words.T("accounts.address"), a.Host, domain.CoveAddress)
	user := f.Text(words.T("accounts.user_field"), a.User, words.T("accounts.cove_user_hint"))
	partner := f.Text(words.T("accounts.cove_partner"), a.Partner, words.T("accounts.cove_partner_hint"))
	token := f.Secret(words.T("accounts.cove_token"), hint)
	token.SetText(d.secret)
	typed := func() fields {
		return fields{Name: name(), Host: address.Text, User: user.Text, Partner: partner.Text, Secret: token.Text}
	}
	f.Changed = func() {
		fault := d.fault(typed())
		f.Say(cmp.Or(fault, failed), fault != "")
	}
	f.Done = func() bool {
		d := d.with(typed())
		x.tryAccount(d, func([]domain.FolderCount) {
			x.keepAccount(d)
			if !d.editing {
				x.host.Open(shell.Devices)
			}
		}, func(err error) { x.coveForm(d, words.ErrorLine(err)) })
		return true
	}
	x.host.Ask(f)
}

// keepAccount adds or changes an account that was tried, and syncs it.
func (x *Feature) keepAccount(d mailboxDraft) {
	x.host.Background().Go(func(ctx context.Context) func() {
		keep := x.p.Accounts.Add
		if d.editing {
			keep = x.p.Accounts.Change
		}
		a, err := keep(ctx, d.account, d.secret)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			x.host.Changed()
			if a.Paused.IsZero() {
				x.Model.SyncAccount(a.Name)
			}
			if why := x.p.Accounts.SessionOnly(a); why != nil && d.secret != "" {
				x.sayNotKept(a, why)
			}
		}
	})
}
