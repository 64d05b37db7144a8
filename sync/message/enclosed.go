package message

import (
	"bytes"
	"html"
	"strings"
	"unicode/utf8"
)

// maxEnclosed is how many attached texts of a mail are read.
const maxEnclosed = 5

// textEnds are the ends of the names of files that people and programs write as text.
var textEnds = []string{".txt", ".log", ".csv", ".tsv", ".htm", ".html", ".md", ".out", ".err", ".xml", ".json", ".yml", ".yaml", ".rpt"}

// isText reports whether a file is a text, as its name and its bytes say.
func isText(name string, content []byte) bool {
	low := strings.ToLower(name)
	known := low == "" || strings.LastIndexByte(low, '.') < 0
	for _, end := range textEnds {
		known = known || strings.HasSuffix(low, end)
	}
	if !known { // logs are numbered and dated: backup.log.1, backup.20261127
		known = strings.Contains(low, ".log") || strings.Trim(low[strings.LastIndexByte(low, '.')+1:], "0123456789-_") == ""
	}
	return known && len(bytes.TrimSpace(content)) > 0 && (bytes.HasPrefix(content, []byte("\xff\xfe")) || bytes.HasPrefix(content,
		[]byte("\xfe\xff")) ||
		guessUTF16(content) != nil || plainBytes(content))
}

// plainBytes reports whether hardly any byte is one that no text holds.
func plainBytes(content []byte) bool {
	head := content[:min(len(content), 64<<10)]
	odd := 0
	for _, c := range head {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\b' && c != 0x1b {
			odd++
		}
	}
	if bytes.IndexByte(head, 0) >= 0 || odd > len(head)/50 {
		return false
	}
	return utf8.Valid(trimBrokenTail(head)) || bytes.IndexByte(head, '\n') >= 0
}

func endsInHTML(name string) bool {
	low := strings.ToLower(name)
	return strings.HasSuffix(low, ".html") || strings.HasSuffix(low, ".htm")
}

// Enclosed is a text that is attached to a mail.
type Enclosed struct {
	Name string
	Text string // in UTF-8
	HTML bool
}

// EnclosedTexts returns the first attached texts of a mail, those of opened containers
// among them. A text that is the body itself is none.
func (m *Message) EnclosedTexts() []Enclosed {
	m.enclosedOnce.Do(func() {
		for i := range m.Attachments {
			a := &m.Attachments[i]
			if len(m.enclosed) == maxEnclosed || a.body || len(a.Content) == 0 || len(a.Content) > maxBody {
				continue
			}
			if !strings.HasPrefix(a.MediaType, "text/") && a.MediaType != "application/octet-stream" || a.MediaType == "text/calendar" ||
				a.MediaType == "text/vcard" || a.MediaType == "text/x-vcard" || a.MediaType == "text/rfc822-headers" || !isText(a.Name, a.Content) {
				continue
			}
			isHTML := a.MediaType == "text/html" || endsInHTML(a.Name) || looksLikeHTML(a.Content)
			text, _ := toUTF8(a.Content, "", isHTML)
			m.enclosed = append(m.enclosed, Enclosed{Name: a.Name, Text: text, HTML: isHTML})
		}
	})
	return m.enclosed
}

// With returns the mail as it would be with an attached text behind its own.
func (m *Message) With(x Enclosed) *Message {
	out := &Message{
		From: m.From, FromAddress: m.FromAddress, To: m.To, Subject: m.Subject, Date: m.Date, MessageID: m.MessageID,
		Truncated: m.Truncated, Unopened: m.Unopened, Authentication: m.Authentication, header: m.header, footer: m.footer,
	}
	switch {
	case !x.HTML:
		out.Text = strings.TrimLeft(m.Body()+"\n\n"+x.Text, "\n")
	case m.HTML != "":
		out.HTML = m.HTML + "\n" + x.Text
	case m.Text != "":
		out.HTML = "<pre>" + html.EscapeString(m.Text) + "</pre>\n" + x.Text
	default:
		out.HTML = x.Text
	}
	return out
}

// adopt makes the one text that is attached the body of a mail that has none, and names
// the attachments that nobody looks into.
func (c *collector) adopt() {
	if c.m.Text == "" && c.m.HTML == "" && c.m.footer == "" && c.m.Forwarded == nil {
		if texts := c.m.EnclosedTexts(); len(texts) == 1 {
			if texts[0].HTML {
				c.m.HTML = texts[0].Text
			} else {
				c.m.Text = texts[0].Text
			}
			for i := range c.m.Attachments {
				c.m.Attachments[i].body = c.m.Attachments[i].Name == texts[0].Name
			}
			c.m.enclosed = nil
		}
	}
	for i := range c.m.Attachments {
		if a := &c.m.Attachments[i]; unread(a) && !a.boxed && boxOf(a.Name, a.MediaType) == noBox {
			c.unopened(a.Name, errKind, false)
		}
	}
}

// unread reports whether an attachment may hold a report that is not read: neither text
// nor picture, sound, signature, card or a notice of the mail system.
func unread(a *Attachment) bool {
	kind, _, _ := strings.Cut(a.MediaType, "/")
	switch kind {
	case "text", "image", "audio", "video", "message", "multipart", "font":
		return false
	}
	switch a.MediaType {
	case "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature", "application/pgp-keys",
		"application/pgp-encrypted", "application/ics", "application/x-pkcs12", "application/pkix-cert":
		return false
	}
	return a.ContentID == "" && a.Name != "" && !isText(a.Name, a.Content)
}
