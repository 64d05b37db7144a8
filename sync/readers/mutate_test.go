package readers_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/unicode"

	"runchecks/domain"
	"runchecks/sync/message"
)

// mutation writes a mail again in another form that says the same. Each returns nil
// where it does not apply.
type mutation func(t *testing.T, m *message.Message, raw []byte) []byte

var mutations = map[string]mutation{
	"plain":                   func(_ *testing.T, m *message.Message, _ []byte) []byte { return plain(m) },
	"quoted-printable":        softBreaks,
	"base64 in UTF-16":        utf16,
	"forwarded in line":       forwardedInline,
	"forwarded as attachment": forwardedAttached,
	"replied to, quoted":      quoted,
	"HTML written anew":       reserialised,
	"rows in another order":   rowsReversed,
	"line feeds only": func(_ *testing.T, _ *message.Message, raw []byte) []byte {
		return bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	},
	"a footer by a gateway":  footer,
	"the text part only":     textOnly,
	"the HTML part only":     htmlOnly,
	"another subject prefix": prefixed,
}

// A mail that took another way says the same, or less: never more.
func TestNoFormOfAMailIsReadBetterThanTheMail(t *testing.T) {
	for _, s := range samples(t) {
		t.Run(s.path, func(t *testing.T) {
			whole, m := read(t, s.raw)
			original, spoke := worstOf(whole)
			want := status(t, s.want.Status)
			if !spoke || original == domain.Unknown {
				original = want
			}
			for name, change := range mutations {
				raw := change(t, m, s.raw)
				if raw == nil {
					continue
				}
				copy, _ := read(t, raw)
				got, ok := worstOf(copy)
				if ok && better(original, got) {
					t.Errorf("%s: %s, the mail itself is %s; from %+v by %s", name, got, original, copy.Results[0].Evidence, copy.Reader)
				}
				if ok && got == domain.Success && want != domain.Success && want != domain.Unknown {
					t.Errorf("%s: Success, a careful person says %s", name, want)
				}
			}
		})
	}
}

// The same report by another way is still recognised where its reader promises so.
func TestKnownReportsAreRecognisedInEveryForm(t *testing.T) {
	for _, s := range samples(t) {
		want, own := ownReader[s.folder]
		if !own {
			continue
		}
		t.Run(s.path, func(t *testing.T) {
			whole, m := read(t, s.raw)
			original, _ := worstOf(whole)
			for _, name := range []string{"plain", "quoted-printable", "base64 in UTF-16", "forwarded as attachment", "HTML written anew", "line feeds only", "another subject prefix"} {
				raw := mutations[name](t, m, s.raw)
				if raw == nil {
					continue
				}
				copy, _ := read(t, raw)
				if got, ok := worstOf(copy); !ok || got != original || copy.Reader != want {
					t.Errorf("%s: %s by %q (%s), want %s by %s", name, got, copy.Reader, copy.Reason, original, want)
				}
			}
		})
	}
}

func report(m *message.Message) *message.Message {
	if m.Forwarded != nil {
		return m.Forwarded
	}
	return m
}

// head writes the header lines of a mail but for those of its content.
func head(b *bytes.Buffer, m *message.Message, subject string) {
	fmt.Fprintf(b, "From: %s\r\nTo: a@example.com\r\nDate: %s\r\nMIME-Version: 1.0\r\nSubject: %s\r\n", mime.QEncoding.Encode("utf-8", m.From), m.Header("Date"), mime.BEncoding.Encode("utf-8", subject))
}

// parts writes the bodies of a mail, each through encode.
func parts(m *message.Message, subject, charset, encoding string, encode func(string) string) []byte {
	var b bytes.Buffer
	head(&b, m, subject)
	part := func(kind, text string) {
		fmt.Fprintf(&b, "Content-Type: text/%s; charset=%s\r\nContent-Transfer-Encoding: %s\r\n\r\n%s\r\n", kind, charset, encoding, encode(text))
	}
	switch {
	case m.Text != "" && m.HTML != "":
		b.WriteString("Content-Type: multipart/alternative; boundary=zz\r\n\r\n--zz\r\n")
		part("plain", m.Text)
		b.WriteString("--zz\r\n")
		part("html", m.HTML)
		b.WriteString("--zz--\r\n")
	case m.HTML != "":
		part("html", m.HTML)
	default:
		part("plain", m.Text)
	}
	return b.Bytes()
}

func softBreaks(t *testing.T, m *message.Message, _ []byte) []byte {
	m = report(m)
	return parts(m, m.Subject, "utf-8", "quoted-printable", func(s string) string {
		var b bytes.Buffer
		w := quotedprintable.NewWriter(&b)
		if _, err := w.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.String()
	})
}

