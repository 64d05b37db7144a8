package message

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"runchecks/domain"
)

func mustDecode(t testing.TB, raw string) *Message {
	t.Helper()
	m, err := Decode(context.Background(), []byte(raw))
	if err != nil {
		t.Fatalf("Decode: %v", err)
	}
	return m
}

// crlf lets the cases be written with plain line feeds.
func crlf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

func TestEachKnownTrapIsRepaired(t *testing.T) {
	cases := []struct {
		name string
		raw  string
		see  func(*Message) string
		want string
	}{
		{"no charset and valid UTF-8", "Subject: x\n\nClient PC-MÜLLER done\n", (*Message).Body, "Client PC-MÜLLER done\n"},
		{"no charset and Latin-1 bytes", "Subject: x\n\nClient PC-M\xdcLLER\n", (*Message).Body, "Client PC-MÜLLER\n"},
		{
			"raw 8-bit UTF-8 in the subject",
			"Subject: Sicherung für Köln\n\nx",
			func(m *Message) string { return m.Subject },
			"Sicherung für Köln",
		},
		{
			"UTF-8 labelled us-ascii",
			"Content-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: 8bit\n\nGrößer\n",
			(*Message).Body,
			"Größer\n",
		},
		{"UTF-8 labelled iso-8859-1", "Content-Type: text/plain; charset=iso-8859-1\n\nGrößer\n", (*Message).Body, "Größer\n"},
		{"an unknown charset", "Content-Type: text/plain; charset=x-strange\n\nGr\xf6\xdfer\n", (*Message).Body, "Größer\n"},
		{
			"charset detached from its header",
			"Content-Type: text/plain;\nAuto-Submitted: auto-generated;\n\tcharset=\"UTF-8\"\nSubject: x\n\nKöln\n",
			(*Message).Body,
			"Köln\n",
		},
		{"stray semicolons", "MIME-version: 1.0;\nContent-Type: text/html; charset=\"UTF-8\";\n\n<p>Köln</p>", (*Message).Body, "Köln"},
		{"a charset given twice", "Content-Type: text/html; charset=utf-8; charset=us-ascii\n\n<p>Köln</p>", (*Message).Body, "Köln"},
		{
			"XML declaration utf-16 in UTF-8",
			"Content-Type: text/html; charset=utf-8\n\n<?xml version=\"1.0\" encoding=\"utf-16\"?>\n<html><body><p>Köln</p></body></html>",
			(*Message).Body,
			"Köln",
		},
		{
			"UTF-16 with a byte-order mark",
			"Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(
				[]byte("\xff\xfeK\x00\xf6\x00l\x00n\x00"),
			),
			(*Message).Body,
			"Köln",
		},
		{
			"UTF-16 without mark or label",
			"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(
				[]byte("B\x00a\x00c\x00k\x00u\x00p\x00 \x00O\x00K\x00"),
			),
			(*Message).Body,
			"Backup OK",
		},
		{
			"bare line feed in the subject",
			"Subject: UrBackup: backup of \"PC\"\n - success\n\nx",
			func(m *Message) string { return m.Subject },
			`UrBackup: backup of "PC" - success`,
		},
		{
			"line feed inside an encoded subject",
			"Subject: =?UTF-8?B?" + base64.StdEncoding.EncodeToString([]byte("[Success] WEB01\n")) + "?=\n\nx",
			func(m *Message) string { return m.Subject },
			"[Success] WEB01",
		},
		{
			"split encoded words",
			"Subject: =?windows-1252?Q?[Failed]_Bjork_(2_objects)?=\n =?windows-1252?Q?_2_failed?=\n\nx",
			func(m *Message) string { return m.Subject },
			"[Failed] Bjork (2 objects) 2 failed",
		},
		{
			"an encoded word split inside a character",
			"Subject: =?UTF-8?B?4pyF?= =?UTF-8?Q?_K=C3?=\n =?UTF-8?Q?=B6ln?=\n\nx",
			func(m *Message) string { return m.Subject },
			"✅ Köln",
		},
		{
			"an encoded word with blanks inside",
			"Subject: =?utf-8?Q?Backup f=C3=BCr Köln?=\n\nx",
			func(m *Message) string { return m.Subject },
			"Backup für Köln",
		},
		{
			"an unknown encoded word",
			"Subject: =?bogus?X?abc?= rest\n\nx",
			func(m *Message) string { return m.Subject },
			"=?bogus?X?abc?= rest",
		},
		{
			"no-break blanks in the text",
			"Content-Type: text/plain; charset=utf-8\n\nzaterdag\u00a01\u202ffebruari\n",
			(*Message).Body,
			"zaterdag 1 februari\n",
		},
		{"a text that is really HTML", "Content-Type: text/plain\n\n<html><body><b>Done</b></body></html>", (*Message).Body, "Done"},
		{
			"a header line without colon",
			"Subject: kept\nthis is no header\nFrom: a@example.com\nContent-Type: text/plain; charset=utf-8\n\nKöln\n",
			func(m *Message) string { return m.Subject + "|" + m.FromAddress + "|" + strings.TrimSpace(m.Body()) },
			"kept|a@example.com|Köln",
		},
		{"an mbox line first", "From someone Mon Jan 1\nSubject: x\n\nbody", (*Message).Body, "body"},
		{
			"bare carriage returns",
			"Subject: x\rFrom: a@example.com\r\rbody\r",
			func(m *Message) string { return m.Subject + "|" + strings.TrimSpace(m.Body()) },
			"x|body",
		},
		{"damaged base64", "Content-Transfer-Encoding: base64\nSubject: x\n\nQmFj!!!!a3VwIE9L\n", (*Message).Body, "Backup OK"},
		{
			"a soft break inside a tag",
			"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<ta=\nble><tr><td>x=3D1</td></tr></table>",
			(*Message).Body,
			"x=1",
		},
		{
			"an address without name",
			"From: root@web01.example.com\n\nx",
			func(m *Message) string { return m.FromAddress },
			"root@web01.example.com",
		},
		{
			"an address in an encoded name",
			"From: =?windows-1252?Q?Back=FCp_Server?= <veeam@example.com>\n\nx",
			func(m *Message) string { return m.From + "|" + m.FromAddress },
			"Backüp Server <veeam@example.com>|veeam@example.com",
		},
		{"a broken address", "From: Backup, Exec <be@example.com\n\nx", func(m *Message) string { return m.FromAddress }, "be@example.com"},
		{
			"a date as most mails write it",
			"Date: Sat, 1 Feb 2020 01:10:13 +0100\n\nx",
			func(m *Message) string { return m.Date.UTC().Format(time.RFC3339) },
			"2020-02-01T00:10:13Z",
		},
		{
			"a date without its weekday",
			"Date: 1 Feb 20 01:10 +0100\n\nx",
			func(m *Message) string { return m.Date.UTC().Format(time.RFC3339) },
			"2020-02-01T00:10:00Z",
		},
		{
			"a date with a comment",
			"Date: Sat, 1 Feb 2020 01:10:13 +0100 (CET)\n\nx",
			func(m *Message) string { return m.Date.UTC().Format(time.RFC3339) },
			"2020-02-01T00:10:13Z",
		},
		{
			"a malformed date",
			"Date: yesterday\n\nx",
			func(m *Message) string { return m.Date.Format(time.RFC3339) },
			"0001-01-01T00:00:00Z",
		},
		{
			"a date before mail",
			"Date: Thu, 01 Jan 1970 00:00:00 +0000\n\nx",
			func(m *Message) string { return fmt.Sprint(m.Date.IsZero()) },
			"true",
		},
		{"a Message-ID", "Message-ID: <a.b@c>\n\nx", func(m *Message) string { return m.MessageID }, "a.b@c"},
		{"forward prefixes", "Subject: FW: Fwd: TR : WG: [EXTERNAL] [Failed] Job\n\nx", (*Message).BareSubject, "[Failed] Job"},
		{
			"a subject that begins like a prefix",
			"Subject: Replication Job: '1' failed\n\nx",
			(*Message).BareSubject,
			"Replication Job: '1' failed",
		},
	}
	for _, c := range cases {
		for _, ends := range []string{"LF", "CRLF"} {
			t.Run(c.name+"/"+ends, func(t *testing.T) {
				raw := c.raw
				if ends == "CRLF" {
					raw = crlf(raw)
				}
				if got := c.see(mustDecode(t, raw)); got != c.want {
					t.Errorf("got %q, want %q", got, c.want)
				}
			})
		}
	}
}

