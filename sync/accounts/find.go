package accounts

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/service"
)

// Resolver asks the DNS; *net.Resolver is one.
type Resolver interface {
	LookupMX(ctx context.Context, name string) ([]*net.MX, error)
	LookupSRV(ctx context.Context, service, proto, name string) (string, []*net.SRV, error)
}

// Bounds of looking for settings: for all of it, for one question, for an answer.
const (
	findTime     = 8 * time.Second
	questionTime = 3 * time.Second
	maxSettings  = 64 << 10
	maxRedirects = 3
)

// ispdb is Mozilla's table of providers. Whoever asks it tells Mozilla the domain.
const ispdb = "https://autoconfig.thunderbird.net/v1.1/"

// Find looks for the settings of the mailbox of an address: in the shipped table, then
// in the DNS and on the web server of its domain, and with further in Mozilla's table,
// which learns the domain. Where nothing is found the settings are a guess. It takes at
// most 8 seconds; the only errors are an address without a domain and the end of ctx.
func (k *Keeper) Find(ctx context.Context, address string, further bool) (domain.FoundMailbox, error) {
	return Finder{k.p.Resolver, k.p.Web}.Find(ctx, address, further)
}

// Finder is what settings are looked for with; nil for those of the operating system.
type Finder struct {
	Resolver Resolver
	Web      *http.Client
}

// Find does what Keeper.Find does; it needs no profile.
func (asks Finder) Find(ctx context.Context, address string, further bool) (domain.FoundMailbox, error) {
	if asks.Resolver == nil {
		asks.Resolver = net.DefaultResolver
	}
	if asks.Web == nil {
		var end func()
		asks.Web, end = service.HTTP(nil, 1)
		defer end()
	}
	guess, known := Guess(address)
	if guess.Host == "" {
		return domain.FoundMailbox{}, &domain.Error{
			Code: domain.CodeInvalid,
			Said: wording.Of("refusal.address_none"),
		}
	}
	_, host, _ := strings.Cut(guess.Name, "@")
	f := finder{asks: asks, address: guess.Name, found: domain.FoundMailbox{Account: guess}}
	if known {
		f.found.Where = wording.Of("refusal.found_table")
		f.found.SignIn = signInAt(guess.Host)
		return f.found, nil
	}
	var err error
	if f.domain, err = idna.Lookup.ToASCII(strings.ToLower(strings.TrimSuffix(host, "."))); err != nil || !hostName(f.domain) {
		return f.found, &domain.Error{
			Code:  domain.CodeInvalid,
			Said:  wording.Of("refusal.address_domain", host),
			Cause: err,
		}
	}
	outer := ctx
	ctx, cancel := context.WithTimeout(ctx, findTime)
	defer cancel()
	ways := []func(context.Context) bool{f.mx, f.srv, f.autoconfig, f.wellKnown}
	if further {
		ways = append(ways, f.ispdb)
	}
	for _, way := range ways {
		if found := f.within(ctx, way); found || ctx.Err() != nil {
			break
		}
	}
	if err := outer.Err(); err != nil {
		return f.found, err
	}
	if ctx.Err() != nil && f.found.Where.Code == "" {
		f.found.Tried = append(f.found.Tried, wording.Of("refusal.asked_no_time"))
	}
	return f.found, nil
}

// finder is one look for settings.
type finder struct {
	asks            Finder
	address, domain string // domain as the DNS spells it
	found           domain.FoundMailbox
}

func (*finder) within(ctx context.Context, way func(context.Context) bool) bool {
	ctx, cancel := context.WithTimeout(ctx, questionTime)
	defer cancel()
	return way(ctx)
}

func (f *finder) tried(sentence string, args ...any) bool {
	f.found.Tried = append(f.found.Tried, wording.Of(sentence, args...))
	return false
}

// keep takes settings over. What stands in the answer of a stranger is used only where
// it is the name of a server, protected by TLS.
func (f *finder) keep(where wording.Phrase, host string, port int, security domain.Security, user string) bool {
	a := &f.found.Account
	a.Host, a.Port, a.Security, a.User = host, port, security, user
	f.found.Where, f.found.Elsewhere = where, !sameOwner(host, f.domain)
	f.found.SignIn = signInAt(host)
	return true
}

// signInAt returns the provider of OAuth2 whose mail server a host is, "" for none.
func signInAt(host string) string {
	for provider, server := range signInHosts {
		if strings.EqualFold(host, server) {
			return provider
		}
	}
	return ""
}

// mailExchangers are how the hosts end that take the mail of the providers' customers.
var mailExchangers = map[string][]string{
	domain.OAuthMicrosoft: {".mail.protection.outlook.com", ".mx.microsoft"},
	domain.OAuthGoogle:    {".google.com", ".googlemail.com"},
}

// mx looks whether Microsoft or Google takes the mail of the domain.
func (f *finder) mx(ctx context.Context) bool {
	list, err := f.asks.Resolver.LookupMX(ctx, f.domain+".")
	if len(list) == 0 {
		return f.tried("refusal.asked_no_mx", f.domain, why(err))
	}
	first := slices.MinFunc(list, func(a, b *net.MX) int { return cmp.Compare(a.Pref, b.Pref) })
	host := strings.ToLower(strings.TrimSuffix(first.Host, "."))
	for provider, ends := range mailExchangers {
		if slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(host, end) }) {
			f.keep(
				wording.Of(
					"refusal.found_mx",
					f.domain,
					map[string]string{domain.OAuthMicrosoft: "Microsoft", domain.OAuthGoogle: "Google"}[provider],
				),
				signInHosts[provider],
				993,
				domain.SecurityTLS,
				f.found.Account.Name,
			)
			f.found.Elsewhere = false // the table says whose it is
			return true
		}
	}
	return f.tried("refusal.asked_mx_unknown", f.domain)
}

