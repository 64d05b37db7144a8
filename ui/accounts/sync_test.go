package accounts_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/accounts"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

// oracle is a keeper that knows the settings of every address without a network.
type oracle struct {
	*accounts.Keeper
	found domain.FoundMailbox
	asked []string
}

func (o *oracle) Find(_ context.Context, address string, further bool) (domain.FoundMailbox, error) {
	if further {
		address += " further"
	}
	o.asked = append(o.asked, address)
	return o.found, nil
}

func (d *desk) oracle(found domain.FoundMailbox) *oracle {
	o := &oracle{Keeper: d.Accounts.Accounts.(*accounts.Keeper), found: found}
	d.Accounts.Accounts = o
	return o
}

// added is a desk with a mailbox that was added, on the screen Accounts.
func added(t *testing.T) (*desk, domain.Account) {
	t.Helper()
	d := newDesk(t)
	a := mailbox(t, "mail", "right")
	if _, err := d.Accounts.Add(t.Context(), a, "right"); err != nil {
		t.Fatal(err)
	}
	d.W.Open(shell.Accounts)
	d.Settle()
	return d, a
}

func TestTheWizardLooksForSettingsOnlyOnceTheAddressIsGiven(t *testing.T) {
	d := newDesk(t)
	a := mailbox(t, "reports@example.com", "right")
	o := d.oracle(domain.FoundMailbox{Account: a, Where: wording.Text("the DNS of example.com"), Elsewhere: true})
	d.W.Shortcut(uitest.Pressed("Ctrl+N"))
	d.TypeText("r")
	d.fill("reports@example.com")
	if len(o.asked) != 0 {
		t.Fatalf("asked while typing: %q", o.asked)
	}
	d.Key(fyne.KeyReturn)
	if words := d.words(); len(o.asked) != 1 || !strings.Contains(words, "Found by the DNS of example.com") ||
		!strings.Contains(words, "another domain") {
		t.Fatalf("asked %q, the window says %q", o.asked, words)
	}
	d.TypeText("right") // the password has the keyboard
	d.Key(fyne.KeyReturn)
	d.Key(fyne.KeyReturn) // the folders
	if list := d.accounts(); len(list) != 1 || list[0].Host != a.Host || list[0].Port != a.Port {
		t.Errorf("%+v, the window says %q", list, d.W.RunChecks.Model.Toast().Text)
	}
}

func TestWhoTypesTheSettingsByHandLooksNothingUp(t *testing.T) {
	d := newDesk(t)
	o := d.oracle(domain.FoundMailbox{})
	d.W.Accounts.AddressForm("reports@example.com", "by hand")
	d.Key(fyne.KeyReturn)
	if words := d.words(); len(o.asked) != 0 || !strings.Contains(words, "Mailbox reports@example.com") {
		t.Errorf("asked %q, the window says %q", o.asked, words)
	}
	d.W.Accounts.AddressForm("reports@example.com", "look further")
	d.Key(fyne.KeyReturn)
	if len(o.asked) != 1 || o.asked[0] != "reports@example.com further" {
		t.Errorf("asked %q", o.asked)
	}
}

func TestAMailboxAtMicrosoftIsLedToTheSignIn(t *testing.T) {
	d := newDesk(t)
	d.oracle(
		domain.FoundMailbox{
			Account: domain.Account{Host: "outlook.office365.com"},
			Where:   wording.Text("the DNS of example.com: Microsoft takes its mail"),
			SignIn:  domain.OAuthMicrosoft,
		},
	)
	d.W.Accounts.AddressForm("reports@example.com", "look up")
	d.Key(fyne.KeyReturn)
	if words := d.words(); !strings.Contains(words, "Add a mailbox of Microsoft 365 or Google") ||
		!strings.Contains(words, "takes no passwords") {
		t.Errorf("the window says %q", words)
	}
}

