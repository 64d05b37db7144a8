package vm

import (
	"context"
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
)

// Accounts adds and changes the places that reports are fetched from.
type Accounts interface {
	// Guess returns the likely settings of the mailbox of an address; known is true where
	// they are those of a provider.
	Guess(address string) (a domain.Account, known bool)
	// Find looks for the settings of the mailbox of an address in the network; with
	// further also where somebody learns its domain. What is not found is a guess.
	Find(ctx context.Context, address string, further bool) (domain.FoundMailbox, error)
	// Check signs in and lists the folders of a mailbox. It keeps nothing.
	Check(ctx context.Context, a domain.Account, secret string) ([]domain.FolderCount, error)
	// SignIn signs a person in with OAuth2, in the browser by open or, where that is nil,
	// with a code that show shows. It waits for the person; secret is what to keep.
	SignIn(ctx context.Context, a domain.Account, clientSecret string, open func(ctx context.Context, address string) error, show func(code, address string, until time.Time)) (secret string, folders []domain.FolderCount, err error)
	// SignInAccount returns the settings of a mailbox that signs in at a provider.
	SignInAccount(address, provider, clientID string) domain.Account
	// Add keeps an account and its secret.
	Add(ctx context.Context, a domain.Account, secret string) (domain.Account, error)
	// Folders signs in with the secret that is kept, and lists the folders of a mailbox.
	Folders(ctx context.Context, a domain.Account) ([]domain.FolderCount, error)
	// Change puts other settings in the place of those of the account of this name; an
	// empty secret leaves the one that is kept.
	Change(ctx context.Context, a domain.Account, secret string) (domain.Account, error)
	// Forget removes the secret of an account that was removed.
	Forget(ctx context.Context, a domain.Account) error
	// Enter keeps a secret for an account that is there, unless the server refuses it:
	// CodeSignIn.
	Enter(ctx context.Context, name, secret string) error
	// SessionOnly says why the secret of an account is gone when the program ends; nil
	// where it is kept. It waits for nothing.
	SessionOnly(a domain.Account) error
}

// SecretWord is what an account signs in with, for people.
func SecretWord(a domain.Account) string {
	if a.OAuth != nil {
		return "sign-in"
	}
	return "password"
}

// SessionWords says that the secret of an account is not kept, and why.
func SessionWords(a domain.Account, why error) string {
	return fmt.Sprintf("The %s of %s is kept until Run Checks ends, and asked for at each start: %s.", SecretWord(a), a.Name, strings.TrimSuffix(why.Error(), "."))
}

// FoundWords says where the settings of a mailbox come from, and what is to be looked
// at; sure is false where nobody vouches for them.
func FoundWords(f domain.FoundMailbox) (text string, sure bool) {
	switch {
	case f.Where == "":
		return "Nothing was found, so the server is a guess: look it up on the help page of your mail provider, as “incoming mail, IMAP”.", false
	case f.Elsewhere:
		return "Found by " + f.Where + ". The server is in another domain than the address: go on only if " + f.Account.Host + " is your provider's.", false
	}
	return "Found by " + f.Where + ".", true
}

// waits reports whether an account waits for its password or sign-in.
func waits(a domain.Account) bool { return a.Health.Code == domain.CodeSecret }

// Waiting lists the accounts that wait for a password or sign-in which a person can
// enter here.
func (m *RunChecks) Waiting(ctx context.Context) (out []domain.Account, err error) {
	err = m.p.Store.Read(ctx, func(q domain.Queries) error {
		all, err := q.Accounts()
		out = waiting(all)
		return err
	})
	return out, err
}

func waiting(all []domain.Account) (out []domain.Account) {
	for _, a := range all {
		if waits(a) && a.Paused.IsZero() && a.Secret == domain.SecretKeychain {
			out = append(out, a)
		}
	}
	return out
}

// Protections are the ways to protect a connection to a mail server, for a choice.
var Protections = []domain.Security{domain.SecurityTLS, domain.SecurityStartTLS, domain.SecurityNone}

// ProtectionWords says what a protection is.
func ProtectionWords(s domain.Security) string {
	switch s {
	case domain.SecurityTLS:
		return "TLS from the beginning"
	case domain.SecurityStartTLS:
		return "TLS after STARTTLS"
	}
	return "none: only for servers on this computer"
}

// FolderWords is a folder in a choice.
func FolderWords(f domain.FolderCount) string {
	if f.Gone {
		return f.Name + "  (not on the server any more)"
	}
	if !f.Counted {
		return f.Name
	}
	return fmt.Sprintf("%s  (%s)", f.Name, Count(int(f.Mails), "message"))
}

// FolderSum says what the folders that are ticked come to.
func FolderSum(folders, mails int, moveTo string) string {
	text := fmt.Sprintf("%s, %s.", Count(folders, "folder"), Count(mails, "message"))
	if moveTo != "" {
		text += " Each mail whose report was stored is moved to " + moveTo + " on the server, for everybody who reads the mailbox."
	}
	return text
}

// Likely reports whether a folder holds reports unless somebody says otherwise.
func Likely(folder string) bool { return strings.EqualFold(folder, "INBOX") }
