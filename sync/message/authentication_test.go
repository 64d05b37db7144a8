package message

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"runchecks/domain"
)

func TestAuthenticationResultsAreReadByTheirGrammar(t *testing.T) {
	for name, c := range map[string]struct {
		value  string
		server string
		want   string // method=result domain, parted by commas
	}{
		"one of each":              {`mx.example.com; spf=pass smtp.mailfrom=example.net; dkim=pass header.d=example.net; dmarc=pass header.from=example.net`, "mx.example.com", "spf=pass example.net, dkim=pass example.net, dmarc=pass example.net"},
		"none":                     {`mx.example.com; none`, "mx.example.com", ""},
		"an id alone":              {`mx.example.com`, "mx.example.com", ""},
		"case":                     {`MX.Example.COM; DMARC=Pass Header.From=Example.NET`, "mx.example.com", "dmarc=pass example.net"},
		"a version":                {`mx.example.com 1; dmarc=pass`, "mx.example.com", "dmarc=pass "},
		"another version":          {`mx.example.com 2; dmarc=pass`, "mx.example.com", ""},
		"a version of a method":    {`mx.example.com; dkim/1=pass header.d=a.example; spf / 2 = pass`, "mx.example.com", "dkim=pass a.example"},
		"comments everywhere":      {`(a) mx.example.com (b (c\) d)) 1 (e); (f) dmarc (g) = (h) pass (p=none; dis=none) reason (i) = "x; spf=pass" header (j) . from = a.example`, "mx.example.com", "dmarc=pass a.example"},
		"a quoted id":              {`"mx example; com"; spf=pass smtp.mailfrom=a.example`, "mx example; com", "spf=pass a.example"},
		"a quoted value":           {`mx; spf=fail smtp.mailfrom="a\" ; dmarc=pass x"@evil.example`, "mx", "spf=fail evil.example"},
		"blanks around everything": {"mx ;\t spf = pass\tsmtp.mailfrom = a@b.example  ;", "mx", "spf=pass b.example"},
		"no blanks":                {`mx;spf=pass smtp.mailfrom=a@b.example;dmarc=fail(x)header.from=b.example`, "mx", "spf=pass b.example, dmarc=fail b.example"},
		"Gmail": {`mx.google.com; dkim=pass header.i=@a.example header.s=s1 header.b="AbC/+=="; spf=pass (google.com: domain of x@b.a.example designates 192.0.2.1 as permitted sender) ` +
			`smtp.mailfrom=x@b.a.example; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=a.example`, "mx.google.com", "dkim=pass a.example, spf=pass b.a.example, dmarc=pass a.example"},
		"Exchange Online names nobody": {`spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=a.example; dkim=none (message not signed) header.d=none;dmarc=bestguesspass action=none header.from=a.example;compauth=pass reason=109`,
			"", "spf=pass a.example, dkim=none none, dmarc=bestguesspass a.example, compauth=pass "},
		"HELO of a bounce":             {`mx; spf=pass smtp.mailfrom=<> smtp.helo=host.a.example`, "mx", "spf=pass host.a.example"},
		"a comment without end":        {`mx; spf=pass (x smtp.mailfrom=a.example; dmarc=fail`, "mx", ""},
		"a string without end":         {`mx; spf=pass smtp.mailfrom="x; dmarc=fail`, "mx", ""},
		"a comment before the id":      {`(mx; dmarc=pass`, domain.UnreadableServer, ""},
		"nothing":                      {``, domain.UnreadableServer, ""},
		"a result that is none":        {`mx; what is this; dmarc=pass`, "mx", "dmarc=pass "},
		"the first of two properties":  {`mx; dkim=pass header.d=a.example header.d=b.example`, "mx", "dkim=pass a.example"},
		"no more of it than is useful": {`mx` + strings.Repeat("; dkim=pass", 1000), "mx", strings.TrimSuffix(strings.Repeat("dkim=pass , ", maxAuthResults), ", ")},
	} {
		h := parseAuthResults(c.value)
		var got []string
		for _, r := range h.Results {
			got = append(got, fmt.Sprintf("%s=%s %s", r.Method, r.Result, r.Domain))
		}
		if text := strings.Join(got, ", "); h.Server != c.server || text != c.want {
			t.Errorf("%s:\n got %q %q\nwant %q %q", name, h.Server, text, c.server, c.want)
		}
	}
}

