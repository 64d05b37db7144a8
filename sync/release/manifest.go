// Package release asks whether there is a newer version of the program. It asks when somebody says
// so, believes nothing that is not signed by the key that the program was built with, and
// installs nothing.
package release

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// MostManifest is the largest manifest that is read, in bytes.
const MostManifest = 64 << 10

// Manifest says which version is the newest. It travels behind its signature: a line with the
// signature in base64, then the manifest as JSON, byte for byte what was signed.
type Manifest struct {
	// Program keeps a manifest of another program of the same key from being taken for this one.
	Program string
	// Serial grows with every manifest: one that is older than the last seen is refused, so that
	// nobody hides a newer version behind an old manifest.
	Serial  int64
	Version string // as numbers with dots
	// Released is when the version came out, Until up to when this manifest is believed: one that
	// is kept back for ever says nothing any more.
	Released, Until time.Time
	Notes           string // what is new, for people
	Page            string // where to get it
	// Files are the SHA-256 of the packages, by name, in hexadecimal.
	Files map[string]string `json:",omitempty"`
}

// What can be wrong with a manifest.
var (
	ErrForged  = errors.New("it is not signed by the key of this program: it was changed on its way, or is cut short")
	ErrLarge   = errors.New("it is larger than any manifest")
	ErrOld     = errors.New("it is older than the one that was seen before")
	ErrExpired = errors.New("its time is over: somebody may be keeping a newer one back")
	ErrOther   = errors.New("it is about another program, or cannot be read")
)

// Sign returns a manifest as it travels.
func Sign(m Manifest, key ed25519.PrivateKey) ([]byte, error) {
	if _, err := numbers(m.Version); err != nil {
		return nil, err
	}
	if !strings.HasPrefix(m.Page, "https://") || m.Serial <= 0 || m.Program == "" || !m.Until.After(m.Released) {
		return nil, errors.New("a manifest needs a program, a serial above 0, a page with https and an end after its release")
	}
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil, err
	}
	out := append([]byte(base64.StdEncoding.EncodeToString(ed25519.Sign(key, text))), '\n')
	if out = append(out, text...); len(out) > MostManifest {
		return nil, ErrLarge
	}
	return out, nil
}

// Open returns a manifest that is signed by a key, about this program, not older than the last
// one that was seen, and of this time. Nothing of it is looked at before the signature is.
func Open(data []byte, key ed25519.PublicKey, program string, seen int64, now time.Time) (m Manifest, err error) {
	if len(data) > MostManifest {
		return m, ErrLarge
	}
	line, text, found := bytes.Cut(data, []byte("\n"))
	signature, err := base64.StdEncoding.DecodeString(string(line))
	if !found || err != nil || len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, text, signature) {
		return m, ErrForged
	}
	if err := json.Unmarshal(text, &m); err != nil || m.Program != program || !strings.HasPrefix(m.Page, "https://") {
		return Manifest{}, ErrOther
	}
	if _, err := numbers(m.Version); err != nil {
		return Manifest{}, ErrOther
	}
	switch {
	case m.Serial < seen:
		return Manifest{}, ErrOld
	case !now.Before(m.Until):
		return Manifest{}, ErrExpired
	}
	return m, nil
}

// Newer reports whether a version is newer than another one. What is no version is never newer.
func Newer(version, than string) bool {
	a, errA := numbers(version)
	b, errB := numbers(than)
	if errA != nil || errB != nil {
		return false
	}
	for i := range max(len(a), len(b)) {
		var x, y int
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return x > y
		}
	}
	return false
}

func numbers(version string) (out []int, err error) {
	for part := range strings.SplitSeq(version, ".") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 || len(out) == 4 {
			return nil, fmt.Errorf("%q is no version", version)
		}
		out = append(out, n)
	}
	return out, nil
}
