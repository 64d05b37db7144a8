package accounts_test

import (
	"net"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/sync/accounts"
	"runchecks/sync/source/sourcetest"
)

// stranger is a server that counts who comes.
func stranger(t *testing.T) (host string, port int, came *atomic.Int32) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	came = &atomic.Int32{}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			came.Add(1)
			_ = c.Close()
		}
	}()
	t.Cleanup(func() { _ = l.Close() })
	at := l.Addr().(*net.TCPAddr)
	return at.IP.String(), at.Port, came
}

func TestTheSecretThatIsKeptIsNeverSentToAnotherServer(t *testing.T) {
	r, a := newRoom(t), mailbox(t)
	a.Security = domain.SecurityNone
	if _, err := r.keeper.Add(t.Context(), a, "right"); err != nil {
		t.Fatal(err)
	}
	host, port, came := stranger(t)
	before := r.account(t)
	for says, change := range map[string]func(*domain.Account){
		"another server": func(a *domain.Account) { a.Host, a.Port = host, port },
		"another port":   func(a *domain.Account) { a.Port = port },
		"another user":   func(a *domain.Account) { a.User = "other" },
		"a sign-in there": func(a *domain.Account) {
			a.OAuth = &domain.OAuth{Provider: domain.OAuthOther, ClientID: "c", AuthorizeURL: "http://" + host, TokenURL: "http://" + host}
		},
		"the kind":           func(a *domain.Account) { a.Kind, a.Host = domain.AccountCove, "http://"+net.JoinHostPort(host, "1") },
		"another where from": func(a *domain.Account) { a.Secret = "env:HOME" },
	} {
		b := a
		change(&b)
		if _, err := r.keeper.Folders(t.Context(), b); domain.CodeOf(err) != domain.CodeSecret {
			t.Errorf("%s, looked into: %v", says, err)
		}
		if says == "another where from" {
			continue // what comes from the environment is not kept here
		}
		if _, err := r.keeper.Change(t.Context(), b, ""); domain.CodeOf(err) != domain.CodeSecret || !strings.Contains(err.Error(), "is kept is not shown") {
			t.Errorf("%s, changed: %v", says, err)
		}
		if got := r.account(t); got.Host != before.Host || got.Port != before.Port || got.User != before.User || got.Kind != before.Kind {
			t.Errorf("%s: the account is now %+v", says, got)
		}
	}
	if came.Load() != 0 {
		t.Errorf("%d connections to the stranger", came.Load())
	}
	if _, err := r.keeper.Folders(t.Context(), domain.Account{Name: "nobody", Kind: domain.AccountIMAP}); domain.CodeOf(err) != domain.CodeNotFound {
		t.Error(err)
	}
	b := a
	b.Host, b.Port = host, port
	if _, err := r.keeper.Change(t.Context(), b, "another"); err != nil || r.secrets["mail"] != "another" {
		t.Errorf("with a password of its own: %v, %q", err, r.secrets["mail"])
	}
	// From the environment back to the keychain there is none to go on with.
	b.Secret = "env:X"
	if _, err := r.keeper.Change(t.Context(), b, ""); err != nil || len(r.secrets) != 0 {
		t.Errorf("%v; %d secrets that nobody needs", err, len(r.secrets))
	}
	b.Secret = domain.SecretKeychain
	if _, err := r.keeper.Change(t.Context(), b, ""); domain.CodeOf(err) != domain.CodeSecret {
		t.Error(err)
	}
}