// srv asks which server of IMAP the domain announces (RFC 6186, section 3.2): one with
// TLS from the beginning first (RFC 8314, section 5.1).
func (f *finder) srv(ctx context.Context) bool {
	var last error
	for _, s := range []struct {
		service  string
		security domain.Security
	}{{"imaps", domain.SecurityTLS}, {"imap", domain.SecurityStartTLS}} {
		_, list, err := f.asks.Resolver.LookupSRV(ctx, s.service, "tcp", f.domain+".")
		last = errors.Join(last, err)
		list = slices.DeleteFunc(slices.Clone(list), func(r *net.SRV) bool {
			// A target "." says that there is no such service (RFC 2782).
			return r == nil || r.Port == 0 || !hostName(strings.TrimSuffix(r.Target, "."))
		})
		if len(list) == 0 {
			continue
		}
		best := slices.MinFunc(list, func(a, b *net.SRV) int {
			return cmp.Or(cmp.Compare(a.Priority, b.Priority), cmp.Compare(b.Weight, a.Weight), strings.Compare(a.Target, b.Target))
		})
		return f.keep(
			wording.Of("refusal.found_srv", f.domain),
			strings.ToLower(strings.TrimSuffix(best.Target, ".")),
			int(best.Port),
			s.security,
			f.address,
		)
	}
	return f.tried("refusal.asked_no_srv", f.domain, why(last))
}

func (f *finder) autoconfig(ctx context.Context) bool {
	return f.fetch(
		ctx,
		wording.Text("autoconfig."+f.domain),
		"https://autoconfig."+f.domain+"/mail/config-v1.1.xml?emailaddress="+url.QueryEscape(f.address),
	)
}

func (f *finder) wellKnown(ctx context.Context) bool {
	return f.fetch(ctx, wording.Text(f.domain), "https://"+f.domain+"/.well-known/autoconfig/mail/config-v1.1.xml")
}

func (f *finder) ispdb(ctx context.Context) bool {
	return f.fetch(ctx, wording.Of("refusal.found_mozilla"), ispdb+url.PathEscape(f.domain))
}

// fetch reads the settings that a web server gives.
func (f *finder) fetch(ctx context.Context, where wording.Phrase, address string) bool {
	body, err := f.get(ctx, address)
	if err != nil {
		return f.tried("refusal.asked_no_settings", where, why(err))
	}
	s, err := parseSettings(body, f.address, f.domain)
	if err != nil {
		return f.tried("refusal.asked_unusable", where, err)
	}
	return f.keep(where, s.host, s.port, s.security, s.user)
}

func (f *finder) get(ctx context.Context, address string) ([]byte, error) {
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, err
	}
	client := *f.asks.Web
	client.Jar, client.CheckRedirect = nil, onlyTLS
	answer, err := client.Do(ask)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return nil, wording.Error("refusal.asked_answered", answer.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxSettings+1))
	if err == nil && len(body) > maxSettings {
		err = wording.Error("refusal.asked_large", maxSettings>>10)
	}
	return body, err
}

// onlyTLS follows a redirect only to where nobody can change the answer.
func onlyTLS(next *http.Request, so []*http.Request) error {
	switch {
	case next.URL.Scheme != "https":
		return wording.Error("refusal.asked_no_tls")
	case len(so) > maxRedirects:
		return wording.Error("refusal.asked_circles")
	}
	return nil
}

// why is what went wrong in the words of a sentence's end; nothing is there to say where
// a name or a page is just not there.
func why(err error) wording.Phrase {
	var dns *net.DNSError
	var at *url.Error
	switch {
	case err == nil, errors.As(err, &dns) && dns.IsNotFound:
		return wording.Phrase{}
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &dns) && dns.IsTimeout:
		return wording.Of("refusal.why_timeout")
	case errors.As(err, &dns):
		return wording.Of("refusal.why_dns")
	case errors.As(err, &at):
		return wording.Of("refusal.why_said", clip(at.Err.Error()))
	}
	return wording.Of("refusal.why_said", clip(err.Error()))
}

// clip bounds what strangers say.
func clip(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text)
	if runes := []rune(text); len(runes) > 120 {
		return string(runes[:119]) + "…"
	}
	return text
}

// hostName reports whether a text names a host of the internet: letters, digits and
// hyphens (RFC 1123, section 2.1), at least two labels, no address in numbers, not this
// computer.
func hostName(name string) bool {
	if len(name) > 253 || net.ParseIP(name) != nil {
		return false
	}
	labels := strings.Split(strings.ToLower(name), ".")
	last := labels[len(labels)-1]
	if len(labels) < 2 || last == "localhost" || last == "localdomain" || strings.Trim(last, "0123456789") == "" {
		return false
	}
	return !slices.ContainsFunc(labels, func(l string) bool {
		return l == "" || len(l) > 63 || l[0] == '-' || l[len(l)-1] == '-' || strings.Trim(l, "abcdefghijklmnopqrstuvwxyz0123456789-") != ""
	})
}

// sameOwner reports whether two hosts are below the same name that one can register.
func sameOwner(a, b string) bool {
	owner := func(host string) string {
		name, err := publicsuffix.EffectiveTLDPlusOne(host)
		if err != nil {
			return host
		}
		return name
	}
	return owner(a) == owner(b)
}
