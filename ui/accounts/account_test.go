package accounts_test

import (
	"context"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/sync/simulate"
	"runchecks/ui/features"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

// desk is a window whose accounts are looked at.
type desk struct{ *uitest.Desk }

func newDesk(t *testing.T, with ...func(*features.Params)) *desk {
	return &desk{uitest.NewAs(t, domain.RoleAdmin, func(store domain.Store) { uitest.Fill(t, store, 1) }, with...)}
}

// fill types texts into one field after the other, from the one with the keyboard.
func (d *desk) fill(texts ...string) {
	for i, text := range texts {
		if i > 0 {
			d.W.Canvas().FocusNext()
		}
		if text != "" {
			d.W.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
			d.TypeText(text)
		}
	}
}

func (d *desk) accounts() (out []domain.Account) {
	d.Query(func(q domain.Reader) (err error) {
		out, err = q.Accounts()
		return err
	})
	return out
}

func TestAMailboxIsAddedByKeysAfterItWasTried(t *testing.T) {
	server, err := simulate.StartIMAP(
		context.Background(),
		simulate.IMAPOptions{
			User:     "reports",
			Password: "right",
			Mails:    []simulate.Mail{{Received: storagetest.Now, Raw: []byte("Subject: a\r\n\r\na")}},
		},
	)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	host, port := server.Addr()
	d := newDesk(t)
	d.Do("accounts.add-mailbox")
	d.fill("reports@gmx.de")
	d.Key(fyne.KeyReturn)
	if !d.W.Covered() {
		t.Fatal("the window is not open")
	}
	d.fill("right", host, strconv.Itoa(port)) // the password has the keyboard
	d.Key(fyne.KeyReturn)
	if len(d.accounts()) != 0 || !d.W.Covered() { // the server speaks no TLS
		t.Fatalf("a mailbox was added that nobody could sign in to: %+v", d.accounts())
	}
	d.W.ClosePopup()
	d.W.Accounts.MailboxForm(domain.Account{
		Name:     "mail",
		Kind:     domain.AccountIMAP,
		Host:     host,
		Port:     port,
		Security: domain.SecurityNone,
		User:     "reports",
		Secret:   domain.SecretKeychain,
	}, "right")
	d.Key(fyne.KeyReturn)
	d.Key(fyne.KeyReturn) // the folders
	list := d.accounts()
	if len(list) != 1 || list[0].Name != "mail" || len(list[0].Folders) != 1 || list[0].Folders[0] != "INBOX" {
		t.Errorf("%+v, the window says %q", list, d.W.RunChecks.Model.Toast().Text)
	}
}

func TestAnAccountOfCoveIsAddedByKeys(t *testing.T) {
	opt := simulate.CoveDemo(storagetest.Now)
	server, err := simulate.StartCove(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	d := newDesk(t)
	d.Do("accounts.add-cove")
	d.TypeText("C")
	d.fill("Fleet", server.URL(), opt.User, opt.Partner, opt.Password)
	d.Key(fyne.KeyReturn)
	if list := d.accounts(); len(list) != 1 || list[0].Name != "Fleet" || list[0].Partner != opt.Partner {
		t.Errorf("%+v, the window says %q", list, d.W.RunChecks.Model.Toast().Text)
	}
	if d.W.Shown() != shell.Devices {
		t.Errorf("the screen is %s", d.W.Shown())
	}
}

func TestEscapeLeavesAFormWhileATextHasTheKeyboard(t *testing.T) {
	d := newDesk(t)
	d.Letter('m')
	d.TypeText("half a remark")
	d.Key(fyne.KeyEscape)
	if d.W.Covered() {
		t.Error("the window is still open")
	}
	d.Letter('s')
	d.Settle()
	if !d.W.Covered() {
		t.Error("the keyboard is not with the list")
	}
}
