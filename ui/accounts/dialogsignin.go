package accounts

import (
	"context"
	"fmt"
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
	words, provider string
	code            bool
}{
	{"Microsoft 365, in the browser", domain.OAuthMicrosoft, false},
	{"Microsoft 365, with a code on another device", domain.OAuthMicrosoft, true},
	{"Google, in the browser", domain.OAuthGoogle, false},
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
	f := form.New("Add a mailbox of Microsoft 365 or Google", "Sign in")
	f.Note = "An administrator registers Run Checks once at the provider: see docs/oauth.md for each step.\n" +
		"Nothing in the mailbox is changed: messages stay unread and where they are."
	f.Size = fyne.NewSize(700, 0)
	words := make([]string, len(signInWays))
	for i, way := range signInWays {
		words[i] = way.words
	}
	address := f.Text("Address", d.address, "of the mailbox, also of a shared one")
	_, way := f.Choice("Sign in at", words, d.way)
	clientID := f.Text("Client id", d.clientID, "Application (client) ID, from the registration")
	tenant := f.Text("Tenant", d.tenant, "only Microsoft: Directory (tenant) ID; empty for any organization")
	clientSecret := f.Secret("Client secret", "only Google")
	clientSecret.SetText(d.clientSecret)
	if d.found != "" {
		f.Extra = form.Wrapped(d.found)
	}
	f.Changed = func() {
		google := signInWays[way()].provider == domain.OAuthGoogle
		form.Enable(tenant, !google)
		form.Enable(clientSecret, google)
		switch {
		case strings.TrimSpace(address.Text) == "":
			f.Say("Type the address that reports are sent to.", true)
		case strings.TrimSpace(clientID.Text) == "":
			f.Say("The client id is missing: it comes from the registration at the provider.", true)
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
	if way.provider == domain.OAuthMicrosoft {
		a.OAuth.Tenant = d.tenant
	} else {
		secret = d.clientSecret
	}
	x.waitForSignIn(a, secret, way.code, func(kept string, folders []domain.FolderCount) {
		x.foldersForm(mailboxDraft{account: a, secret: kept}, folders)
	}, func(err error) { x.signInForm(d, words.ErrorLine(err)) })
}

// signInWaits shows what is to be done, and lets a part of it be copied.
func (x *Feature) signInWaits(text, copied string, stop func()) {
	f := form.New("Waiting for the sign-in", "Copy")
	f.Note = text
	f.Done = func() bool {
		x.host.CopyText(copied)
		x.host.Say(words.Toast{Text: "Copied."})
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
	asked("The page of the provider opens in the browser: sign in there.\nThis window closes by itself; closing it ends the sign-in.", "")
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
						"The page of the provider opens in the browser: sign in there. If none opens, copy its address into one.\n"+
							"This window closes by itself; closing it ends the sign-in.",
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
					fmt.Sprintf(
						"Enter the code  %s  at  %s  until %s.\nThis window closes by itself; closing it ends the sign-in.",
						code,
						address,
						until.In(x.host.Location()).Format("15:04"),
					),
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
