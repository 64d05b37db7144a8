package imap

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"log/slog"
	"net"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/emersion/go-imap/v2/imapclient"

	"runchecks/domain"
)

// DefaultTimeout is how long the server may be silent while an answer is owed,
// DefaultSignIn how long it may take to greet and sign in.
const (
	DefaultTimeout = 60 * time.Second
	DefaultSignIn  = 60 * time.Second
)

// Config says where to connect to and as whom.
type Config struct {
	Host           string
	Port           int
	Security       domain.Security
	User, Password string
	// Tokens, if there are any, sign in with OAuth2 in place of the password.
	Tokens Tokens
	token  string // the one of this connection
	// Pin is the only certificate that the server may show, see domain.PinOf; "" for any
	// that an authority signed which this computer trusts.
	Pin string
	// TLS replaces the default configuration. TLS 1.2 is the least in any case.
	TLS *tls.Config
	// Timeout is rolling: it starts again with each byte. Zero is DefaultTimeout.
	Timeout time.Duration
	// SignIn bounds greeting, TLS and signing in together. Zero is DefaultSignIn.
	SignIn time.Duration
	// Now measures how fast a server sends; nil is time.Now.
	Now func() time.Time
	// Near is within what time a server has answered to be near enough for mails to
	// come faster as they are than compressed: there, compressing costs it more than
	// the line does. Zero compresses wherever the server can.
	Near time.Duration
	// Log, if there is one, is told at debug level what is said on the wire, without
	// secrets and mail text.
	Log *slog.Logger
}

// Session is one signed-in connection. Its methods are called one after the
// other; Close may be called at any time and from anywhere. Cancelling the
// context of a method ends the connection at once, so the session is of no more
// use afterwards.
type Session struct {
	conn   *conn
	client *imapclient.Client
	peer   string // host:port, for messages
	caps   capabilities
	news   chan struct{} // has something when the number of mails changed by itself

	behind atomic.Bool  // the server gives UIDs behind bodies
	inVain atomic.Int32 // mails in a row that were asked for singly and not given

	exists, next uint32 // EXISTS and UIDNEXT of the folder last examined, to know how long a plan may be
}

