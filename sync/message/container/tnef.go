package container

import (
	"encoding/binary"
	"strings"
	"time"
)

// Note is a message out of TNEF ([MS-OXTNEF]): what Outlook sends as winmail.dat.
type Note struct {
	Subject, From, Address string
	Sent                   time.Time
	// HTML and Text are the body, in UTF-8; both may be there, or neither.
	HTML, Text string
	Files      []File
	// Notes are messages that were attached.
	Notes []Note
	// Cut says that the end is missing, or that a part was larger than the limit.
	Cut bool
}

// The bounds of TNEF.
const (
	maxFiles  = 100
	maxNotes  = 3 // messages in one another
	tnefMagic = 0x223e9f78
)

// The attributes of TNEF that are looked at.
const (
	attrSubject    = 0x00018004
	attrBody       = 0x0002800c
	attrSent       = 0x00038005
	attrProperties = 0x00069003
	attrRender     = 0x00069002 // an attachment begins
	attrTitle      = 0x00018010
	attrData       = 0x0006800f
	attrAttachment = 0x00069005
	attrCodePage   = 0x00069007
)

// TNEF opens winmail.dat. Texts and files have limit bytes together at most.
func TNEF(raw []byte, limit int) (Note, error) {
	return tnef(raw, &limit, 0)
}

// tnef reads a message. left is how many bytes may still come out.
func tnef(raw []byte, left *int, depth int) (Note, error) {
	if len(raw) < 6 || binary.LittleEndian.Uint32(raw) != tnefMagic {
		return Note{}, ErrDamaged
	}
	n := note{left: left, depth: depth, page: 1252}
	b := raw[6:]
	for len(b) > 0 {
		if len(b) < 11 {
			n.Cut = n.Cut || len(b) > 2 // some writers pad
			break
		}
		id, length := binary.LittleEndian.Uint32(b[1:]), int(binary.LittleEndian.Uint32(b[5:]))
		b = b[9:]
		if length < 0 || length > len(b) {
			n.Cut = true
			n.attribute(id, b)
			break
		}
		n.attribute(id, b[:length])
		b = b[min(len(b), length+2):]
	}
	n.attach()
	n.body()
	return n.Note, nil
}

// note is a message while it is read.
type note struct {
	Note
	left  *int
	depth int
	page  int // the code page of texts without Unicode
	// What may be the body, in the order of trust.
	html  []byte
	rtf   []byte
	cpid  int
	file  *File // the attachment that is being read
	inner []byte
	some  bool // an attachment has begun
}

// take copies bytes as far as the limit allows.
func (n *note) take(b []byte) []byte {
	if len(b) > *n.left {
		n.Cut = true
		b = b[:max(0, *n.left)]
	}
	*n.left -= len(b)
	return append([]byte(nil), b...)
}

func (n *note) attribute(id uint32, b []byte) {
	switch id {
	case attrCodePage:
		if len(b) >= 4 {
			n.page = int(binary.LittleEndian.Uint32(b))
		}
	case attrSubject:
		n.Subject = n.text(b)
	case attrBody:
		if n.Text == "" {
			n.Text = decodePage(n.take(trimZeros(b)), n.page)
		}
	case attrSent:
		if len(b) >= 12 {
			at := func(i int) int { return int(binary.LittleEndian.Uint16(b[2*i:])) }
			n.Sent = time.Date(at(0), time.Month(at(1)), at(2), at(3), at(4), at(5), 0, time.UTC)
		}
	case attrProperties:
		properties(b, n.property)
	case attrRender:
		n.attach()
		n.file, n.some = &File{}, true
	case attrTitle:
		if n.file != nil && n.file.Name == "" {
			n.file.Name = base(n.text(b))
		}
	case attrData:
		if n.file != nil && n.file.Content == nil {
			n.file.Content = n.take(b)
		}
	case attrAttachment:
		if n.file != nil {
			properties(b, n.attached)
		}
	}
}

func (n *note) text(b []byte) string {
	b = trimZeros(b)
	return decodePage(b[:min(len(b), 4<<10)], n.page)
}

// property takes a property of the message over.
func (n *note) property(id, kind uint16, b []byte) {
	switch id {
	case propSubject:
		n.Subject = propText(kind, b, n.page)
	case propSender:
		n.From = propText(kind, b, n.page)
	case propAddress, propSMTP:
		if s := propText(kind, b, n.page); strings.Contains(s, "@") {
			n.Address = s
		}
	case propBody:
		n.Text = propText(kind, n.take(b), n.page)
	case propHTML:
		if kind == kindUnicode {
			b = []byte(propText(kind, b, n.page))
			n.cpid = pageUTF8
		}
		n.html = n.take(trimZeros(b))
	case propRTF:
		n.rtf = b
	case propCodePage:
		if len(b) >= 4 && n.cpid == 0 {
			n.cpid = int(binary.LittleEndian.Uint32(b))
		}
	case propSubmitted, propDelivered:
		if t, ok := fileTime(b); ok && n.Sent.IsZero() {
			n.Sent = t
		}
	}
}

// attached takes a property of an attachment over.
func (n *note) attached(id, kind uint16, b []byte) {
	switch id {
	case propLongName:
		n.file.Name = base(propText(kind, b, n.page))
	case propName, propTitle:
		if n.file.Name == "" {
			n.file.Name = base(propText(kind, b, n.page))
		}
	case propMIME:
		n.file.MediaType = strings.ToLower(propText(kind, b, n.page))
	case propContentID:
		n.file.ContentID = propText(kind, b, n.page)
	case propData:
		switch {
		case kind == kindObject && len(b) > 16:
			n.inner = b[16:] // behind the identifier of its interface
		case n.file.Content == nil:
			n.file.Content = n.take(b)
		}
	}
}

// attach ends an attachment.
func (n *note) attach() {
	f, inner := n.file, n.inner
	n.file, n.inner = nil, nil
	if f == nil {
		return
	}
	if inner != nil && n.depth < maxNotes {
		if x, err := tnef(inner, n.left, n.depth+1); err == nil {
			n.Notes = append(n.Notes, x)
			n.Cut = n.Cut || x.Cut
			return
		}
	}
	if len(n.Files) == maxFiles {
		n.Cut = true
		return
	}
	n.Files = append(n.Files, *f)
}

// body settles which form of the body counts: HTML as such, HTML inside of RTF, RTF.
func (n *note) body() {
	switch {
	case len(n.html) > 0:
		n.HTML = decodePage(n.html, n.cpid)
	case len(n.rtf) > 0:
		plain, err := unpackRTF(n.rtf, *n.left)
		if err != nil {
			n.Cut = true
		}
		*n.left -= len(plain)
		html, text := readRTF(plain)
		if n.HTML = html; n.Text == "" {
			n.Text = text
		}
	}
}

func trimZeros(b []byte) []byte {
	for len(b) > 0 && b[len(b)-1] == 0 {
		b = b[:len(b)-1]
	}
	return b
}
