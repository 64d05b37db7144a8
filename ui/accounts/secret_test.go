package accounts_test

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/storage/secrets"
	"runchecks/storage/storagetest"
	"runchecks/sync/accounts"
	"runchecks/sync/simulate"
	"runchecks/sync/source/sourcetest"
	"runchecks/ui/features"
	"runchecks/ui/services"
)

// noRing is a computer without a keychain.
type noRing struct{}

var errNoRing = errors.New("couldn't determine address of session bus")

func (noRing) Get(string, string) (string, error) { return "", errNoRing }
func (noRing) Set(string, string, string) error   { return errNoRing }
func (noRing) Delete(string, string) error        { return errNoRing }

// withoutKeychain takes the keychain away from a desk.
func (d *desk) withoutKeychain() *secrets.Keychain {
	d.Helper()
	keychain, err := secrets.New(secrets.Params{Workspace: "/profile", Store: d.Params.View.Store, Ring: noRing{}})
	if err != nil {
		d.Fatal(err)
	}
	d.Accounts.Accounts, err = accounts.New(accounts.Params{
		Kinds: sourcetest.Trials(), Store: d.Params.View.Store, Secrets: keychain, Clock: d.Params.View.Clock, Decisions: d.Params.View.Desk,
	})
	if err != nil {
		d.Fatal(err)
	}
	return keychain
}

// mailbox is an account on a simulated server.
func mailbox(t *testing.T, name, password string) domain.Account {
	t.Helper()
	server, err := simulate.StartIMAP(
		context.Background(),
		simulate.IMAPOptions{
			User:     "reports",
			Password: password,
			Mails:    []simulate.Mail{{Received: storagetest.Now, Raw: []byte("Subject: a\r\n\r\na")}},
		},
	)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	host, port := server.Addr()
	return domain.Account{
		Name:     name,
		Kind:     domain.AccountIMAP,
		Host:     host,
		Port:     port,
		Security: domain.SecurityNone,
		User:     "reports",
		Secret:   domain.SecretKeychain,
	}
}