func (r *room) account(t *testing.T) (a domain.Account) {
	t.Helper()
	err := r.store.Read(t.Context(), func(q domain.Reader) (err error) {
		a, err = q.AccountByName("mail")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestLessProtectionAsksForTheSecretAndMoreDoesNot(t *testing.T) {
	r := newRoom(t)
	a := domain.Account{Name: "mail", Kind: domain.AccountIMAP, Host: "h.example", Port: 143, Security: domain.SecurityStartTLS, User: "u", Secret: domain.SecretKeychain}
	if _, err := r.keeper.Add(t.Context(), a, "right"); err != nil {
		t.Fatal(err)
	}
	a.Security = domain.SecurityNone
	if _, err := r.keeper.Change(t.Context(), a, ""); domain.CodeOf(err) != domain.CodeSecret || !strings.Contains(err.Error(), "protection") {
		t.Error(err)
	}
	a.Security = domain.SecurityTLS
	if _, err := r.keeper.Change(t.Context(), a, ""); err != nil {
		t.Error(err)
	}
}

// Every change of an account stands in the journal with what it changed, and no secret
// does.
func TestWhatChangesAnAccountStandsInTheJournalWithoutSecrets(t *testing.T) {
	r, a := newRoom(t), mailbox(t)
	if _, err := r.keeper.Add(t.Context(), a, "right"); err != nil {
		t.Fatal(err)
	}
	a.Folders, a.MoveTo = []string{"INBOX", "Reports"}, "Done"
	if _, err := r.keeper.Change(t.Context(), a, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := r.keeper.Change(t.Context(), a, ""); err != nil {
		t.Fatal("the same again:", err)
	}
	if err := r.keeper.Enter(t.Context(), "mail", "right"); err != nil {
		t.Fatal(err)
	}
	a.User = "other"
	if _, err := r.keeper.Change(t.Context(), a, "tight"); err != nil {
		t.Fatal(err)
	}
	list, err := r.decider(t).Journal(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	var summaries []string
	for _, d := range list {
		summaries = append(summaries, review.Words(d, time.UTC))
		for _, secret := range []string{"right", "tight"} {
			if strings.Contains(string(d.Payload)+review.Words(d, time.UTC), secret) {
				t.Errorf("a secret stands in %s %s", review.Words(d, time.UTC), d.Payload)
			}
		}
	}
	slices.Reverse(summaries)
	want := []string{"account mail added: reports at " + a.Host, "account mail changed: folders, moves reports to", "password of account mail entered", "account mail changed: user, password given"}
	if !slices.Equal(summaries, want) {
		t.Errorf("the journal says %q, want %q", summaries, want)
	}
	if p := string(list[0].Payload); !strings.Contains(p, `"From":"reports","To":"other"`) {
		t.Errorf("the last entry holds %s", p)
	}
}

// An account that a role may not change stays as it is, with its secret.
func TestARoleThatMayNotChangesNoAccount(t *testing.T) {
	for _, role := range []domain.Role{domain.RoleOperator, domain.RoleViewer} {
		r, a := newRoom(t), mailbox(t)
		if _, err := r.keeper.Add(t.Context(), a, "right"); err != nil {
			t.Fatal(err)
		}
		before := r.account(t)
		desk, err := review.New(review.Params{Store: r.store, Clock: time.Now, Actor: domain.Actor{Name: "sam", Role: role}, Location: time.UTC})
		if err != nil {
			t.Fatal(err)
		}
		keeper, err := accounts.New(accounts.Params{
			Kinds: sourcetest.Trials(), Store: r.store, Secrets: r.secrets, Clock: time.Now, Decisions: desk,
		})
		if err != nil {
			t.Fatal(err)
		}
		b := a
		b.Host = "evil.example"
		other := a
		other.Name = "other"
		for says, call := range map[string]func() error{
			"add":            func() error { _, err := keeper.Add(t.Context(), other, "x"); return err },
			"add again":      func() error { _, err := keeper.Add(t.Context(), a, "x"); return err },
			"may add":        func() error { return keeper.MayAdd(t.Context(), "other") },
			"change":         func() error { _, err := keeper.Change(t.Context(), b, "x"); return err },
			"change nothing": func() error { _, err := keeper.Change(t.Context(), a, ""); return err },
			"secret":         func() error { return keeper.Enter(t.Context(), "mail", "right") },
			"forget":         func() error { return keeper.Forget(t.Context(), a) },
			"pause":          func() error { _, err := desk.PauseAccount(t.Context(), "mail", true); return err },
			"remove":         func() error { _, _, err := desk.RemoveAccount(t.Context(), "mail", true); return err },
		} {
			if err := call(); domain.CodeOf(err) != domain.CodePermission {
				t.Errorf("%s as %s: %v", says, role, err)
			}
		}
		if after := r.account(t); after.Host != before.Host || len(r.secrets) != 1 || r.secrets["mail"] != "right" {
			t.Errorf("as %s: %+v, %v", role, after, r.secrets)
		}
		// The password that it waits for may be given by whoever reviews.
		r.ailing(t, domain.CodeSecret, false)
		if err := keeper.Enter(t.Context(), "mail", "right"); (err == nil) != (role == domain.RoleOperator) {
			t.Errorf("as %s: %v", role, err)
		}
	}
}
