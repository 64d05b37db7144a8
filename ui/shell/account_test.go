package shell

import (
	"context"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/sync/simulate"
)

// fill types texts into one field after the other, from the one with the keyboard.
func (d *desk) fill(texts ...string) {
	for i, text := range texts {
		if i > 0 {
			d.w.canvas().FocusNext()
		}
		if text != "" {
			d.w.canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
			d.typeText(text)
		}
	}
}

func (d *desk) accounts() (out []domain.Account) {
	d.query(func(q domain.Queries) (err error) {
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
	d := newDesk(t, 1)
	d.w.addMailbox()
	d.fill("reports@gmx.de")
	d.key(fyne.KeyReturn)
	if d.w.popup == nil {
		t.Fatal("the window is not open")
	}
	d.fill("right", host, strconv.Itoa(port)) // the password has the keyboard
	d.key(fyne.KeyReturn)
	if len(d.accounts()) != 0 || d.w.popup == nil { // the server speaks no TLS
		t.Fatalf("a mailbox was added that nobody could sign in to: %+v", d.accounts())
	}
	d.w.closePopup()
	d.w.mailboxForm(
		mailboxDraft{
			account: domain.Account{
				Name:     "mail",
				Kind:     domain.AccountIMAP,
				Host:     host,
				Port:     port,
				Security: domain.SecurityNone,
				User:     "reports",
				Secret:   domain.SecretKeychain,
			},
			secret: "right",
		},
		"",
	)
	d.key(fyne.KeyReturn)
	d.key(fyne.KeyReturn) // the folders
	list := d.accounts()
	if len(list) != 1 || list[0].Name != "mail" || len(list[0].Folders) != 1 || list[0].Folders[0] != "INBOX" {
		t.Errorf("%+v, the window says %q", list, d.w.view.Toast().Text)
	}
}

func TestAnAccountOfCoveIsAddedByKeys(t *testing.T) {
	opt := simulate.CoveDemo(storagetest.Now)
	server, err := simulate.StartCove(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	d := newDesk(t, 1)
	d.w.addCove()
	d.typeText("C")
	d.fill("Fleet", server.URL(), opt.User, opt.Partner, opt.Password)
	d.key(fyne.KeyReturn)
	if list := d.accounts(); len(list) != 1 || list[0].Name != "Fleet" || list[0].Partner != opt.Partner {
		t.Errorf("%+v, the window says %q", list, d.w.view.Toast().Text)
	}
	if d.w.shown != screenDevices {
		t.Errorf("the screen is %s", d.w.shown)
	}
}

func TestEscapeLeavesAFormWhileATextHasTheKeyboard(t *testing.T) {
	d := newDesk(t, 1)
	d.letter('m')
	d.typeText("half a remark")
	d.key(fyne.KeyEscape)
	if d.w.popup != nil {
		t.Error("the window is still open")
	}
	d.letter('s')
	d.settle()
	if d.w.popup == nil {
		t.Error("the keyboard is not with the list")
	}
}

func TestTheRulesForDevicesAreSetByKeys(t *testing.T) {
	d := newDesk(t, 1)
	d.w.open(screenDevices)
	d.settle()
	d.w.setDeviceRules()
	d.settle()
	d.fill("5") // the first field has the keyboard
	d.key(fyne.KeyReturn)
	var rules domain.DeviceRules
	d.query(func(q domain.Queries) (err error) {
		rules, err = domain.ReadDeviceRules(q)
		return err
	})
	if rules.DeadWarning != 5 || rules.DeadFailed != 0 || rules.States != nil {
		t.Errorf("%+v", rules)
	}
	d.w.undo()
	d.settle()
	d.query(func(q domain.Queries) (err error) {
		rules, err = domain.ReadDeviceRules(q)
		return err
	})
	if rules.DeadWarning != 0 {
		t.Errorf("after undo: %+v", rules)
	}
}
