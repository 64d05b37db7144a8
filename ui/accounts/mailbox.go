package accounts

import (
	"fmt"
	"strings"

	"runchecks/domain"
	"runchecks/ui/words"
)

// SessionWords says that the secret of an account is not kept, and why.
func SessionWords(a domain.Account, why error) string {
	return fmt.Sprintf(
		"The %s of %s is kept until Run Checks ends, and asked for at each start: %s.",
		words.Secret(a),
		a.Name,
		strings.TrimSuffix(why.Error(), "."),
	)
}

// FoundWords says where the settings of a mailbox come from, and what is to be looked
// at; sure is false where nobody vouches for them.
func FoundWords(f domain.FoundMailbox) (text string, sure bool) {
	switch {
	case f.Where == "":
		return "Nothing was found, so the server is a guess: look it up on the help page of your mail provider, as “incoming mail, " +
			"IMAP”.", false
	case f.Elsewhere:
		return "Found by " +
			f.Where + ". The server is in another domain than the address: go on only if " + f.Account.Host + " is your provider's.", false
	}
	return "Found by " + f.Where + ".", true
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
	return fmt.Sprintf("%s  (%s)", f.Name, words.Count(int(f.Mails), "message"))
}

// FolderSum says what the folders that are ticked come to.
func FolderSum(folders, mails int, moveTo string) string {
	text := fmt.Sprintf("%s, %s.", words.Count(folders, "folder"), words.Count(mails, "message"))
	if moveTo != "" {
		text += " Each mail whose report was stored is moved to " + moveTo + " on the server, for everybody who reads the mailbox."
	}
	return text
}

// Likely reports whether a folder holds reports unless somebody says otherwise.
func Likely(folder string) bool { return strings.EqualFold(folder, "INBOX") }
