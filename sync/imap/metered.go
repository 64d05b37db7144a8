package imap

import (
	"io"
	"net"
)

// metered is the connection above TLS and compression: it counts what a server
// says in the clear, so that no compressed bomb passes the limit, looks at its grammar
// before the library does, and writes the wire log.
type metered struct {
	net.Conn
	r       io.Reader // Conn, or what was read ahead and then Conn
	inner   *conn
	grammar *grammar // nil before the sign-in, where lines are read by us
	log     *wireLog // nil without one
}

func (m *metered) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.log.received(p[:n])
	lines := int64(0)
	if m.grammar != nil {
		before := m.grammar.lines
		if fault := m.grammar.read(p[:n], m.inner.room()); fault != nil {
			m.inner.end(fault)
			return 0, fault
		}
		lines = m.grammar.lines - before
		m.inner.within.Store(m.grammar.within())
	}
	if over := m.inner.spend(n, lines); over != nil {
		return 0, over
	}
	return n, err
}

func (m *metered) Write(p []byte) (int, error) {
	m.log.sent(p)
	return m.Conn.Write(p)
}
