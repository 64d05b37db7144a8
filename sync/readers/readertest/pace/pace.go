// Package pace holds tests to a time for each byte.
package pace

import (
	"testing"
	"time"
)

// Hold fails a test where f takes longer than a fifth of a second and so much for each
// byte. Another process may have had the processor: only what is slow five times is.
func Hold(t testing.TB, bytes int, each time.Duration, f func()) {
	t.Helper()
	limit := 200*time.Millisecond + time.Duration(bytes)*each
	var took time.Duration
	for range 5 {
		start := time.Now()
		f()
		if took = time.Since(start); took <= limit {
			return
		}
	}
	t.Errorf("%d bytes took %s", bytes, took)
}
