package accounts

import (
	"slices"
	"strings"

	"runchecks/domain"
)

// provider is a mail server with the domains that it is known to serve. All of them
// speak IMAP over TLS on port 993, as RFC 8314, section 3.2, asks.
type provider struct {
	host    string
	domains []string
	// login is true where the user is the part before the @.
	login bool
}

// providers are the settings that the providers publish on their help pages.
var providers = []provider{
	{host: "imap.gmail.com", domains: []string{"gmail.com", "googlemail.com"}},
	{host: "outlook.office365.com", domains: []string{"outlook.com", "hotmail.com", "live.com", "msn.com", "onmicrosoft.com"}},
	{host: "imap.mail.me.com", domains: []string{"icloud.com", "me.com", "mac.com"}, login: true},
	{host: "imap.mail.yahoo.com", domains: []string{"yahoo.com", "yahoo.de", "yahoo.fr", "yahoo.co.uk", "ymail.com"}},
	{host: "imap.gmx.net", domains: []string{"gmx.de", "gmx.net", "gmx.at", "gmx.ch"}},
	{host: "imap.gmx.com", domains: []string{"gmx.com"}},
	{host: "imap.web.de", domains: []string{"web.de"}},
	{host: "secureimap.t-online.de", domains: []string{"t-online.de", "magenta.de"}},
	{host: "imap.ionos.de", domains: []string{"online.de", "onlinehome.de"}},
	{host: "imap.strato.de", domains: []string{"strato.de"}},
	{host: "imap.mailbox.org", domains: []string{"mailbox.org"}},
	{host: "posteo.de", domains: []string{"posteo.de", "posteo.net"}},
	{host: "imap.fastmail.com", domains: []string{"fastmail.com", "fastmail.fm"}},
	{host: "imap.zoho.eu", domains: []string{"zohomail.eu"}},
	{host: "imap.zoho.com", domains: []string{"zoho.com", "zohomail.com"}},
	{host: "imap.transip.email", domains: []string{"transip.email"}},
	{host: "imap.kpnmail.nl", domains: []string{"kpnmail.nl", "planet.nl", "hetnet.nl", "kpnplanet.nl"}},
	{host: "imap.ziggo.nl", domains: []string{"ziggo.nl", "home.nl", "upcmail.nl"}},
	{host: "imap.orange.fr", domains: []string{"orange.fr", "wanadoo.fr"}, login: true},
	{host: "imap.aol.com", domains: []string{"aol.com"}},
}

// signInHosts are the mail servers of the providers of OAuth2.
var signInHosts = map[string]string{domain.OAuthMicrosoft: "outlook.office365.com", domain.OAuthGoogle: "imap.gmail.com"}

// SignInAccount returns the settings of a mailbox that signs in with OAuth2 at a
// provider; of another provider the server is left to be given.
func SignInAccount(address, provider, clientID string) domain.Account {
	address = strings.TrimSpace(address)
	return domain.Account{
		Name: address, Kind: domain.AccountIMAP, Host: signInHosts[provider], Port: 993, Security: domain.SecurityTLS, User: address, Secret: domain.SecretKeychain,
		OAuth: &domain.OAuth{Provider: provider, ClientID: strings.TrimSpace(clientID)},
	}
}

// Guess returns the settings of the mailbox of an address. known is true where they are
// those of a provider; else they are what most servers of an own domain are called.
// An address without a domain gives an empty account.
func Guess(address string) (a domain.Account, known bool) {
	address = strings.TrimSpace(address)
	local, host, ok := strings.Cut(address, "@")
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if !ok || local == "" || !strings.Contains(host, ".") || strings.ContainsAny(host, " @/:") {
		return domain.Account{}, false
	}
	a = domain.Account{Kind: domain.AccountIMAP, Name: address, Host: "imap." + host, Port: 993, Security: domain.SecurityTLS, User: address}
	for _, p := range providers {
		if slices.ContainsFunc(p.domains, func(d string) bool { return host == d || strings.HasSuffix(host, "."+d) }) {
			a.Host = p.host
			if p.login {
				a.User = local
			}
			return a, true
		}
	}
	return a, false
}
