package secrets

import (
	"encoding/base64"
	"runtime"
	"strings"

	"github.com/zalando/go-keyring"
)

// Ring is a keychain: entries by service and name. No call takes a context, and each may
// wait for a person. A missing entry is ErrNotFound, any other error means that there is
// no keychain.
type Ring interface {
	Get(service, entry string) (string, error)
	Set(service, entry, secret string) error
	Delete(service, entry string) error
}

// ErrNotFound is a Ring's answer for an entry that is not there.
var ErrNotFound = keyring.ErrNotFound

// ErrTooLarge is a Ring's answer to a secret that is too large for an entry.
var ErrTooLarge = keyring.ErrSetDataTooBig

// system is the keychain of the operating system: the Credential Manager of Windows, the
// Keychain of macOS, the Secret Service elsewhere.
type system struct{}

func (system) Get(service, entry string) (string, error) { return keyring.Get(service, entry) }
func (system) Set(service, entry, secret string) error   { return keyring.Set(service, entry, secret) }
func (system) Delete(service, entry string) error        { return keyring.Delete(service, entry) }

// The limits of an entry. Windows: CRED_MAX_CREDENTIAL_BLOB_SIZE. macOS: one line of 4,096
// bytes for the program "security", which holds the names of the entry and the secret in
// base64; a refusal there leaves that program behind, so we stay clear of it.
const (
	windowsLimit = 2560 // bytes
	macLimit     = 2900 // bytes
	macLine      = 4096 // bytes
	macWords     = 96   // bytes of the line for everything but entry and secret
)

// fits reports whether a secret can be an entry on this system.
func fits(entry, secret string) bool { return fitsOn(runtime.GOOS, entry, secret) }

func fitsOn(system, entry, secret string) bool {
	switch system {
	case "windows":
		return len(secret) <= windowsLimit
	case "darwin":
		quoted := len(entry) + 4*strings.Count(entry, "'")
		return len(secret) <= macLimit && macWords+quoted+base64.StdEncoding.EncodedLen(len(secret)) <= macLine
	}
	return true
}
