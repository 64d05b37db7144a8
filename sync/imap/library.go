package imap

import (
	"net"
	"sync/atomic"
)

// forLibrary is the connection as the library sees it. A write that fails is not
// told to the library while its reader runs: on a failed write it closes the
// channels of all commands, into which the reader may just be putting a mail. The
// connection is ended instead, which the reader notices, and the reader alone tells
// the commands.
type forLibrary struct {
	net.Conn
	inner *conn
	read  atomic.Bool // the library's reader has ended: nobody but the writer can tell a command
}

// Close is called by the library's reader when it ends, before it tells the commands
// that wait; a command whose writing fails after that is told by its writer. So
// every command is told, and nobody but the library may call it.
func (f *forLibrary) Close() error {
	f.read.Store(true)
	return f.Conn.Close()
}

func (f *forLibrary) Write(p []byte) (int, error) {
	n, err := f.Conn.Write(p)
	if err == nil {
		return n, nil
	}
	if f.read.Load() {
		return n, err // why the reader ended is the reason
	}
	f.inner.end(err)
	return len(p), nil
}
