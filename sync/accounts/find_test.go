package accounts_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/storage/secrets"
	"runchecks/sync/accounts"
	"runchecks/sync/source/sourcetest"
)

// names is a DNS.
type names struct {
	mx    map[string][]*net.MX
	srv   map[string][]*net.SRV // by "_imaps._tcp.example.com"
	asked []string
	slow  bool
}

func (n *names) ask(ctx context.Context, name string) error {
	n.asked = append(n.asked, name)
	if n.slow {
		<-ctx.Done()
		return ctx.Err()
	}
	return &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
}

func (n *names) LookupMX(ctx context.Context, name string) ([]*net.MX, error) {
	if list := n.mx[strings.TrimSuffix(name, ".")]; list != nil {
		return list, nil
	}
	return nil, n.ask(ctx, "MX "+name)
}

func (n *names) LookupSRV(ctx context.Context, service, proto, name string) (string, []*net.SRV, error) {
	name = "_" + service + "._" + proto + "." + strings.TrimSuffix(name, ".")
	if list := n.srv[name]; list != nil {
		return name, list, nil
	}
	return "", nil, n.ask(ctx, "SRV "+name)
}

// internet is a DNS and a web server that answers for every host.
type internet struct {
	names
	pages   map[string]string // by "host/path"
	visited []string
	room    *room
	keeper  *accounts.Keeper
}

