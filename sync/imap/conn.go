package imap

import (
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// slack is how many bytes a server may send beyond what was asked for before the
// connection is cut: a single line or literal is read into memory by the library,
// so an endless one would fill it.
const slack = 64 << 20

var errTooMuch = errors.New("the server sent far more than was asked for")

// conn is the connection underneath TLS, compression and the library. It keeps a
// rolling deadline while an answer is owed to us, ignores the deadlines the library
// sets (which cover a whole body and nothing between commands), counts bytes on the
// wire, holds the budget of bytes in the clear, and can be ended from outside at once.
type conn struct {
	net.Conn
	timeout time.Duration

	in, out atomic.Int64

	mu     sync.Mutex
	owed   int   // commands whose answer is not complete
	budget int64 // bytes that may still come
	cause  error // why the connection was ended by us; nil if it was not

	gone chan struct{} // closed when the connection has ended
}

func newConn(c net.Conn, timeout time.Duration) *conn {
	return &conn{Conn: c, timeout: timeout, budget: slack, gone: make(chan struct{})}
}

// expect says that an answer of about n bytes is owed from now on. The returned
// function says that it came; it may be called once.
func (c *conn) expect(n int64) (done func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.owed == 0 {
		c.budget = slack
	}
	c.owed++
	c.budget += n
	// The library's reader may already wait without a deadline: this one reaches it.
	_ = c.Conn.SetReadDeadline(time.Now().Add(c.timeout))
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
		_ = c.Conn.SetReadDeadline(time.Now().Add(c.timeout))
	} else {
		_ = c.Conn.SetReadDeadline(time.Time{})
	}
	c.mu.Unlock()

	n, err := c.Conn.Read(p)
	c.in.Add(int64(n))
	if err != nil {
		// The library may call the end of a connection a clean one, and keeps only
		// the text of other faults; the session needs to know what it was.
		c.end(err)
	}
	return n, err
}

// spend takes n bytes that came from the budget. Beyond it the connection is ended.
func (c *conn) spend(n int) error {
	c.mu.Lock()
	c.budget -= int64(n)
	over := c.budget < 0
	c.mu.Unlock()
	if over {
		c.end(errTooMuch)
		return errTooMuch
	}
	return nil
}

// Write writes within the timeout.
func (c *conn) Write(p []byte) (int, error) {
	_ = c.Conn.SetWriteDeadline(time.Now().Add(c.timeout))
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