const alternative = `Subject: x
Content-Type: multipart/mixed; boundary="M"

--M
Content-Type: multipart/alternative; boundary="A"

--A
Content-Type: text/plain; charset=utf-8

 
--A
Content-Type: text/html; charset=utf-8

<p>The report</p>
--A--
--M
Content-Type: text/plain

This message was scanned.
--M--
`

func TestABlankTextAndAGatewayFooterDoNotHideTheHTML(t *testing.T) {
	m := mustDecode(t, crlf(alternative))
	if m.Text != "" || !strings.Contains(m.HTML, "The report") {
		t.Errorf("text %q, HTML %q", m.Text, m.HTML)
	}
	if got := m.Body(); got != "The report\nThis message was scanned." {
		t.Errorf("body %q", got)
	}
	if m.Truncated {
		t.Errorf("held to be truncated: %v", m.Problems)
	}
}

func TestAMissingClosingBoundaryIsATruncation(t *testing.T) {
	whole := crlf(alternative)
	cut := whole[:strings.LastIndex(whole, "--M--")]
	if m := mustDecode(t, cut); !m.Truncated || len(m.Problems) == 0 {
		t.Errorf("truncated %t, problems %v", m.Truncated, m.Problems)
	}
}

func TestAMailThatEndsWithinItsHeaderIsTruncated(t *testing.T) {
	if m := mustDecode(t, "From: a@example.com\r\nSubject: [Success] Job"); !m.Truncated || m.Subject != "[Success] Job" {
		t.Errorf("truncated %t, subject %q", m.Truncated, m.Subject)
	}
}

