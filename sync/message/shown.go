package message

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
)

// keptHeaders are what stays of the header of a mail of which only what is shown is kept.
var keptHeaders = []string{"from", "to", "cc", "reply-to", "subject", "date", "message-id"}

// Body is what of a message is shown as the report.
type Body struct {
	HTML, Text string
	// Pictures are what its HTML names by cid.
	Pictures []Attachment
}

// Shown returns what of the message is shown: of a mail that forwards a report and says nothing
// itself, the report.
func (m *Message) Shown() Body {
	if m.HTML == "" && m.Text == "" && m.Forwarded != nil {
		m = m.Forwarded
	}
	b := Body{HTML: m.HTML, Text: m.Text}
	for _, a := range m.Attachments {
		if a.ContentID != "" && len(a.Content) > 0 && strings.HasPrefix(a.MediaType, "image/") {
			b.Pictures = append(b.Pictures, a)
		}
	}
	if b.Text == "" {
		b.Text = m.Body()
	}
	return b
}

// OnlyShown makes of a raw mail one that shows the same and holds nothing else: no attachment, no
// way that it took. ok is false where that cannot be promised: the original is needed then.
// What it returns is shown exactly as raw is, which it tries.
func OnlyShown(raw []byte) (less []byte, ok bool) {
	ctx := context.Background()
	m, err := Decode(ctx, raw)
	if err != nil {
		return nil, false
	}
	said := m
	if m.HTML == "" && m.Text == "" && m.Forwarded != nil {
		said = m.Forwarded
	}
	body := m.Shown()
	var b bytes.Buffer
	for _, line := range headerLines(raw) {
		b.Write(line)
	}
	boundary := "shown"
	for n := 0; strings.Contains(body.HTML, boundary) || strings.Contains(body.Text, boundary); n++ {
		boundary = fmt.Sprintf("shown-%d", n)
	}
	text := ""
	if said.Text != "" || body.HTML == "" {
		text = body.Text
	}
	parameters := ""
	if said.Flowed {
		parameters = "; format=flowed"
		if said.DelSp {
			parameters += "; delsp=yes"
		}
	}
	b.WriteString("MIME-Version: 1.0\r\n")
	const asItIs = "\r\nContent-Transfer-Encoding: binary\r\n\r\n"
	plain, page := "Content-Type: text/plain; charset=utf-8"+parameters+asItIs, "Content-Type: text/html; charset=utf-8"+asItIs
	switch {
	case len(body.Pictures) == 0 && body.HTML == "":
		b.WriteString(plain + text)
	case len(body.Pictures) == 0 && text == "":
		b.WriteString(page + body.HTML)
	default:
		fmt.Fprintf(&b, "Content-Type: multipart/related; boundary=%q\r\n\r\n", boundary)
		inner := boundary + "-text"
		fmt.Fprintf(&b, "--%s\r\nContent-Type: multipart/alternative; boundary=%q\r\n\r\n", boundary, inner)
		if text != "" {
			fmt.Fprintf(&b, "--%s\r\n%s%s\r\n", inner, plain, text)
		}
		if body.HTML != "" {
			fmt.Fprintf(&b, "--%s\r\n%s%s\r\n", inner, page, body.HTML)
		}
		fmt.Fprintf(&b, "--%s--\r\n", inner)
		for _, p := range body.Pictures {
			if strings.ContainsAny(p.ContentID+p.MediaType, "<>\"\r\n") {
				return nil, false
			}
			fmt.Fprintf(&b, "--%s\r\nContent-Type: %s\r\nContent-ID: <%s>\r\nContent-Disposition: inline\r\n"+
				"Content-Transfer-Encoding: base64\r\n\r\n", boundary, p.MediaType, p.ContentID)
			for line := range slices.Chunk(base64.StdEncoding.AppendEncode(nil, p.Content), 76) {
				b.Write(line)
				b.WriteString("\r\n")
			}
		}
		fmt.Fprintf(&b, "--%s--\r\n", boundary)
	}
	again, err := Decode(ctx, b.Bytes())
	if err != nil || again.Subject != m.Subject || again.From != m.From || !again.Shown().equal(body) {
		return nil, false
	}
	return b.Bytes(), true
}

func (b Body) equal(other Body) bool {
	return b.HTML == other.HTML && b.Text == other.Text && slices.EqualFunc(b.Pictures, other.Pictures, func(a, b Attachment) bool {
		return a.ContentID == b.ContentID && a.MediaType == b.MediaType && bytes.Equal(a.Content, b.Content)
	})
}

// headerLines are the fields of the header that are kept, with the lines that they go on in.
func headerLines(raw []byte) (kept [][]byte) {
	keeps := false
	for line := range bytes.Lines(raw) {
		text := bytes.TrimRight(line, "\r\n")
		if len(text) == 0 {
			return kept
		}
		if text[0] != ' ' && text[0] != '\t' {
			name, _, found := bytes.Cut(text, []byte(":"))
			keeps = found && slices.Contains(keptHeaders, strings.ToLower(string(bytes.TrimSpace(name))))
		}
		if keeps {
			kept = append(kept, append(bytes.Clone(text), "\r\n"...))
		}
	}
	return kept
}