// waits keeps accounts that wait for their secrets, as the first sync of a start leaves them.
func (d *desk) waits(list ...domain.Account) {
	d.Helper()
	err := d.Params.View.Store.Write(context.Background(), func(tx domain.Tx) error {
		for _, a := range list {
			id, err := tx.PutAccount(a)
			if err != nil {
				return err
			}
			health := domain.Health{LastTry: storagetest.Now, LastError: "There is no password for the account " + a.Name + ": no keychain."}
			health.Code = domain.CodeSecret
			if err := tx.SetHealth(id, health); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.Fatal(err)
	}
	d.W.Changed()
	d.Settle()
}

// synced is the end of a sync.
func (d *desk) synced() {
	d.W.Synced()
	d.Settle()
}

// words is what the open popup says.
func (d *desk) words() string {
	if !d.W.Covered() {
		return ""
	}
	var out []string
	for _, o := range test.LaidOutObjects(d.W.Canvas().Overlays().Top()) {
		switch o := o.(type) {
		case *widget.Label:
			out = append(out, o.Text)
		case *canvas.Text:
			out = append(out, o.Text)
		}
	}
	return strings.Join(out, "\n")
}

func TestWithoutAKeychainAMailboxIsAddedAndTheReasonIsSaid(t *testing.T) {
	d := newDesk(t)
	keychain := d.withoutKeychain()
	a := mailbox(t, "mail", "right")
	d.W.Accounts.MailboxForm(a, "right")
	d.Key(fyne.KeyReturn)
	d.Key(fyne.KeyReturn) // the folders
	if words := d.words(); len(d.accounts()) != 1 || !strings.Contains(words, "asked for at each start") ||
		!strings.Contains(words, "session bus") {
		t.Fatalf("%+v, the window says %q", d.accounts(), words)
	}
	d.Key(fyne.KeyReturn)
	if d.W.Covered() {
		t.Error("the window stays open")
	}
	if got, err := keychain.Get(t.Context(), a); got != "right" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestPasswordsThatAreMissingAreAskedForOnceAtTheStart(t *testing.T) {
	d := newDesk(t)
	keychain := d.withoutKeychain()
	d.synced()
	if d.W.Covered() {
		t.Fatalf("nothing is missing, and the window asks: %q", d.words())
	}
	first, second := mailbox(t, "first", "right"), mailbox(t, "second", "also right")
	d.waits(first, second)
	d.synced()
	if words := d.words(); !strings.Contains(words, "Passwords of the accounts") || !strings.Contains(words, "no keychain") {
		t.Fatalf("the window says %q", words)
	}
	d.TypeText("r") // goes to the first field
	d.fill("right", "wrong")
	d.Key(fyne.KeyReturn)
	if words := d.words(); !strings.Contains(words, "Password of second") || strings.Contains(words, "wrong") {
		t.Fatalf("after a wrong one the window says %q", words)
	}
	d.TypeText("a")
	d.fill("also right")
	d.Key(fyne.KeyReturn)
	for want, a := range map[string]domain.Account{"right": first, "also right": second} {
		if got, err := keychain.Get(t.Context(), a); got != want || err != nil {
			t.Errorf("%s: %q, %v", a.Name, got, err)
		}
	}
	if d.W.Covered() || d.W.Accounts.MissSecrets() {
		t.Errorf("the window says %q", d.words())
	}
	d.waits(first)
	d.synced()
	if d.W.Covered() {
		t.Error("it asks again in the same session")
	}
}

func TestWhoeverClosesTheQuestionFindsItAmongTheCommands(t *testing.T) {
	d := newDesk(t)
	d.withoutKeychain()
	enabled := func() bool {
		for _, c := range d.W.Commands() {
			if c.Name == "Enter missing passwords…" {
				return c.Can()
			}
		}
		t.Fatal("there is no such command")
		return false
	}
	if enabled() {
		t.Error("it can be run while nothing is missing")
	}
	d.waits(mailbox(t, "mail", "right"))
	d.Do("window.keys")
	d.synced() // something else is open
	if words := d.words(); !strings.Contains(words, "mail") || strings.Contains(words, "Password of mail") {
		t.Errorf("the window says %q", words)
	}
	d.W.ClosePopup()
	d.synced()
	d.Key(fyne.KeyEscape)
	if d.W.Covered() || !enabled() {
		t.Fatalf("closed: %v, enabled: %v", !d.W.Covered(), enabled())
	}
	d.W.Accounts.EnterSecrets() // where the empty list leads
	if words := d.words(); !strings.Contains(words, "Password of mail") {
		t.Errorf("the window says %q", words)
	}
}

// lostDesk is a service desk whose credentials are gone.
type lostDesk struct{ services.ServiceDesk }

func (lostDesk) Missing(context.Context) bool { return true }
func (lostDesk) State(context.Context) (domain.DeskState, error) {
	return domain.DeskState{Connected: true, Kind: domain.DeskAutotask, User: "api@example.com"},
		&domain.Error{Code: domain.CodeSecret, Message: "no keychain"}
}

func TestCredentialsOfTheServiceDeskAreAskedForAfterTheAccounts(t *testing.T) {
	d := newDesk(t, func(p *features.Params) { p.View.ServiceDesk = lostDesk{} })
	d.withoutKeychain()
	d.waits(mailbox(t, "mail", "right"))
	d.synced()
	if words := d.words(); !strings.Contains(words, "Password of mail") {
		t.Fatalf("the window says %q", words)
	}
	d.W.ClosePopup()
	d.synced()
	if words := d.words(); !strings.Contains(words, "Autotask") {
		t.Fatalf("then it says %q", words)
	}
	d.W.ClosePopup()
	d.synced()
	if d.W.Covered() {
		t.Errorf("it asks again: %q", d.words())
	}
}

func TestASignInThatIsMissingIsMadeAgainInTheBrowser(t *testing.T) {
	d, _ := newSignIn(t)
	a := d.Accounts.SignInAccount("reports@office.example", domain.OAuthMicrosoft, "run-checks")
	a.Name, a.Secret = "office", domain.SecretKeychain
	plain := mailbox(t, "mail", "right")
	d.waits(a, plain)
	d.OpenURL = func(page *url.URL) error {
		go func() { browse(page.String()) }()
		return nil
	}
	d.synced()
	d.TypeText("r")
	d.fill("right")
	d.Key(fyne.KeyReturn)
	if words := d.words(); !strings.Contains(words, "Sign in again: office") {
		t.Fatalf("after the password the window says %q", words)
	}
	d.Key(fyne.KeyReturn)
	if d.W.Covered() || d.W.Accounts.MissSecrets() {
		t.Errorf("the window says %q, %q", d.words(), d.W.RunChecks.Model.Toast().Text)
	}
}
