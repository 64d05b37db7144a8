package mailbox

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"strings"

	"runchecks/domain"
)

// Keys are what a member has of a team, instead of a password: the key that all share, the
// one that the team was founded with, and the seed of their own.
type Keys struct {
	shared [32]byte
	root   ed25519.PublicKey
	own    ed25519.PrivateKey
}

// keysPrefix tells people, and programs, what the string is.
const keysPrefix = "rctk1-"

// String is the keys as a word for the keychain, which whoever reads it can decide with.
func (k Keys) String() string {
	all := append(append(append([]byte{}, k.shared[:]...), k.root...), k.own.Seed()...)
	return keysPrefix + base64.RawURLEncoding.EncodeToString(all)
}

// ParseKeys reads what String wrote.
func ParseKeys(text string) (k Keys, err error) {
	text, ok := strings.CutPrefix(strings.Join(strings.Fields(text), ""), keysPrefix)
	all, err := base64.RawURLEncoding.DecodeString(text)
	if !ok || err != nil || len(all) != len(k.shared)+ed25519.PublicKeySize+ed25519.SeedSize {
		return Keys{}, &domain.Error{Code: domain.CodeSignIn, Message: "The key of the team cannot be read, or a part of it is missing: " +
			"it begins with " + keysPrefix + ". Copy it whole, or ask for a new invitation."}
	}
	copy(k.shared[:], all)
	k.root = all[len(k.shared) : len(k.shared)+ed25519.PublicKeySize]
	k.own = ed25519.NewKeyFromSeed(all[len(k.shared)+ed25519.PublicKeySize:])
	return k, nil
}

// newKeys makes the keys of a team and of its founder.
func newKeys() (k Keys, err error) {
	if _, err := rand.Read(k.shared[:]); err != nil {
		return k, err
	}
	k.root, k.own, err = ed25519.GenerateKey(rand.Reader)
	return k, err
}

// forMember makes the keys of somebody who is let in.
func (k Keys) forMember() (Keys, error) {
	_, own, err := ed25519.GenerateKey(rand.Reader)
	k.own = own
	return k, err
}

// public is the key by which others know this member.
func (k Keys) public() ed25519.PublicKey {
	public, ok := k.own.Public().(ed25519.PublicKey)
	if !ok {
		panic(errors.New("an Ed25519 key has another public key"))
	}
	return public
}
