package mailout_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/wording"
	"runchecks/storage"
	"runchecks/storage/secrets"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/mailout"
)

// post is a mail server in the process that keeps what it takes.
type post struct {
	*smtp.Server
	port     int
	roots    *x509.CertPool
	password string // "" takes a token alone

	mu    sync.Mutex
	mails []string
	fails map[string][]*smtp.SMTPError // by the step: mail, rcpt, data
}

const token = "very-secret-token"

// newPost starts a server; security is how it protects.
func newPost(t *testing.T, security domain.Security) *post {
	t.Helper()
	keys := httptest.NewTLSServer(nil) // its certificate is for 127.0.0.1
	t.Cleanup(keys.Close)
	p := &post{roots: x509.NewCertPool(), password: "very secret", fails: map[string][]*smtp.SMTPError{}}
	p.roots.AddCert(keys.Certificate())
	p.Server = smtp.NewServer(p)
	p.AllowInsecureAuth = security == domain.SecurityNone
	p.ErrorLog = silent{}
	config := &tls.Config{Certificates: keys.TLS.Certificates, MinVersion: tls.VersionTLS12}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.port = l.Addr().(*net.TCPAddr).Port
	switch security {
	case domain.SecurityTLS:
		l = tls.NewListener(l, config)
	case domain.SecurityStartTLS:
		p.TLSConfig = config
	}
	served := make(chan struct{})
	go func() { defer close(served); _ = p.Serve(l) }()
	t.Cleanup(func() { _ = p.Close(); <-served })
	return p
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

// NewSession begins a connection.
func (p *post) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{post: p}, nil }

func (p *post) fail(step string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if list := p.fails[step]; len(list) > 0 {
		p.fails[step] = list[1:]
		return list[0]
	}
	return nil
}

func (p *post) took() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.mails
}

type session struct {
	*post
	known    bool
	from, to string
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain, "XOAUTH2"} }

func (s *session) Auth(way string) (sasl.Server, error) {
	if way == "XOAUTH2" {
		return bearer{s}, nil
	}
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "checks" || password != s.password {
			return smtp.ErrAuthFailed
		}
		s.known = true
		return nil
	}), nil
}

// bearer takes a token as Google and Microsoft document XOAUTH2.
type bearer struct{ *session }

