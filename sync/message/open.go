package message

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"net/mail"
	"net/textproto"
	"strings"

	protocol "github.com/emersion/go-message/textproto"

	"runchecks/sync/message/container"
)

// The limits on containers of one mail.
const (
	maxContainers = 20
	maxInside     = 4       // containers in one another
	maxOpened     = 8 << 20 // bytes that come out of them
)

// Unopened is something in a mail that nobody looked into.
type Unopened struct {
	Name string
	Why  string // in words for people, after "because"
	// Report is true where the text of the mail itself is in it, or may be: nothing that
	// stands beside it proves a success.
	Report bool
}

// String says in words for people that it was not opened.
func (u Unopened) String() string { return u.Name + " was not opened: " + u.Why }

var (
	errDeep   = errors.New("it stands in too many containers")
	errMany   = errors.New("the message holds too many containers")
	errNoText = errors.New("it holds no text")
	errKind   = errors.New("files of this kind are not read")
)

// unopened notes what was not looked into.
func (c *collector) unopened(name string, why error, report bool) {
	if report && (errors.Is(why, container.ErrDamaged) || errors.Is(why, container.ErrTooLarge)) {
		c.m.Truncated = true
		c.m.problem(clip(name, 80) + " is cut off, damaged or too large")
	}
	if len(c.m.Unopened) < maxContainers || report && !c.m.sealed() {
		c.m.Unopened = append(c.m.Unopened, Unopened{Name: clip(name, 200), Why: why.Error(), Report: report})
	}
}

// sealed reports whether the report itself was not opened.
func (m *Message) sealed() bool { return m.Sealed() != nil }

// Sealed returns the container that holds the report and was not opened, nil where there
// is none.
func (m *Message) Sealed() *Unopened {
	for i := range m.Unopened {
		if m.Unopened[i].Report {
			return &m.Unopened[i]
		}
	}
	return nil
}

// boxKind is a kind of container.
type boxKind uint8

const (
	noBox boxKind = iota
	cmsBox
	tnefBox
	zipBox
	gzipBox
	otherBox // one that is never opened
)

// boxes tells containers by their media type, boxEnds by the ends of their names.
var (
	boxes = map[string]boxKind{
		"application/pkcs7-mime": cmsBox, "application/x-pkcs7-mime": cmsBox, "application/cms": cmsBox,
		"application/ms-tnef": tnefBox, "application/vnd.ms-tnef": tnefBox,
		"application/zip": zipBox, "application/x-zip-compressed": zipBox, "application/x-zip": zipBox,
		"application/gzip": gzipBox, "application/x-gzip": gzipBox, "application/gzip-compressed": gzipBox,
	}
	boxEnds = []struct {
		end  string
		kind boxKind
	}{
		{".p7m", cmsBox}, {".p7z", cmsBox}, {"winmail.dat", tnefBox}, {".zip", zipBox}, {".gz", gzipBox}, {".tgz", gzipBox}, {".7z", otherBox},
		{".rar", otherBox}, {".tar", otherBox}, {".bz2", otherBox}, {".xz", otherBox}, {".zst", otherBox}, {".lz4", otherBox}, {".cab",
			otherBox},
	}
)

func boxOf(name, media string) boxKind {
	if kind := boxes[media]; kind != noBox {
		return kind
	}
	if strings.HasPrefix(media, "text/") || strings.HasPrefix(media, "image/") {
		return noBox
	}
	low := strings.ToLower(name)
	for _, x := range boxEnds {
		if strings.HasSuffix(low, x.end) {
			return x.kind
		}
	}
	return noBox
}

// open opens a container and takes in what it holds. It is false where the part is none.
func (c *collector) open(name, media string, content []byte, alternative bool) bool {
	kind := boxOf(name, media)
	if kind == noBox {
		return false
	}
	if name == "" {
		name = map[boxKind]string{cmsBox: "smime.p7m", tnefBox: "winmail.dat", zipBox: "an archive (zip)", gzipBox: "an archive (gzip)"}[kind]
	}
	// What is opened next may use the space that the content stands in.
	content = bytes.Clone(content)
	c.attach(name, media, "", content)
	report := kind == cmsBox || kind == tnefBox
	c.boxes++
	switch {
	case c.inside >= maxInside:
		c.unopened(name, errDeep, report)
		return true
	case c.boxes > maxContainers:
		c.unopened(name, errMany, report)
		return true
	case c.ctx.Err() != nil:
		return true
	}
	c.inside++
	defer func() { c.inside-- }()
	left := min(maxBody, maxOpened-c.opened)
	switch kind {
	case cmsBox:
		c.openCMS(name, content, left, alternative)
	case tnefBox:
		c.openTNEF(name, content, left)
	case zipBox:
		f, err := container.Zip(content, left)
		c.openFile(name, f, err)
	case gzipBox:
		f, err := container.Gzip(name, content, left)
		c.openFile(name, f, err)
	default:
		c.unopened(name, container.ErrMethod, false)
	}
	return true
}

