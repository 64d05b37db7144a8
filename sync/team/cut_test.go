package team_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/team"
	"runchecks/sync/team/postgres"
)

// cutter stands between computers and a server, and cuts every connection once the computers
// have said a number of things.
type cutter struct {
	listener net.Listener
	to       string

	mu    sync.Mutex
	left  int  // things that are still let through, below 0 for all
	after bool // the last thing is let through, and its answer is not
	cut   bool
	conns map[net.Conn]bool
	all   sync.WaitGroup
}

func newCutter(t testing.TB, to string) *cutter {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cutter{listener: l, to: to, left: -1, conns: map[net.Conn]bool{}}
	c.all.Go(func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			c.all.Go(func() { c.serve(in) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		c.hangUp()
		c.all.Wait()
	})
	return c
}

func (c *cutter) hangUp() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for conn := range c.conns {
		_ = conn.Close()
	}
}

func (c *cutter) know(conns ...net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, conn := range conns {
		c.conns[conn] = true
	}
}

func (c *cutter) serve(in net.Conn) {
	out, err := new(net.Dialer).Dial("tcp", c.to)
	if err != nil {
		_ = in.Close()
		return
	}
	c.know(in, out)
	c.all.Go(func() {
		_, _ = io.Copy(in, out)
		_ = in.Close()
	})
	defer func() { _, _ = in.Close(), out.Close() }()
	buffer := make([]byte, 1<<16)
	for {
		n, err := in.Read(buffer)
		if err != nil {
			return
		}
		pass, end := c.says()
		if end != nil && pass {
			_ = in.Close() // no answer comes through
		}
		if pass {
			_, _ = out.Write(buffer[:n])
		}
		if end != nil {
			end()
			return
		}
	}
}

// says counts a thing that was said; end cuts the connections that there are.
func (c *cutter) says() (pass bool, end func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.left < 0:
		return true, nil
	case c.left > 0:
		c.left--
		return true, nil
	}
	c.cut = true
	conns := c.conns
	c.conns = map[net.Conn]bool{}
	return c.after, func() {
		for conn := range conns {
			_ = conn.Close()
		}
	}
}

// from cuts after a number of things; below 0 nothing is cut. It reports whether it has cut
// since the last time.
func (c *cutter) from(left int, after bool) (cut bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	cut, c.cut = c.cut, false
	c.left, c.after = left, after
	return cut
}

// through is a keeper of journals that is reached by a cutter.
type through struct {
	keeper
	*cutter
}

func (x through) open(ctx context.Context, t domain.Team, secret string, places func(context.Context) ([]int64, error)) (team.Log, error) {
	switch k := x.keeper.(type) {
	case database:
		u, err := url.Parse(t.Address)
		if err != nil {
			return nil, err
		}
		u.Host = x.listener.Addr().String()
		return postgres.Open(ctx, u.String(), secret)
	case *folder:
		cut := *k
		port := x.listener.Addr().(*net.TCPAddr).Port
		cut.params.Connect = func(ctx context.Context) (*imap.Session, error) {
			return imap.Dial(ctx, imap.Config{
				Host: "127.0.0.1", Port: port, Security: domain.SecurityNone, User: "u", Password: "p", Timeout: 30 * time.Second,
			})
		}
		return cut.open(ctx, t, secret, places)
	}
	return x.keeper.open(ctx, t, secret, places)
}

// target is where the server of a keeper listens.
func target(t testing.TB, k keeper) string {
	switch k := k.(type) {
	case database:
		in, _ := k.invite(&shift{TB: t}, "nobody", domain.RoleViewer)
		u, err := url.Parse(in.Address)
		if err != nil {
			t.Fatal(err)
		}
		return u.Host
	case *folder:
		host, port := k.server.Addr()
		return net.JoinHostPort(host, fmt.Sprint(port))
	}
	return ""
}

func TestAConnectionThatIsCutAtAnyPointLosesAndDoublesNothing(t *testing.T) {
	for name, start := range map[string]func(testing.TB) *shift{"database": newShift, "mailbox": newFolder} {
		t.Run(name, func(t *testing.T) {
			s := start(t)
			c := newCutter(t, target(t, s.keeper))
			s.keeper = through{s.keeper, c}
			kim, alex := s.member("kim", domain.RoleAdmin), s.member("alex", domain.RoleOperator)
			cuts, night := 0, 10
			for _, after := range []bool{false, true} {
				for n := 0; ; n++ {
					night++
					kim.report(night)
					alex.report(night)
					kim.review(n % jobsOfAll)
					alex.review((n + 1) % jobsOfAll)
					if _, err := alex.exchange.Sync(t.Context()); err != nil {
						t.Fatal(err)
					}
					kim.exchange.Close() // it begins with its connection
					c.from(n, after)
					_, err := kim.exchange.Sync(t.Context())
					cut := c.from(-1, false)
					if !cut && err != nil {
						t.Fatalf("after %d things nothing was cut: %v", n, err)
					}
					kim.sync()
					_, _ = alex.exchange.Sync(t.Context()) // its connection was cut as well
					alex.sync()
					if got, want := alex.waiting(), kim.waiting(); strings.Join(got, ",") != strings.Join(want, ",") {
						t.Fatalf("cut after %d things (%v): one sees %v, the other %v", n, after, want, got)
					}
					if !cut {
						break
					}
					cuts++
				}
			}
			same(t, kim, alex)
			if cuts < 10 {
				t.Errorf("only %d places were cut at", cuts)
			}
			t.Logf("cut at %d places", cuts)
		})
	}
}
