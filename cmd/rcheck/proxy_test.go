package main

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// refusing is a proxy that lets nobody through but notes who asks for what.
type refusing struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string // "CONNECT host:port", with user:password behind it where they are given
}

func newRefusing(t *testing.T) *refusing {
	p := &refusing{}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		given, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(r.Header.Get("Proxy-Authorization"), "Basic "))
		p.mu.Lock()
		p.asked = append(p.asked, strings.TrimSpace(r.Method+" "+r.Host+" "+string(given)))
		p.mu.Unlock()
		w.WriteHeader(http.StatusForbidden)
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *refusing) take() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := p.asked
	p.asked = nil
	return out
}

func (p *refusing) address() string { return strings.TrimPrefix(p.URL, "http://") }

func TestEveryWebServiceIsAskedByTheProxyThatIsSet(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "")
	t.Setenv("NO_PROXY", "")
	keys := ring{entries: map[string]string{}}
	proxy := newRefusing(t)
	profile := filepath.Join(t.TempDir(), "p")
	do := func(code int, input string, args ...string) said {
		t.Helper()
		got := withRing(keys, input, append([]string{"--profile", profile}, args...)...)
		if got.code != code {
			t.Fatalf("%q: exit %d: %s%s", args, got.code, got.out, got.err)
		}
		return got
	}
	do(exitGood, "hunter2\n", "--create", "proxy", "set", "tech@"+proxy.address(), "--secret-stdin")
	shown := do(exitGood, "", "--json", "proxy").out
	if !strings.Contains(shown, "tech@"+proxy.address()) || strings.Contains(shown, "hunter2") {
		t.Errorf("shown: %s", shown)
	}
	t.Setenv("TOKEN", "x")
	do(exitGood, "", "account", "add", "cove", "--user", "u", "--url", "https://cove.example", "--secret-env", "TOKEN")
	for host, args := range map[string][]string{
		"cove.example:443": {"sync", "--account", "Cove"},
		"autotask.example:443": {"autotask", "connect", "--user", "u", "--code", "c", "--secret-env", "TOKEN",
			"--url", "https://autotask.example/"},
		"sign-in.example:443": {"account", "add", "imap", "--host", "imap.example", "--user", "u@x.example",
			"--oauth", "other", "--client-id", "1",
			"--code", "--authorize-url", "https://sign-in.example/",
			"--device-url", "https://sign-in.example/device", "--token-url", "https://sign-in.example/token", "--scope", "mail"},
	} {
		proxy.take()
		got := do(exitFailed, "", args...)
		asked := proxy.take()
		if len(asked) == 0 || asked[0] != "CONNECT "+host+" tech:hunter2" {
			t.Errorf("%s: asked %v\n%s%s", host, asked, got.out, got.err)
		}
		if !strings.Contains(got.out+got.err, "Forbidden") || !strings.Contains(got.out+got.err, "rcheck proxy") {
			t.Errorf("%s: %s%s", host, got.out, got.err)
		}
	}
	journal := do(exitGood, "", "journal")
	if !strings.Contains(journal.out, "by the proxy "+proxy.address()) || strings.Contains(journal.out, "hunter2") {
		t.Errorf("the journal says %s", journal.out)
	}
	do(exitGood, "", "proxy", "set", "none")
	do(exitFailed, "", "sync", "--account", "Cove")
	if asked := proxy.take(); len(asked) > 0 {
		t.Errorf("without a proxy it was asked %v", asked)
	}
	for entry, kept := range keys.entries {
		if strings.Contains(kept, "hunter2") {
			t.Errorf("the keychain still holds the password, at %s", entry)
		}
	}
}

func TestAProxyWithoutItsPasswordIsNotSetAndItsPasswordNotTakenInItsAddress(t *testing.T) {
	keys := ring{entries: map[string]string{}}
	profile := filepath.Join(t.TempDir(), "p")
	for says, c := range map[string]struct {
		code    int
		address string
	}{
		"There is no password": {exitFailed, "tech@proxy.example:3128"},
		"into the keychain":    {exitUsage, "tech:hunter2@proxy.example:3128"},
		"port is missing":      {exitUsage, "proxy.example"},
	} {
		got := withRing(keys, "", "--profile", profile, "--create", "proxy", "set", c.address)
		if got.code != c.code || !strings.Contains(got.err, says) || strings.Contains(got.err, "hunter2") {
			t.Errorf("%s: exit %d: %s", c.address, got.code, got.err)
		}
	}
	t.Setenv(proxyVariable, "hunter2")
	if got := withRing(noKeychain, "", "--profile", profile, "--create", "proxy", "set", "tech@proxy.example:3128"); got.code != exitGood {
		t.Errorf("with its variable: exit %d: %s", got.code, got.err)
	}
}
