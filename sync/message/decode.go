package message

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/mail"
	"net/textproto"
	"regexp"
	"strings"
	"time"
)

// The limits on bytes and time. Attachments beyond maxAttachments keep their name
// and size but lose their content.
const (
	maxMail        = 32 << 20
	maxHeader      = 256 << 10
	maxBody        = 4 << 20
	maxAttachments = 16 << 20
	maxForwards    = 3
	maxField       = 4 << 10 // of one header, as shown to people
	parseTime      = 2 * time.Second
)

// Decode reads one e-mail. It returns a Message even for broken mail as long as
// there is a header or some text in it; what is missing stands in Problems and
// sets Truncated. The error texts are for technicians. Decode never panics and
// returns within a few seconds.
func Decode(ctx context.Context, raw []byte) (*Message, error) {
	return decode(ctx, raw, 0)
}

func decode(ctx context.Context, raw []byte, depth int) (m *Message, err error) {
	defer func() {
		// The parsers are guarded one by one; this guards what is between them.
		if p := recover(); p != nil {
			m, err = nil, &Error{words: "it breaks the reader (" + quote(fmt.Sprint(p)) + ")"}
		}
	}()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	raw, oversize := prepare(raw)
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil, errors.New("reading the message: it is empty")
	}
	shape := scan(raw)

	m, first := parseWithin(ctx, func(ctx context.Context) (*Message, error) {
		return parse(ctx, raw, depth)
	})
	if m == nil && first == nil {
		first = errors.New("nothing was read")
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if (first != nil || m.empty()) && !oversize && shape.withinLimits() && len(raw) <= 8<<20 {
		second, err := parseWithin(ctx, func(ctx context.Context) (*Message, error) {
			return parseTolerant(ctx, raw, depth)
		})
		if err == nil && second != nil && (first != nil || !second.empty()) {
			if first != nil {
				second.problem("the mail breaks the rules of e-mail and was read tolerantly")
			}
			m, first = second, nil
		}
	}
	if first != nil || m.empty() {
		if last := salvage(raw); last != nil && (m == nil || !last.empty()) {
			if first != nil {
				last.problem("the structure of the mail could not be read; only its plain parts are shown")
				last.Truncated = true
			}
			m, first = last, nil
		}
	}
	if m == nil {
		return nil, &Error{"this is no e-mail (" + quote(first.Error()) + ")", first}
	}
	if oversize {
		m.Truncated = true
		m.problem("the mail is larger than 32 MB; only its beginning was read")
	}
	if !shape.withinLimits() {
		m.Truncated = true
		m.problem(fmt.Sprintf("the mail has more than %d levels or %d parts; not all were read", maxLevels, maxParts))
	}
	if !shape.headerEnds {
		m.Truncated = true
		m.problem("the mail ends within its header")
	}
	if shape.open > 0 {
		m.Truncated = true
		m.problem("the mail is cut off: a part has no end")
	}
	if m.Text == "" && cutHTML(m.HTML) {
		m.Truncated = true
		m.problem("the HTML is cut off")
	}
	for f := m.Forwarded; f != nil; f = f.Forwarded {
		f.Truncated = f.Truncated || m.Truncated
		if sealed := m.Sealed(); sealed != nil {
			f.Unopened = append(f.Unopened, *sealed)
		}
	}
	if depth == 0 { // what is attached was written by whoever attached it
		m.Authentication = authentication(raw[:min(len(raw), maxHeader)], m.FromAddress)
	}
	return m, nil
}

// prepare removes what stands before the headers and bounds the size.
func prepare(raw []byte) ([]byte, bool) {
	oversize := len(raw) > maxMail
	if oversize {
		raw = raw[:maxMail]
	}
	if bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")) {
		raw = raw[3:]
	}
	raw = bytes.TrimLeft(raw, "\r\n")
	if bytes.HasPrefix(raw, []byte("From ")) || bytes.HasPrefix(raw, []byte(">From ")) {
		if i := bytes.IndexByte(raw, '\n'); i >= 0 { // mbox
			raw = raw[i+1:]
		}
	}
	if bytes.IndexByte(raw, '\n') < 0 && bytes.IndexByte(raw, '\r') >= 0 {
		raw = bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
	}
	return raw, oversize
}