func TestHTMLWithoutItsEndIsATruncation(t *testing.T) {
	for html, want := range map[string]bool{
		"<html><body><p>x</p></body></html>": false,
		"<html><body><p>x</p>":               true,
		"<p>x</p>":                           false,
		"<table><tr><td>x</td></tr>":         true,
		"<div>x</div><b":                     true,
		"<div>5 < 6</div>":                   false,
	} {
		if m := mustDecode(t, "Content-Type: text/html\r\n\r\n"+html); m.Truncated != want {
			t.Errorf("%s: truncated %t", html, m.Truncated)
		}
	}
}

func TestAForwardedMessageIsAMessageOfItsOwn(t *testing.T) {
	raw := crlf(`From: tech@example.com
Subject: FW: [Failed] x
Content-Type: multipart/mixed; boundary="F"

--F
Content-Type: text/plain

please look
--F
Content-Type: message/rfc822

From: veeam@example.com
Subject: [Failed] x

inner body
--F--
`)
	m := mustDecode(t, raw)
	if m.Forwarded == nil || m.Forwarded.FromAddress != "veeam@example.com" || strings.TrimSpace(m.Forwarded.Body()) != "inner body" {
		t.Fatalf("forwarded: %+v", m.Forwarded)
	}
	if !m.IsForward() || m.Forwarded.IsForward() {
		t.Error("the subjects are misread")
	}
	if m.Truncated || m.Forwarded.Truncated {
		t.Errorf("held to be truncated: %v %v", m.Problems, m.Forwarded.Problems)
	}
}

func TestATextThatOnlyPointsToTheHTMLIsNotTheBody(t *testing.T) {
	m := mustDecode(
		t,
		crlf(
			"Subject: x\nContent-Type: multipart/alternative; boundary=\"A\"\n\n--A\nContent-Type: text/plain\n\n"+
				"This mail needs a reader that can display HTML.\n"+
				"--A\nContent-Type: text/html\n\n<p>The report</p>\n--A--\n",
		),
	)
	if m.Text != "" || !strings.HasPrefix(m.Body(), "The report") {
		t.Errorf("text %q, body %q", m.Text, m.Body())
	}
}

