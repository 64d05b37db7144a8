package domain

import (
	"net"
	"net/url"
	"strconv"
	"strings"

	"runchecks/domain/wording"
)

// Proxy says by which proxy the web services of Cove, Autotask and the sign-in are asked,
// and where settings of mailboxes are looked for. Mail servers are reached without it. Its
// password is in the keychain, never here. The zero Proxy is that of the system.
type Proxy struct {
	// Direct is true where no proxy is asked, whatever the system says.
	Direct bool
	// Scheme is how the proxy itself is spoken to: http, https or socks5.
	Scheme string
	Host   string // "" where no proxy is named
	Port   int
	User   string
}

// Named reports whether a proxy is named, rather than left to the system or to none.
func (p Proxy) Named() bool { return p.Host != "" }

// Address is host and port, for people.
func (p Proxy) Address() string { return net.JoinHostPort(p.Host, strconv.Itoa(p.Port)) }

// String is what ParseProxy reads: "system", "none", or an address such as
// http://user@proxy.example:3128.
func (p Proxy) String() string {
	switch {
	case p.Direct:
		return "none"
	case !p.Named():
		return "system"
	}
	u := url.URL{Scheme: p.Scheme, Host: p.Address()}
	if p.User != "" {
		u.User = url.User(p.User)
	}
	return u.String()
}

// Account is the proxy as the keychain knows it: its password is bound to server, port and user.
func (p Proxy) Account() Account {
	return Account{Name: "Proxy " + p.Address(), Kind: "proxy", Host: p.Host, Port: p.Port, User: p.User, Secret: SecretKeychain}
}

// ParseProxy reads a proxy as people write it: "system" or nothing, "none", host:port, or
// an address with http, https or socks5 and perhaps a user. One with a password, without a
// port or with more than that gives CodeInvalid.
func ParseProxy(text string) (Proxy, error) {
	invalid := func(code string, args ...any) (Proxy, error) {
		return Proxy{}, Refuse(CodeInvalid, "refusal.proxy", wording.Of(code, args...))
	}
	switch text = strings.TrimSpace(text); Fold(text) {
	case "", "system":
		return Proxy{}, nil
	case "none":
		return Proxy{Direct: true}, nil
	}
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	if err != nil {
		return invalid("refusal.proxy_address")
	}
	port, err := strconv.Atoi(u.Port())
	_, password := u.User.Password()
	switch {
	case password:
		return invalid("refusal.proxy_password")
	case u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5":
		return invalid("refusal.proxy_scheme", u.Scheme)
	case u.Hostname() == "":
		return invalid("refusal.proxy_host")
	case err != nil || port < 1 || port > 65535:
		return invalid("refusal.proxy_port")
	case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" || strings.ContainsAny(u.Hostname(), " \t"):
		return invalid("refusal.proxy_more")
	}
	return Proxy{Scheme: u.Scheme, Host: strings.ToLower(u.Hostname()), Port: port, User: u.User.Username()}, nil
}

// ReadProxy returns by which proxy web services are asked. A setting that cannot be read
// gives CodeInvalid: a proxy that somebody set is never passed by.
func ReadProxy(q SettingReader) (Proxy, error) {
	text, err := q.Setting(SettingProxy)
	if CodeOf(err) == CodeNotFound {
		return Proxy{}, nil
	}
	if err != nil {
		return Proxy{}, err
	}
	return ParseProxy(text)
}
