package accounts

import (
	"testing"

	"runchecks/domain"
	"runchecks/ui/words"
)

// changing is the draft of an account that is there already.
func changing(a domain.Account) mailboxDraft { return mailboxDraft{account: a, kept: a, editing: true} }

func TestWhatIsTypedIsHeldAgainstWhatAnAccountNeeds(t *testing.T) {
	mailbox := domain.Account{Kind: domain.AccountIMAP, Name: "kim@example.com", Secret: domain.SecretKeychain}
	kept := mailbox
	kept.Host, kept.User, kept.Port, kept.Security = "mail.example", "kim", 993, domain.SecurityTLS
	signIn := kept
	signIn.OAuth = &domain.OAuth{Provider: domain.OAuthGoogle}
	good := fields{Host: "mail.example", Port: "993", User: "kim", Secret: "s", Security: domain.SecurityTLS}
	change := func(f func(*fields)) fields {
		out := good
		f(&out)
		return out
	}
	made := mailboxDraft{account: newCove()}
	coveKept := newCove()
	coveKept.User = "u"
	cove := fields{Name: "Cove", Host: domain.CoveAddress, User: "kim", Secret: "s"}
	for name, c := range map[string]struct {
		draft mailboxDraft
		typed fields
		want  string
	}{
		"all of it":               {mailboxDraft{account: mailbox}, good, ""},
		"no server":               {mailboxDraft{account: mailbox}, change(func(f *fields) { f.Host = " " }), "accounts.server_missing"},
		"no user":                 {mailboxDraft{account: mailbox}, change(func(f *fields) { f.User = "" }), "accounts.user_missing"},
		"a port with letters":     {mailboxDraft{account: mailbox}, change(func(f *fields) { f.Port = "imap" }), "accounts.port_wrong"},
		"port 0":                  {mailboxDraft{account: mailbox}, change(func(f *fields) { f.Port = "0" }), "accounts.port_wrong"},
		"port 65536":              {mailboxDraft{account: mailbox}, change(func(f *fields) { f.Port = "65536" }), "accounts.port_wrong"},
		"no password":             {mailboxDraft{account: mailbox}, change(func(f *fields) { f.Secret = "" }), "accounts.password_missing"},
		"the kept password":       {changing(kept), change(func(f *fields) { f.Secret = "" }), ""},
		"signed in already":       {changing(signIn), change(func(f *fields) { f.Secret = "" }), ""},
		"Cove, all of it":         {mailboxDraft{account: newCove()}, cove, ""},
		"Cove without a name":     {mailboxDraft{account: newCove()}, fields{Host: "h", User: "u", Secret: "s"}, "accounts.cove_missing"},
		"Cove without a token":    {made, fields{Name: "n", Host: "h", User: "u"}, "accounts.cove_token_missing"},
		"Cove, kept, without one": {changing(coveKept), fields{Host: domain.CoveAddress, User: "u"}, ""},
	} {
		want := ""
		if c.want != "" {
			want = words.T(c.want)
		}
		if got := c.draft.fault(c.typed); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestAKeptSecretIsNotShownToAnotherServer(t *testing.T) {
	kept := domain.Account{
		Kind: domain.AccountIMAP, Name: "kim@example.com", Host: "mail.example", User: "kim", Port: 993,
		Security: domain.SecurityTLS, Secret: domain.SecretKeychain,
	}
	signIn := kept
	signIn.OAuth = &domain.OAuth{Provider: domain.OAuthGoogle}
	for _, of := range []domain.Account{kept, signIn} {
		d := mailboxDraft{account: of, kept: of, editing: true}
		typed := fields{Host: "evil.example", Port: "993", User: "kim", Security: domain.SecurityTLS}
		if d.fault(typed) == "" {
			t.Errorf("with OAuth %v: another server gets the secret", of.OAuth != nil)
		}
		typed.Host = "mail.example"
		if got := d.fault(typed); got != "" {
			t.Errorf("with OAuth %v: the same server: %q", of.OAuth != nil, got)
		}
		typed.Security = domain.SecurityNone
		if d.fault(typed) == "" {
			t.Errorf("with OAuth %v: the secret goes out unprotected", of.OAuth != nil)
		}
	}
}

func TestAFolderThatIsGoneIsShownAndStaysChosen(t *testing.T) {
	a := domain.Account{Folders: []string{"Reports", "Old"}, MoveTo: "Old"}
	c := chooseFolders(a, []domain.FolderCount{{Name: "INBOX", Mails: 3}, {Name: "Reports", Mails: 4}})
	if len(c.folders) != 3 || !c.folders[2].Gone || c.folders[2].Name != "Old" {
		t.Fatalf("the folders are %+v", c.folders)
	}
	if _, at := c.moves(a); at != 3 {
		t.Errorf("reports go to choice %d", at)
	}
	got, _, stop := c.chosen(a, []bool{false, true, true}, 0)
	if stop || len(got.Folders) != 2 || got.MoveTo != "" {
		t.Errorf("%+v, refused: %v", got, stop)
	}
	if _, _, stop = c.chosen(a, make([]bool, 3), 0); !stop {
		t.Error("an account without folders is kept")
	}
}
