package secrets

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"errors"
)

// keySize is that of AES-256.
const keySize = 32 // bytes

// sealedFor is what a seal is bound to: this use of the key and the account, so that the
// seal of one account opens nothing for another.
func sealedFor(account string) []byte { return []byte("Run Checks sealed secret 1\n" + account) }

// seal encrypts with AES-GCM; a random nonce comes first (NIST SP 800-38D).
func seal(key []byte, account, secret string) ([]byte, error) {
	gcm, err := gcm(key)
	if err != nil {
		return nil, err
	}
	return gcm.Seal(nil, nil, []byte(secret), sealedFor(account)), nil
}

// unseal opens what seal returned, with the same key and for the same account alone.
func unseal(key []byte, account string, sealed []byte) (string, error) {
	gcm, err := gcm(key)
	if err != nil {
		return "", err
	}
	secret, err := gcm.Open(nil, nil, sealed, sealedFor(account))
	return string(secret), err
}

func gcm(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// keyOf reads a key as it lies in the keychain.
func keyOf(text string) ([]byte, error) {
	key, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(key) != keySize {
		return nil, errors.New("the sealing key is no key")
	}
	return key, nil
}