// openCMS reads the MIME entity that is in a signed message.
func (c *collector) openCMS(name string, content []byte, left int, alternative bool) {
	inner, err := container.CMS(content, left)
	c.opened += len(inner)
	if err != nil {
		c.unopened(name, err, true)
	}
	if len(bytes.TrimSpace(inner)) == 0 {
		return
	}
	shape := scan(inner)
	if !shape.withinLimits() {
		c.unopened(name, errDeep, true)
		return
	}
	if shape.open > 0 {
		c.m.Truncated = true
		c.m.problem("the mail is cut off: a part has no end")
	}
	if end := headerEnd(inner); end >= 0 && end <= maxHeader {
		r := bufio.NewReader(bytes.NewReader(inner))
		if head, err := protocol.ReadHeader(r); err == nil && head.Has("Content-Type") {
			c.entity(canonical(head.Map()), r, c.level+1, alternative)
			return
		}
	}
	c.leaf(textproto.MIMEHeader{}, inner, alternative) // a text without headers
}

// openTNEF takes in what Outlook wrapped. Its body is the mail's own in another form.
func (c *collector) openTNEF(name string, content []byte, left int) {
	n, err := container.TNEF(content, left)
	if err != nil {
		c.unopened(name, err, true)
		return
	}
	if n.Cut {
		c.unopened(name, container.ErrDamaged, true)
	}
	c.takeNote(n)
	if c.m.Subject == "" {
		c.m.Subject = clip(oneLine(n.Subject), maxField)
	}
	c.notes = append(c.notes, n)
}

// takeNote takes the files of a message of Outlook in, and the first message in it as one
// that was forwarded.
func (c *collector) takeNote(n container.Note) {
	c.opened += len(n.HTML) + len(n.Text)
	for _, f := range n.Files {
		c.file(oneLine(f.Name), f)
	}
	for _, inner := range n.Notes {
		if c.m.Forwarded != nil || c.depth >= maxForwards {
			c.unopened("the attached message "+clip(oneLine(inner.Subject), 80), errMany, false)
			continue
		}
		c.m.Forwarded = c.ofNote(inner)
	}
}

// ofNote makes a mail of a message of Outlook.
func (c *collector) ofNote(n container.Note) *Message {
	inner := &collector{ctx: c.ctx, m: &Message{}, depth: c.depth + 1, space: &space{}, inside: c.inside, boxes: c.boxes, opened: c.opened}
	from := oneLine(n.From)
	if n.Address != "" {
		from = (&mail.Address{Name: from, Address: oneLine(n.Address)}).String()
	}
	inner.m.setHeader(textproto.MIMEHeader{"Subject": {oneLine(n.Subject)}, "From": {from}})
	inner.m.Date = n.Sent
	inner.m.Truncated = n.Cut
	inner.takeNote(n)
	inner.notes = append(inner.notes, n)
	inner.finish()
	c.boxes, c.opened = inner.boxes, inner.opened
	return inner.m
}

// settleNotes makes the bodies of Outlook's messages the mail's own, where they say
// anything that it does not say itself.
func (c *collector) settleNotes() {
	for _, n := range c.notes {
		if strings.TrimSpace(n.HTML) != "" && len(c.html) == 0 {
			c.html = append(c.html, n.HTML)
		}
		if strings.TrimSpace(n.Text) == "" {
			continue
		}
		if said := strings.Join(strings.Fields(strings.Join(append(c.body, c.beside...), " ")), " "); said !=
			strings.Join(strings.Fields(n.Text), " ") {
			c.body = append(c.body, n.Text)
		}
	}
	c.notes = nil
}

// openFile takes in the one file of an archive.
func (c *collector) openFile(archive string, f container.File, err error) {
	c.opened += len(f.Content)
	if err != nil {
		c.unopened(archive, err, false)
		return
	}
	before, held := len(c.m.Unopened), len(c.m.Attachments)
	f.Name = oneLine(f.Name)
	if !c.file(f.Name, f) && len(c.m.Unopened) == before {
		c.unopened(archive, errNoText, false)
	}
	for i := range c.m.Attachments[held:] {
		c.m.Attachments[held+i].boxed = true
	}
}

// file takes in a file out of a container. It reports whether it is or holds a text.
func (c *collector) file(name string, f container.File) bool {
	media := f.MediaType
	if c.open(name, media, f.Content, false) {
		return true
	}
	if low := strings.ToLower(name); strings.HasSuffix(low, ".eml") || media == "message/rfc822" {
		c.forward(name, "message/rfc822", f.Content)
		return true
	}
	text := isText(name, f.Content)
	switch {
	case !text && media == "":
		media = "application/octet-stream"
	case text && endsInHTML(name):
		media = "text/html"
	case text && !strings.HasPrefix(media, "text/"):
		media = "text/plain"
	}
	if name == "" {
		name = "a file"
	}
	c.attach(name, media, strings.Trim(f.ContentID, "<>"), f.Content)
	return text
}

// inText takes encoded files and encrypted blocks out of a text.
func (c *collector) inText(text string) string {
	if begin := strings.Index(text, "-----BEGIN PGP MESSAGE-----"); begin >= 0 {
		const last = "-----END PGP MESSAGE-----"
		end := strings.Index(text[begin:], last)
		if end < 0 {
			text = text[:begin]
		} else {
			text = text[:begin] + text[begin+end+len(last):]
		}
		c.unopened("a PGP message", container.ErrEncrypted, true)
	}
	rest, files := container.UUDecode(text, max(0, min(maxBody, maxOpened-c.opened)))
	for _, f := range files {
		c.opened += len(f.Content)
		name := cmp.Or(oneLine(f.Name), "a file in the text")
		if f.Err != nil {
			c.unopened(name, f.Err, errors.Is(f.Err, container.ErrDamaged)) // the text itself is not whole
			continue
		}
		c.file(name, f.File)
	}
	return rest
}