func TestABounceForwardsNothing(t *testing.T) {
	m := mustDecode(t, crlf(`From: MAILER-DAEMON@example.com
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="F"

--F
Content-Type: text/plain

could not be delivered
--F
Content-Type: message/rfc822

Subject: [Success] x

inner body
--F--
`))
	if m.Forwarded != nil || len(m.Attachments) != 1 {
		t.Errorf("forwarded %+v, %d attachments", m.Forwarded, len(m.Attachments))
	}
}

func TestForwardsAreFollowedThreeDeep(t *testing.T) {
	raw := "Subject: innermost\r\n\r\nend\r\n"
	for i := range 6 {
		raw = fmt.Sprintf(
			"Subject: level %d\r\nContent-Type: multipart/mixed; boundary=\"b%d\"\r\n\r\n"+
				"--b%d\r\nContent-Type: message/rfc822\r\n\r\n%s\r\n--b%d--\r\n",
			i,
			i,
			i,
			raw,
			i,
		)
	}
	depth := 0
	for m := mustDecode(t, raw).Forwarded; m != nil; m = m.Forwarded {
		depth++
	}
	if depth != maxForwards {
		t.Errorf("%d levels, want %d", depth, maxForwards)
	}
}

func TestAnAttachmentIsNotTheBody(t *testing.T) {
	m := mustDecode(t, crlf(`Subject: x
Content-Type: multipart/mixed; boundary="M"

--M
Content-Type: text/plain

short
--M
Content-Type: text/html; name="report.html"
Content-Disposition: attachment; filename="=?UTF-8?Q?Bericht_K=C3=B6ln.html?="

<p>all failed</p>
--M--
`))
	if m.HTML != "" || strings.TrimSpace(m.Text) != "short" {
		t.Errorf("text %q, HTML %q", m.Text, m.HTML)
	}
	if len(m.Attachments) != 1 || m.Attachments[0].Name != "Bericht Köln.html" ||
		!strings.Contains(string(m.Attachments[0].Content), "all failed") {
		t.Errorf("attachments: %+v", m.Attachments)
	}
}

// bomb nests multiparts, closed or not.
func bomb(levels int, closed bool) string {
	var b strings.Builder
	b.WriteString("Subject: bomb\r\n")
	for i := range levels {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=\"b%d\"\r\n\r\n--b%d\r\n", i, i)
	}
	b.WriteString("Content-Type: text/plain\r\n\r\ninnermost text\r\n")
	if closed {
		for i := levels - 1; i >= 0; i-- {
			fmt.Fprintf(&b, "--b%d--\r\n", i)
		}
	}
	return b.String()
}

func TestHostileMailCostsLittleAndIsMarked(t *testing.T) {
	var parts strings.Builder
	parts.WriteString("Subject: parts\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n")
	for i := range 50_000 {
		fmt.Fprintf(&parts, "--b\r\nContent-Type: text/plain\r\n\r\npart %d\r\n", i)
	}
	parts.WriteString("--b--\r\n")
	cases := map[string]string{
		"26 levels, none closed":    bomb(26, false),
		"3,000 levels, none closed": bomb(3000, false),
		"1,000 levels, closed":      bomb(1000, true),
		"50,000 parts":              parts.String(),
		"10 MB in one line":         "Subject: line\r\n\r\n" + strings.Repeat("x", 10<<20),
		"a header line of 1 MB":     "Subject: head\r\nX-Long: " + strings.Repeat("y", 1<<20) + "\r\n\r\nbody\r\n",
		"33 MB":                     "Subject: big\r\n\r\n" + strings.Repeat("0123456789abcde\n", 33<<16),
		"HTML 100,000 deep": "Subject: deep\r\nContent-Type: text/html\r\n\r\n" + strings.Repeat(
			"<div>",
			100_000,
		) + "text" + strings.Repeat(
			"</div>",
			100_000,
		),
		"tables 100,000 deep": "Subject: deep\r\nContent-Type: text/html\r\n\r\n" + strings.Repeat(
			"<table><tr><td>",
			100_000,
		) + "text",
	}
	for name, raw := range cases {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			m := mustDecode(t, raw)
			lines := len(m.Lines())
			if took := time.Since(begin); took > 5*time.Second {
				t.Errorf("took %s", took)
			}
			if m.Subject == "" {
				t.Error("the subject is lost")
			}
			if len(m.Text) > maxBody+4096 {
				t.Errorf("%d bytes of text", len(m.Text))
			}
			if strings.HasPrefix(name, "26 levels") && strings.TrimSpace(m.Body()) != "innermost text" {
				t.Errorf("the text is lost: %q", m.Body())
			}
			if !m.Truncated &&
				(strings.Contains(name, "levels") || strings.Contains(name, "parts") || strings.Contains(name, "MB in") ||
					name == "33 MB") {
				t.Errorf("not marked as truncated; %d lines, problems %v", lines, m.Problems)
			}
			t.Logf("%d lines, %v", lines, m.Problems)
		})
	}
}

