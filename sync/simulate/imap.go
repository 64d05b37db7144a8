package simulate

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"sync"
	"sync/atomic"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// Mail is one mail in a mailbox.
type Mail struct {
	Received time.Time // INTERNALDATE
	Raw      []byte
	Folder   string // empty is INBOX

	// want is what the generator meant, for this package's own tests.
	want want
}

// IMAPOptions says what an IMAP server holds and how it behaves.
type IMAPOptions struct {
	TLS            bool // TLS from the first byte, with a certificate of its own
	StartTLS       bool // STARTTLS is offered, and sign-in refused before it
	User, Password string
	Mails          []Mail // appended in this order: UIDs ascend with it
	// DropAfterBytes cuts the connection, once, when the server has sent so many
	// bytes in all; 0 never does. It is for tests that resume.
	DropAfterBytes int64
	// Bearer says whether a token opens a user's mail; with it no password is taken.
	Bearer func(user, token string) bool
	// Move says that the server moves mails in one step (RFC 6851).
	Move bool
	// ReadOnly says whether the mailbox may only be read, nil for never.
	ReadOnly func() bool
	// Mechanisms are those that tokens are taken in. Empty: XOAUTH2 and OAUTHBEARER.
	Mechanisms []string
}

// IMAPServer is an IMAP server on the loopback. It lives until Close is called or
// the context it was started with ends.
type IMAPServer struct {
	listener *trackedListener
	server   *imapserver.Server
	user     *imapmemserver.User
	cert     *x509.Certificate // nil without TLS
	done     chan struct{}     // closed when the accepting goroutine has ended
	unwatch  func() bool

	mu      sync.Mutex
	folders map[string]bool

	closing sync.Once
	err     error
}

// StartIMAP starts a server on 127.0.0.1 at a free port.
func StartIMAP(ctx context.Context, opt IMAPOptions) (*IMAPServer, error) {
	s := &IMAPServer{
		user:    imapmemserver.NewUser(opt.User, opt.Password),
		done:    make(chan struct{}),
		folders: map[string]bool{},
	}
	var config *tls.Config
	if opt.TLS || opt.StartTLS {
		pair, err := selfSigned()
		if err != nil {
			return nil, fmt.Errorf("making a certificate for the simulated IMAP server: %w", err)
		}
		s.cert = pair.Leaf
		config = &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}
	}
	if err := s.open("INBOX"); err != nil {
		return nil, err
	}
	for i := range opt.Mails {
		if err := s.Append(opt.Mails[i]); err != nil {
			return nil, err
		}
	}

	accounts := imapmemserver.New()
	accounts.AddUser(s.user)
	options := &imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			if opt.Bearer != nil {
				return &bearerSession{accounts.NewSession(), opt}, nil, nil
			}
			if session, ok := accounts.NewSession().(imapserver.SessionMove); ok && opt.ReadOnly != nil {
				return &readOnlySession{session, opt.ReadOnly}, nil, nil
			}
			return accounts.NewSession(), nil, nil
		},
		Caps:         goimap.CapSet{goimap.CapIMAP4rev1: {}},
		InsecureAuth: !opt.StartTLS,
		// Cut connections are what tests ask for: not worth a line.
		Logger: log.New(io.Discard, "", 0),
	}
	if opt.Move {
		options.Caps[goimap.CapMove] = struct{}{}
	}
	if opt.StartTLS {
		options.TLSConfig = config
	}
	s.server = imapserver.New(options)

	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("starting the simulated IMAP server on the loopback: %w", err)
	}
	s.listener = &trackedListener{Listener: ln, conns: map[*trackedConn]bool{}}
	if opt.DropAfterBytes > 0 {
		s.listener.left.Store(opt.DropAfterBytes)
		s.listener.dropping.Store(true)
	}
	var serve net.Listener = s.listener
	if opt.TLS {
		serve = tls.NewListener(serve, config)
	}
	go func() {
		defer close(s.done)
		_ = s.server.Serve(serve)
	}()
	s.unwatch = context.AfterFunc(ctx, func() { _ = s.Close() })
	return s, nil
}

// readOnlySession takes no mails while somebody says so.
type readOnlySession struct {
	imapserver.SessionMove
	is func() bool
}

// Append refuses, as a server does for want of rights (RFC 5530).
func (s *readOnlySession) Append(mailbox string, r goimap.LiteralReader, o *goimap.AppendOptions) (*goimap.AppendData, error) {
	if s.is() {
		return nil, &goimap.Error{Type: goimap.StatusResponseTypeNo, Code: goimap.ResponseCodeNoPerm, Text: "no right to insert"}
	}
	return s.SessionMove.Append(mailbox, r, o)
}

// Addr returns where the server listens.
func (s *IMAPServer) Addr() (host string, port int) {
	a := s.listener.Addr().(*net.TCPAddr)
	return a.IP.String(), a.Port
}

