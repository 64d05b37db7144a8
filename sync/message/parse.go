package message

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	nettextproto "net/textproto"
	"regexp"
	"strings"

	"github.com/emersion/go-message/textproto"
	"github.com/jhillyerd/enmime/v2"

	"runchecks/sync/message/container"
)

// parse reads a mail with go-message. It streams, so that nesting costs no copies,
// and it decodes transfer encodings and charsets itself: the library's way is
// global to the process and trusts every label.
func parse(ctx context.Context, raw []byte, depth int) (*Message, error) {
	switch end := headerEnd(raw); {
	case end > maxHeader:
		return nil, fmt.Errorf("the header is larger than %d KB", maxHeader>>10)
	case end < 0:
		// go-message wants the blank line; a mail cut off in its header has none.
		raw = append(bytes.TrimRight(raw[:len(raw):len(raw)], "\r\n"), "\r\n\r\n"...)
	}
	r := bufio.NewReader(bytes.NewReader(raw))
	head, err := textproto.ReadHeader(r)
	if err != nil {
		return nil, err
	}
	c := &collector{ctx: ctx, m: &Message{}, depth: depth, space: takeSpace()}
	h := fieldsOf(&head)
	c.m.setHeader(h)
	c.entity(h, r, 0, false)
	c.finish()
	c.space.giveBack() // not where a parser failed: it may still be at work
	return c.m, nil
}

