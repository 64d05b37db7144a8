package main

import (
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// How memory is given back: some time after the last load, where so much more is held than
// the window was seen to live on.
const (
	restsFor = 4 * time.Second
	worthIt  = 16 << 20
)

// memory gives back to the system what loads took and do not need any more: what the start
// and an opened list leave is more than what the window lives on. While nothing is read it
// does nothing.
type memory struct {
	timer *time.Timer
	held  func() uint64 // bytes of the heap
	free  func()

	mu    sync.Mutex // held while memory is given back
	least uint64     // that was held since it was given back
}

// newMemory returns a memory that waits for the first rest.
func newMemory() *memory {
	m := &memory{held: heldBytes, free: debug.FreeOSMemory}
	m.timer = time.AfterFunc(time.Hour, m.giveBack)
	m.timer.Stop()
	return m
}

// rest says that for now nothing is read; it may be called from any goroutine.
func (m *memory) rest() { m.timer.Reset(restsFor) }

// giveBack gives back what is worth it. It has a goroutine of its own.
func (m *memory) giveBack() {
	m.mu.Lock()
	defer m.mu.Unlock()
	held := m.held()
	if held < m.least+worthIt {
		m.least = min(m.least, held)
		return
	}
	m.free()
	m.least = m.held()
}

// heldBytes are those that the heap has of the system.
func heldBytes() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/free:bytes"},
		{Name: "/memory/classes/heap/unused:bytes"}}
	metrics.Read(sample)
	var sum uint64
	for _, s := range sample {
		if s.Value.Kind() == metrics.KindUint64 {
			sum += s.Value.Uint64()
		}
	}
	return sum
}