func utf16(t *testing.T, m *message.Message, _ []byte) []byte {
	m = report(m)
	return parts(m, m.Subject, "utf-16", "base64", func(s string) string {
		encoded, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		text := base64.StdEncoding.EncodeToString([]byte(encoded))
		var b strings.Builder
		for len(text) > 76 {
			b.WriteString(text[:76] + "\r\n")
			text = text[76:]
		}
		return b.String() + text
	})
}

func prefixed(_ *testing.T, m *message.Message, _ []byte) []byte {
	m = report(m)
	return parts(m, "FW: "+m.Subject, "utf-8", "8bit", func(s string) string { return s })
}

func forwardedInline(_ *testing.T, m *message.Message, _ []byte) []byte {
	m = report(m)
	intro := fmt.Sprintf("Please look at this.\r\n\r\n-----Original Message-----\r\nFrom: %s\r\nSubject: %s\r\n\r\n", m.From, m.Subject)
	copy := message.Message{From: "Kim <kim@example.com>", Text: m.Text, HTML: m.HTML}
	if m.Text != "" {
		copy.Text = intro + m.Text
	}
	if m.HTML != "" {
		copy.HTML = "<div>" + strings.ReplaceAll(html.EscapeString(intro), "\r\n", "<br>") + "</div>" + m.HTML
	}
	return parts(&copy, "FW: "+m.Subject, "utf-8", "8bit", func(s string) string { return s })
}

func forwardedAttached(_ *testing.T, m *message.Message, raw []byte) []byte {
	if m.Forwarded != nil {
		return nil
	}
	var b bytes.Buffer
	b.WriteString("From: Kim <kim@example.com>\r\nTo: a@example.com\r\nDate: Mon, 28 Sep 2026 08:00:00 +0200\r\nSubject: look at this\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=fw\r\n\r\n--fw\r\nContent-Type: text/plain\r\n\r\nsee attached\r\n--fw\r\nContent-Type: message/rfc822\r\n\r\n")
	b.Write(raw)
	b.WriteString("\r\n--fw--\r\n")
	return b.Bytes()
}

func quoted(_ *testing.T, m *message.Message, _ []byte) []byte {
	m = report(m)
	var b bytes.Buffer
	head(&b, &message.Message{From: "Kim <kim@example.com>"}, "RE: "+m.Subject)
	b.WriteString("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nThanks, all successful now.\r\n\r\nOn Monday the server wrote:\r\n")
	for _, l := range m.Lines() {
		b.WriteString("> " + l + "\r\n")
	}
	return b.Bytes()
}

func footer(_ *testing.T, m *message.Message, _ []byte) []byte {
	m = report(m)
	if m.Text == "" {
		return nil
	}
	copy := message.Message{From: m.From, Text: m.Text + "\r\n\r\n--\r\nThis message was scanned successfully. Status: OK\r\n"}
	return parts(&copy, m.Subject, "utf-8", "8bit", func(s string) string { return s })
}

func textOnly(_ *testing.T, m *message.Message, _ []byte) []byte {
	m = report(m)
	copy := message.Message{From: m.From, Text: strings.Join(m.Lines(), "\r\n")}
	return parts(&copy, m.Subject, "utf-8", "8bit", func(s string) string { return s })
}

func htmlOnly(_ *testing.T, m *message.Message, _ []byte) []byte {
	m = report(m)
	if m.HTML == "" || m.Text == "" {
		return nil
	}
	copy := message.Message{From: m.From, HTML: m.HTML}
	return parts(&copy, m.Subject, "utf-8", "8bit", func(s string) string { return s })
}

// changedHTML parses the HTML of a mail, lets change work on the tree, and writes it.
func changedHTML(t *testing.T, m *message.Message, change func(*html.Node)) []byte {
	m = report(m)
	if m.HTML == "" {
		return nil
	}
	root, err := html.Parse(strings.NewReader(m.HTML))
	if err != nil {
		t.Fatal(err)
	}
	change(root)
	var b strings.Builder
	if err := html.Render(&b, root); err != nil {
		t.Fatal(err)
	}
	copy := message.Message{From: m.From, Text: m.Text, HTML: b.String()}
	return parts(&copy, m.Subject, "utf-8", "8bit", func(s string) string { return s })
}

func reserialised(t *testing.T, m *message.Message, _ []byte) []byte {
	return changedHTML(t, m, func(*html.Node) {})
}

// rowsReversed turns the order of all rows of each table but the first around.
func rowsReversed(t *testing.T, m *message.Message, _ []byte) []byte {
	return changedHTML(t, m, func(root *html.Node) {
		for n := range root.Descendants() {
			if n.Type != html.ElementNode || n.DataAtom != atom.Tbody {
				continue
			}
			var rows []*html.Node
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if c.DataAtom == atom.Tr {
					rows = append(rows, c)
				}
			}
			if len(rows) < 3 {
				continue
			}
			for _, r := range rows {
				n.RemoveChild(r)
			}
			slices.Reverse(rows[1:])
			for _, r := range rows {
				n.AppendChild(r)
			}
		}
	})
}
