package workspace

import (
	"context"
	"sync"
)

// interruptions is how often syncs may put a copy off; the next try is made beside them.
const interruptions = 3

// turns keep the day's copy from syncs, which it slows down to less than half while it reads
// and writes the whole database. Syncs never wait: a copy under way ends for one that begins,
// and is made after it.
type turns struct {
	mu        sync.Mutex
	syncs     int
	quiet     chan struct{}      // closed when no sync is under way; nil where none is
	interrupt context.CancelFunc // of the copy under way, nil without one
}

// begin is called when a sync begins, and what it returns when that ends.
func (t *turns) begin() (end func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.syncs++; t.syncs == 1 {
		t.quiet = make(chan struct{})
	}
	if t.interrupt != nil {
		t.interrupt()
	}
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.syncs--; t.syncs == 0 {
			close(t.quiet)
			t.quiet = nil
		}
	}
}

// apart makes a copy while no sync is under way; where syncs ended it three times, beside
// whatever there is. It waits until ctx ends.
func (t *turns) apart(ctx context.Context, copying func(context.Context) error) error {
	for range interruptions {
		if err := t.wait(ctx); err != nil {
			return err
		}
		mine, cancel := context.WithCancel(ctx)
		t.mu.Lock()
		t.interrupt = cancel
		if t.syncs > 0 { // one began just now
			cancel()
		}
		t.mu.Unlock()
		err := copying(mine)
		t.mu.Lock()
		t.interrupt = nil
		t.mu.Unlock()
		interrupted := mine.Err() != nil && ctx.Err() == nil
		cancel()
		if err == nil || !interrupted {
			return err
		}
	}
	return copying(ctx)
}

// wait returns when no sync is under way.
func (t *turns) wait(ctx context.Context) error {
	for {
		t.mu.Lock()
		quiet := t.quiet
		t.mu.Unlock()
		if quiet == nil {
			return ctx.Err()
		}
		select {
		case <-quiet:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
