package imap

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"strings"
	"time"

	"runchecks/domain"
)

// maxLine bounds a line before the sign-in: no honest greeting is longer.
const maxLine = 64 << 10

// handshake greets, protects and signs in, and returns a connection on which the
// library finds a made-up PREAUTH greeting, and what the server can do. Signing in
// ourselves has four reasons: the library cannot tell a refused password from
// another NO; it has no limit on a line; it cannot compress; and it must not see
// every capability.
func (c Config) handshake(ctx context.Context, inner *conn, peer string) (net.Conn, capabilities, error) {
	defer inner.signIn(c.SignIn)()
	defer inner.expect(0, 0)()
	log := newWireLog(c.Log, peer)

	var plain net.Conn = inner
	if c.Security == domain.SecurityTLS {
		t := tls.Client(inner, c.tlsConfig())
		if err := t.HandshakeContext(ctx); err != nil {
			return nil, nil, err
		}
		plain = t
	}
	h := newHand(plain, inner, log)

	greeting, err := h.line()
	if err != nil {
		return nil, nil, err
	}
	switch word(greeting, 1) {
	case "OK":
	case "PREAUTH":
		if c.Security == domain.SecurityStartTLS {
			return nil, nil, refuse(domain.CodeInvalid, "Signing in to %s failed: the server skips the sign-in on an unprotected connection, so STARTTLS is impossible. Choose TLS with port 993.", peer)
		}
		return h.handOver(c.Near)
	default:
		return nil, nil, refuse(domain.CodeNetwork, "Connecting to %s failed: the server said %q instead of a greeting. Check the port, or try again later.", peer, clip(greeting))
	}

	if c.Security == domain.SecurityStartTLS {
		status, text, _, err := h.command("STARTTLS")
		if err != nil {
			return nil, nil, err
		}
		if status != "OK" {
			return nil, nil, refuse(domain.CodeInvalid, "Protecting the connection to %s failed: the server refused STARTTLS (%s). Nothing was sent unprotected. Choose TLS with port 993.", peer, clip(text))
		}
		if h.br.Buffered() > 0 {
			return nil, nil, refuse(domain.CodeInvalid, "Protecting the connection to %s failed: somebody put text in before the protection began. Do not use this network.", peer)
		}
		t := tls.Client(inner, c.tlsConfig())
		if err := t.HandshakeContext(ctx); err != nil {
			return nil, nil, err
		}
		h = newHand(t, inner, log)
	}
	if err := h.signIn(c, peer); err != nil {
		return nil, nil, err
	}
	return h.handOver(c.Near)
}

// hand is the little IMAP that is spoken before the library takes over.
type hand struct {
	conn  net.Conn // TLS or the socket
	br    *bufio.Reader
	inner *conn
	log   *wireLog
	tag   int

	caps   capabilities // as last told
	capsAt int          // the tag of the command they were told with; 0 is the greeting, -1 never

	answered time.Duration // the shortest time between a command and its answer
}

func newHand(c net.Conn, inner *conn, log *wireLog) *hand {
	return &hand{conn: c, br: bufio.NewReaderSize(&metered{Conn: c, r: c, inner: inner}, 4096), inner: inner, log: log, capsAt: -1, answered: math.MaxInt64}
}

func (h *hand) signIn(c Config, peer string) error {
	if strings.ContainsAny(c.User+c.Password, "\r\n\x00") {
		return refuse(domain.CodeInvalid, "Signing in to %s failed: the user name or password holds a line break. Enter it again.", peer)
	}
	_, _, untagged, err := h.command("CAPABILITY")
	if err != nil {
		return err
	}
	caps := " " + strings.ToUpper(strings.Join(untagged, " ")) + " "
	if c.Tokens != nil {
		return h.bearer(c, caps, peer)
	}

	var status, text string
	switch {
	case !strings.Contains(caps, " LOGINDISABLED "):
		status, text, _, err = h.command("LOGIN ", quote(c.User), " ", quote(c.Password))
	case strings.Contains(caps, " AUTH=PLAIN "):
		token := base64.StdEncoding.EncodeToString([]byte("\x00" + c.User + "\x00" + c.Password))
		status, text, _, err = h.command("AUTHENTICATE PLAIN", literal(token))
	default:
		return refuse(domain.CodeInvalid, "Signing in to %s failed: the server takes no passwords on this connection. Choose TLS or STARTTLS.", peer)
	}
	if c.Password != "" {
		text = strings.ReplaceAll(text, c.Password, "…") // what a server says is kept and shown
	}
	switch {
	case err != nil:
		return err
	case status == "OK":
		return nil
	case unavailable(text):
		return refuse(domain.CodeNetwork, "Signing in to %s failed: the server cannot check passwords just now (%s). It is tried again later.", peer, clip(text))
	}
	return refuse(domain.CodeSignIn, "Signing in to %s as %s was refused: %s. Check the user name and enter the password again.", peer, c.User, clip(text))
}

