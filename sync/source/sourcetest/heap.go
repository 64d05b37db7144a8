// Package sourcetest is what the tests of sources have in common.
package sourcetest

import (
	"runtime"
	"sync/atomic"
	"time"
)

// WatchHeap samples the heap until the function it returns is called, which gives
// the highest growth seen, in bytes.
func WatchHeap() func() uint64 {
	var highest atomic.Uint64
	var first runtime.MemStats
	runtime.ReadMemStats(&first)
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			if m.HeapAlloc > first.HeapAlloc {
				highest.Store(max(highest.Load(), m.HeapAlloc-first.HeapAlloc))
			}
			select {
			case <-stop:
				return
			case <-tick.C:
			}
		}
	}()
	return func() uint64 {
		close(stop)
		<-done
		return highest.Load()
	}
}
