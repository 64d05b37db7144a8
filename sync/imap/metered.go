package imap

import (
	"io"
	"net"
)

// metered is the connection above TLS and compression: it counts what a server
// says in the clear, so that no compressed bomb passes the limit, and writes the
// wire log.
type metered struct {
	net.Conn
	r     io.Reader // Conn, or what was read ahead and then Conn
	inner *conn
	log   *wireLog // nil without one
}

func (m *metered) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.log.received(p[:n])
	if over := m.inner.spend(n); over != nil {
		return n, over
	}
	return n, err
}

func (m *metered) Write(p []byte) (int, error) {
	m.log.sent(p)
	return m.Conn.Write(p)
}
