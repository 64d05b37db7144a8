package accounts_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/sync/accounts"
	"runchecks/sync/simulate"
)

// browse opens a page as a browser does whose person agrees at once.
func browse(address string) {
	if answer, err := http.Get(address); err == nil {
		_ = answer.Body.Close()
	}
}

// toSimulator is a keeper whose accounts sign in and are read at simulated servers.
type toSimulator struct {
	*accounts.Keeper
	auth *simulate.OAuthServer
	host string
	port int
}

func (k toSimulator) SignInAccount(address, provider, clientID string) domain.Account {
	a := k.Keeper.SignInAccount(address, provider, clientID)
	a.Host, a.Port, a.Security = k.host, k.port, domain.SecurityNone
	a.OAuth.AuthorizeURL, a.OAuth.TokenURL, a.OAuth.DeviceURL = k.auth.AuthorizeURL(), k.auth.TokenURL(), k.auth.DeviceURL()
	return a
}

func newSignIn(t *testing.T) (*desk, *simulate.OAuthServer) {
	t.Helper()
	ctx := context.Background()
	auth, err := simulate.StartOAuth(ctx, simulate.OAuthOptions{ClientID: "run-checks", User: "reports@office.example"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = auth.Close() })
	server, err := simulate.StartIMAP(
		ctx,
		simulate.IMAPOptions{
			User:   "reports@office.example",
			Bearer: auth.Opens,
			Mails:  []simulate.Mail{{Received: storagetest.Now, Raw: []byte("Subject: a\r\n\r\na")}},
		},
	)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	d := newDesk(t)
	host, port := server.Addr()
	d.Accounts.Accounts = toSimulator{d.Accounts.Accounts.(*accounts.Keeper), auth, host, port}
	return d, auth
}

func TestAMailboxIsAddedBySigningInInTheBrowser(t *testing.T) {
	d, _ := newSignIn(t)
	browsed := 0
	d.OpenURL = func(page *url.URL) error {
		browsed++
		go func() { browse(page.String()) }()
		return nil
	}
	d.Do("accounts.add-sign-in")
	d.TypeText("r")
	d.fill("reports@office.example", "", "run-checks")
	d.Key(fyne.KeyReturn)
	if browsed != 1 {
		t.Fatalf("%d pages were opened", browsed)
	}
	d.Key(fyne.KeyReturn) // the folders
	list := d.accounts()
	if len(list) != 1 || list[0].OAuth == nil || list[0].OAuth.ClientID != "run-checks" || list[0].User != "reports@office.example" {
		t.Errorf("%+v, the window says %q", list, d.W.RunChecks.Model.Toast().Text)
	}
}

func TestASignInThatIsDeniedSaysSoAndKeepsWhatWasTyped(t *testing.T) {
	d, auth := newSignIn(t)
	auth.Deny()
	d.OpenURL = func(page *url.URL) error {
		go func() { browse(page.String()) }()
		return nil
	}
	d.W.Accounts.SignInForm("reports@office.example", "run-checks")
	d.Key(fyne.KeyReturn)
	if !d.W.Covered() || len(d.accounts()) != 0 {
		t.Fatalf("%+v", d.accounts())
	}
	d.Key(fyne.KeyReturn) // the same once more, without typing
	if !d.W.Covered() {
		t.Error("what was typed is gone")
	}
}
