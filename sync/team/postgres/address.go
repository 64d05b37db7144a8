package postgres

import (
	"crypto/sha256"
	"crypto/subtle"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// pinParameter names the SHA-256 of the certificate that the server shows, in hexadecimal,
// where no authority of the system vouches for it.
const pinParameter = "pin"

// Address checks where the journal of a team is to be, and returns it without its password:
// "postgres://login@host:5432/database". Beside it only "pin" may be said.
func Address(text string) (address, password string, err error) {
	u, err := url.Parse(strings.TrimSpace(text))
	switch {
	case err != nil:
		return "", "", refused("%v", errors.Unwrap(err))
	case u.Scheme != "postgres" && u.Scheme != "postgresql":
		return "", "", refused("it begins with postgres://")
	case u.Hostname() == "" || u.User.Username() == "":
		return "", "", refused("it needs a host and a login, like postgres://login@db.example.com/runchecks")
	case strings.Trim(u.Path, "/") == "":
		return "", "", refused("it needs the name of the database, like postgres://login@db.example.com/runchecks")
	}
	for key, values := range u.Query() {
		pin, err := hex.DecodeString(values[0])
		if key != pinParameter || err != nil || len(pin) != sha256.Size {
			return "", "", refused("after ? only pin= is understood, the SHA-256 of the server's certificate")
		}
	}
	password, _ = u.User.Password()
	u.User, u.Fragment = url.User(u.User.Username()), ""
	return u.String(), password, nil
}

func refused(format string, args ...any) error {
	return &domain.Error{
		Code: domain.CodeInvalid,
		Said: wording.Of("refusal.team_address", fmt.Sprintf(format, args...)),
	}
}

// settings makes the settings of connections: encrypted always, but to this computer itself.
func settings(address, password string) (*pgxpool.Config, error) {
	address, _, err := Address(address)
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, refused("%v", err)
	}
	pin := u.Query().Get(pinParameter)
	u.RawQuery = ""
	u.User = url.UserPassword(u.User.Username(), password)
	c, err := pgxpool.ParseConfig(u.String())
	if err != nil {
		return nil, refused("%v", err)
	}
	c.MaxConns, c.MinConns = 3, 0
	c.ConnConfig.Fallbacks = nil // the one that is not encrypted among them
	c.ConnConfig.TLSConfig = &tls.Config{ServerName: u.Hostname(), MinVersion: tls.VersionTLS12}
	switch ip := net.ParseIP(u.Hostname()); {
	case pin != "":
		trustPinned(c.ConnConfig.TLSConfig, pin)
	case u.Hostname() == "localhost" || ip != nil && ip.IsLoopback():
		c.ConnConfig.TLSConfig = nil
	}
	c.ConnConfig.RuntimeParams["application_name"] = "Run Checks"
	return c, nil
}

// trustPinned trusts one certificate instead of the authorities of the system.
func trustPinned(c *tls.Config, pin string) {
	c.InsecureSkipVerify = true // VerifyConnection compares instead
	c.VerifyConnection = func(s tls.ConnectionState) error {
		sum := sha256.Sum256(s.PeerCertificates[0].Raw)
		if subtle.ConstantTimeCompare([]byte(hex.EncodeToString(sum[:])), []byte(strings.ToLower(pin))) != 1 {
			return fmt.Errorf("the server shows another certificate, %x, than the one that was pinned", sum)
		}
		return nil
	}
}
