package imap

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net"
	"regexp"
	"strconv"
	"strings"

	"runchecks/domain"
)

// Tokens gives the OAuth2 access tokens that a server takes in place of a password.
type Tokens interface {
	// Token returns one that is good for a while. Its errors are for people.
	Token(ctx context.Context) (string, error)
	// Refused says that the server did not take a token; the next one is another.
	Refused(token string)
}

// dialWithToken connects and signs in with a token. A token that is refused is
// replaced once, on a new connection, because a server may end one after a refusal.
func (c Config) dialWithToken(ctx context.Context) (*Session, error) {
	if c.Security == domain.SecurityNone && !loopback(c.Host) {
		// RFC 6750, section 5.3: whoever reads a token along the way can use it.
		return nil, refuse(domain.CodeInvalid, "Signing in to %s failed: a token is not sent unprotected. Choose TLS with port 993.", c.Host)
	}
	for again := false; ; again = true {
		token, err := c.Tokens.Token(ctx)
		if err != nil {
			return nil, err
		}
		c.token = token
		s, err := c.dial(ctx)
		if again || domain.CodeOf(err) != domain.CodeSignIn {
			return s, err
		}
		c.Tokens.Refused(token)
	}
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// bearer signs in with the token, in the way that the server offers: XOAUTH2, which
// Microsoft and Google document, or OAUTHBEARER (RFC 7628).
func (h *hand) bearer(c Config, caps, peer string) error {
	if strings.ContainsFunc(c.User+c.token, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return refuse(domain.CodeInvalid, "Signing in to %s failed: the user name or the token holds a control character. Enter the user name again.", peer)
	}
	var mechanism, first, end string
	switch {
	case strings.Contains(caps, " AUTH=XOAUTH2 "):
		mechanism, first = "XOAUTH2", xoauth2(c.User, c.token)
	case strings.Contains(caps, " AUTH=OAUTHBEARER "):
		mechanism, first, end = "OAUTHBEARER", oauthBearer(c.User, c.token, c.Host, c.Port), "\x01"
	default:
		return refuse(domain.CodeInvalid, "Signing in to %s failed: the server takes no OAuth2 tokens on this connection. Choose TLS, or sign in with a password.", peer)
	}
	status, text, reason, err := h.authenticate(mechanism, first, end)
	text = clip(strings.NewReplacer(c.token, "(secret)", base64.StdEncoding.EncodeToString([]byte(first)), "(secret)").Replace(text))
	text = strings.TrimSuffix(text, ".")
	if reason != "" {
		text += " (" + reason + ")"
	}
	switch {
	case err != nil:
		return err
	case status == "OK":
		return nil
	case unavailable(text):
		return refuse(domain.CodeNetwork, "Signing in to %s failed: the server cannot check tokens just now (%s). It is tried again later.", peer, text)
	}
	return refuse(domain.CodeSignIn, "Signing in to %s as %s was refused: %s. Check that the user name is the address of the mailbox, that IMAP is switched on for it, and that whoever signs in may open it; then sign in again.", peer, c.User, text)
}

// xoauth2 is the message of XOAUTH2 (Google's page "XOAUTH2 Mechanism").
func xoauth2(user, token string) string {
	return "user=" + user + "\x01auth=Bearer " + token + "\x01\x01"
}

// oauthBearer is the message of OAUTHBEARER (RFC 7628, section 3.1), with the user
// name escaped as RFC 5801, section 4, asks.
func oauthBearer(user, token, host string, port int) string {
	user = strings.NewReplacer("=", "=3D", ",", "=2C").Replace(user)
	return "n,a=" + user + ",\x01host=" + host + "\x01port=" + strconv.Itoa(port) + "\x01auth=Bearer " + token + "\x01\x01"
}

// authenticate speaks one exchange of SASL: the message first, when it is asked for,
// and end as the answer to a challenge that tells of an error, so that the server
// goes on to its NO. reason is what the challenge says.
func (h *hand) authenticate(mechanism, first, end string) (status, text, reason string, err error) {
	h.tag++
	tag := fmt.Sprintf("H%d", h.tag)
	defer func() { h.log.exchange("AUTHENTICATE", status) }()
	say := func(line string) error {
		_, err := h.conn.Write([]byte(line + "\r\n"))
		return err
	}
	if err := say(tag + " AUTHENTICATE " + mechanism); err != nil {
		return "", "", "", err
	}
	for asked, lines := 0, 0; ; lines++ {
		l, err := h.line()
		if err != nil {
			return "", "", "", err
		}
		if lines > 1000 {
			return "", "", "", errTooMuch
		}
		if rest, ok := strings.CutPrefix(l, tag+" "); ok {
			status, text, _ = strings.Cut(rest, " ")
			return strings.ToUpper(status), text, reason, nil
		}
		challenge, ok := strings.CutPrefix(l, "+")
		if !ok {
			continue
		}
		out := first
		if asked++; asked > 1 {
			out, reason = end, statusOf(challenge)
		}
		if err := say(base64.StdEncoding.EncodeToString([]byte(out))); err != nil {
			return "", "", "", err
		}
	}
}

// shortWord is what an honest status looks like: 401, invalid_token.
var shortWord = regexp.MustCompile(`^[A-Za-z0-9_-]{1,30}$`)

// statusOf returns the status of a challenge that tells of an error (RFC 7628,
// section 3.2.2), empty where there is none.
func statusOf(challenge string) string {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(challenge))
	if err != nil {
		return ""
	}
	var said struct {
		Status string `json:"status"`
	}
	if json.Unmarshal(raw, &said) != nil || !shortWord.MatchString(said.Status) {
		return ""
	}
	return said.Status
}
