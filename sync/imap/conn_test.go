package imap

import (
	"net"
	"testing"
	"time"
)

// deadlines records the deadlines that reach the socket.
type deadlines struct {
	net.Conn
	last time.Time
}

func (d *deadlines) SetReadDeadline(t time.Time) error { d.last = t; return nil }
func (d *deadlines) Read(p []byte) (int, error)        { return len(p), nil }

func TestThereIsADeadlineOnlyWhileAnAnswerIsOwed(t *testing.T) {
	d := &deadlines{}
	c := newConn(d, time.Minute)
	if _, err := c.Read(make([]byte, 1)); err != nil || !d.last.IsZero() {
		t.Errorf("resting: deadline %v, %v", d.last, err)
	}
	one, two := c.expect(1, 1), c.expect(1, 1)
	if d.last.IsZero() {
		t.Error("no deadline while an answer is owed")
	}
	one()
	if d.last.IsZero() {
		t.Error("no deadline while the second answer is owed")
	}
	two()
	if !d.last.IsZero() {
		t.Error("a deadline is left after the last answer")
	}
}

func TestTheLibrarysDeadlinesAreIgnored(t *testing.T) {
	d := &deadlines{}
	c := newConn(d, time.Minute)
	_ = c.SetReadDeadline(time.Now().Add(time.Hour))
	_ = c.SetDeadline(time.Now().Add(time.Hour))
	if !d.last.IsZero() {
		t.Errorf("the deadline %v reached the socket", d.last)
	}
}