func newInternet(t *testing.T) *internet {
	t.Helper()
	n := &internet{pages: map[string]string{}, room: newRoom(t)}
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.visited = append(n.visited, r.Host+r.URL.RequestURI())
		page, ok := n.pages[r.Host+r.URL.Path]
		switch {
		case !ok:
			http.NotFound(w, r)
		case strings.Contains(page, "://"):
			http.Redirect(w, r, page, http.StatusFound)
		default:
			_, _ = fmt.Fprint(w, page)
		}
	}))
	t.Cleanup(server.Close)
	web := server.Client()
	transport := web.Transport.(*http.Transport).Clone()
	transport.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "tcp", server.Listener.Addr().String())
	}
	transport.TLSClientConfig = &tls.Config{RootCAs: transport.TLSClientConfig.RootCAs, ServerName: "example.com"}
	web.Transport = transport
	var err error
	n.keeper, err = accounts.New(accounts.Params{
		Kinds: sourcetest.Trials(), Store: n.room.store, Secrets: secrets.Memory{}, Clock: time.Now,
		Decisions: n.room.decider(t), Resolver: &n.names, Web: web,
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (n *internet) find(t *testing.T, address string, further bool) domain.FoundMailbox {
	t.Helper()
	found, err := n.keeper.Find(t.Context(), address, further)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

const page = `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1"><emailProvider id="example.com"><domain>example.com</domain>
<incomingServer type="pop3"><hostname>pop.example.com</hostname><port>995</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer>
<incomingServer type="imap"><hostname>plain.example.com</hostname><port>143</port><socketType>plain</socketType><username>%EMAILADDRESS%</username></incomingServer>
<incomingServer type="imap"><hostname>later.example.com</hostname><port>143</port><socketType>STARTTLS</socketType><username>%EMAILADDRESS%</username></incomingServer>
<incomingServer type="imap"><hostname>mail.%EMAILDOMAIN%</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILLOCALPART%</username></incomingServer>
</emailProvider></clientConfig>`

func TestAKnownProviderIsFoundWithoutTheNetwork(t *testing.T) {
	n := newInternet(t)
	found := n.find(t, "reports@gmx.de", true)
	if found.Account.Host != "imap.gmx.net" || !strings.Contains(said(found.Where), "comes with Run Checks") || found.Elsewhere ||
		len(n.asked)+len(n.visited) != 0 {
		t.Errorf("%+v, asked %q %q", found, n.asked, n.visited)
	}
	if found := n.find(t, "reports@kunde.onmicrosoft.com", false); found.SignIn != domain.OAuthMicrosoft {
		t.Errorf("%+v", found)
	}
}

func TestADomainWhoseMailMicrosoftTakesSignsInThere(t *testing.T) {
	n := newInternet(t)
	n.mx = map[string][]*net.MX{
		"example.com": {{Host: "backup.example.com.", Pref: 50}, {Host: "example-com.mail.protection.outlook.com.", Pref: 0}},
		"example.org": {{Host: "ASPMX.L.GOOGLE.COM.", Pref: 1}},
	}
	found := n.find(t, "reports@example.com", false)
	if found.SignIn != domain.OAuthMicrosoft || found.Account.Host != "outlook.office365.com" ||
		said(found.Where) != "the DNS of example.com: Microsoft takes its mail" ||
		found.Elsewhere ||
		len(n.visited) != 0 {
		t.Errorf("%+v", found)
	}
	if found := n.find(t, "reports@example.org", false); found.SignIn != domain.OAuthGoogle || found.Account.Host != "imap.gmail.com" {
		t.Errorf("%+v", found)
	}
	n.mx["example.net"] = []*net.MX{{Host: "mail.protection.outlook.com.evil.example.", Pref: 0}}
	if found := n.find(t, "reports@example.net", false); found.SignIn != "" {
		t.Errorf("%+v", found)
	}
}

func TestTheServerThatADomainAnnouncesIsTakenByPriorityAndWeight(t *testing.T) {
	n := newInternet(t)
	n.srv = map[string][]*net.SRV{
		"_imaps._tcp.example.com": {
			{Target: "third.example.com.", Port: 993, Priority: 20, Weight: 9},
			{Target: "second.example.com.", Port: 993, Priority: 5, Weight: 1},
			{Target: "First.example.com.", Port: 9993, Priority: 5, Weight: 8},
		},
		"_imap._tcp.example.com": {{Target: "never.example.com.", Port: 143}},
	}
	found := n.find(t, "reports@example.com", false)
	if a := found.Account; a.Host != "first.example.com" || a.Port != 9993 || a.Security != domain.SecurityTLS ||
		a.User != "reports@example.com" ||
		said(found.Where) != "the DNS of example.com" ||
		found.Elsewhere {
		t.Errorf("%+v", found)
	}
}

func TestAServiceThatADomainSaysItHasNotIsNotUsed(t *testing.T) {
	n := newInternet(t)
	n.srv = map[string][]*net.SRV{
		"_imaps._tcp.example.com": {{Target: ".", Port: 0}},
		"_imap._tcp.example.com":  {{Target: "mail.hoster.example.", Port: 143}},
	}
	found := n.find(t, "reports@example.com", false)
	if a := found.Account; a.Host != "mail.hoster.example" || a.Port != 143 || a.Security != domain.SecurityStartTLS || !found.Elsewhere {
		t.Errorf("what speaks STARTTLS is not taken, or not said to be elsewhere: %+v", found)
	}
	n.srv["_imap._tcp.example.com"] = []*net.SRV{{Target: "."}}
	if found := n.find(t, "reports@example.com", false); said(found.Where) != "" || found.Account.Host != "imap.example.com" ||
		len(found.Tried) == 0 {
		t.Errorf("%+v", found)
	}
}

func TestAServerWithAHostileNameIsNotSuggested(t *testing.T) {
	for _, target := range []string{"", "localhost.", "host.localhost.", "127.0.0.1", "2130706433.", "1.2.3.4.", "::1", "a b.example.com.", "evil.example.com/x.", "user@evil.example.", "-x.example.", strings.Repeat("a", 64) + ".example.", strings.Repeat("a.", 130) + "example.", "tab\t.example.", "naïve.example."} {
		n := newInternet(t)
		n.srv = map[string][]*net.SRV{"_imaps._tcp.example.com": {{Target: target, Port: 993}}}
		if found := n.find(t, "reports@example.com", false); said(found.Where) != "" || found.Account.Host != "imap.example.com" {
			t.Errorf("%q gives %+v", target, found)
		}
	}
}

func TestAWebServerOfTheDomainGivesItsSettings(t *testing.T) {
	for _, at := range []string{"autoconfig.example.com/mail/config-v1.1.xml", "example.com/.well-known/autoconfig/mail/config-v1.1.xml"} {
		n := newInternet(t)
		n.pages[at] = page
		found := n.find(t, "reports@example.com", false)
		if a := found.Account; a.Host != "mail.example.com" || a.Port != 993 || a.Security != domain.SecurityTLS || a.User != "reports" ||
			!strings.HasPrefix(at, said(found.Where)) {
			t.Errorf("%s gives %+v", at, found)
		}
		if n.visited[0] != "autoconfig.example.com/mail/config-v1.1.xml?emailaddress=reports%40example.com" {
			t.Errorf("asked %q", n.visited)
		}
	}
}

func TestMozillaIsAskedOnlyWithConsentAndLast(t *testing.T) {
	n := newInternet(t)
	n.pages["autoconfig.thunderbird.net/v1.1/example.com"] = page
	if found := n.find(t, "reports@example.com", false); said(found.Where) != "" ||
		strings.Contains(strings.Join(n.visited, " "), "thunderbird") {
		t.Errorf("without consent: %+v, asked %q", found, n.visited)
	}
	if found := n.find(t, "reports@example.com", true); said(found.Where) != "Mozilla's table of providers" {
		t.Errorf("%+v", found)
	}
	n.visited = nil
	n.pages["example.com/.well-known/autoconfig/mail/config-v1.1.xml"] = page
	if n.find(t, "reports@example.com", true); strings.Contains(strings.Join(n.visited, " "), "thunderbird") {
		t.Errorf("asked although the domain answered: %q", n.visited)
	}
}

func TestARedirectIsFollowedToTLSOnly(t *testing.T) {
	n := newInternet(t)
	n.pages["autoconfig.example.com/mail/config-v1.1.xml"] = "http://hoster.example/settings"
	n.pages["hoster.example/settings"] = page
	if found := n.find(t, "reports@example.com", false); said(found.Where) != "" || !strings.Contains(said(found.Tried...), "without TLS") {
		t.Errorf("%+v", found)
	}
	n.pages["autoconfig.example.com/mail/config-v1.1.xml"] = "https://hoster.example/settings"
	if found := n.find(t, "reports@example.com", false); said(found.Where) != "autoconfig.example.com" {
		t.Errorf("%+v", found)
	}
	n.pages["hoster.example/settings"] = "https://hoster.example/settings"
	if found := n.find(t, "reports@example.com", false); said(found.Where) != "" || !strings.Contains(said(found.Tried...), "in circles") {
		t.Errorf("%+v", found)
	}
}

func TestAnAnswerThatIsTooLargeOrNoneIsNotUsed(t *testing.T) {
	for says, answer := range map[string]string{
		"too large": strings.Replace(page, "</emailProvider>", "<!-- "+strings.Repeat("x", 70<<10)+" --></emailProvider>", 1),
		"a page":    "<html><body>Not here</body></html>", "nothing": "", "an entity": `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><clientConfig><emailProvider><incomingServer type="imap"><hostname>&a;</hostname></incomingServer></emailProvider></clientConfig>`,
		"only plain text": strings.NewReplacer("SSL", "plain", "STARTTLS", "plain").Replace(page),
		"a hostile host":  strings.ReplaceAll(strings.ReplaceAll(page, "mail.%EMAILDOMAIN%", "127.0.0.1"), "later.example.com", "localhost"),
	} {
		n := newInternet(t)
		n.pages["autoconfig.example.com/mail/config-v1.1.xml"] = answer
		found := n.find(t, "reports@example.com", false)
		if said(found.Where) != "" || found.Account.Host != "imap.example.com" || found.Account.Security != domain.SecurityTLS {
			t.Errorf("%s gives %+v", says, found)
		}
	}
}

func TestASilentNetworkIsNotWaitedForLongerThanAFewSeconds(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for seconds")
	}
	t.Parallel()
	n := newInternet(t)
	n.slow = true
	began := time.Now()
	found := n.find(t, "reports@example.com", false)
	if took := time.Since(began); took > 12*time.Second || said(found.Where) != "" ||
		!strings.Contains(said(found.Tried...), "no answer in time") {
		t.Errorf("after %v: %+v", took, found)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := n.keeper.Find(ctx, "reports@example.com", false); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("whoever gives up waits on: %v", err)
	}
}

func TestWhatIsNoAddressIsNotLookedUp(t *testing.T) {
	n := newInternet(t)
	for _, address := range []string{"", "reports", "reports@", "@example.com", "reports@localhost", "reports@exa_mple..com", "reports@example.com/x"} {
		if _, err := n.keeper.Find(t.Context(), address, true); domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("%q gives %v", address, err)
		}
	}
	if len(n.asked)+len(n.visited) != 0 {
		t.Errorf("asked %q %q", n.asked, n.visited)
	}
	found := n.find(t, "berichte@bücher.example", false)
	if found.Account.User != "berichte@bücher.example" || !strings.Contains(strings.Join(n.asked, " "), "xn--bcher-kva.example") {
		t.Errorf("%+v, asked %q", found, n.asked)
	}
}

// said are phrases in English.
func said(list ...wording.Phrase) string {
	var texts []string
	for _, p := range list {
		texts = append(texts, wording.English(p, nil))
	}
	return strings.Join(texts, "; ")
}
