package simulate

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Oddity is one way in which a mail server misbehaves, or obeys the rules in a way that
// few servers do.
type Oddity string

// The oddities.
const (
	OddDrippingGreeting Oddity = "a greeting that drips"
	OddDrippingBody     Oddity = "bodies that drip"
	OddDrippingLines    Oddity = "lines without end in place of an answer, one at a time"
	OddNested           Oddity = "brackets nested without end"
	OddLongLine         Oddity = "a line without end"
	OddManyLines        Oddity = "lines without end"
	OddEndlessExists    Oddity = "4294967295 mails, listed without end"
	OddUIDBehind        Oddity = "the UID behind the body"
	OddNoBodies         Oddity = "NIL in place of bodies"
	OddGreatLiteral     Oddity = "a folder whose name has 2 GB"
	OddStatus           Oddity = "folder names with a blank that are not quoted in STATUS"
	OddDate             Oddity = "a mail of 1 January of the year 1"
	OddValidity         Oddity = "another UIDVALIDITY each time, and UIDNEXT only in STATUS"
	OddSilentIdle       Oddity = "an IDLE that never tells"
)

// Oddities are all of them.
var Oddities = []Oddity{
	OddDrippingGreeting, OddDrippingBody, OddDrippingLines, OddNested, OddLongLine, OddManyLines, OddEndlessExists, OddUIDBehind,
	OddNoBodies, OddGreatLiteral, OddStatus, OddDate, OddValidity, OddSilentIdle,
}

// OddIMAPOptions says what a misbehaving server holds and does. It takes every login.
type OddIMAPOptions struct {
	Odd Oddity
	// Mails are appended in this order: UIDs ascend with it in each folder.
	Mails []Mail
	// Drip is the time between two bytes, or lines, of what drips; zero is a second.
	Drip time.Duration
}

// OddIMAP is a mail server that misbehaves, on the loopback. It speaks just as much of
// IMAP as a sync needs, and lives until Close is called or its context ends.
type OddIMAP struct {
	listener net.Listener
	unwatch  func() bool
	closed   chan struct{}
	serving  sync.WaitGroup
	closing  sync.Once

	mu       sync.Mutex
	opt      OddIMAPOptions
	folders  []string
	conns    map[net.Conn]bool
	heard    []string // commands, without tags
	validity int
}

// StartOddIMAP starts a server on 127.0.0.1 at a free port.
func StartOddIMAP(ctx context.Context, opt OddIMAPOptions) (*OddIMAP, error) {
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("starting the simulated odd IMAP server on the loopback: %w", err)
	}
	if opt.Drip <= 0 {
		opt.Drip = time.Second
	}
	s := &OddIMAP{listener: ln, closed: make(chan struct{}), opt: opt, folders: []string{"INBOX"}, conns: map[net.Conn]bool{}, validity: 1000}
	for _, m := range opt.Mails {
		s.know(m.Folder)
	}
	s.serving.Go(func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.conns[c] = true
			s.mu.Unlock()
			s.serving.Go(func() { s.serve(c) })
		}
	})
	s.unwatch = context.AfterFunc(ctx, func() { _ = s.Close() })
	return s, nil
}

// Addr returns where the server listens.
func (s *OddIMAP) Addr() (host string, port int) {
	a := s.listener.Addr().(*net.TCPAddr)
	return a.IP.String(), a.Port
}

// Append delivers a mail, making its folder if there is none.
func (s *OddIMAP) Append(m Mail) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.know(m.Folder)
	s.opt.Mails = append(s.opt.Mails, m)
}

// Become changes how the server misbehaves; "" makes it honest.
func (s *OddIMAP) Become(odd Oddity) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opt.Odd = odd
}

// Heard returns the commands that came and clears them.
func (s *OddIMAP) Heard() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	heard := s.heard
	s.heard = nil
	return heard
}

// Close ends all connections and waits for what served them. Closing twice is fine.
func (s *OddIMAP) Close() error {
	var err error
	s.closing.Do(func() {
		s.unwatch()
		close(s.closed)
		err = s.listener.Close()
		s.mu.Lock()
		for c := range s.conns {
			_ = c.Close()
		}
		s.mu.Unlock()
		s.serving.Wait()
	})
	return err
}

func (s *OddIMAP) know(folder string) {
	for _, known := range s.folders {
		if known == folder || folder == "" {
			return
		}
	}
	s.folders = append(s.folders, folder)
}

// oddMail is a mail as it lies in its folder.
type oddMail struct {
	Mail
	uid int // and number: nothing is ever deleted
}

