package link_test

import (
	"net/url"
	"strings"
	"testing"

	"runchecks/ui/mailview/link"
)

func TestALinkLeadsToTheHostThatIsShown(t *testing.T) {
	cases := []struct{ name, href, host, address string }{
		{"https", "https://example.com/a?b=c#d", "example.com", "https://example.com/a?b=c#d"},
		{"http", "http://example.com", "example.com", "http://example.com"},
		{"capitals", "HTTPS://Example.COM/Path", "example.com", "https://example.com/Path"},
		{"white space around", " \n https://example.com/ \t", "example.com", "https://example.com/"},
		{"a line end inside", "https://exam\r\nple.com/\tx", "example.com", "https://example.com/x"},
		{"a port", "https://nas.example.com:8443/x", "nas.example.com:8443", "https://nas.example.com:8443/x"},
		{"an address of numbers", "http://10.0.0.1/x", "10.0.0.1", "http://10.0.0.1/x"},
		{"IPv6", "http://[2001:db8::1]/x", "[2001:db8::1]", "http://[2001:db8::1]/x"},
		{"IPv6 with port", "http://[2001:db8::1]:8080/x", "[2001:db8::1]:8080", "http://[2001:db8::1]:8080/x"},
		{"no scheme of its own", "//example.com/x", "example.com", "https://example.com/x"},
		{"backslashes", `https:\\example.com\x`, "example.com", "https://example.com/x"},
		{"backslashes without scheme", `\\example.com\x`, "example.com", "https://example.com/x"},
		{"a name before the host", "https://bank.example@evil.example/x", "evil.example", "https://evil.example/x"},
		{"a name and password before the host", "https://bank.example:443@evil.example:8443/", "evil.example:8443", "https://evil.example:8443/"},
		{"a backslash before the at", `https://evil.example\@bank.example/`, "evil.example", "https://evil.example/@bank.example/"},
		{"umlauts", "https://köln.example/", "xn--kln-sna.example", "https://xn--kln-sna.example/"},
		{"Cyrillic letters that look Latin", "https://\u0430pple.com/", "xn--pple-43d.com", "https://xn--pple-43d.com/"},
		{"wide letters", "https://ｅｘａｍｐｌｅ.com/", "example.com", "https://example.com/"},
		{"underscores", "https://my_nas.example/", "my_nas.example", "https://my_nas.example/"},
		{"a host without dots", "http://nas/x", "nas", "http://nas/x"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, ok := link.Parse(c.href)
			if !ok || got.Mail || got.Host != c.host || got.Address != c.address {
				t.Fatalf("%+v %t, want %q at %q", got, ok, c.address, c.host)
			}
			u, err := url.Parse(got.Address)
			if err != nil || u.Host != got.Host || u.User != nil {
				t.Errorf("%q leads to %v (%v), shown is %q", got.Address, u, err, got.Host)
			}
			if again, ok := link.Parse(got.Address); !ok || again != got {
				t.Errorf("read again it is %+v", again)
			}
		})
	}
}

func TestOtherSchemesAreNeverOpened(t *testing.T) {
	for _, href := range []string{
		"javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)", "java\x00script:alert(1)",
		"javascript://example.com/%0aalert(1)", `javascript:\\example.com`, "jav&#x09;ascript:alert(1)", "javascript&colon;alert(1)", "javascript%3aalert(1)",
		"data:text/html,<script>alert(1)</script>", "DATA:text/html;base64,PHNjcmlwdD4=", "vbscript:msgbox(1)", "VBScript:x",
		"file:///etc/passwd", "FILE://server/share/x.exe", "file:C:/x", `\\\\`, "ms-settings:x", "ftp://example.com/", "smb://example.com/x", "tel:+49", "sms:1", "cid:picture", "mid:x",
		"about:blank", "blob:https://example.com/x", "view-source:https://example.com/", "ws://example.com", "search-ms:query=x", "ldap://example.com/", "ssh://example.com", "x:y",
	} {
		if got, ok := link.Parse(href); ok {
			t.Errorf("%q leads to %+v", href, got)
		}
	}
}

func TestWhatHasNoHostIsNotOpened(t *testing.T) {
	for _, href := range []string{
		"", " ", "#top", "page.html", "/page.html", "?a=b", "example.com", "www.example.com/x", "https:", "https://", "https:///x", "http:/x", "http:example.com", "https://user@/", "https://:80/",
		"https://[::1/", "https://exa mple.com/", "https://example.com:port/", "https://%zz/", "https://" + strings.Repeat("a", 3000), "mailto:", "mailto:nobody", "mailto:?to=a@example.com",
	} {
		if got, ok := link.Parse(href); ok {
			t.Errorf("%.60q leads to %+v", href, got)
		}
	}
}

func TestAMailAddressLosesWhatTheSenderPutIntoIt(t *testing.T) {
	for _, href := range []string{
		"mailto:a@example.com", "MAILTO:a@example.com", "mailto:a@example.com?subject=x&body=y&cc=z@example.com", "mailto:a%40example.com?attach=/etc/passwd", " mailto:a@exam\nple.com",
	} {
		got, ok := link.Parse(href)
		if !ok || !got.Mail || got.Host != "a@example.com" {
			t.Errorf("%q: %+v %t", href, got, ok)
			continue
		}
		if u, err := url.Parse(got.Address); err != nil || u.Scheme != "mailto" || u.RawQuery != "" || strings.ContainsAny(got.Address, "?&") {
			t.Errorf("%q is opened as %q (%v)", href, got.Address, err)
		}
	}
}

func TestAHiddenQuestionMarkAddsNothingToAMail(t *testing.T) {
	got, ok := link.Parse("mailto:a@example.com%3Fbody=x")
	if ok && strings.Contains(got.Address, "?") {
		t.Errorf("%+v", got)
	}
}