// parseTolerant reads a mail with enmime, which forgives broken headers but whose
// cost grows steeply with nesting: the caller keeps to the limits of structure.
func parseTolerant(ctx context.Context, raw []byte, depth int) (*Message, error) {
	p := enmime.NewParser(
		enmime.DisableCharacterDetection(true),
		enmime.DisableTextConversion(true),
		enmime.MultipartWOBoundaryAsSinglePart(true),
		enmime.SkipMalformedParts(true),
		enmime.MaxStoredPartErrors(20),
		enmime.RawContent(true),
	)
	root, err := p.ReadParts(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	c := &collector{ctx: ctx, m: &Message{}, depth: depth, space: &space{}}
	// enmime joins a line without colon to the header before it; the subject must
	// not grow that way.
	head := raw
	if end := headerEnd(raw); end >= 0 {
		head = raw[:end]
	}
	c.m.setHeader(salvageHeader(head))
	var walk func(p *enmime.Part, alternative bool)
	walk = func(p *enmime.Part, alternative bool) {
		for ; p != nil; p = p.NextSibling {
			if p.FirstChild != nil {
				walk(p.FirstChild, alternative || p.ContentType == "multipart/alternative")
				continue
			}
			c.leaf(canonical(p.Header), p.Content, alternative)
		}
	}
	walk(root, false)
	c.finish()
	return c.m, nil
}

// fieldsOf returns the fields of a header, whose names ReadHeader has written as canonical
// does.
func fieldsOf(head *textproto.Header) nettextproto.MIMEHeader {
	n := head.Len()
	out, values := make(nettextproto.MIMEHeader, n), make([]string, n)
	for f := head.Fields(); f.Next(); {
		list := out[f.Key()]
		if list == nil && len(values) > 0 { // most stand once
			list, values = values[:0:1], values[1:]
		}
		out[f.Key()] = append(list, f.Value())
	}
	return out
}

func canonical(in map[string][]string) nettextproto.MIMEHeader {
	out := make(nettextproto.MIMEHeader, len(in))
	for k, v := range in {
		k = nettextproto.CanonicalMIMEHeaderKey(k)
		out[k] = append(out[k], v...)
	}
	return out
}

// headerEnd is the offset of the first blank line, -1 without one.
func headerEnd(raw []byte) int {
	for i := 0; ; i++ {
		n := bytes.IndexByte(raw[i:], '\n')
		if n < 0 {
			return -1
		}
		i += n
		if rest := raw[i+1:]; bytes.HasPrefix(rest, []byte("\n")) || bytes.HasPrefix(rest, []byte("\r\n")) {
			return i
		}
	}
}

// collector gathers the parts of one mail.
type collector struct {
	ctx   context.Context
	m     *Message
	depth int // of forwards
	parts int
	kept  int // bytes of attachments
	level int // of multiparts, of the part that is read
	// Of containers: how many stand around what is read, how many there were, and the
	// bytes that came out of them.
	inside, boxes, opened int
	notes                 []container.Note
	space                 *space
	// returned is set for notices of the mail system: the message inside is one
	// that was not delivered, not one that somebody forwards.
	returned bool

	body, html []string
	beside     []string // text parts outside the alternatives
}

// entity reads one entity and everything below it.
func (c *collector) entity(h nettextproto.MIMEHeader, r io.Reader, level int, alternative bool) {
	media, params := mediaType(h.Get("Content-Type"))
	if !strings.HasPrefix(media, "multipart/") || params["boundary"] == "" {
		if strings.HasPrefix(media, "multipart/") {
			c.m.problem("the mail names no boundary between its parts")
		}
		raw, err := readInto(c.space.part[:0], io.LimitReader(r, maxMail))
		c.space.part = raw
		if err != nil {
			c.m.Truncated = true
			c.m.problem("the mail is cut off: a part has no end")
		}
		c.level = level
		c.leaf(h, raw, alternative)
		return
	}
	if media == "multipart/encrypted" {
		c.unopened("the encrypted message", container.ErrEncrypted, true)
	}
	if level >= maxLevels {
		c.m.Truncated = true
		c.m.problem(fmt.Sprintf("the mail has more than %d levels; deeper ones were not read", maxLevels))
		return
	}
	c.returned = c.returned || media == "multipart/report"
	mr := textproto.NewMultipartReader(r, params["boundary"])
	seen := false
	for {
		if c.ctx.Err() != nil {
			return
		}
		p, err := mr.NextPart()
		if err != nil {
			if !errors.Is(err, io.EOF) || !seen {
				c.m.Truncated = true
				c.m.problem("the mail is cut off or its parts are damaged")
			}
			return
		}
		seen = true
		if c.parts++; c.parts > maxParts {
			c.m.Truncated = true
			c.m.problem(fmt.Sprintf("the mail has more than %d parts; the others were not read", maxParts))
			return
		}
		c.entity(fieldsOf(&p.Header), p, level+1, alternative || media == "multipart/alternative")
	}
}

// readInto appends everything that r has to space.
func readInto(space []byte, r io.Reader) ([]byte, error) {
	for {
		if len(space) == cap(space) {
			space = append(space, 0)[:len(space)]
		}
		n, err := r.Read(space[len(space):cap(space)])
		space = space[:len(space)+n]
		if errors.Is(err, io.EOF) {
			return space, nil
		}
		if err != nil {
			return space, err
		}
	}
}

// leaf takes in one part that has no parts of its own. It keeps nothing of raw.
func (c *collector) leaf(h nettextproto.MIMEHeader, raw []byte, alternative bool) {
	media, params := mediaType(h.Get("Content-Type"))
	content := c.transferDecode(h.Get("Content-Transfer-Encoding"), raw)
	disposition, dparams := mediaType(h.Get("Content-Disposition"))
	name := dparams["filename"]
	if name == "" {
		name = params["name"]
	}
	name = oneLine(decodeWords(name))
	attached := disposition == "attachment" || name != "" && c.parts > 0

	if media == "message/rfc822" || media == "message/global" || attached && strings.HasSuffix(strings.ToLower(name), ".eml") {
		c.forward(name, media, content)
		return
	}
	if c.open(name, media, content, alternative) {
		return
	}
	if !strings.Contains(media, "/") || strings.HasPrefix(media, "multipart/") {
		media = "text/plain"
	}
	if attached ||
		media != "text/plain" && media != "text/html" && media != "application/xhtml+xml" && media != "text/enriched" && media != "text/x-markdown" &&
			media != "text/markdown" {
		c.attach(name, media, strings.Trim(strings.TrimSpace(h.Get("Content-Id")), "<>"), content)
		return
	}
	if len(content) > maxBody {
		content = content[:maxBody]
		c.m.Truncated = true
		c.m.problem("a text of the mail is longer than 4 MB; only its beginning was read")
	}
	isHTML := media == "text/html" || media == "application/xhtml+xml" || looksLikeHTML(content)
	text, note := toUTF8(content, params["charset"], isHTML)
	if note != "" {
		c.m.problem(note)
	}
	if !isHTML {
		text = c.inText(text)
	}
	switch {
	case strings.TrimFunc(text, func(r rune) bool { return blank(r) || invisible(r) }) == "":
	case isHTML:
		c.html = append(c.html, text)
	case alternative || c.parts == 0:
		c.body = append(c.body, text)
		c.flowed(params)
	default:
		c.beside = append(c.beside, text)
	}
}

// flowed notes that the body's lines were wrapped on their way (RFC 3676).
func (c *collector) flowed(params map[string]string) {
	if strings.EqualFold(params["format"], "flowed") {
		c.m.Flowed, c.m.DelSp = true, strings.EqualFold(params["delsp"], "yes")
	}
}

// looksLikeHTML catches scripts that send HTML as text/plain or without a label.
func looksLikeHTML(content []byte) bool {
	head := bytes.ToLower(bytes.TrimLeft(content[:min(len(content), 200)], " \t\r\n\xef\xbb\xbf"))
	return bytes.HasPrefix(head, []byte("<html")) || bytes.HasPrefix(head, []byte("<!doctype html"))
}

// transferDecode returns the content of a part. It is in raw or in the collector's
// space, and holds until the next part is read.
func (c *collector) transferDecode(encoding string, raw []byte) []byte {
	encoding, _, _ = strings.Cut(encoding, ";")
	switch encoding = strings.ToLower(strings.TrimSpace(encoding)); encoding {
	case "base64":
		out, whole := appendBase64(c.space.content[:0], raw)
		c.space.content = out
		if !whole {
			c.m.Truncated = true
			c.m.problem("a part is cut off or its base64 is damaged")
		}
		return out
	case "quoted-printable":
		tail := bytes.TrimRight(raw, " \t\r\n")
		if n := len(tail); n > 0 && (tail[n-1] == '=' || n > 1 && tail[n-2] == '=' && unhex(tail[n-1]) >= 0) {
			c.m.Truncated = true
			c.m.problem("a part is cut off inside an encoded character or line")
		}
		c.space.content = appendQuotedPrintable(c.space.content[:0], raw, false)
		return c.space.content
	case "", "7bit", "8bit", "binary", "8-bit", "7-bit":
	default:
		c.m.problem("the transfer encoding " + clip(encoding, 30) + " is unknown; the part is shown as it stands")
	}
	return raw
}

func (c *collector) attach(name, media, id string, content []byte) {
	a := Attachment{Name: name, MediaType: media, ContentID: id, Size: len(content)}
	if c.kept+len(content) <= maxAttachments {
		c.kept += len(content)
		a.Content = bytes.Clone(content)
	} else {
		c.m.problem("the attachments are larger than 16 MB together; not all were kept")
	}
	c.m.Attachments = append(c.m.Attachments, a)
}

// forward descends into an attached message. Only the first is the report.
func (c *collector) forward(name, media string, content []byte) {
	if c.m.Forwarded != nil || c.depth >= maxForwards || c.returned {
		c.attach(name, media, "", content)
		return
	}
	// A copy, because a parser that does not stop is left behind with it.
	inner, err := decode(c.ctx, bytes.Clone(content), c.depth+1)
	if err != nil {
		c.m.problem("the attached message cannot be read")
		c.attach(name, media, "", content)
		return
	}
	c.m.Forwarded = inner
	c.m.Attachments = append(c.m.Attachments, Attachment{Name: name, MediaType: "message/rfc822", Size: len(content)})
}

// finish decides which text is the body. A text part beside the alternatives is
// the body only where nothing else is: gateways append footers that way.
func (c *collector) finish() {
	c.settleNotes()
	c.m.HTML = strings.Join(c.html, "\n")
	c.m.Text = strings.Join(c.body, "\n")
	switch {
	case len(c.beside) == 0:
	case c.m.Text == "" && c.m.HTML == "":
		c.m.Text = strings.Join(c.beside, "\n")
	case c.m.Text == "":
		c.m.footer = strings.Join(c.beside, "\n")
	default:
		c.m.Text += "\n" + strings.Join(c.beside, "\n")
	}
	c.body, c.html, c.beside = nil, nil, nil
	if c.m.HTML != "" && stub(c.m.Text) {
		c.m.footer = strings.TrimSpace(c.m.Text + "\n" + c.m.footer)
		c.m.Text = ""
	}
	for _, text := range []*string{&c.m.Text, &c.m.HTML, &c.m.footer} {
		if len(*text) > maxBody {
			*text = strings.ToValidUTF8((*text)[:maxBody], "")
			c.m.Truncated = true
			c.m.problem("the texts of the mail are longer than 4 MB; only their beginning was read")
		}
	}
	c.adopt()
}

var stubWords = regexp.MustCompile(`(?i)\bhtml\b`)

// stub recognises a text part that only says that the mail is to be read as HTML.
func stub(text string) bool {
	return text != "" && len(text) < 400 && stubWords.MatchString(text) && len(strings.Fields(text)) < 40
}
