// Package link says where a link of a mail really leads. Only web pages and mail addresses
// are ever opened, and only after a person has seen the host.
package link

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// Target is where a link leads.
type Target struct {
	// Host is the host that a browser will ask, in ASCII, so that look-alike letters show;
	// for a mail address the address.
	Host string
	// Address is what to open: exactly what Host was read from.
	Address string
	Mail    bool
}

// longest is how long an address may be, in bytes.
const longest = 2000

// Parse reads the href of a link; false for what is not opened: other schemes, places
// within the mail, addresses without a host.
func Parse(href string) (Target, bool) {
	// Browsers drop control characters and take backslashes for slashes; so the host that
	// is shown is the host that is asked.
	href = strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || r == 0x7f:
			return -1
		case r == '\\':
			return '/'
		}
		return r
	}, strings.TrimSpace(href))
	if strings.HasPrefix(href, "//") {
		href = "https:" + href
	}
	u, err := url.Parse(href)
	if err != nil || len(href) > longest {
		return Target{}, false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		return web(u)
	case "mailto":
		to, _, _ := strings.Cut(u.Opaque, "?")
		if to, err = url.PathUnescape(to); err != nil || !strings.Contains(to, "@") {
			return Target{}, false
		}
		// Subject and body that the sender chose are left out.
		return Target{Host: to, Address: (&url.URL{Scheme: "mailto", Opaque: url.PathEscape(to)}).String(), Mail: true}, true
	}
	return Target{}, false
}

func web(u *url.URL) (Target, bool) {
	host, err := idna.Lookup.ToASCII(u.Hostname())
	if err != nil || host == "" {
		if host = strings.ToLower(u.Hostname()); host == "" || !ascii(host) {
			return Target{}, false
		}
	}
	port := u.Port()
	u.Host = host
	if strings.Contains(host, ":") {
		u.Host = "[" + host + "]"
	}
	if port != "" {
		u.Host += ":" + port
	}
	u.User = nil // a name before the host only deceives
	return Target{Host: u.Host, Address: u.String()}, true
}

func ascii(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0
}