// Certificate returns the server's certificate, nil without TLS.
func (s *IMAPServer) Certificate() *x509.Certificate { return s.cert }

// CertPool returns a pool with the server's certificate, for a client to trust.
func (s *IMAPServer) CertPool() *x509.CertPool {
	pool := x509.NewCertPool()
	if s.cert != nil {
		pool.AddCert(s.cert)
	}
	return pool
}

// Append delivers a mail, making its folder if there is none.
func (s *IMAPServer) Append(m Mail) error {
	folder := m.Folder
	if folder == "" {
		folder = "INBOX"
	}
	if err := s.open(folder); err != nil {
		return err
	}
	if _, err := s.user.Append(folder, literal{bytes.NewReader(m.Raw)}, &goimap.AppendOptions{Time: m.Received}); err != nil {
		return fmt.Errorf("delivering a mail to the simulated folder %s: %w", folder, err)
	}
	return nil
}

func (s *IMAPServer) open(folder string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.folders[folder] {
		return nil
	}
	var no *goimap.Error
	err := s.user.Create(folder, nil)
	if there := errors.As(err, &no) && no.Code == goimap.ResponseCodeAlreadyExists; err != nil && !there { // a client may have made it
		return fmt.Errorf("making the simulated folder %s: %w", folder, err)
	}
	s.folders[folder] = true
	return nil
}

// Create makes an empty folder.
func (s *IMAPServer) Create(folder string) error { return s.open(folder) }

// Count returns how many mails a folder holds.
func (s *IMAPServer) Count(folder string) (uint32, error) {
	data, err := s.user.Status(folder, &goimap.StatusOptions{NumMessages: true})
	if err != nil {
		return 0, fmt.Errorf("counting the mails of the simulated folder %s: %w", folder, err)
	}
	return *data.NumMessages, nil
}

// Rename gives a folder another name; its mails and UIDs stay as they are.
func (s *IMAPServer) Rename(from, to string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.user.Rename(from, to, nil); err != nil {
		return fmt.Errorf("renaming the simulated folder %s to %s: %w", from, to, err)
	}
	delete(s.folders, from)
	s.folders[to] = true
	return nil
}

// Delete removes a folder with its mails.
func (s *IMAPServer) Delete(folder string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.user.Delete(folder); err != nil {
		return fmt.Errorf("deleting the simulated folder %s: %w", folder, err)
	}
	delete(s.folders, folder)
	return nil
}

// Close ends all connections and waits for what served them. Closing twice is fine.
func (s *IMAPServer) Close() error {
	s.closing.Do(func() {
		s.unwatch()
		// Serve first: the library's own Close may overtake a Serve that only begins.
		err := s.listener.Close()
		<-s.done
		s.err = errors.Join(err, s.server.Close())
		s.listener.closeAll()
		s.listener.serving.Wait()
	})
	return s.err
}

// literal is a mail as the library wants to be given it.
type literal struct{ *bytes.Reader }

func (l literal) Size() int64 { return l.Reader.Size() }

// trackedListener knows its connections, so that Close can end and await them,
// and can cut one of them after a number of bytes.
type trackedListener struct {
	net.Listener
	serving sync.WaitGroup

	left     atomic.Int64
	dropping atomic.Bool

	mu    sync.Mutex
	conns map[*trackedConn]bool

	closed sync.Once
}

func (l *trackedListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	t := &trackedConn{Conn: c, owner: l}
	l.mu.Lock()
	l.conns[t] = true
	l.mu.Unlock()
	l.serving.Add(1)
	return t, nil
}

// Close is called by us and by the library; only the first counts.
func (l *trackedListener) Close() (err error) {
	l.closed.Do(func() { err = l.Listener.Close() })
	return err
}

func (l *trackedListener) closeAll() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.conns {
		_ = c.Conn.Close() // the library then notices and closes the tracked one
	}
}

type trackedConn struct {
	net.Conn
	owner *trackedListener
	once  sync.Once
}

// Write sends p, or what is left before the cut.
func (c *trackedConn) Write(p []byte) (int, error) {
	l := c.owner
	if !l.dropping.Load() {
		return c.Conn.Write(p)
	}
	left := l.left.Add(-int64(len(p)))
	if left > 0 || !l.dropping.CompareAndSwap(true, false) {
		return c.Conn.Write(p)
	}
	n, _ := c.Conn.Write(p[:max(0, int64(len(p))+left)])
	_ = c.Conn.Close()
	return n, net.ErrClosed
}

func (c *trackedConn) Close() error {
	err := c.Conn.Close()
	c.once.Do(func() {
		c.owner.mu.Lock()
		delete(c.owner.conns, c)
		c.owner.mu.Unlock()
		c.owner.serving.Done()
	})
	return err
}
