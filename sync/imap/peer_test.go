package imap_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
)

// peer is a scripted server: it says what a test tells it to, right or wrong.
type peer struct {
	t  *testing.T
	c  net.Conn
	br *bufio.Reader
}

// script serves one connection with a script and returns how to reach it. The
// connection ends when the script does.
func script(t *testing.T, f func(p *peer)) imap.Config {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		c, err := ln.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		f(&peer{t: t, c: c, br: bufio.NewReader(c)})
	}()
	t.Cleanup(func() {
		ln.Close()
		<-done
	})
	a := ln.Addr().(*net.TCPAddr)
	return imap.Config{Host: "127.0.0.1", Port: a.Port, Security: domain.SecurityNone, User: "u", Password: "p", Timeout: 10 * time.Second}
}

func (p *peer) say(format string, args ...any) {
	_, _ = fmt.Fprintf(p.c, format+"\r\n", args...)
}

// hear reads one command, which must hold the word, and returns its tag. Without
// one, because the client is gone, the tag is empty.
func (p *peer) hear(word string) (tag string) {
	l, err := p.br.ReadString('\n')
	if err != nil {
		return ""
	}
	if !strings.Contains(l, word) {
		p.t.Errorf("the client said %q, not %s", l, word)
	}
	tag, _, _ = strings.Cut(l, " ")
	return tag
}

// untilGone waits until the client has closed the connection.
func (p *peer) untilGone() { _, _ = io.Copy(io.Discard, p.br) }

// signIn offers, beside others, the capabilities that are named.
func (p *peer) signIn(caps ...string) {
	p.say("* OK ready")
	tag := p.hear("CAPABILITY")
	p.say("* CAPABILITY IMAP4rev1 STARTTLS")
	p.say("%s OK", tag)
	p.say("%s OK [CAPABILITY IMAP4rev1 IMAP4rev2 %s] signed in", p.hear("LOGIN"), strings.Join(caps, " "))
}

func (p *peer) body(seq, uid int, raw string) {
	_, _ = fmt.Fprintf(p.c, "* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n", seq, uid, len(raw), raw)
}

func dial(t *testing.T, c imap.Config) *imap.Session {
	t.Helper()
	s, err := imap.Dial(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func wantCode(t *testing.T, err error, code domain.Code, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want %s", code)
	}
	if got := domain.CodeOf(err); got != code {
		t.Errorf("code %s, want %s: %v", got, code, err)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("message %q does not say %q", err, w)
		}
	}
}

func heads(uids ...uint32) []imap.Head {
	var hs []imap.Head
	for _, u := range uids {
		hs = append(hs, imap.Head{UID: u, Size: 10})
	}
	return hs
}
