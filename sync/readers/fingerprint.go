package readers

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"sync"

	"runchecks/assets"
	"runchecks/sync/readers/definition"
)

// Fingerprint identifies what this set of readers makes of a mail: the program's
// readers by Version, definitions by their text and order. A message that was read
// with another fingerprint may read differently now.
func (r *Registry) Fingerprint() string { return r.fingerprint() }

func fingerprint(list []Reader) string {
	var texts []string
	for _, x := range list {
		if d, ok := x.(interface{ Text() string }); ok {
			texts = append(texts, d.Text())
		}
	}
	return fingerprintOf(texts)
}

// ShippedFingerprint is the fingerprint of the readers of the program. It takes the texts of
// the definitions as they are, and reads none: that takes a tenth of a second.
var ShippedFingerprint = sync.OnceValues(func() (string, error) {
	files, err := assets.Readers()
	if err != nil {
		return "", err
	}
	texts, err := definition.Texts(files)
	return fingerprintOf(texts), err
})

func fingerprintOf(texts []string) string {
	var h hash.Hash
	for _, text := range texts {
		if text == "" {
			continue
		}
		if h == nil {
			h = sha256.New()
		}
		_, _ = io.WriteString(h, text+"\x00") // a hash never fails
	}
	if h == nil {
		return fmt.Sprint(Version)
	}
	return fmt.Sprintf("%d-%s", Version, hex.EncodeToString(h.Sum(nil)[:8]))
}