// unavailable reports whether a refusal is about the server, not the login (RFC 5530).
func unavailable(text string) bool {
	text = strings.ToUpper(text)
	return strings.Contains(text, "[UNAVAILABLE]") || strings.Contains(text, "[INUSE]")
}

// literal is a part of a command that is sent after the server asked for it.
type literal string

// quote returns s as a quoted string, or as a literal when it cannot be quoted.
func quote(s string) any {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return literal(s)
		}
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// command sends one command and reads its answer: the status word, its text and
// the untagged lines before it.
func (h *hand) command(parts ...any) (status, text string, untagged []string, err error) {
	h.tag++
	tag := fmt.Sprintf("H%d", h.tag)
	began := time.Now() // on the wire: elapsed time is not the injected clock's affair
	defer func() {
		h.answered = min(h.answered, time.Since(began))
		h.log.exchange(word(fmt.Sprint(parts[0]), 0), status)
	}()
	var out bytes.Buffer
	out.WriteString(tag + " ")
	for _, p := range parts {
		switch p := p.(type) {
		case literal:
			// AUTHENTICATE is asked for more without a length, LOGIN with one.
			if !strings.HasPrefix(out.String(), tag+" AUTHENTICATE") {
				fmt.Fprintf(&out, "{%d}", len(p))
			}
			out.WriteString("\r\n")
			if _, err := h.conn.Write(out.Bytes()); err != nil {
				return "", "", nil, err
			}
			out.Reset()
			for {
				l, err := h.line()
				if err != nil {
					return "", "", nil, err
				}
				if strings.HasPrefix(l, "+") {
					break
				}
				if rest, ok := strings.CutPrefix(l, tag+" "); ok {
					status, text, _ = strings.Cut(rest, " ")
					return strings.ToUpper(status), text, untagged, nil
				}
			}
			out.WriteString(string(p))
		case string:
			out.WriteString(p)
		}
	}
	out.WriteString("\r\n")
	if _, err := h.conn.Write(out.Bytes()); err != nil {
		return "", "", nil, err
	}
	for {
		l, err := h.line()
		if err != nil {
			return "", "", nil, err
		}
		if rest, ok := strings.CutPrefix(l, tag+" "); ok {
			status, text, _ = strings.Cut(rest, " ")
			return strings.ToUpper(status), text, untagged, nil
		}
		switch {
		case strings.HasPrefix(l, "* "):
			untagged = append(untagged, l[2:])
		case strings.HasPrefix(l, "+"):
			// An error challenge of a SASL exchange: an empty answer lets it end.
			if _, err := io.WriteString(h.conn, "\r\n"); err != nil {
				return "", "", nil, err
			}
		}
		if len(untagged) > 1000 {
			return "", "", nil, errTooMuch
		}
	}
}

func (h *hand) line() (string, error) {
	var b []byte
	for {
		part, err := h.br.ReadSlice('\n')
		b = append(b, part...)
		switch {
		case err == nil:
			l := strings.TrimRight(string(b), "\r\n")
			if caps, told := readCapabilities(l); told {
				h.caps, h.capsAt = caps, h.tag
			}
			return l, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return "", err
		case len(b) > maxLine:
			return "", errTooMuch
		}
	}
}

// handOver compresses where the server can (RFC 4978) and is not near, and returns
// the connection as the library shall see it.
func (h *hand) handOver(near time.Duration) (net.Conn, capabilities, error) {
	if h.capsAt != h.tag {
		// What a server can do may change with the sign-in (RFC 3501, section 6.2).
		if _, _, _, err := h.command("CAPABILITY"); err != nil {
			return nil, nil, err
		}
	}
	ready, ahead := h.conn, func() io.Reader {
		rest, _ := h.br.Peek(h.br.Buffered())
		return bytes.NewReader(bytes.Clone(rest))
	}
	if h.caps["COMPRESS=DEFLATE"] && h.answered >= near {
		status, _, _, err := h.command("COMPRESS DEFLATE")
		if err != nil {
			return nil, nil, err
		}
		if status == "OK" {
			if ready, err = deflate(h.conn, ahead()); err != nil {
				return nil, nil, err
			}
			ahead = func() io.Reader { return strings.NewReader("") }
		}
	}
	r := io.MultiReader(strings.NewReader(h.caps.greeting()), ahead(), ready)
	clear := &metered{Conn: ready, r: r, inner: h.inner, grammar: newGrammar(), log: h.log}
	return &forLibrary{Conn: clear, inner: h.inner}, h.caps, nil
}

func word(s string, n int) string {
	f := strings.Fields(s)
	if n < len(f) {
		return strings.ToUpper(f[n])
	}
	return ""
}

// clip shortens what a server said for a message.
func clip(s string) string {
	s = strings.TrimRight(strings.TrimSpace(s), ".") // our sentences have their own
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + "…"
	}
	return s
}