func (s *OddIMAP) in(folder string) []oddMail {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []oddMail
	for _, m := range s.opt.Mails {
		if m.Folder == folder || m.Folder == "" && folder == "INBOX" {
			out = append(out, oddMail{m, len(out) + 1})
		}
	}
	return out
}

func (s *OddIMAP) odd(o Oddity) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opt.Odd == o
}

// uidValidity is the same each time on a server that keeps it.
func (s *OddIMAP) uidValidity() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.opt.Odd == OddValidity {
		s.validity++
	}
	return s.validity
}

var errOddEnd = errors.New("the conversation is over")

// oddTalk is one connection.
type oddTalk struct {
	*OddIMAP
	conn   net.Conn
	in     *bufio.Reader
	out    *bufio.Writer
	folder string
}

func (s *OddIMAP) serve(c net.Conn) {
	defer func() {
		_ = c.Close()
		s.mu.Lock()
		delete(s.conns, c)
		s.mu.Unlock()
	}()
	t := &oddTalk{OddIMAP: s, conn: c, in: bufio.NewReader(c), out: bufio.NewWriter(c)}
	greeting := "* OK ready\r\n"
	if s.odd(OddDrippingGreeting) {
		t.drip(strings.Repeat("* OK ", 1000))
		return
	}
	t.say("%s", greeting)
	for t.out.Flush() == nil {
		line, err := t.in.ReadString('\n')
		if err != nil {
			return
		}
		tag, command, _ := strings.Cut(strings.TrimSpace(line), " ")
		s.mu.Lock()
		s.heard = append(s.heard, command)
		s.mu.Unlock()
		if err := t.answer(tag, command); err != nil {
			return
		}
	}
}

func (t *oddTalk) say(format string, args ...any) { _, _ = fmt.Fprintf(t.out, format, args...) }

// drip sends byte after byte, until the server ends or the client goes.
func (t *oddTalk) drip(text string) {
	for i := range len(text) {
		if !t.slowly(text[i : i+1]) {
			return
		}
	}
}

func (t *oddTalk) slowly(piece string) bool {
	t.mu.Lock()
	pause := t.opt.Drip
	t.mu.Unlock()
	select {
	case <-time.After(pause):
	case <-t.closed:
		return false
	}
	_, err := io.WriteString(t.conn, piece)
	return err == nil
}

// endless sends a text again and again until the client goes.
func (t *oddTalk) endless(begin, text string) error {
	t.say("%s", begin)
	for {
		if _, err := t.out.WriteString(text); err != nil {
			return errOddEnd
		}
	}
}

func (t *oddTalk) answer(tag, command string) error {
	verb, rest, _ := strings.Cut(command, " ")
	switch strings.ToUpper(verb) {
	case "CAPABILITY":
		idle := ""
		if t.odd(OddSilentIdle) {
			idle = " IDLE"
		}
		t.say("* CAPABILITY IMAP4rev1%s\r\n", idle)
	case "LIST":
		if t.odd(OddGreatLiteral) {
			return t.endless("* LIST () \"/\" {2147483648}\r\n", strings.Repeat("x", 64<<10))
		}
		for _, f := range t.list() {
			t.say("* LIST () \"/\" \"%s\"\r\n", f)
		}
	case "STATUS":
		name, _, _ := strings.Cut(rest, " (")
		bare := strings.Trim(name, `"`)
		if !t.has(bare) {
			t.say("%s NO no such folder\r\n", tag)
			return nil
		}
		if t.odd(OddStatus) {
			name = bare
		}
		n := len(t.OddIMAP.in(bare))
		t.say("* STATUS %s (MESSAGES %d UIDNEXT %d UIDVALIDITY %d)\r\n", name, n, n+1, t.uidValidity())
	case "EXAMINE", "SELECT":
		return t.open(tag, strings.Trim(rest, `"`))
	case "UID":
		_, rest, _ = strings.Cut(rest, " ")
		return t.fetch(tag, rest)
	case "FETCH":
		return t.fetch(tag, rest)
	case "IDLE":
		t.say("+ idling\r\n")
		if err := t.out.Flush(); err != nil {
			return err
		}
		if _, err := t.in.ReadString('\n'); err != nil {
			return err
		}
	}
	t.say("%s OK done\r\n", tag)
	return nil
}

func (t *oddTalk) list() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]string(nil), t.folders...)
}

func (t *oddTalk) has(folder string) bool {
	for _, f := range t.list() {
		if f == folder {
			return true
		}
	}
	return false
}

