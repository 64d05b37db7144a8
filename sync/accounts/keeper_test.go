package accounts_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
	"runchecks/storage/secrets"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/accounts"
	"runchecks/sync/simulate"
	"runchecks/sync/source/sourcetest"
)

// room is an empty profile.
type room struct {
	store   *storage.DB
	secrets secrets.Memory
	keeper  *accounts.Keeper
}

func newRoom(t *testing.T) *room {
	t.Helper()
	r := &room{secrets: secrets.Memory{}}
	var err error
	if r.store, err = fresh.Open(context.Background(), t.TempDir()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.store.Close() })
	if r.keeper, err = accounts.New(accounts.Params{
		Kinds: sourcetest.Trials(), Store: r.store, Secrets: r.secrets, Clock: time.Now, Decisions: r.decider(t),
	}); err != nil {
		t.Fatal(err)
	}
	return r
}

// remove forgets the account.
func (r *room) remove(t *testing.T) {
	t.Helper()
	if _, _, err := r.decider(t).RemoveAccount(t.Context(), "mail", false); err != nil {
		t.Fatal(err)
	}
}

// decider decides as an administrator.
func (r *room) decider(t *testing.T) *review.Service {
	t.Helper()
	desk, err := review.New(review.Params{Store: r.store, Clock: time.Now, Actor: domain.Actor{Name: "kim", Role: domain.RoleAdmin}, Location: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	return desk
}

// mailbox is an account on a simulated server with two mails.
func mailbox(t *testing.T) domain.Account {
	t.Helper()
	at := time.Date(2026, 11, 22, 7, 0, 0, 0, time.UTC)
	server, err := simulate.StartIMAP(context.Background(), simulate.IMAPOptions{User: "reports", Password: "right", Mails: []simulate.Mail{{Received: at, Raw: []byte("Subject: a\r\n\r\na")}, {Received: at, Raw: []byte("Subject: b\r\n\r\nb")}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	host, port := server.Addr()
	return domain.Account{Name: "mail", Kind: domain.AccountIMAP, Host: host, Port: port, Security: domain.SecurityNone, User: "reports", Secret: domain.SecretKeychain}
}

func TestAMailboxIsTriedAndItsFoldersAreCounted(t *testing.T) {
	r, a := newRoom(t), mailbox(t)
	folders, err := r.keeper.Check(t.Context(), a, "right")
	if err != nil || len(folders) != 1 || folders[0] != (domain.FolderCount{Name: "INBOX", Mails: 2, Counted: true}) {
		t.Errorf("%+v, %v", folders, err)
	}
	if len(r.secrets) != 0 {
		t.Error("the trial kept the secret")
	}
	if _, err := r.keeper.Check(t.Context(), a, "wrong"); domain.CodeOf(err) != domain.CodeSignIn || strings.Contains(err.Error(), "wrong") {
		t.Errorf("a wrong password gives %v", err)
	}
	a.Port = 1
	if _, err := r.keeper.Check(t.Context(), a, "right"); domain.CodeOf(err) != domain.CodeNetwork {
		t.Errorf("a wrong port gives %v", err)
	}
}

func TestAnAccountOfCoveIsTriedOnce(t *testing.T) {
	r := newRoom(t)
	opt := simulate.CoveDemo(time.Now())
	server, err := simulate.StartCove(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	a := domain.Account{Name: "Cove", Kind: domain.AccountCove, Host: server.URL(), User: opt.User, Partner: opt.Partner, Secret: domain.SecretKeychain}
	if folders, err := r.keeper.Check(t.Context(), a, opt.Password); err != nil || len(folders) != 0 {
		t.Errorf("%v, %v", folders, err)
	}
	if _, err := r.keeper.Check(t.Context(), a, "another"); domain.CodeOf(err) != domain.CodeSignIn || strings.Contains(err.Error(), "another") {
		t.Errorf("a wrong token gives %v", err)
	}
}

func TestAnAccountIsAddedOnceAndItsSecretIsForgotten(t *testing.T) {
	r, a := newRoom(t), mailbox(t)
	if _, err := r.keeper.Add(t.Context(), a, "right"); err != nil || len(r.secrets) != 1 {
		t.Fatalf("%v, %d secrets", err, len(r.secrets))
	}
	if _, err := r.keeper.Add(t.Context(), a, "other"); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("the same name again gives %v", err)
	}
	if got, err := r.secrets.Get(t.Context(), a); got != "right" {
		t.Errorf("the secret is %q, %v", got, err)
	}
	if err := r.keeper.Forget(t.Context(), a); domain.CodeOf(err) != domain.CodeConflict || len(r.secrets) != 1 {
		t.Errorf("forgotten while it is there: %v, %d secrets", err, len(r.secrets))
	}
	r.remove(t)
	if err := r.keeper.Forget(t.Context(), a); err != nil || len(r.secrets) != 0 {
		t.Errorf("%v, %d secrets", err, len(r.secrets))
	}
}

func TestAnAccountKeepsTheNameThatItsSecretIsFoundBy(t *testing.T) {
	r, a := newRoom(t), mailbox(t)
	if _, err := r.keeper.Add(t.Context(), a, "right"); err != nil {
		t.Fatal(err)
	}
	a.Name = "MAIL"
	if a, err := r.keeper.Change(t.Context(), a, "newer"); err != nil || a.Name != "mail" || len(r.secrets) != 1 || r.secrets["mail"] != "newer" {
		t.Errorf("%q, %v, %d secrets", a.Name, err, len(r.secrets))
	}
}

// ailing marks an account as one whose last sync failed.
func (r *room) ailing(t *testing.T, code domain.Code, refused bool) {
	t.Helper()
	err := r.store.Write(t.Context(), func(tx domain.Tx) error {
		a, err := tx.AccountByName("mail")
		if err != nil {
			return err
		}
		return tx.SetHealth(a.ID, domain.Health{LastError: "no password", Code: code, Refused: refused})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (r *room) health(t *testing.T) (h domain.Health) {
	t.Helper()
	err := r.store.Read(t.Context(), func(q domain.Reader) error {
		a, err := q.AccountByName("mail")
		h = a.Health
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestAPasswordThatIsEnteredIsTriedAndKept(t *testing.T) {
	r, a := newRoom(t), mailbox(t)
	if err := r.keeper.Enter(t.Context(), "mail", "right"); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("for no account it gives %v", err)
	}
	if _, err := r.keeper.Add(t.Context(), a, "old"); err != nil {
		t.Fatal(err)
	}
	r.ailing(t, domain.CodeSecret, true)
	if err := r.keeper.Enter(t.Context(), "mail", "wrong"); domain.CodeOf(err) != domain.CodeSignIn || r.secrets["mail"] != "old" || r.health(t).Code != domain.CodeSecret {
		t.Errorf("a wrong one gives %v, and %q, %+v", err, r.secrets["mail"], r.health(t))
	}
	if err := r.keeper.Enter(t.Context(), "mail", "right"); err != nil || r.secrets["mail"] != "right" || r.health(t) != (domain.Health{}) {
		t.Errorf("%v, and %q, %+v", err, r.secrets["mail"], r.health(t))
	}
}

func TestAPasswordThatCannotBeTriedNowIsKeptForTheNextSync(t *testing.T) {
	r, a := newRoom(t), mailbox(t)
	a.Port = 1
	if _, err := r.keeper.Add(t.Context(), a, "old"); err != nil {
		t.Fatal(err)
	}
	r.ailing(t, domain.CodeSecret, false)
	if err := r.keeper.Enter(t.Context(), "mail", "right"); err != nil || r.secrets["mail"] != "right" || r.health(t).Code != domain.CodeNetwork {
		t.Errorf("%v, and %q, %+v", err, r.secrets["mail"], r.health(t))
	}
}

func TestAPasswordFromTheEnvironmentIsNotEntered(t *testing.T) {
	r, a := newRoom(t), mailbox(t)
	a.Secret = "env:X"
	if _, err := r.keeper.Add(t.Context(), a, ""); err != nil {
		t.Fatal(err)
	}
	if err := r.keeper.Enter(t.Context(), "mail", "right"); domain.CodeOf(err) != domain.CodeInvalid || len(r.secrets) != 0 {
		t.Errorf("%v, %d secrets", err, len(r.secrets))
	}
}

// noRing is a computer without a keychain.
type noRing struct{}

var errNoRing = errors.New("no keychain")

func (noRing) Get(string, string) (string, error) { return "", errNoRing }
func (noRing) Set(string, string, string) error   { return errNoRing }
func (noRing) Delete(string, string) error        { return errNoRing }

func TestWithoutAKeychainAnAccountIsAddedForThisSession(t *testing.T) {
	r, a := newRoom(t), mailbox(t)
	keychain, err := secrets.New(secrets.Params{Workspace: "/profile", Store: r.store, Ring: noRing{}})
	if err != nil {
		t.Fatal(err)
	}
	keeper, err := accounts.New(accounts.Params{
		Kinds: sourcetest.Trials(), Store: r.store, Secrets: keychain, Clock: time.Now, Decisions: r.decider(t),
	})
	if err != nil {
		t.Fatal(err)
	}
	if a, err = keeper.Add(t.Context(), a, "right"); err != nil {
		t.Fatal(err)
	}
	if why := keeper.SessionOnly(a); !errors.Is(why, errNoRing) {
		t.Errorf("the reason is %v", why)
	}
	if got, err := keychain.Get(t.Context(), a); got != "right" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	r.remove(t)
	if err := keeper.Forget(t.Context(), a); !errors.Is(err, errNoRing) {
		t.Error(err)
	}
	if _, err := keychain.Get(t.Context(), a); domain.CodeOf(err) != domain.CodeSecret {
		t.Errorf("after its removal there is %v", err)
	}
}

func TestWhatCannotBeAnAccountIsRefused(t *testing.T) {
	good := domain.Account{Name: "mail", Kind: domain.AccountIMAP, Host: "h", Port: 993, Security: domain.SecurityTLS, User: "u", Secret: "env:X"}
	for says, change := range map[string]func(*domain.Account){
		"another kind":   func(a *domain.Account) { a.Kind = "pop3" },
		"no name":        func(a *domain.Account) { a.Name = " " },
		"no server":      func(a *domain.Account) { a.Host = "" },
		"no user":        func(a *domain.Account) { a.User = "" },
		"an absurd port": func(a *domain.Account) { a.Port = 70000 },
		"no protection":  func(a *domain.Account) { a.Security = "" },
	} {
		r, a := newRoom(t), good
		change(&a)
		if _, err := r.keeper.Add(t.Context(), a, "x"); domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("%s gives %v", says, err)
		}
	}
	if _, err := newRoom(t).keeper.Add(t.Context(), good, ""); err != nil {
		t.Error(err)
	}
}

func TestTheSettingsOfAMailboxFollowFromItsAddress(t *testing.T) {
	for address, want := range map[string]struct {
		host, user string
		known      bool
	}{
		"reports@gmail.com":              {"imap.gmail.com", "reports@gmail.com", true},
		" Reports@GMX.de ":               {"imap.gmx.net", "Reports@GMX.de", true},
		"backup@kunde.onmicrosoft.com":   {"outlook.office365.com", "backup@kunde.onmicrosoft.com", true},
		"me@icloud.com":                  {"imap.mail.me.com", "me", true},
		"reports@nachtwacht.example":     {"imap.nachtwacht.example", "reports@nachtwacht.example", false},
		"reports@notgmail.com.example.":  {"imap.notgmail.com.example", "reports@notgmail.com.example.", false},
		"reports@evilgmail.com":          {"imap.evilgmail.com", "reports@evilgmail.com", false},
		"reports":                        {},
		"@gmail.com":                     {},
		"reports@localhost":              {},
		"a@b.example/../../c":            {},
		"reports@example.com:993":        {},
		"two words@two domains.example ": {},
	} {
		a, known := accounts.Guess(address)
		if a.Host != want.host || a.User != want.user || known != want.known || a.Host != "" && (a.Port != 993 || a.Security != domain.SecurityTLS) {
			t.Errorf("%q gives %+v, %v", address, a, known)
		}
	}
}

func TestOtherSettingsKeepThePasswordUnlessAnotherIsGiven(t *testing.T) {
	r, a := newRoom(t), mailbox(t)
	if _, err := r.keeper.Change(t.Context(), a, ""); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("changing what is not there gives %v", err)
	}
	if _, err := r.keeper.Add(t.Context(), a, "right"); err != nil {
		t.Fatal(err)
	}
	a.Folders = []string{"INBOX", "Reports"}
	if _, err := r.keeper.Change(t.Context(), a, ""); err != nil || r.secrets["mail"] != "right" {
		t.Errorf("%v, %q", err, r.secrets["mail"])
	}
	if folders, err := r.keeper.Folders(t.Context(), a); err != nil || len(folders) != 1 || folders[0].Mails != 2 {
		t.Errorf("the folders are %+v, %v", folders, err)
	}
	if _, err := r.keeper.Change(t.Context(), a, "newer"); err != nil || r.secrets["mail"] != "newer" {
		t.Errorf("%v, %q", err, r.secrets["mail"])
	}
	if _, err := r.keeper.Folders(t.Context(), a); domain.CodeOf(err) != domain.CodeSignIn {
		t.Errorf("a wrong password gives %v", err)
	}
}

func TestAMailboxOnAnotherServerIsFetchedFromTheBeginning(t *testing.T) {
	r, a := newRoom(t), mailbox(t)
	a, err := r.keeper.Add(t.Context(), a, "right")
	if err != nil {
		t.Fatal(err)
	}
	known := func() bool {
		err := r.store.Read(t.Context(), func(q domain.Reader) error {
			_, err := q.Folder(a.ID, "INBOX")
			return err
		})
		return err == nil
	}
	err = r.store.Write(t.Context(), func(tx domain.Tx) error {
		return tx.PutFolder(domain.Folder{Account: a.ID, Name: "INBOX", UIDValidity: 1, LastUID: 9})
	})
	if err != nil {
		t.Fatal(err)
	}
	a.Port++
	if _, err := r.keeper.Change(t.Context(), a, "right"); err != nil || !known() {
		t.Errorf("%v; another port, and the folder is fetched again", err)
	}
	a.User = "others"
	if _, err := r.keeper.Change(t.Context(), a, "right"); err != nil || known() {
		t.Errorf("%v; another user, and the folder is not fetched again", err)
	}
}

func TestAFolderWhoseStateCannotBeReadCostsNoOther(t *testing.T) {
	at := time.Date(2026, 11, 22, 7, 0, 0, 0, time.UTC)
	mail := func(folder string) simulate.Mail {
		return simulate.Mail{Folder: folder, Received: at, Raw: []byte("Subject: a\r\n\r\na")}
	}
	server, err := simulate.StartOddIMAP(t.Context(), simulate.OddIMAPOptions{
		Odd: simulate.OddStatus, Mails: []simulate.Mail{mail("INBOX"), mail("Backup reports"), mail("Archive")},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	host, port := server.Addr()
	r := newRoom(t)
	folders, err := r.keeper.Check(t.Context(), domain.Account{
		Name: "mail", Kind: domain.AccountIMAP, Host: host, Port: port, Security: domain.SecurityNone, User: "reports",
	}, "right")
	if err != nil {
		t.Fatal(err)
	}
	counted := map[string]bool{}
	for _, f := range folders {
		counted[f.Name] = f.Counted
	}
	if !counted["INBOX"] || !counted["Archive"] || len(counted) != 3 || counted["Backup reports"] {
		t.Errorf("the folders are %+v", folders)
	}
}