func (b bearer) Next(response []byte) ([]byte, bool, error) {
	if string(response) != "user=checks\x01auth=Bearer "+token+"\x01\x01" {
		return nil, true, smtp.ErrAuthFailed
	}
	b.known = true
	return nil, true, nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if !s.known {
		return smtp.ErrAuthRequired
	}
	s.from = from
	return s.fail("mail")
}
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error { s.to += to + ";"; return s.fail("rcpt") }
func (s *session) Data(r io.Reader) error {
	body, err := io.ReadAll(r)
	if err == nil {
		err = s.fail("data")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil || strings.Contains(err.Error(), "kept") {
		s.mails = append(s.mails, fmt.Sprintf("%s>%s\n%s", s.from, s.to, body))
	}
	return err
}
func (*session) Reset()        {}
func (*session) Logout() error { return nil }

// office is a profile with a real cache.
type office struct {
	keeper  *mailout.Keeper
	secrets secrets.Memory
	store   *storage.DB
	waited  int
}

func newOffice(t *testing.T, roots *x509.CertPool) *office {
	t.Helper()
	o := &office{secrets: secrets.Memory{}}
	var err error
	if o.store, err = fresh.Open(t.Context(), t.TempDir()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.store.Close() })
	desk, err := review.New(review.Params{
		Store: o.store, Clock: time.Now, Actor: domain.Actor{Name: "kim", Role: domain.RoleAdmin}, Location: time.UTC,
	})
	if err != nil {
		t.Fatal(err)
	}
	o.keeper, err = mailout.New(mailout.Params{
		Store: o.store, Secrets: o.secrets, Decisions: desk, Roots: roots,
		Token: func(_ context.Context, mailbox string) (string, error) {
			if mailbox != "reports" {
				return "", &domain.Error{Code: domain.CodeNotFound, Message: "no such mailbox"}
			}
			return token, nil
		},
		Wait: func(context.Context, time.Duration) error { o.waited++; return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func (p *post) out(security domain.Security) domain.MailOut {
	return domain.MailOut{
		Host: "127.0.0.1", Port: p.port, Security: security, User: "checks", From: "checks@example.com",
		To: []string{"a@example.com", "b@example.com"},
	}
}

var morning = mailout.Mail{Subject: "Run Checks: 2 Aufträge für Müller", Text: "the text, für alle", HTML: "<p>the page</p>"}

func TestAMailIsSentOverEachProtectionWithAPassword(t *testing.T) {
	for _, security := range []domain.Security{domain.SecurityTLS, domain.SecurityStartTLS, domain.SecurityNone} {
		t.Run(string(security), func(t *testing.T) {
			p := newPost(t, security)
			o := newOffice(t, p.roots)
			if err := o.keeper.Set(t.Context(), p.out(security), "very secret"); err != nil {
				t.Fatal(err)
			}
			if len(p.took()) != 0 {
				t.Error("setting it sent a mail")
			}
			to, err := o.keeper.Send(t.Context(), morning)
			mails := p.took()
			if err != nil || len(to) != 2 || len(mails) != 1 {
				t.Fatalf("%v, %v, %q", to, err, mails)
			}
			for _, want := range []string{
				"checks@example.com>a@example.com;b@example.com;", "Subject: =?UTF-8?q?Run_Checks", "multipart/alternative", "text/plain",
				"text/html",
				"<p>the page</p>", "Precedence: bulk",
			} {
				if !strings.Contains(mails[0], want) {
					t.Errorf("the mail has no %q:\n%s", want, mails[0])
				}
			}
		})
	}
}

func TestAMailboxLendsItsSignInWithOAuth2(t *testing.T) {
	p := newPost(t, domain.SecurityTLS)
	p.password = ""
	o := newOffice(t, p.roots)
	m := p.out(domain.SecurityTLS)
	m.SignIn = "other"
	if err := o.keeper.Set(t.Context(), m, ""); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("a mailbox that is not there: %v", err)
	}
	m.SignIn = "reports"
	if err := o.keeper.Set(t.Context(), m, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := o.keeper.Send(t.Context(), morning); err != nil || len(p.took()) != 1 || len(o.secrets) != 0 {
		t.Errorf("%v, %d mails, %d secrets", err, len(p.took()), len(o.secrets))
	}
}

func TestWhatAServerRefusesIsSaidWithoutItsSecrets(t *testing.T) {
	stranger := x509.NewCertPool()
	for code, c := range map[string]struct {
		security domain.Security
		change   func(*post, *domain.MailOut)
		roots    *x509.CertPool
	}{
		"refusal.mail_sign_in":     {domain.SecurityTLS, func(p *post, _ *domain.MailOut) { p.password = "another" }, nil},
		"refusal.mail_certificate": {domain.SecurityTLS, func(*post, *domain.MailOut) {}, stranger},
		"refusal.mail_no_tls":      {domain.SecurityNone, func(_ *post, m *domain.MailOut) { m.Security = domain.SecurityTLS }, nil},
		"refusal.mail_protocol":    {domain.SecurityNone, func(_ *post, m *domain.MailOut) { m.Security = domain.SecurityStartTLS }, nil},
		"refusal.mail_unreached":   {domain.SecurityTLS, func(_ *post, m *domain.MailOut) { m.Port = 1 }, nil},
	} {
		t.Run(code, func(t *testing.T) {
			p := newPost(t, c.security)
			m := p.out(c.security)
			c.change(p, &m)
			if c.roots == nil {
				c.roots = p.roots
			}
			o := newOffice(t, c.roots)
			err := o.keeper.Set(t.Context(), m, "very secret")
			said, _ := wording.In(err)
			if said.Code != code || strings.Contains(fmt.Sprintf("%v %#v", err, err), "very secret") {
				t.Errorf("%v", err)
			}
			if _, ok, _ := o.keeper.Chosen(t.Context()); ok || len(o.secrets) != 0 {
				t.Error("it is kept")
			}
		})
	}
}

func TestWhatCannotBeAServerIsRefusedBeforeItIsAsked(t *testing.T) {
	p := newPost(t, domain.SecurityTLS)
	for code, change := range map[string]func(*domain.MailOut){
		"refusal.mail_host":   func(m *domain.MailOut) { m.Host = "mail example" },
		"refusal.mail_port":   func(m *domain.MailOut) { m.Port = 0 },
		"refusal.mail_plain":  func(m *domain.MailOut) { m.Host, m.Security = "mail.example.com", domain.SecurityNone },
		"refusal.mail_from":   func(m *domain.MailOut) { m.From = "a@example.com\r\nBcc: x@example.com" },
		"refusal.mail_to":     func(m *domain.MailOut) { m.To = nil },
		"refusal.mail_to_one": func(m *domain.MailOut) { m.To = []string{"nobody"} },
	} {
		m := p.out(domain.SecurityTLS)
		change(&m)
		err := newOffice(t, p.roots).keeper.Set(t.Context(), m, "very secret")
		said, _ := wording.In(err)
		if len(said.Args) != 1 || said.Args[0].Phrase == nil || said.Args[0].Phrase.Code != code ||
			domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("%s: %v", code, err)
		}
	}
}

// A server that is busy is asked again; one that may have taken the mail is not.
func TestAMailIsNeverSentTwice(t *testing.T) {
	busy := func(text string) *smtp.SMTPError { return &smtp.SMTPError{Code: 451, Message: text} }
	for name, c := range map[string]struct {
		step  string
		fails []*smtp.SMTPError
		mails int
		good  bool
		waits int
	}{
		"busy at first":             {"mail", []*smtp.SMTPError{busy("later")}, 1, true, 1},
		"busy all the time":         {"rcpt", slices.Repeat([]*smtp.SMTPError{busy("x")}, 6), 0, false, 2},
		"refused for good":          {"rcpt", []*smtp.SMTPError{{Code: 550, Message: "no"}, {Code: 550, Message: "no"}}, 0, false, 0},
		"broken after it was taken": {"data", []*smtp.SMTPError{busy("kept, and then it broke")}, 1, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPost(t, domain.SecurityTLS)
			o := newOffice(t, p.roots)
			if err := o.keeper.Set(t.Context(), p.out(domain.SecurityTLS), "very secret"); err != nil {
				t.Fatal(err)
			}
			p.fails[c.step] = c.fails
			_, err := o.keeper.Send(t.Context(), morning)
			if (err == nil) != c.good || len(p.took()) != c.mails || o.waited != c.waits {
				t.Errorf("%v, %d mails, waited %d times", err, len(p.took()), o.waited)
			}
		})
	}
}

func TestWithoutAServerNothingIsSentAndARemovedOneIsForgotten(t *testing.T) {
	p := newPost(t, domain.SecurityTLS)
	o := newOffice(t, p.roots)
	if _, err := o.keeper.Send(t.Context(), morning); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("%v", err)
	}
	err := errors.Join(o.keeper.Set(t.Context(), p.out(domain.SecurityTLS), "very secret"), o.keeper.Remove(t.Context()))
	if _, ok, _ := o.keeper.Chosen(t.Context()); err != nil || ok || len(o.secrets) != 0 {
		t.Errorf("%v, %d secrets; the port is %s", err, len(o.secrets), strconv.Itoa(p.port))
	}
}
