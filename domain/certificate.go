package domain

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// Certificate is what a server showed of itself, for a person who has to decide whether
// to trust it.
type Certificate struct {
	Host            string // that was asked for
	Pin             string // see PinOf
	Subject, Issuer string
	From, Until     time.Time
}

const pinPrefix = "sha256:"

// PinOf returns how a certificate in DER is pinned: "sha256:" and its SHA-256 fingerprint
// in lower case hexadecimal digits.
func PinOf(der []byte) string {
	sum := sha256.Sum256(der)
	return pinPrefix + hex.EncodeToString(sum[:])
}

// ParsePin reads a pin as people write it: in any case, with or without colons between the
// bytes. "" is no pin. Anything else gives CodeInvalid.
func ParsePin(text string) (string, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" {
		return "", nil
	}
	digits, ok := strings.CutPrefix(text, pinPrefix)
	raw, err := hex.DecodeString(strings.ReplaceAll(digits, ":", ""))
	if !ok || err != nil || len(raw) != sha256.Size {
		return "", Refuse(CodeInvalid, "refusal.certificate_print", "openssl x509 -noout -fingerprint -sha256")
	}
	return pinPrefix + hex.EncodeToString(raw), nil
}

// UntrustedCertificate says that a server showed a certificate that is not trusted: of an
// authority that this computer does not know, for another name, or, where Changed is true,
// another one than the account is pinned to.
type UntrustedCertificate struct {
	Certificate
	Changed bool
	Cause   error
}

// Error says it for logs; people are told by the *Error that it is the cause of.
func (u *UntrustedCertificate) Error() string {
	if u.Changed {
		return "the certificate of " + u.Host + " is another one than before"
	}
	return fmt.Sprintf("the certificate of %s is not trusted: %v", u.Host, u.Cause)
}

// Unwrap returns what is wrong with it.
func (u *UntrustedCertificate) Unwrap() error { return u.Cause }

// Shown is what a person compares, in words.
func (u *UntrustedCertificate) Shown() string {
	const day = "2 Jan 2006"
	return fmt.Sprintf("%s shows %s, for %s, by %s, valid from %s to %s",
		u.Host, u.Pin, u.Subject, u.Issuer, u.From.UTC().Format(day), u.Until.UTC().Format(day))
}
