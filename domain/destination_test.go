package domain

import (
	"testing"

	"runchecks/domain/wording"
)

func TestASecretStaysWithItsServerUserAndProtection(t *testing.T) {
	mail := Account{Name: "mail", Kind: AccountIMAP, Host: "mail.example.com", Port: 993, Security: SecurityTLS, User: "u"}
	signIn := mail
	signIn.OAuth = &OAuth{Provider: OAuthMicrosoft, ClientID: "c", Scopes: []string{"s"}}
	for says, c := range map[string]struct {
		from   Account
		change func(*Account)
		want   string
	}{
		"nothing":            {mail, func(*Account) {}, ""},
		"folders":            {mail, func(a *Account) { a.Folders, a.MoveTo, a.Partner = []string{"x"}, "y", "p" }, ""},
		"case of the server": {mail, func(a *Account) { a.Host = "MAIL.example.com" }, ""},
		"server":             {mail, func(a *Account) { a.Host = "evil.example" }, "the server"},
		"port":               {mail, func(a *Account) { a.Port = 143 }, "the port"},
		"user":               {mail, func(a *Account) { a.User = "U" }, "the user"},
		"less protection":    {mail, func(a *Account) { a.Security = SecurityStartTLS }, "the protection of the connection"},
		"no protection":      {mail, func(a *Account) { a.Security, a.Port = SecurityNone, 143 }, "the port and the protection of the connection"},
		"a sign-in":          {mail, func(a *Account) { a.OAuth = &OAuth{Provider: OAuthGoogle} }, "the way of signing in"},
		"another token URL": {signIn, func(a *Account) {
			a.OAuth = &OAuth{Provider: OAuthMicrosoft, ClientID: "c", Scopes: []string{"s"}, TokenURL: "https://evil"}
		}, "the way of signing in"},
		"another tenant": {signIn, func(a *Account) {
			a.OAuth = &OAuth{Provider: OAuthMicrosoft, ClientID: "c", Scopes: []string{"s"}, Tenant: "t"}
		}, "the way of signing in"},
		"a password":         {signIn, func(a *Account) { a.OAuth = nil }, "the way of signing in"},
		"the same sign-in":   {signIn, func(a *Account) { a.OAuth = &OAuth{Provider: OAuthMicrosoft, ClientID: "c", Scopes: []string{"s"}} }, ""},
		"server, port, user": {mail, func(a *Account) { a.Host, a.Port, a.User = "h", 1, "v" }, "the server, the port and the user"},
		"kind":               {mail, func(a *Account) { a.Kind = AccountCove }, "the kind"},
	} {
		to := c.from
		c.change(&to)
		if got := wording.English(c.from.SecretMoves(to), nil); got != c.want {
			t.Errorf("%s moves %q, want %q", says, got, c.want)
		}
		less := to.Security.Protects() < c.from.Security.Protects()
		if same := c.from.Destination() == to.Destination(); same != (c.want == "" || c.want == "the protection of the connection") || less && c.want == "" {
			t.Errorf("%s: the same destination %v", says, same)
		}
	}
	weak := mail
	weak.Security = SecurityNone
	if got := wording.English(weak.SecretMoves(mail), nil); got != "" {
		t.Errorf("more protection moves %q", got)
	}
}
