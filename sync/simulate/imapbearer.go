package simulate

import (
	"encoding/json"
	"errors"
	"strings"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-sasl"
)

// bearerSession is a session that takes OAuth2 tokens and no passwords.
type bearerSession struct {
	imapserver.Session
	opt IMAPOptions
}

// Login refuses passwords, as Microsoft 365 does.
func (s *bearerSession) Login(string, string) error { return imapserver.ErrAuthFailed }

// AuthenticateMechanisms are told as AUTH= capabilities.
func (s *bearerSession) AuthenticateMechanisms() []string {
	if len(s.opt.Mechanisms) > 0 {
		return s.opt.Mechanisms
	}
	return []string{"XOAUTH2", sasl.OAuthBearer}
}

// Authenticate begins an exchange.
func (s *bearerSession) Authenticate(mechanism string) (sasl.Server, error) {
	switch mechanism {
	case "XOAUTH2":
		return &bearerExchange{next: (&xoauth2{check: s.opens}).next}, nil
	case sasl.OAuthBearer:
		server := sasl.NewOAuthBearerServer(func(o sasl.OAuthBearerOptions) *sasl.OAuthBearerError {
			if s.opens(o.Username, o.Token) {
				return nil
			}
			return &sasl.OAuthBearerError{Status: "invalid_token", Schemes: "bearer"}
		})
		return &bearerExchange{next: server.Next}, nil
	}
	return nil, &goimap.Error{Type: goimap.StatusResponseTypeNo, Text: "SASL mechanism not supported"}
}

// opens lets the user in whose mailbox it is.
func (s *bearerSession) opens(user, token string) bool {
	return user == s.opt.User && s.opt.Bearer(user, token) && s.Session.Login(s.opt.User, s.opt.Password) == nil
}

// bearerExchange ends every refusal with a plain NO.
type bearerExchange struct {
	next func([]byte) ([]byte, bool, error)
}

// Next implements sasl.Server.
func (b *bearerExchange) Next(response []byte) ([]byte, bool, error) {
	challenge, done, err := b.next(response)
	if err != nil {
		err = imapserver.ErrAuthFailed
	}
	return challenge, done, err
}

// xoauth2 is the server's side of XOAUTH2: a refusal is a challenge first, which
// only an empty answer ends.
type xoauth2 struct {
	check  func(user, token string) bool
	failed bool
}

func (x *xoauth2) next(response []byte) (challenge []byte, done bool, err error) {
	switch {
	case x.failed && len(response) > 0:
		return nil, true, errors.New("the answer to the challenge is not empty")
	case x.failed:
		return nil, true, errors.New("refused")
	case response == nil:
		return []byte{}, false, nil
	}
	user, rest, _ := strings.Cut(strings.TrimPrefix(string(response), "user="), "\x01")
	token, end, _ := strings.Cut(strings.TrimPrefix(rest, "auth=Bearer "), "\x01")
	if end == "\x01" && x.check(user, token) {
		return nil, true, nil
	}
	x.failed = true
	challenge, err = json.Marshal(map[string]string{"status": "401", "schemes": "bearer", "scope": "mail"})
	return challenge, false, err
}
