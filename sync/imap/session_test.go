package imap_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/simulate"
)

func serve(t *testing.T, opt simulate.IMAPOptions) (*simulate.IMAPServer, imap.Config) {
	t.Helper()
	opt.User, opt.Password = "Frieda Ü", `p"a\ss`
	srv, err := simulate.StartIMAP(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { srv.Close() })
	host, port := srv.Addr()
	return srv, imap.Config{Host: host, Port: port, Security: domain.SecurityNone, User: opt.User, Password: opt.Password, Timeout: 10 * time.Second}
}

func TestDialSignsInOverTLSAndSTARTTLS(t *testing.T) {
	for name, opt := range map[domain.Security]simulate.IMAPOptions{
		domain.SecurityTLS:      {TLS: true},
		domain.SecurityStartTLS: {StartTLS: true},
		domain.SecurityNone:     {},
	} {
		t.Run(string(name), func(t *testing.T) {
			srv, c := serve(t, opt)
			c.Security, c.TLS = name, &tls.Config{RootCAs: srv.CertPool()}
			s := dial(t, c)
			if _, err := s.Examine(t.Context(), "INBOX"); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestARefusedPasswordIsASignInError(t *testing.T) {
	_, c := serve(t, simulate.IMAPOptions{})
	c.Password = "wrong"
	_, err := imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeSignIn, "refused", "enter the password again")
}

func TestAServerThatCannotCheckPasswordsIsTriedLater(t *testing.T) {
	c := script(t, func(p *peer) {
		p.say("* OK ready")
		p.say("%s OK", p.hear("CAPABILITY"))
		p.say("%s NO [UNAVAILABLE] directory is down", p.hear("LOGIN"))
	})
	_, err := imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeNetwork, "directory is down")
}

func TestAnUnknownAuthorityIsToldApart(t *testing.T) {
	_, c := serve(t, simulate.IMAPOptions{TLS: true})
	c.Security = domain.SecurityTLS
	_, err := imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeInvalid, "authority")
	if e := (x509.UnknownAuthorityError{}); !errors.As(err, &e) {
		t.Errorf("%v does not lead to the certificate's fault", err)
	}
}

func TestAWrongServerNameIsToldApart(t *testing.T) {
	srv, c := serve(t, simulate.IMAPOptions{TLS: true})
	c.Security, c.TLS = domain.SecurityTLS, &tls.Config{RootCAs: srv.CertPool(), ServerName: "mail.example"}
	_, err := imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeInvalid, "another name")
}

func TestARefusedSTARTTLSIsAnErrorAndSendsNoPassword(t *testing.T) {
	c := script(t, func(p *peer) {
		p.say("* OK ready")
		p.say("%s NO not here", p.hear("STARTTLS"))
		if l, _ := p.br.ReadString('\n'); l != "" {
			t.Errorf("the client went on in plain text: %q", l)
		}
	})
	c.Security = domain.SecurityStartTLS
	_, err := imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeInvalid, "STARTTLS", "not here")
}

func TestTextBeforeTheProtectionIsRefused(t *testing.T) {
	c := script(t, func(p *peer) {
		p.say("* OK ready")
		p.say("%s OK go on\r\n* OK injected", p.hear("STARTTLS"))
		p.untilGone()
	})
	c.Security = domain.SecurityStartTLS
	_, err := imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeInvalid)
}

func TestASilentServerEndsWithinTheTimeout(t *testing.T) {
	c := script(t, func(p *peer) { p.untilGone() })
	c.Timeout = 30 * time.Millisecond
	_, err := imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeNetwork, "silent")
}

func TestCancellingADialEndsItAtOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := script(t, func(p *peer) {
		p.say("* OK ready")
		p.hear("CAPABILITY")
		cancel()
		p.untilGone()
	})
	_, err := imap.Dial(ctx, c)
	wantCode(t, err, domain.CodeNetwork, "stopped")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v does not lead to the context's error", err)
	}
}

func TestSettingsAreCheckedBeforeConnecting(t *testing.T) {
	for _, c := range []imap.Config{
		{Port: 993, Security: domain.SecurityTLS},
		{Host: "mail.example", Security: domain.SecurityTLS},
		{Host: "mail.example", Port: 993},
	} {
		_, err := imap.Dial(t.Context(), c)
		wantCode(t, err, domain.CodeInvalid)
	}
}

func TestCloseDoesNotWaitForASilentServer(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn()
		p.hear("FETCH")
		_, _ = p.c.Write([]byte("* 1 FETCH (UID 1 BODY[] {1000}\r\nbegin"))
		p.untilGone()
	})
	s := dial(t, c)
	started := make(chan struct{})
	ended := make(chan error)
	go func() {
		close(started)
		ended <- s.Fetch(context.Background(), heads(1), func(imap.Mail) error { return nil })
	}()
	<-started
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	wantCode(t, <-ended, domain.CodeNetwork)
	if err := s.Close(); err != nil {
		t.Fatal("closing twice:", err)
	}
}

func TestAnExpiredCertificateNamesTheClock(t *testing.T) {
	srv, c := serve(t, simulate.IMAPOptions{TLS: true})
	c.Security = domain.SecurityTLS
	c.TLS = &tls.Config{RootCAs: srv.CertPool(), Time: func() time.Time { return time.Date(2150, 1, 1, 0, 0, 0, 0, time.UTC) }}
	_, err := imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeInvalid, "expired", "clock")
}

func TestAServerWithoutTLSOnThePortIsToldApart(t *testing.T) {
	c := script(t, func(p *peer) {
		p.say("* OK plain text here")
		p.untilGone()
	})
	c.Security = domain.SecurityTLS
	_, err := imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeInvalid, "does not speak TLS", "993")
}

func TestAPortWhereNobodyListensIsANetworkFault(t *testing.T) {
	srv, c := serve(t, simulate.IMAPOptions{})
	srv.Close()
	_, err := imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeNetwork, "Connecting to", "tried again later")
}

func TestWhereLOGINIsDisabledPlainAuthenticationIsUsed(t *testing.T) {
	c := script(t, func(p *peer) {
		p.say("* OK ready")
		tag := p.hear("CAPABILITY")
		p.say("* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=PLAIN")
		p.say("%s OK", tag)
		tag = p.hear("AUTHENTICATE PLAIN")
		p.say("+ ")
		p.hear("AHUAcA==") // NUL u NUL p
		p.say("%s OK [CAPABILITY IMAP4rev1] signed in", tag)
		p.untilGone()
	})
	dial(t, c)
}

func TestWhereNoPasswordIsTakenTheSettingsMustChange(t *testing.T) {
	c := script(t, func(p *peer) {
		p.say("* OK ready")
		tag := p.hear("CAPABILITY")
		p.say("* CAPABILITY IMAP4rev1 LOGINDISABLED STARTTLS")
		p.say("%s OK", tag)
		p.untilGone()
	})
	_, err := imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeInvalid, "STARTTLS")
}

func TestFetchingNothingAsksNothing(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn()
		p.untilGone()
	})
	if err := dial(t, c).Fetch(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
}

func TestAPasswordThatTheServerRepeatsIsNotShown(t *testing.T) {
	c := script(t, func(p *peer) {
		p.say("* OK ready")
		p.say("* CAPABILITY IMAP4rev1\r\n%s OK", p.hear("CAPABILITY"))
		p.say("%s NO LOGIN u very secret is wrong", p.hear("LOGIN"))
	})
	c.Password = "very secret"
	_, err := imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeSignIn, "is wrong")
	if strings.Contains(err.Error(), c.Password) {
		t.Errorf("%v", err)
	}
}