func (t *oddTalk) open(tag, folder string) error {
	if !t.has(folder) {
		t.say("%s NO there is no folder %s.\r\n", tag, folder)
		return nil
	}
	t.folder = folder
	n := len(t.OddIMAP.in(folder))
	exists := strconv.Itoa(n)
	switch {
	case t.odd(OddEndlessExists):
		exists = "4294967295"
	case t.odd(OddNested):
		return t.endless("* 1 FETCH (BODYSTRUCTURE ", strings.Repeat("(", 64<<10))
	case t.odd(OddLongLine):
		return t.endless("* FLAGS (", strings.Repeat("x", 64<<10))
	case t.odd(OddManyLines):
		return t.endless("", strings.Repeat("* 1 EXISTS\r\n", 4<<10))
	case t.odd(OddDrippingLines):
		for t.slowly("* OK still here\r\n") {
		}
		return errOddEnd
	}
	t.say("* %s EXISTS\r\n* OK [UIDVALIDITY %d]\r\n", exists, t.uidValidity())
	if !t.odd(OddValidity) {
		t.say("* OK [UIDNEXT %d]\r\n", n+1)
	}
	t.say("%s OK opened\r\n", tag)
	return nil
}

// fetch answers FETCH and UID FETCH, which are the same here.
func (t *oddTalk) fetch(tag, command string) error {
	set, items, _ := strings.Cut(command, " ")
	if t.odd(OddEndlessExists) && strings.Contains(items, "RFC822.SIZE") {
		for uid := 1; ; uid++ {
			t.say("* %d FETCH (UID %d RFC822.SIZE 10 INTERNALDATE \"01-Mar-2026 22:00:00 +0100\")\r\n", uid, uid)
			if t.out.Buffered() == 0 && t.out.Flush() != nil {
				return errOddEnd
			}
			if uid%10_000 == 0 && t.out.Flush() != nil {
				return errOddEnd
			}
		}
	}
	for _, m := range t.OddIMAP.in(t.folder) {
		if !inSet(set, m.uid) {
			continue
		}
		if err := t.give(m, items); err != nil {
			return err
		}
	}
	t.say("%s OK fetched\r\n", tag)
	return nil
}

func (t *oddTalk) give(m oddMail, items string) error {
	said := fmt.Sprintf("UID %d", m.uid)
	if strings.Contains(items, "RFC822.SIZE") {
		said += fmt.Sprintf(" RFC822.SIZE %d", len(m.Raw))
	}
	if strings.Contains(items, "INTERNALDATE") {
		at := m.Received.Format("_2-Jan-2006 15:04:05 -0700")
		if t.odd(OddDate) && m.uid == 2 {
			at = "01-Jan-0001 00:00:00 +0000"
		}
		said += ` INTERNALDATE "` + at + `"`
	}
	section := ""
	raw := string(m.Raw)
	if _, rest, ok := strings.Cut(items, "BODY.PEEK["); ok {
		name, _, _ := strings.Cut(rest, "]")
		section = "BODY[" + name + "]"
		if name != "" {
			raw = fields(raw, name)
		}
	}
	switch {
	case section == "":
		t.say("* %d FETCH (%s)\r\n", m.uid, said)
	case t.odd(OddNoBodies):
		t.say("* %d FETCH (%s %s NIL)\r\n", m.uid, said, section)
	case t.odd(OddUIDBehind):
		t.say("* %d FETCH (%s {%d}\r\n%s %s)\r\n", m.uid, section, len(raw), raw, said)
	case t.odd(OddDrippingBody):
		t.say("* %d FETCH (%s %s {%d}\r\n", m.uid, said, section, len(raw))
		if err := t.out.Flush(); err != nil {
			return err
		}
		t.drip(raw)
		return errOddEnd
	default:
		t.say("* %d FETCH (%s %s {%d}\r\n%s)\r\n", m.uid, said, section, len(raw), raw)
	}
	return nil
}

// fields returns the header lines that "HEADER.FIELDS (Name ...)" asks for, as a server does.
func fields(raw, section string) string {
	_, names, _ := strings.Cut(section, "(")
	var out string
	header, _, _ := strings.Cut(raw, "\r\n\r\n")
	for line := range strings.SplitSeq(header, "\r\n") {
		for name := range strings.FieldsSeq(strings.NewReplacer(`"`, "", ")", "").Replace(names)) {
			if n, _, ok := strings.Cut(line, ":"); ok && strings.EqualFold(n, name) {
				out += line + "\r\n"
			}
		}
	}
	return out + "\r\n"
}

// inSet reports whether a number is in a set such as 1:3,7,9:*.
func inSet(set string, n int) bool {
	for part := range strings.SplitSeq(set, ",") {
		from, to, span := strings.Cut(part, ":")
		low, _ := strconv.Atoi(from)
		high := low
		if span {
			high, _ = strconv.Atoi(to)
			if to == "*" {
				high = n
			}
		}
		if n >= low && n <= high {
			return true
		}
	}
	return false
}
