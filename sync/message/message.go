package message

import (
	"net/textproto"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/unicode/norm"

	"runchecks/domain"
)

// Message is one decoded e-mail. Apart from the lazily parsed document it is not
// changed after Decode, and it may be read by several goroutines.
type Message struct {
	From        string // the whole header, decoded
	FromAddress string // the bare address, empty where there is none
	To          string
	Subject     string // decoded, in one line
	// Date is the Date header, zero where it is missing or unreadable.
	Date      time.Time
	MessageID string // without angle brackets
	// Text is the best plain text body, empty where the mail has only HTML or the
	// text part is blank.
	Text string
	// Flowed says that lines of Text that end in a blank go on in the next one (RFC
	// 3676, format=flowed); DelSp that this blank is no part of the text.
	Flowed, DelSp bool
	// HTML is the body as HTML in UTF-8; several HTML parts stand one after the other.
	HTML        string
	Attachments []Attachment
	// Forwarded is the report that was forwarded as an attachment, at most three deep.
	Forwarded *Message
	// Unopened are the containers and files in the mail that nobody looked into.
	Unopened []Unopened
	// Truncated is true where the mail is not whole: cut off on its way or beyond
	// our limits. Such a mail proves no success.
	Truncated bool
	// Authentication is what the header says that servers found about the sender; empty
	// for a forwarded report.
	Authentication domain.Authentication
	// Problems says, in words for people, what had to be repaired or left out.
	Problems []string

	header textproto.MIMEHeader
	footer string // text parts beside the body, such as a gateway's note

	once         sync.Once
	document     *Document
	unbrokenOnce sync.Once
	unbroken     string

	lineOnce sync.Once
	lines    []string
	foldOnce sync.Once
	folded   string

	holdsOnce sync.Once
	holds     *trigrams

	enclosedOnce sync.Once
	enclosed     []Enclosed

	bareOnce, subjectOnce sync.Once
	bare, foldedSubject   string
}

// Attachment is a part that is not the body.
type Attachment struct {
	Name      string
	MediaType string
	ContentID string // that cid: addresses name, without angle brackets
	Size      int    // decoded bytes
	// Content is nil where the attachments of the mail exceed the memory limit.
	Content []byte

	body  bool // it is the body, of a mail that has no other
	boxed bool // it came out of an archive
}

// Header returns the first header of that name, decoded, or "".
func (m *Message) Header(name string) string {
	return oneLine(decodeWords(m.header.Get(name)))
}

// Body returns the body as plain text: Text, or the text of the HTML.
func (m *Message) Body() string { return strings.Join(m.Lines(), "\n") }

// Lines returns the body line by line: of Text, or of the HTML if there is no
// text. Lines are trimmed, no-break blanks are blanks, empty lines are kept; flowed
// lines are joined.
func (m *Message) Lines() []string {
	m.lineOnce.Do(func() {
		if m.Text != "" {
			m.lines = cleanLines(m.Unbroken())
			return
		}
		if m.HTML != "" {
			m.lines = m.Document().Lines
		}
		if m.footer != "" {
			m.lines = append(m.lines[:len(m.lines):len(m.lines)], cleanLines(unbroken(m.footer))...)
		}
	})
	return m.lines
}

// Folded returns everything that the body says, of text and HTML alike, as
// domain.Fold writes it: whether a word stands anywhere in it is answered quickly.
func (m *Message) Folded() string {
	m.foldOnce.Do(func() {
		var beside []string
		if m.Text != "" && m.HTML != "" {
			beside = m.HTMLLines()
		}
		m.folded = foldLines(m.Lines(), beside)
	})
	return m.folded
}

// foldLines returns the lines of both lists as domain.Fold writes the text that they
// are.
func foldLines(lists ...[]string) string {
	length := 0
	for _, list := range lists {
		for _, line := range list {
			length += len(line) + 1
		}
	}
	out := make([]byte, 0, length)
	for _, list := range lists {
		for _, line := range list {
			end := len(out)
			if end > 0 {
				out = append(out, ' ')
			}
			begin := len(out)
			if folded, ok := appendPlain(out, line); ok {
				out = folded
			} else {
				out = domain.AppendFold(out, norm.NFC.String(line))
			}
			if len(out) == begin {
				out = out[:end] // an empty line
			}
		}
	}
	return string(out)
}

// appendPlain is domain.AppendFold for a line of printable ASCII with single blanks between its
// words, as most are.
func appendPlain(out []byte, line string) (_ []byte, ok bool) {
	begin := len(out)
	out = append(out, line...)
	before := byte(' ')
	for i, c := range out[begin:] {
		switch {
		case c >= 'A' && c <= 'Z':
			out[begin+i] = c + 'a' - 'A'
		case c < ' ' || c >= 0x7f || c == ' ' && before == ' ':
			return out, false
		}
		before = c
	}
	return out, line == "" || before != ' '
}

// HTMLLines returns the lines of the HTML body even where there is a text part.
func (m *Message) HTMLLines() []string {
	if m.HTML == "" {
		return nil
	}
	return m.Document().Lines
}

// Document returns the parsed HTML. It is parsed once; without HTML it is empty.
func (m *Message) Document() *Document {
	m.once.Do(func() {
		if m.HTML == "" {
			m.document = &Document{}
			return
		}
		m.document = parseDocument(m.HTML)
	})
	return m.document
}

// Tables returns every table of the HTML body in the order of the document,
// nested ones after the table they stand in.
func (m *Message) Tables() []*Table { return m.Document().Tables }

func (m *Message) problem(text string) {
	for _, p := range m.Problems {
		if p == text {
			return
		}
	}
	if len(m.Problems) < 20 {
		m.Problems = append(m.Problems, text)
	}
}

// Unbroken is Unwrapped with the line feed as the one sign that ends lines.
func (m *Message) Unbroken() string {
	m.unbrokenOnce.Do(func() { m.unbroken = unbroken(m.Unwrapped()) })
	return m.unbroken
}

func unbroken(text string) string {
	if strings.IndexByte(text, '\r') < 0 {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

func cleanLines(text string) []string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = cleanLine(l)
	}
	return lines
}
