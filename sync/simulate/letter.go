package simulate

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"mime"
	"mime/quotedprintable"
	"strings"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// letter is a mail before it is sealed into bytes.
type letter struct {
	subject    string
	text, html string // either may be empty
	charset    string // utf-8 if empty; also us-ascii, iso-8859-1, windows-1252
	encoding   string // base64 if empty; also quoted-printable, 8bit, 7bit
	mailer     string
	forged     bool // somebody else sends it
}

// OwnServer is the authserv-id of the mail server, which checks the sender of every mail.
const OwnServer = "mx1.nachtwacht.example"

// inbox is the address that all reports are sent to.
const inbox = "backup-reports@nachtwacht.example"

// seal writes a letter as it lies in a mailbox. sent is the Date header, received
// when the mail server took it in.
func seal(l letter, label, sender string, sent, received time.Time, rng *rand.Rand) []byte {
	if l.charset == "" {
		l.charset = "utf-8"
	}
	if l.encoding == "" {
		l.encoding = "base64"
	}
	_, domain, _ := strings.Cut(sender, "@")
	var b bytes.Buffer
	b.Grow(len(l.text) + len(l.html)*3/2 + 1024)
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	line("Return-Path: <%s>", sender)
	line("Authentication-Results: %s;\r\n\t%s", OwnServer, answer(domain, l.forged))
	line("Received: from mail.%s (mail.%s [192.0.2.%d])", domain, domain, 1+rng.IntN(250))
	line("\tby "+OwnServer+" (Postfix) with ESMTPS id %s", token(rng, 12))
	line("\tfor <%s>; %s", inbox, received.Format(time.RFC1123Z))
	line("From: %s <%s>", word(label, l.charset), sender)
	line("To: %s", inbox)
	line("Date: %s", sent.Format(time.RFC1123Z))
	line("Subject: %s", word(l.subject, l.charset))
	line("Message-ID: <%s@%s>", token(rng, 20), domain)
	if l.mailer != "" {
		line("X-Mailer: %s", l.mailer)
	}
	line("MIME-Version: 1.0")
	if l.text != "" && l.html != "" {
		boundary := "----=_Part_" + token(rng, 16)
		line("Content-Type: multipart/alternative; boundary=%q", boundary)
		line("")
		line("--%s", boundary)
		part(&b, "text/plain", l.text, l)
		line("\r\n--%s", boundary)
		part(&b, "text/html", l.html, l)
		line("\r\n--%s--", boundary)
		return b.Bytes()
	}
	if l.html != "" {
		part(&b, "text/html", l.html, l)
	} else {
		part(&b, "text/plain", l.text, l)
	}
	return b.Bytes()
}

// answer is what the mail server finds about a sender. Three of four domains have SPF,
// DKIM and DMARC; the devices of the others send without.
func answer(domain string, forged bool) string {
	has := signs(domain)
	switch {
	case has && forged:
		return "dmarc=fail (p=none dis=none) header.from=" + domain + ";\r\n\tspf=softfail smtp.mailfrom=" + domain + "; dkim=none"
	case has:
		return "dmarc=pass (p=none dis=none) header.from=" + domain + ";\r\n\tspf=pass smtp.mailfrom=" + domain + "; dkim=pass header.d=" + domain
	default:
		return "dmarc=none header.from=" + domain + ";\r\n\tspf=none smtp.mailfrom=" + domain + "; dkim=none"
	}
}

func signs(domain string) bool {
	h := fnv.New32a()
	_, _ = h.Write([]byte(domain)) // a hash never fails
	return h.Sum32()%4 != 0
}

func part(b *bytes.Buffer, media, body string, l letter) {
	fmt.Fprintf(b, "Content-Type: %s; charset=%s\r\nContent-Transfer-Encoding: %s\r\n\r\n", media, l.charset, l.encoding)
	raw := encode(strings.ReplaceAll(body, "\n", "\r\n"), l.charset)
	switch l.encoding {
	case "base64":
		// 57 bytes make a line of 76.
		line := make([]byte, base64.StdEncoding.EncodedLen(57))
		for len(raw) > 0 {
			n := min(57, len(raw))
			base64.StdEncoding.Encode(line, raw[:n])
			b.Write(line[:base64.StdEncoding.EncodedLen(n)])
			b.WriteString("\r\n")
			raw = raw[n:]
		}
	case "quoted-printable":
		w := quotedprintable.NewWriter(b)
		_, _ = w.Write(raw) // into memory: cannot fail
		_ = w.Close()
		b.WriteString("\r\n")
	default:
		b.Write(raw)
		b.WriteString("\r\n")
	}
}

// encode turns text into the charset; what it lacks becomes a question mark.
func encode(s, charset string) []byte {
	var m *charmap.Charmap
	switch charset {
	case "iso-8859-1":
		m = charmap.ISO8859_1
	case "windows-1252":
		m = charmap.Windows1252
	default:
		return []byte(s)
	}
	out := make([]byte, 0, len(s))
	for _, r := range s {
		c, ok := m.EncodeRune(r)
		if !ok {
			c = '?'
		}
		out = append(out, c)
	}
	return out
}

// word encodes a header value where it is not plain ASCII.
func word(s, charset string) string {
	for i := range len(s) {
		if s[i] > 0x7e {
			if charset == "utf-8" {
				return mime.BEncoding.Encode("utf-8", s)
			}
			// The encoder takes its bytes as they are: they must be in the charset.
			return mime.QEncoding.Encode(charset, string(encode(s, charset)))
		}
	}
	return s
}

const hexDigits = "0123456789abcdef"

func token(rng *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = hexDigits[rng.IntN(16)]
	}
	return string(b)
}
