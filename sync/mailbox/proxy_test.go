package mailbox_test

import (
	"bufio"
	"io"
	"net"
	"regexp"
	"strconv"
	"sync"
	"testing"

	"runchecks/sync/simulate"
)

// mischief is what happens, once, to a line that the server sends.
type mischief struct {
	at    string // a regular expression for the line
	say   string // is sent in place of it, with $1 and so on; "" sends nothing
	close bool   // the connection ends afterwards
	stall bool   // nothing more is said afterwards
}

// proxy stands between the program and a mail server and does one mischief.
type proxy struct {
	listener net.Listener
	target   string
	at       *regexp.Regexp
	m        mischief
	serving  sync.WaitGroup

	mu   sync.Mutex
	done bool
}

func startProxy(t *testing.T, server *simulate.IMAPServer, m mischief) *proxy {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host, port := server.Addr()
	p := &proxy{listener: ln, target: net.JoinHostPort(host, strconv.Itoa(port)), at: regexp.MustCompile(m.at), m: m}
	p.serving.Go(func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			p.serving.Go(func() { p.serve(c) })
		}
	})
	t.Cleanup(func() {
		_ = ln.Close()
		p.serving.Wait()
	})
	return p
}

func (p *proxy) port() int { return p.listener.Addr().(*net.TCPAddr).Port }

// happened says whether the mischief was done.
func (p *proxy) happened() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.done
}

func (p *proxy) serve(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", p.target)
	if err != nil {
		return
	}
	defer server.Close()
	var up sync.WaitGroup
	defer up.Wait()
	up.Go(func() {
		_, _ = io.Copy(server, client)
		_ = server.Close() // the client is gone
	})
	br := bufio.NewReader(server)
	for {
		line, err := br.ReadString('\n')
		if err != nil {
			_ = client.Close()
			return
		}
		if !p.strikes(line) {
			if _, err := io.WriteString(client, line); err != nil {
				return
			}
			continue
		}
		_, _ = io.WriteString(client, p.at.ReplaceAllString(line, p.m.say))
		switch {
		case p.m.close:
			_ = client.Close()
			return
		case p.m.stall:
			_, _ = io.Copy(io.Discard, br) // until the client is gone
			return
		}
	}
}

func (p *proxy) strikes(line string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.done || !p.at.MatchString(line) {
		return false
	}
	p.done = true
	return true
}