func TestAnAccountIsChangedByKeysAndKeepsItsPassword(t *testing.T) {
	d, a := added(t)
	d.Key(fyne.KeyReturn)
	if words := d.words(); !strings.Contains(words, "Change mail") {
		t.Fatalf("the window says %q", words)
	}
	d.fill("", a.Host, "1")
	if words := d.words(); !strings.Contains(words, "This changes the port: give the password again") {
		t.Errorf("with another port the window says %q", words)
	}
	d.Key(fyne.KeyReturn)
	if words := d.words(); !strings.Contains(words, "Change mail") || d.accounts()[0].Port != a.Port {
		t.Fatalf("what was not tried well is kept: %+v, the window says %q", d.accounts(), words)
	}
	d.W.ClosePopup()
	d.W.Accounts.ChangeForm(a)
	d.Key(fyne.KeyReturn)
	if words := d.words(); !strings.Contains(words, "Folders of mail") || !strings.Contains(words, "1 folder, ") {
		t.Fatalf("the window says %q", words)
	}
	d.Key(fyne.KeyReturn)
	if list := d.accounts(); len(list) != 1 || len(list[0].Folders) != 1 || list[0].Folders[0] != "INBOX" {
		t.Errorf("%+v", list)
	}
}

func TestAFolderThatIsGoneIsNotDroppedSilently(t *testing.T) {
	d, a := added(t)
	a.Folders = []string{"INBOX", "Old"}
	d.W.Accounts.FoldersForm(a, true, []domain.FolderCount{{Name: "INBOX", Mails: 3, Counted: true}})
	d.Settle()
	if words := d.words(); !strings.Contains(words, "2 folders, 3 messages.") {
		t.Errorf("the window says %q", words)
	}
}

func TestAnAccountIsPausedAndRemovedByKeys(t *testing.T) {
	d, _ := added(t)
	d.Letter('p')
	if list := d.accounts(); list[0].Paused.IsZero() || d.W.Accounts.Model.Account().Paused.IsZero() {
		t.Fatalf("%+v", list)
	}
	if got := d.W.RunChecks.Model.Status().Accounts; len(got) != 1 || !got[0].Paused || got[0].Good {
		t.Errorf("the status bar says %+v", got)
	}
	d.Letter('p')
	if list := d.accounts(); !list[0].Paused.IsZero() {
		t.Errorf("%+v", list)
	}
	d.Key(fyne.KeyDelete)
	if words := d.words(); !strings.Contains(words, "Remove mail") || !strings.Contains(words, "brought nothing") {
		t.Fatalf("the window says %q", words)
	}
	d.Key(fyne.KeyEscape)
	if len(d.accounts()) != 1 {
		t.Fatal("it was removed without an answer")
	}
	d.W.Open(shell.Accounts)
	d.Key(fyne.KeyDelete)
	d.Key(fyne.KeyReturn)
	if list := d.accounts(); len(list) != 0 {
		t.Errorf("%+v, the window says %q", list, d.W.Accounts.Model.Toast().Text)
	}
}

func TestWhatWentWrongIsShownInFullAndCopied(t *testing.T) {
	d, a := added(t)
	d.Letter('w')
	if d.W.Covered() {
		t.Error("there is something to show of a good account")
	}
	err := d.Params.View.Store.Write(t.Context(), func(tx domain.Tx) error {
		a, err := tx.AccountByName(a.Name)
		return errors.Join(err, tx.SetHealth(a.ID, domain.Health{LastError: "Connecting failed: no route.", Code: domain.CodeNetwork}))
	})
	if err != nil {
		t.Fatal(err)
	}
	d.W.Open(shell.Accounts)
	d.Settle()
	d.Letter('w')
	d.Key(fyne.KeyReturn)
	if got := d.App.Clipboard().Content(); !strings.Contains(got, "The server cannot be reached.\nConnecting failed: no route.") {
		t.Errorf("copied %q", got)
	}
}

func TestOlderMailsAreAskedForFromADateThatIsADate(t *testing.T) {
	d, a := added(t)
	d.Letter('o')
	for typed, said := range map[string]string{"tomorrow": "Type a date", "2999-01-01": "still to come"} {
		d.fill(typed)
		d.Key(fyne.KeyReturn)
		if words := d.words(); len(d.Older) != 0 || !strings.Contains(words, said) {
			t.Errorf("for %q it asks for %q and says %q", typed, d.Older, words)
		}
	}
	d.fill("2025-06-01")
	if words := d.words(); !strings.Contains(words, "history") {
		t.Errorf("the window says %q", words)
	}
	d.Key(fyne.KeyReturn)
	if len(d.Older) != 1 || d.Older[0] != a.Name+" 2025-06-01" {
		t.Errorf("asked for %q", d.Older)
	}
}