// Dial connects and signs in. There is no fall-back to plain text: a server that
// refuses STARTTLS is an error.
func Dial(ctx context.Context, c Config) (*Session, error) {
	if err := c.validate(); err != nil {
		return nil, err
	}
	if c.Timeout <= 0 {
		c.Timeout = DefaultTimeout
	}
	if c.SignIn <= 0 {
		c.SignIn = DefaultSignIn
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Tokens != nil {
		return c.dialWithToken(ctx)
	}
	return c.dial(ctx)
}

func (c Config) dial(ctx context.Context) (*Session, error) {
	peer := net.JoinHostPort(c.Host, strconv.Itoa(c.Port))

	dialer := net.Dialer{Timeout: c.Timeout}
	raw, err := dialer.DialContext(ctx, "tcp", peer)
	if err != nil {
		return nil, fault("Connecting to "+peer, err)
	}
	inner := newConn(raw, c.Timeout)
	inner.now = c.Now
	stop := context.AfterFunc(ctx, func() { inner.end(context.Cause(ctx)) })
	defer stop()

	ready, caps, err := c.handshake(ctx, inner, peer)
	if err != nil {
		err = inner.why(c.named(err))
		inner.end(err)
		return nil, fault("Signing in to "+peer, err)
	}
	s := &Session{conn: inner, peer: peer, caps: caps, news: make(chan struct{}, 1)}
	s.client = imapclient.New(ready, &imapclient.Options{UnilateralDataHandler: &imapclient.UnilateralDataHandler{Mailbox: s.heard}})
	defer inner.expect(0, 0)()
	// The greeting is ours and there already.
	if err := s.client.WaitGreeting(); err != nil {
		err = inner.why(err)
		_ = s.Close()
		return nil, fault("Signing in to "+peer, err)
	}
	return s, nil
}

func (c Config) validate() error {
	switch {
	case c.Host == "":
		return refuse(domain.CodeInvalid, "Connecting failed: no server name is given. Enter the name of the IMAP server.")
	case c.Port < 1 || c.Port > 65535:
		return refuse(domain.CodeInvalid, "Connecting to %s failed: %d is not a port. Enter a number from 1 to 65535; 993 is usual.", c.Host, c.Port)
	}
	switch c.Security {
	case domain.SecurityTLS, domain.SecurityStartTLS, domain.SecurityNone:
		return nil
	}
	return refuse(domain.CodeInvalid, "Connecting to %s failed: %q is not a known kind of security. Choose TLS, STARTTLS or none.", c.Host, c.Security)
}

// tlsConfig returns the configuration for this server.
func (c Config) tlsConfig() *tls.Config {
	t := &tls.Config{}
	if c.TLS != nil {
		t = c.TLS.Clone()
	}
	if t.MinVersion < tls.VersionTLS12 {
		t.MinVersion = tls.VersionTLS12
	}
	if t.ServerName == "" {
		t.ServerName = c.Host
	}
	if c.Pin != "" {
		// Neither name, authority nor dates count beside a fingerprint that a person compared.
		t.InsecureSkipVerify = true
		t.VerifyConnection = func(state tls.ConnectionState) error {
			if shown := state.PeerCertificates[0]; domain.PinOf(shown.Raw) != c.Pin {
				return c.untrusted(shown, true, nil)
			}
			return nil
		}
	}
	return t
}

// untrusted says which certificate the server showed.
func (c Config) untrusted(shown *x509.Certificate, changed bool, cause error) *domain.UntrustedCertificate {
	return &domain.UntrustedCertificate{Changed: changed, Cause: cause, Certificate: domain.Certificate{
		Host: c.Host, Pin: domain.PinOf(shown.Raw), Subject: shown.Subject.String(), Issuer: shown.Issuer.String(),
		From: shown.NotBefore, Until: shown.NotAfter,
	}}
}

// named adds the certificate that was shown to a refusal of it.
func (c Config) named(err error) error {
	var refused *tls.CertificateVerificationError
	if !errors.As(err, &refused) || len(refused.UnverifiedCertificates) == 0 {
		return err
	}
	return c.untrusted(refused.UnverifiedCertificates[0], false, err)
}

// Close ends the connection. It waits neither for the server nor for the library, whose
// reader ends with the connection: every fetch in flight takes its answers until that
// fails, so the reader is never left with a body. Closing twice is fine.
func (s *Session) Close() error {
	// The socket: TLS would want to say goodbye, the library to read on.
	s.conn.end(net.ErrClosed)
	return nil
}

// Traffic returns the bytes read and written so far, as they are on the wire.
func (s *Session) Traffic() (in, out int64) { return s.conn.in.Load(), s.conn.out.Load() }

// heard is told by the library what a server says of the folder unasked.
func (s *Session) heard(data *imapclient.UnilateralDataMailbox) {
	if data.NumMessages == nil {
		return
	}
	select {
	case s.news <- struct{}{}:
	default: // it is known already
	}
}

// guard ends the connection when ctx ends; the returned function lifts that.
func (s *Session) guard(ctx context.Context) (stop func() bool) {
	return context.AfterFunc(ctx, func() { s.conn.end(context.Cause(ctx)) })
}

// asked runs one exchange of commands and answers, of which about so many bytes and
// lines may come. When ctx ends it returns at once: the library's reader may be busy with
// what it has, and ends by itself, since the connection is gone.
func asked[T any](ctx context.Context, s *Session, bytes, lines int64, exchange func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	defer s.guard(ctx)()
	came := make(chan answer, 1)
	done := s.conn.expect(bytes, lines)
	go func() {
		defer done()
		value, err := exchange()
		came <- answer{value, err}
	}()
	select {
	case a := <-came:
		return a.value, a.err
	case <-ctx.Done():
		s.conn.end(context.Cause(ctx))
		var none T
		return none, context.Cause(ctx)
	}
}
