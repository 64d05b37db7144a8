package mailbox_test

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
	"runchecks/storage/secrets"
	"runchecks/sync/accounts"
	"runchecks/sync/engine"
	"runchecks/sync/readers"
	"runchecks/sync/simulate"
	"runchecks/sync/source/sourcetest"
)

// office is a mailbox that takes tokens only, with the server that gives them.
type office struct {
	*testing.T
	auth    *simulate.OAuthServer
	folder  string
	store   *storage.DB
	secrets secrets.Memory
	keeper  *accounts.Keeper
	engine  *engine.Engine
	account domain.Account
}

func newOffice(t *testing.T) *office {
	t.Helper()
	ctx := context.Background()
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	o := &office{T: t, folder: t.TempDir(), secrets: secrets.Memory{}}
	var err error
	o.auth, err = simulate.StartOAuth(ctx, simulate.OAuthOptions{ClientID: "run-checks", User: "reports@office.example", Interval: time.Second, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.auth.Close() })
	server, err := simulate.StartIMAP(ctx, simulate.IMAPOptions{User: "reports@office.example", Bearer: o.auth.Opens, Mails: []simulate.Mail{{Received: now, Raw: []byte("Subject: hello\r\n\r\nnothing\r\n")}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	if o.store, err = storage.Open(ctx, o.folder); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.store.Close() })
	desk, err := review.New(review.Params{Store: o.store, Clock: o.auth.Now, Actor: domain.Actor{Name: "kim", Role: domain.RoleAdmin}, Location: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	if o.keeper, err = accounts.New(accounts.Params{
		Kinds: sourcetest.Trials(), Store: o.store, Secrets: o.secrets, Clock: o.auth.Now, Decisions: desk,
	}); err != nil {
		t.Fatal(err)
	}
	o.engine, err = newEngine(parts{Store: o.store, Secrets: o.secrets, Readers: readers.Default, Clock: o.auth.Now, Location: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.engine.Close(context.Background()) })
	host, port := server.Addr()
	o.account = domain.Account{
		Name: "office", Kind: domain.AccountIMAP, Host: host, Port: port, Security: domain.SecurityNone, User: "reports@office.example", Secret: domain.SecretKeychain,
		OAuth: &domain.OAuth{Provider: domain.OAuthMicrosoft, ClientID: "run-checks", AuthorizeURL: o.auth.AuthorizeURL(), TokenURL: o.auth.TokenURL(), DeviceURL: o.auth.DeviceURL()},
	}
	return o
}

// browser is one in which the person agrees at once.
func (o *office) browser(_ context.Context, address string) error {
	go func() {
		answer, err := http.Get(address)
		if err == nil {
			_ = answer.Body.Close()
		}
	}()
	return nil
}

func (o *office) signIn() {
	o.Helper()
	secret, folders, err := o.keeper.SignIn(o.Context(), o.account, "", o.browser, nil)
	if err != nil || len(folders) != 1 || folders[0].Mails != 1 {
		o.Fatalf("%+v, %v", folders, err)
	}
	_, err = o.keeper.Add(o.Context(), o.account, secret)
	if domain.CodeOf(err) == domain.CodeConflict { // once more: as a person does in the window
		err = o.keeper.Enter(o.Context(), o.account.Name, secret)
	}
	if err != nil {
		o.Fatal(err)
	}
}

func TestAMailboxIsSyncedWithATokenThatIsTurnedOverAndKept(t *testing.T) {
	o := newOffice(t)
	o.signIn()
	first := o.secrets["office"]
	if err := o.engine.Sync(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	o.auth.Advance(2 * time.Hour)
	if err := o.engine.Sync(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	if o.secrets["office"] == first {
		t.Error("the new refresh token was not kept")
	}
	// A restart goes on with what was kept.
	o.engine.Close(t.Context())
	o.auth.Advance(2 * time.Hour)
	if err := o.engine.Sync(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
}

func TestARevokedSignInAsksAgainAndANewOneIsTakenAtOnce(t *testing.T) {
	o := newOffice(t)
	o.signIn()
	o.auth.Revoke()
	o.auth.ExpireAccess()
	if err := o.engine.Sync(t.Context(), ""); domain.CodeOf(err) != domain.CodeSignIn || !strings.Contains(err.Error(), "Sign in again") {
		t.Fatalf("a revoked sign-in gives %v", err)
	}
	o.signIn()
	if err := o.engine.Sync(t.Context(), ""); err != nil {
		t.Error(err)
	}
}

func TestSigningInWithACodeShowsWhereToEnterIt(t *testing.T) {
	o := newOffice(t)
	shown := ""
	secret, _, err := o.keeper.SignIn(t.Context(), o.account, "", nil, func(code, address string, until time.Time) {
		shown = address
		if until.IsZero() || !o.auth.Approve(code) {
			t.Error("the code is not one of the server")
		}
	})
	if err != nil || shown == "" || secret == "" {
		t.Errorf("shown at %q, %v", shown, err)
	}
}

func TestNoTokenIsInAFileOfTheProfile(t *testing.T) {
	o := newOffice(t)
	o.signIn()
	if err := o.engine.Sync(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	o.auth.Advance(2 * time.Hour)
	if err := o.engine.Sync(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	if err := o.store.Close(); err != nil {
		t.Fatal(err)
	}
	issued := o.auth.Secrets()
	files, err := filepath.Glob(filepath.Join(o.folder, "*"))
	if err != nil || len(files) == 0 || len(issued) < 3 {
		t.Fatalf("%d files, %d secrets, %v", len(files), len(issued), err)
	}
	for _, f := range files {
		content, err := os.ReadFile(f)
		for _, secret := range issued {
			if err != nil || bytes.Contains(content, []byte(secret)) {
				t.Errorf("%s holds a secret, %v", filepath.Base(f), err)
			}
		}
	}
}

func TestAnAccountWithoutItsSecretWaitsForItAndForNothingElse(t *testing.T) {
	o := newOffice(t)
	o.signIn()
	kept := o.secrets["office"]
	delete(o.secrets, "office")
	code := func() domain.Code {
		var a domain.Account
		if err := o.store.Read(t.Context(), func(q domain.Reader) (err error) {
			a, err = q.AccountByName("office")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return a.Health.Code
	}
	if err := o.engine.Sync(t.Context(), ""); domain.CodeOf(err) != domain.CodeSecret || code() != domain.CodeSecret {
		t.Errorf("without it: %v, recorded as %q", err, code())
	}
	o.secrets["office"] = kept
	if err := o.engine.Sync(t.Context(), ""); err != nil || code() != "" {
		t.Errorf("with it: %v, recorded as %q", err, code())
	}
}
