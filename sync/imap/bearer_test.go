package imap_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/oauth"
	"runchecks/sync/simulate"
)

const address = "reports@grootvelde.example"

// tokens are those of a test.
type tokens struct {
	list    []string // given in turn, the last one for ever
	refused []string
	err     error
}

func (s *tokens) Token(context.Context) (string, error) {
	if s.err != nil {
		return "", s.err
	}
	return s.list[min(len(s.refused), len(s.list)-1)], nil
}

func (s *tokens) Refused(token string) { s.refused = append(s.refused, token) }

// taking starts a server that takes one token, in these ways.
func taking(t *testing.T, token string, mechanisms ...string) imap.Config {
	t.Helper()
	srv, err := simulate.StartIMAP(t.Context(), simulate.IMAPOptions{
		User: address, Password: "nobody knows", Mechanisms: mechanisms,
		Bearer: func(_, given string) bool { return given == token },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { srv.Close() })
	host, port := srv.Addr()
	return imap.Config{Host: host, Port: port, Security: domain.SecurityNone, User: address, Tokens: &tokens{list: []string{token}}}
}

func TestATokenSignsInByEveryMechanism(t *testing.T) {
	for _, mechanism := range []string{"XOAUTH2", "OAUTHBEARER"} {
		t.Run(mechanism, func(t *testing.T) {
			if _, err := dial(t, taking(t, "good-token", mechanism)).Examine(t.Context(), "INBOX"); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestARefusedTokenIsReplacedOnce(t *testing.T) {
	for _, mechanism := range []string{"XOAUTH2", "OAUTHBEARER"} {
		t.Run(mechanism, func(t *testing.T) {
			c := taking(t, "good-token", mechanism)
			source := &tokens{list: []string{"stale-token", "good-token"}}
			c.Tokens = source
			dial(t, c)
			if len(source.refused) != 1 || source.refused[0] != "stale-token" {
				t.Error(source.refused)
			}
		})
	}
}

func TestATokenThatIsRefusedTwiceAsksThePerson(t *testing.T) {
	for mechanism, status := range map[string]string{"XOAUTH2": "(401)", "OAUTHBEARER": "(invalid_token)"} {
		t.Run(mechanism, func(t *testing.T) {
			c := taking(t, "good-token", mechanism)
			source := &tokens{list: []string{"bad-token"}}
			c.Tokens = source
			_, err := imap.Dial(t.Context(), c)
			wantCode(t, err, domain.CodeSignIn, address, status, "sign in again")
			if len(source.refused) != 1 {
				t.Error(source.refused)
			}
		})
	}
}

func TestAnErrorOfTheTokensIsPassedOn(t *testing.T) {
	c := taking(t, "good-token")
	want := &domain.Error{Code: domain.CodeSignIn, Message: "Sign in again."}
	c.Tokens = &tokens{err: want}
	if _, err := imap.Dial(t.Context(), c); !errors.Is(err, want) {
		t.Error(err)
	}
}

// asking is the script of a server that offers capabilities and then goes on with f.
func asking(t *testing.T, caps string, f func(p *peer)) imap.Config {
	t.Helper()
	c := script(t, func(p *peer) {
		p.say("* OK ready")
		tag := p.hear("CAPABILITY")
		p.say("* CAPABILITY IMAP4rev1 %s", caps)
		p.say("%s OK", tag)
		f(p)
	})
	c.Tokens = &tokens{list: []string{"a-token"}}
	return c
}

func TestXOAUTH2IsWhatIsDocumented(t *testing.T) {
	c := asking(t, "AUTH=PLAIN AUTH=OAUTHBEARER AUTH=XOAUTH2", func(p *peer) {
		tag := p.hear("AUTHENTICATE XOAUTH2")
		p.say("+ ")
		p.hear(base64.StdEncoding.EncodeToString([]byte("user=u\x01auth=Bearer a-token\x01\x01")))
		p.say("%s OK [CAPABILITY IMAP4rev1] in", tag)
		p.untilGone()
	})
	dial(t, c)
}

func TestOAUTHBEARERIsThatOfRFC7628(t *testing.T) {
	c := asking(t, "AUTH=OAUTHBEARER", func(p *peer) {
		_, port, _ := net.SplitHostPort(p.c.LocalAddr().String())
		tag := p.hear("AUTHENTICATE OAUTHBEARER")
		p.say("+ ")
		p.hear(base64.StdEncoding.EncodeToString([]byte(fmt.Sprintf("n,a=a=3Db=2Cc,\x01host=127.0.0.1\x01port=%s\x01auth=Bearer a-token\x01\x01", port))))
		p.say("%s OK [CAPABILITY IMAP4rev1] in", tag)
		p.untilGone()
	})
	c.User = "a=b,c"
	dial(t, c)
}

func TestAnErrorChallengeIsAnsweredSoThatTheServerGoesOn(t *testing.T) {
	for mechanism, answer := range map[string]string{"XOAUTH2": "\r\n", "OAUTHBEARER": "AQ==\r\n"} {
		t.Run(mechanism, func(t *testing.T) {
			c := asking(t, "AUTH="+mechanism, func(p *peer) {
				tag := p.hear("AUTHENTICATE")
				p.say("+ ")
				p.hear("")
				p.say("+ %s", base64.StdEncoding.EncodeToString([]byte(`{"status":"400","schemes":"Bearer"}`)))
				if got, _ := p.br.ReadString('\n'); got != answer {
					t.Errorf("%q, not %q", got, answer)
				}
				p.say("%s NO [UNAVAILABLE] later", tag)
			})
			_, err := imap.Dial(t.Context(), c)
			wantCode(t, err, domain.CodeNetwork, "later (400)")
		})
	}
}

func TestAServerThatTakesNoTokensIsAMatterOfTheSettings(t *testing.T) {
	c := asking(t, "AUTH=PLAIN", func(p *peer) { p.untilGone() })
	_, err := imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeInvalid, "no OAuth2 tokens")
}

func TestATokenIsNotSentUnprotectedOverTheNetwork(t *testing.T) {
	_, err := imap.Dial(t.Context(), imap.Config{Host: "mail.example", Port: 143, Security: domain.SecurityNone, User: "u", Tokens: &tokens{list: []string{"a-token"}}})
	wantCode(t, err, domain.CodeInvalid, "unprotected")
}

func TestAUserNameCannotPutFieldsIntoTheMessage(t *testing.T) {
	c := asking(t, "AUTH=XOAUTH2", func(p *peer) { p.untilGone() })
	c.User = "u\x01auth=Bearer other"
	_, err := imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeInvalid, "control character")
}

func TestATokenIsInNoErrorAndNoLog(t *testing.T) {
	var log bytes.Buffer
	message := base64.StdEncoding.EncodeToString([]byte("user=u\x01auth=Bearer a-token\x01\x01"))
	c := asking(t, "AUTH=XOAUTH2", func(p *peer) {
		tag := p.hear("AUTHENTICATE")
		p.say("+ ")
		p.hear("")
		p.say("+ %s", base64.StdEncoding.EncodeToString([]byte(`{"status":"bad a-token"}`)))
		p.hear("")
		p.say("%s NO [UNAVAILABLE] cannot take a-token in %s", tag, message)
	})
	c.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	_, err := imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeNetwork, "(secret)")
	text := fmt.Sprintf("%v %+v %#v", err, err, err) + log.String()
	if strings.Contains(text, "a-token") || strings.Contains(text, message) || !strings.Contains(text, "AUTHENTICATE") {
		t.Error(text)
	}
}

func TestASourceThatIsSignedInOpensTheMailbox(t *testing.T) {
	auth, err := simulate.StartOAuth(t.Context(), simulate.OAuthOptions{ClientID: "run-checks", User: address})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { auth.Close() })
	srv, err := simulate.StartIMAP(t.Context(), simulate.IMAPOptions{User: address, Bearer: auth.Opens})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { srv.Close() })
	client, err := oauth.New(oauth.Config{
		Settings: oauth.Settings{Provider: oauth.Microsoft, ClientID: "run-checks", AuthorizeURL: auth.AuthorizeURL(), TokenURL: auth.TokenURL(), DeviceURL: auth.DeviceURL()},
		Wait:     func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	if err != nil {
		t.Fatal(err)
	}
	grant, err := client.Device(t.Context(), func(p oauth.Prompt) { auth.Approve(p.UserCode) })
	if err != nil {
		t.Fatal(err)
	}
	var stored []string
	source := client.Continue(grant, func(_ context.Context, refresh string) error {
		stored = append(stored, refresh)
		return nil
	})
	t.Cleanup(func() { source.Close(t.Context()) })

	host, port := srv.Addr()
	c := imap.Config{Host: host, Port: port, Security: domain.SecurityNone, User: address, Tokens: source}
	dial(t, c)
	auth.ExpireAccess()
	dial(t, c)
	if len(stored) != 1 {
		t.Errorf("%d refresh tokens stored", len(stored))
	}
	auth.ExpireAccess()
	auth.Revoke()
	_, err = imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeSignIn, "Microsoft 365", "Sign in again")
}
