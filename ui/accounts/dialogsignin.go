package accounts

import (
	"context"
	"net/url"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/form"
	"runchecks/ui/words"
)

// signInWays are the providers, and the ways to sign in there, in the order of the choice.
var signInWays = []struct {
	provider string
	code     bool
	app      bool // the application signs in, nobody else
}{
	{domain.OAuthMicrosoft, false, false},
	{domain.OAuthMicrosoft, true, false},
	{domain.OAuthGoogle, false, false},
	{domain.OAuthMicrosoft, false, true},
}

// signInChoices words signInWays.
func signInChoices() []string {
	return []string{words.T("accounts.microsoft_browser"), words.T("accounts.microsoft_code"), words.T("accounts.google_browser"),
		words.T("accounts.microsoft_app")}
}

// signInDraft is what was typed so far.
type signInDraft struct {
	way                                     int
	address, clientID, tenant, clientSecret string
	found                                   string // why this form, "" where it was asked for
}

// addSignIn asks for a mailbox that signs in with OAuth2, lets the person sign in, and
// asks which folders hold reports.
func (x *Feature) addSignIn() { x.signInForm(signInDraft{}, "") }

// signInForm is the first step; failed says why the last sign-in did not succeed.
func (x *Feature) signInForm(d signInDraft, failed string) {
	f := form.New(words.T("accounts.oauth_title"), words.T("accounts.sign_in"))
	f.Note = words.T("accounts.oauth_note")
	f.Size = fyne.NewSize(700, 0)
	address := f.Text(words.T("accounts.address"), d.address, words.T("accounts.oauth_address_hint"))
	_, way := f.Choice(words.T("accounts.sign_in_at"), signInChoices(), d.way)
	clientID := f.Text(words.T("accounts.client_id"), d.clientID, words.T("accounts.client_id_hint"))
	tenant := f.Text(words.T("accounts.tenant"), d.tenant, words.T("accounts.tenant_hint"))
	clientSecret := f.Secret(words.T("accounts.client_secret"), words.T("accounts.client_secret_for"))
	clientSecret.SetText(d.clientSecret)
	if d.found != "" {
		f.Extra = form.Wrapped(d.found)
	}
	f.Changed = func() {
		google, app := signInWays[way()].provider == domain.OAuthGoogle, signInWays[way()].app
		form.Enable(tenant, !google)
		form.Enable(clientSecret, google || app)
		switch {
		case strings.TrimSpace(address.Text) == "":
			f.Say(words.T("accounts.address_type"), true)
		case strings.TrimSpace(clientID.Text) == "":
			f.Say(words.T("accounts.client_id_missing"), true)
		case app && strings.TrimSpace(tenant.Text) == "":
			f.Say(words.T("accounts.tenant_missing"), true)
		case app && strings.TrimSpace(clientSecret.Text) == "":
			f.Say(words.T("accounts.app_secret_missing"), true)
		default:
			f.Say(failed, false)
		}
	}
	f.Done = func() bool {
		d = signInDraft{
			way(),
			strings.TrimSpace(address.Text),
			strings.TrimSpace(clientID.Text),
			strings.TrimSpace(tenant.Text),
			strings.TrimSpace(clientSecret.Text),
			d.found,
		}
		x.signIn(d) // its window takes the place of this one
		return false
	}
	x.host.Ask(f)
}

// signIn signs the person in and goes on with the folders.
func (x *Feature) signIn(d signInDraft) {
	way := signInWays[d.way]
	a := x.p.Accounts.SignInAccount(d.address, way.provider, d.clientID)
	secret := ""
	if way.app {
		a.OAuth.Tenant, a.OAuth.App = d.tenant, true
		x.signInApp(a, d)
		return
	}
	if way.provider == domain.OAuthMicrosoft {
		a.OAuth.Tenant = d.tenant
	} else {
		secret = d.clientSecret
	}
	x.waitForSignIn(a, secret, way.code, func(kept string, folders []domain.FolderCount) {
		x.foldersForm(mailboxDraft{account: a, secret: kept}, folders)
	}, func(err error) { x.signInForm(d, words.ErrorLine(err)) })
}

// signInApp tries what the application proves itself by, and goes on with the folders.
func (x *Feature) signInApp(a domain.Account, d signInDraft) {
	x.host.Background().Go(func(ctx context.Context) func() {
		folders, err := x.p.Accounts.Check(ctx, a, d.clientSecret)
		return func() {
			if err != nil {
				x.signInForm(d, words.ErrorLine(err))
				return
			}
			x.foldersForm(mailboxDraft{account: a, secret: d.clientSecret}, folders)
		}
	})
}

// signInWaits shows what is to be done, and lets a part of it be copied.
func (x *Feature) signInWaits(text, copied string, stop func()) {
	f := form.New(words.T("accounts.waiting_title"), words.T("accounts.copy"))
	f.Note = text
	f.Done = func() bool {
		x.host.CopyText(copied)
		x.host.Say(words.Toast{Text: words.T("accounts.copied")})
		return false
	}
	if x.waits != nil {
		x.waits.Closed = nil // it gives way to this one
	}
	x.waits, f.Closed = f, stop
	x.host.Ask(f)
}

// waitForSignIn shows what is to be done until the person signed in, in the browser or
// with a code. Nothing is called after the window was closed.
func (x *Feature) waitForSignIn(
	a domain.Account,
	clientSecret string,
	code bool,
	good func(kept string, folders []domain.FolderCount),
	bad func(error),
) {
	wait, stop := context.WithCancel(context.Background())
	asked := func(text, copied string) { x.signInWaits(text, copied, stop) }
	asked(words.T("accounts.browser_opens"), "")
	var open func(context.Context, string) error
	if !code {
		open = func(_ context.Context, address string) error {
			page, err := url.Parse(address)
			if err != nil {
				return err
			}
			x.host.Background().Show(func() {
				if wait.Err() == nil {
					asked(
						words.T("accounts.browser_opened"),
						address,
					)
				}
			})
			return x.host.OpenURL(page)
		}
	}
	show := func(code, address string, until time.Time) {
		x.host.Background().Show(func() {
			if wait.Err() == nil {
				asked(
					words.T("accounts.enter_code",
						"code", code, "address", address, "time", words.Clock(until.In(x.host.Location()))),
					code,
				)
			}
		})
	}
	x.host.Background().Go(func(ctx context.Context) func() {
		ctx, end := context.WithCancel(ctx)
		defer end()
		defer context.AfterFunc(wait, end)()
		kept, folders, err := x.p.Accounts.SignIn(ctx, a, clientSecret, open, show)
		return func() {
			given := wait.Err() != nil
			switch {
			case given:
			case err != nil:
				bad(err)
			default:
				good(kept, folders)
			}
		}
	})
}
