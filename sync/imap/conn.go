package imap

import (
	"errors"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// slack and slackLines are how many bytes and lines a server may send beyond what was
// asked for before the connection is cut: the library keeps answers in memory, so endless
// ones would fill it. One who marks all mails of a folder as read causes a line for each.
const (
	slack      = 64 << 20
	slackLines = 200_000
)

// A server that is in the middle of an answer must send leastBytes within slowTime of
// waiting; in all of an answer within slowAnswer, which leaves time to think.
const (
	leastBytes = 16 << 10
	slowTime   = time.Minute
	slowAnswer = 10 * time.Minute
)

var (
	errTooMuch    = errors.New("the server sent far more than was asked for")
	errSlow       = errors.New("the server sends too slowly")
	errSlowSignIn = errors.New("the server took too long to greet and sign in")
)

// conn is the connection underneath TLS, compression and the library. It keeps a
// rolling deadline while an answer is owed to us, ignores the deadlines the library
// sets (which cover a whole body and nothing between commands), counts bytes on the
// wire, holds the budget of bytes in the clear, and can be ended from outside at once.
// Elapsed time is now's, which tests may set; deadlines are the operating system's.
type conn struct {
	net.Conn
	timeout time.Duration
	now     func() time.Time

	in, out atomic.Int64
	within  atomic.Bool // the server is in the middle of a line or a literal

	mu     sync.Mutex
	owed   int       // commands whose answer is not complete
	until  time.Time // when the sign-in must have come to its end; zero after it
	budget int64     // bytes that may still come
	lines  int64     // lines that may still come
	cause  error     // why the connection was ended by us; nil if it was not

	since          time.Time // when the oldest of the owed answers was asked for
	middle, answer pace      // of the wait in the middle of an answer, and of all of it

	gone chan struct{} // closed when the connection has ended
}

// pace is how much came in how long a wait.
type pace struct {
	bytes  int64
	waited time.Duration
}

// slow counts a wait and says whether too little came in the last ones.
func (p *pace) slow(n int, waited, limit time.Duration) bool {
	p.bytes += int64(n)
	if p.waited += waited; p.waited < limit {
		return false
	}
	slow := p.bytes < int64(float64(leastBytes)*float64(limit)/float64(slowTime))
	*p = pace{}
	return slow
}

func newConn(c net.Conn, timeout time.Duration) *conn {
	return &conn{Conn: c, timeout: timeout, now: time.Now, budget: slack, lines: slackLines, gone: make(chan struct{})}
}

// signIn sets how long greeting and signing in may take, from now on. The returned
// function says that both are done.
func (c *conn) signIn(within time.Duration) (done func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.until = time.Now().Add(within)
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.until = time.Time{}
	}
}

// deadline is that of the next read or write.
func (c *conn) deadline() time.Time {
	next := time.Now().Add(c.timeout)
	if !c.until.IsZero() && c.until.Before(next) {
		return c.until
	}
	return next
}

// expect says that an answer of about n bytes and so many lines is owed from now on. The
// returned function says that it came; it may be called once.
func (c *conn) expect(n, lines int64) (done func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.owed == 0 {
		c.budget, c.lines = slack, slackLines
		c.since, c.middle, c.answer = c.now(), pace{}, pace{}
	}
	c.owed++
	c.budget += n
	c.lines += lines
	// The library's reader may already wait without a deadline: this one reaches it.
	_ = c.Conn.SetReadDeadline(c.deadline())
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.owed--; c.owed == 0 {
			_ = c.Conn.SetReadDeadline(time.Time{})
		}
	}
}

// Read reads with the rolling deadline. Without an owed answer there is none: a
// session may rest between two commands for as long as the server allows.
func (c *conn) Read(p []byte) (int, error) {
	c.mu.Lock()
	if c.owed > 0 {
		_ = c.Conn.SetReadDeadline(c.deadline())
	} else {
		_ = c.Conn.SetReadDeadline(time.Time{})
	}
	c.mu.Unlock()

	began := c.now()
	n, err := c.Conn.Read(p)
	c.in.Add(int64(n))
	if err == nil {
		err = c.hurry(n, began)
	}
	if err != nil {
		// The library may call the end of a connection a clean one, and keeps only
		// the text of other faults; the session needs to know what it was.
		c.end(c.late(err))
	}
	return n, err
}

// hurry ends the patience with a server that drips. Every byte starts the rolling
// deadline again, so that one a minute would hold an account for good.
func (c *conn) hurry(n int, began time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.owed == 0 {
		return nil
	}
	if began.Before(c.since) {
		began = c.since // the wait before it was a rest
	}
	waited := c.now().Sub(began)
	if c.within.Load() && c.middle.slow(n, waited, slowTime) || c.answer.slow(n, waited, slowAnswer) {
		return errSlow
	}
	return nil
}

// late gives the end of the time to sign in its own reason.
func (c *conn) late(err error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if errors.Is(err, os.ErrDeadlineExceeded) && !c.until.IsZero() && !time.Now().Before(c.until) {
		return errSlowSignIn
	}
	return err
}

// room is how many bytes may still come.
func (c *conn) room() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.budget
}

// spend takes what came from the budget. Beyond it the connection is ended.
func (c *conn) spend(n int, lines int64) error {
	c.mu.Lock()
	c.budget -= int64(n)
	c.lines -= lines
	over := c.budget < 0 || c.lines < 0
	c.mu.Unlock()
	if over {
		c.end(errTooMuch)
		return errTooMuch
	}
	return nil
}

// Write writes within the timeout.
func (c *conn) Write(p []byte) (int, error) {
	c.mu.Lock()
	_ = c.Conn.SetWriteDeadline(c.deadline())
	c.mu.Unlock()
	n, err := c.Conn.Write(p)
	c.out.Add(int64(n))
	return n, err
}

// SetDeadline, SetReadDeadline and SetWriteDeadline do nothing: the rolling
// deadlines are this type's own.
func (c *conn) SetDeadline(time.Time) error      { return nil }
func (c *conn) SetReadDeadline(time.Time) error  { return nil }
func (c *conn) SetWriteDeadline(time.Time) error { return nil }

// end closes the connection and remembers the first reason for it.
func (c *conn) end(cause error) {
	c.mu.Lock()
	if c.cause == nil {
		c.cause = cause
		close(c.gone)
	}
	c.mu.Unlock()
	_ = c.Conn.Close()
}

// why returns the reason this side ended the connection for, or err.
func (c *conn) why(err error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cause != nil {
		return c.cause
	}
	return err
}