func TestTheHeaderTellsWhereAnAnswerStands(t *testing.T) {
	mail := func(lines ...string) domain.Authentication {
		t.Helper()
		m, err := Decode(context.Background(), []byte(strings.Join(append(lines, "To: b@example.com", "Subject: x", "", "text"), "\r\n")))
		if err != nil {
			t.Fatal(err)
		}
		return m.Authentication
	}
	const answer = "Authentication-Results: mx.example.com;\r\n\tdmarc=pass\r\n header.from=a.example"
	const from = "From: NAS <nas@a.example>"
	aligned := []domain.AuthResult{{Method: "dmarc", Result: "pass", Domain: "a.example", Aligned: true}}
	other := []domain.AuthResult{{Method: "dmarc", Result: "pass", Domain: "a.example"}}
	for name, c := range map[string]struct {
		got  domain.Authentication
		want []domain.AuthHeader
	}{
		"on top, folded":       {mail(answer, from), []domain.AuthHeader{{Server: "mx.example.com", Results: aligned}}},
		"names in any case":    {mail("AUTHENTICATION-RESULTS : mx.example.com; none", from), []domain.AuthHeader{{Server: "mx.example.com"}}},
		"ARC is another thing": {mail("ARC-Authentication-Results: i=1; mx.example.com; dmarc=pass", from), nil},
		"below its own hop":    {mail("Received: from a by mx2.example.com with ESMTP", answer, from), []domain.AuthHeader{{Server: "mx.example.com", Hops: 1, Results: aligned}}},
		"below machines behind": {mail("Received: by 2002:a05:6214:1:b0:1 with SMTP id x", "Received: from x (by evil.example [192.0.2.1]) by mail with LMTP", answer, from),
			[]domain.AuthHeader{{Server: "mx.example.com", Hops: 2, Results: aligned}}},
		"below the host that delivers": {mail("Received: from a by imap.provider.example", answer, from), []domain.AuthHeader{{Server: "mx.example.com", Hops: 1, Results: aligned}}},
		"below a foreign hop":          {mail("Received: from b by mx.example.com", "Received: from a by relay.evil.example;", answer, from), []domain.AuthHeader{{Server: "mx.example.com", Hops: 2, Foreign: true, Results: aligned}}},
		"another organisation":         {mail(answer, "From: x@b.example"), []domain.AuthHeader{{Server: "mx.example.com", Results: other}}},
		"a host of the organisation":   {mail(answer, "From: x@nas.a.example"), []domain.AuthHeader{{Server: "mx.example.com", Results: aligned}}},
		"two senders":                  {mail(answer, from, "From: x@b.example"), []domain.AuthHeader{{Server: "mx.example.com", Results: other}}},
		"two addresses":                {mail(answer, "From: x@b.example, nas@a.example"), []domain.AuthHeader{{Server: "mx.example.com", Results: other}}},
		"an address as the name":       {mail(answer, "From: nas@a.example <nas@a.example>"), []domain.AuthHeader{{Server: "mx.example.com", Results: aligned}}},
		"another one as the name":      {mail(answer, "From: boss@c.example <nas@a.example>"), []domain.AuthHeader{{Server: "mx.example.com", Results: other}}},
		"in the body":                  {mail(from, "", answer), nil},
	} {
		if !reflect.DeepEqual(c.got.Headers, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", name, c.got.Headers, c.want)
		}
	}
}

func TestDomainsOfOneOrganisation(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"a.example", "A.example.", true}, {"nas.a.example", "mail.a.example", true}, {"a.co.uk", "b.co.uk", false}, {"x.a.co.uk", "a.co.uk", true},
		{"notexample.com", "example.com", false}, {"münchen.example", "xn--mnchen-3ya.example", true}, {"", "", false}, {"local", "local", true}, {"a.github.io", "b.github.io", false},
	} {
		if got := sameOrganisation(c.a, c.b); got != c.same {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}

func FuzzAuthentication(f *testing.F) {
	f.Add("Authentication-Results: mx; dmarc=pass (x) header.from=\"a\"@b\r\nFrom: a@b\r\n", "a@b")
	f.Fuzz(func(t *testing.T, head, from string) {
		a := authentication([]byte(head), from)
		if len(a.Headers) > maxAuthHeaders {
			t.Errorf("%d headers", len(a.Headers))
		}
	})
}
