package readers_test

import "testing"

// FuzzRead looks for mails on which a reader panics or hangs, and for results that
// no reader may give.
func FuzzRead(f *testing.F) {
	for _, s := range samples(f) {
		if len(s.raw) < 3000 {
			f.Add(s.raw)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, m := read(t, raw)
		if m == nil {
			return
		}
		for _, x := range r.Results {
			sane(t, x)
		}
	})
}
