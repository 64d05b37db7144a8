package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"testing"
	"time"

	"runchecks/domain"
)

// Fingerprints are stored and compared with those of later versions, so that how they are
// written must not change.
func TestAFingerprintIsTheHashOfTheRunAsItIsWrittenInQuotes(t *testing.T) {
	written := func(m domain.Message, r domain.Result) string {
		h := sha256.New()
		if r.Started.IsZero() && r.Ended.IsZero() {
			_, _ = io.WriteString(h, m.Key)
		}
		fmt.Fprintf(h, "%s %s %d %q %q\n", r.Started, r.Ended, r.Status, r.Kind, r.Error)
		for _, o := range r.Objects {
			fmt.Fprintf(h, "%q %q %d %q\n", o.Name, o.Type, o.Status, o.Message)
		}
		return hex.EncodeToString(h.Sum(nil)[:16])
	}
	odd := []string{"", "SRV1", `a "b" \c`, "é\u200b\x00\xff\n日本🟢", "100 %s"}
	for n := range odd {
		r := domain.Result{Status: domain.Status(n % 5), Kind: domain.KindRun, Error: odd[n]}
		for k := range odd {
			r.Objects = append(r.Objects, domain.Object{
				Name: odd[(n+k)%len(odd)], Type: odd[k], Status: domain.Status(k), Message: odd[(2*n+k)%len(odd)],
			})
			if m := (domain.Message{Key: "key"}); fingerprint(m, r) != written(m, r) {
				t.Errorf("%+v: not what is stored of it", r)
			}
			r.Started = domain.Stamp{Time: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Zoned: k%2 == 0}
		}
	}
}
