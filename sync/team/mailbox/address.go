package mailbox

import (
	"net/url"
	"strings"

	"runchecks/domain"
)

// Folder is the folder that a team is kept in where nobody names another.
const Folder = "Run Checks team"

// Address is where a team is kept: the mailbox of somebody on a server, and a folder of it.
// How to reach and sign in to it the account of that mailbox says.
type Address struct{ Host, User, Folder string }

// String is the address as text, "imap://kim%40example.com@mail.example.com/Run%20Checks%20team".
func (a Address) String() string {
	u := url.URL{Scheme: "imap", User: url.User(a.User), Host: a.Host, Path: "/" + a.Folder}
	return u.String()
}

// IsAddress reports whether a text is to be one, rather than the address of a database.
func IsAddress(text string) bool { return strings.HasPrefix(strings.TrimSpace(text), "imap:") }

// ParseAddress reads what String wrote. A password in it is refused: the account has it.
func ParseAddress(text string) (a Address, err error) {
	u, err := url.Parse(strings.TrimSpace(text))
	refused := func(why string) (Address, error) {
		return Address{}, &domain.Error{Code: domain.CodeInvalid, Message: "This is no address of a folder in a mailbox: " + why +
			", like imap://kim%40example.com@mail.example.com/Run%20Checks%20team."}
	}
	if err != nil || u.Scheme != "imap" {
		return refused("it begins with imap://")
	}
	if _, set := u.User.Password(); set || u.RawQuery != "" || u.Fragment != "" || u.Port() != "" {
		return refused("it names a user, a server and a folder, and nothing else")
	}
	a = Address{Host: u.Hostname(), User: u.User.Username(), Folder: strings.Trim(u.Path, "/")}
	if a.Folder == "" {
		a.Folder = Folder
	}
	if a.Host == "" || a.User == "" || len(a.Folder) > 200 || strings.ContainsAny(a.Folder, "\x00\r\n") {
		return refused("it needs a user and a server")
	}
	return a, nil
}

// Of reports whether an account is the one of this mailbox.
func (a Address) Of(account domain.Account) bool {
	return account.Kind == domain.AccountIMAP && strings.EqualFold(account.Host, a.Host) && strings.EqualFold(account.User, a.User)
}