// parseWithin runs a parser in a goroutine of its own with a time limit, and
// turns a panic into an error. A parser that does not stop is left behind; the
// limits on structure keep that from costing much.
func parseWithin(ctx context.Context, f func(context.Context) (*Message, error)) (*Message, error) {
	ctx, cancel := context.WithTimeout(ctx, parseTime)
	defer cancel()
	type answer struct {
		m   *Message
		err error
	}
	done := make(chan answer, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- answer{nil, fmt.Errorf("the parser failed: %v", p)}
			}
		}()
		m, err := f(ctx)
		done <- answer{m, err}
	}()
	select {
	case a := <-done:
		return a.m, a.err
	case <-ctx.Done():
		return nil, errors.New("reading took too long")
	}
}

// empty reports whether nothing but headers was found in m.
func (m *Message) empty() bool {
	return m == nil || m.Text == "" && m.HTML == "" && m.footer == "" && m.Forwarded == nil && len(m.Attachments) == 0
}

// setHeader fills the fields that come from the header.
func (m *Message) setHeader(h textproto.MIMEHeader) {
	m.header = h
	m.From = clip(m.Header("From"), maxField)
	m.FromAddress = addressOf(h.Get("From"), m.From)
	m.To = clip(m.Header("To"), maxField)
	m.Subject = clip(m.Header("Subject"), maxField)
	m.MessageID = clip(strings.Trim(strings.TrimSpace(h.Get("Message-Id")), "<>"), maxField)
	m.Date = parseDate(h.Get("Date"))
}

var bareAddress = regexp.MustCompile(`[^\s<>"',;:()]+@[^\s<>"',;:()]+`)

func addressOf(raw, decoded string) string {
	if a, err := mail.ParseAddress(raw); err == nil {
		return a.Address
	}
	// The address stands last: a display name may hold another one.
	all := bareAddress.FindAllString(decoded, 10)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

// commonDate is the form in which nearly all mails write their Date.
const commonDate = "Mon, _2 Jan 2006 15:04:05 -0700"

// parseDate reads a Date header; anything malformed is the zero time.
func parseDate(s string) time.Time {
	s = oneLine(s)
	if s == "" || len(s) > 100 {
		return time.Time{}
	}
	t, err := time.Parse(commonDate, s) // mail.ParseDate tries a dozen other forms before it
	if err != nil {
		t, err = mail.ParseDate(s)
	}
	if err != nil {
		if i := strings.IndexByte(s, '('); i > 0 {
			t, err = mail.ParseDate(strings.TrimSpace(s[:i]))
		}
	}
	if err != nil || t.Year() < 1980 || t.Year() > 2200 {
		return time.Time{}
	}
	return t
}

// cutHTML reports whether an HTML text lacks the end that its beginning promises.
func cutHTML(s string) bool {
	if s == "" {
		return false
	}
	var html, table int
	last := -1
	for from := 0; ; {
		i := strings.IndexByte(s[from:], '<')
		if i < 0 {
			break
		}
		last = from + i
		from = last + 1
		switch rest := s[from:]; first(rest) {
		case 'h', 'H':
			if hasFold(rest, "html") {
				html++
			}
		case 't', 'T':
			if hasFold(rest, "table") {
				table++
			}
		case '/':
			switch {
			case hasFold(rest, "/html"), hasFold(rest, "/body"):
				html = 0
			case hasFold(rest, "/table"):
				table--
			}
		}
	}
	if html > 0 || table > 0 {
		return true
	}
	if last < 0 || strings.IndexByte(s[last:], '>') >= 0 {
		return false
	}
	return last+1 == len(s) || s[last+1] == '/' || s[last+1] >= 'A' && s[last+1] <= 'z'
}

func first(s string) byte {
	if s == "" {
		return 0
	}
	return s[0]
}

func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
