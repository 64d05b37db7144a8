package imap

import (
	"errors"
	"net"
	"testing"
	"time"
)

// deaf is a socket that takes no writes.
type deaf struct{ net.Conn }

func (deaf) Write([]byte) (int, error) { return 0, errors.ErrUnsupported }
func (deaf) Close() error              { return nil }

func (deaf) SetWriteDeadline(time.Time) error { return nil }

func TestAFailedWriteIsToldByTheReaderAsLongAsItRuns(t *testing.T) {
	inner := newConn(deaf{}, time.Minute)
	f := &forLibrary{Conn: inner, inner: inner}
	if n, err := f.Write([]byte("T1 NOOP\r\n")); err != nil || n != 9 {
		t.Errorf("the writer was told: %d, %v", n, err)
	}
	if !errors.Is(inner.why(nil), errors.ErrUnsupported) {
		t.Errorf("the connection was not ended, so the reader does not notice: %v", inner.why(nil))
	}
	_ = f.Close()
	if _, err := f.Write([]byte("T2 NOOP\r\n")); err == nil {
		t.Error("nobody tells the command that is sent after the reader ended")
	}
}
