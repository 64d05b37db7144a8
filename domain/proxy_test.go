package domain_test

import (
	"strings"
	"testing"

	"runchecks/domain"
)

func TestAProxyIsReadAsPeopleWriteItAndWrittenAsItIsRead(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "system",
		"\tSystem\n":                    "system",
		"none":                          "none",
		"Proxy.Example.com:3128":        "http://proxy.example.com:3128",
		"tech@proxy.example.com:3128":   "http://tech@proxy.example.com:3128",
		"https://proxy.example.com:443": "https://proxy.example.com:443",
		"socks5://10.0.0.1:1080/":       "socks5://10.0.0.1:1080",
		"[fd00::1]:8080":                "http://[fd00::1]:8080",
		"EXAMPLE%5Ctech@10.0.0.1:8080":  "http://EXAMPLE%5Ctech@10.0.0.1:8080",
	} {
		p, err := domain.ParseProxy(text)
		if err != nil || p.String() != want {
			t.Errorf("%q is %q, %v; want %q", text, p, err, want)
		}
		if again, err := domain.ParseProxy(p.String()); err != nil || again != p {
			t.Errorf("%q is read again as %q, %v", p, again, err)
		}
	}
}

func TestWhatIsNoProxyIsRefusedWithItsReasonAndWithoutItsPassword(t *testing.T) {
	for text, why := range map[string]string{
		"proxy.example.com":               "port",
		"proxy.example.com:0":             "port",
		"proxy.example.com:70000":         "port",
		":3128":                           "host",
		"tech:hunter2@proxy.example:3128": "keychain",
		"ftp://proxy.example:21":          "ftp",
		"http://proxy.example:80/path":    "more than",
		"http://proxy.example:80?x=1":     "more than",
		"pro\nxy:80":                      "cannot be read",
	} {
		_, err := domain.ParseProxy(text)
		if domain.CodeOf(err) != domain.CodeInvalid || !strings.Contains(err.Error(), why) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
