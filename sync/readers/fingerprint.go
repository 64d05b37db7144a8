package readers

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
)

// Fingerprint identifies what this set of readers makes of a mail: the program's
// readers by Version, definitions by their text and order. A message that was read
// with another fingerprint may read differently now.
func (r *Registry) Fingerprint() string { return r.fingerprint() }

func fingerprint(list []Reader) string {
	var h hash.Hash
	for _, x := range list {
		if d, ok := x.(interface{ Text() string }); ok && d.Text() != "" {
			if h == nil {
				h = sha256.New()
			}
			_, _ = io.WriteString(h, d.Text()+"\x00") // a hash never fails
		}
	}
	if h == nil {
		return fmt.Sprint(Version)
	}
	return fmt.Sprintf("%d-%s", Version, hex.EncodeToString(h.Sum(nil)[:8]))
}
