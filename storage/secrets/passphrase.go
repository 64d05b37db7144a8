package secrets

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Passphrase seals the administrator's passphrase with Argon2id. What it seals holds
// its own parameters and salt, in the form of the PHC string format, so that later
// versions may cost more and still read old ones.
type Passphrase struct{}

// The cost of a seal: what RFC 9106, section 4, recommends where memory is scarce.
const (
	argonTime    = 3
	argonMemory  = 64 << 10 // KiB
	argonThreads = 4
	argonSalt    = 16 // bytes
	argonKey     = 32 // bytes
)

// These bound what a stored seal may ask for: it lies in a file that anybody who
// holds the computer can write.
const (
	maxArgonTime   = 16
	maxArgonMemory = 1 << 20 // KiB
)

// Seal returns what may be stored in place of the passphrase.
func (Passphrase) Seal(passphrase string) (string, error) {
	salt := make([]byte, argonSalt)
	_, _ = rand.Read(salt) // never fails (crypto/rand)
	key := argon2.IDKey([]byte(passphrase), salt, argonTime, argonMemory, argonThreads, argonKey)
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads, encode(salt), encode(key)), nil
}

// Fits reports whether passphrase is the one that was sealed. A seal that is damaged
// or asks for absurd costs gives CodeSecret.
func (Passphrase) Fits(sealed, passphrase string) (bool, error) {
	damaged := &domain.Error{Code: domain.CodeSecret, Said: wording.Of("refusal.passphrase_damaged")}
	parts := strings.Split(sealed, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return false, damaged
	}
	var memory, time uint32
	var threads uint8
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &time, &threads); err != nil || n != 3 || memory == 0 || memory > maxArgonMemory || time == 0 || time > maxArgonTime || threads == 0 {
		return false, damaged
	}
	salt, saltErr := base64.RawStdEncoding.DecodeString(parts[4])
	key, keyErr := base64.RawStdEncoding.DecodeString(parts[5])
	if saltErr != nil || keyErr != nil || len(salt) < 8 || len(key) != argonKey {
		return false, damaged
	}
	got := argon2.IDKey([]byte(passphrase), salt, time, memory, threads, argonKey)
	return subtle.ConstantTimeCompare(got, key) == 1, nil
}