func TestNestingWithinTheLimitsIsRead(t *testing.T) {
	m := mustDecode(t, bomb(6, true))
	if m.Truncated || strings.TrimSpace(m.Body()) != "innermost text" {
		t.Errorf("truncated %t, body %q, problems %v", m.Truncated, m.Body(), m.Problems)
	}
}

func TestAnEmptyMailIsAnErrorForPeople(t *testing.T) {
	for _, raw := range []string{"", "\r\n\r\n", "\x00\x01\x02"} {
		if m, err := Decode(context.Background(), []byte(raw)); err == nil {
			t.Logf("%q: %+v", raw, m)
		} else if !strings.HasPrefix(err.Error(), "reading the message: ") {
			t.Errorf("%q: %v", raw, err)
		}
	}
}

func TestACancelledContextStopsDecode(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Decode(ctx, []byte("Subject: x\r\n\r\nx")); err == nil {
		t.Error("no error")
	}
}

func FuzzDecode(f *testing.F) {
	files, _ := filepath.Glob("../readers/testdata/mails/*/*.eml")
	for _, name := range files {
		if raw, err := os.ReadFile(name); err == nil && len(raw) < 4096 {
			f.Add(raw)
		}
	}
	containers, _ := filepath.Glob("testdata/containers/*.eml")
	for _, name := range containers {
		if raw, err := os.ReadFile(name); err == nil {
			f.Add(raw)
		}
	}
	f.Add([]byte(mailOf(plainPart("See the log."), encoded("application/zip", "log.zip", zipOf(f, "x/backup.log", "OK")))))
	f.Add([]byte(mailOf(plainPart("Log:\r\n" + uuLog))))
	f.Add([]byte(bomb(12, false)))
	f.Add([]byte(crlf(alternative)))
	f.Add([]byte("Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n\r\n----\r\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		begin := time.Now()
		m, err := Decode(context.Background(), raw)
		if err != nil {
			return
		}
		for _, s := range []string{m.Subject, m.From, m.Text, m.HTML, m.Body()} {
			if !utf8.ValidString(s) {
				t.Fatalf("not valid UTF-8: %q", s)
			}
		}
		opened := 0
		for _, x := range m.EnclosedTexts() {
			if opened += len(x.Text); !utf8.ValidString(x.Text) {
				t.Fatalf("not valid UTF-8: %q", x.Text)
			}
		}
		if opened > len(raw)*8+8*maxOpened {
			t.Fatalf("%d bytes of %d", opened, len(raw))
		}
		for _, u := range m.Unopened {
			if u.Name == "" || u.Why == "" {
				t.Fatalf("%+v", u)
			}
		}
		if strings.ContainsAny(m.Subject, "\r\n") {
			t.Fatalf("line break in the subject %q", m.Subject)
		}
		for _, table := range m.Tables() {
			for _, row := range table.Rows {
				row.Texts()
			}
		}
		if took := time.Since(begin); took > 10*time.Second {
			t.Fatalf("took %s", took)
		}
	})
}

func TestTheFoldedBodyIsTheFoldOfItsLines(t *testing.T) {
	for _, lines := range [][]string{nil, {""}, {"", "", "A  b", "", " C\u00a0D "}, {"\u0301x", "e\u0301", "\u200b", "Ä"}, {"\t", "one", "\t"}} {
		if got, want := foldLines(lines, lines), domain.Fold(norm.NFC.String(strings.Join(append(lines[:len(lines):len(lines)], lines...), "\n"))); got != want {
			t.Errorf("%q: %q, want %q", lines, got, want)
		}
	}
}
