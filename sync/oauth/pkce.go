package oauth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

// nonce returns 32 random bytes in 43 characters: a verifier (RFC 7636, section
// 4.1) or a state (RFC 6749, section 10.12).
func nonce() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails: it would end the program instead
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// challenge is the S256 challenge of a verifier (RFC 7636, section 4.2).
func challenge(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
