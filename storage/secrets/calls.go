package secrets

import (
	"context"
	"sync"
	"time"

	"runchecks/domain/wording"
)

// calls makes calls that take no context, one at a time and each on a goroutine of its
// own, and stops waiting for one in time. A call cannot be stopped: while one that nobody
// waits for any more is under way no other is begun, so that there is one such goroutine
// at most, and close waits for it.
type calls struct {
	patience time.Duration
	slot     chan struct{} // full while a call is under way

	mu     sync.Mutex
	under  bool // a call is under way
	late   bool // and it outlived the patience
	closed bool
}

var (
	errClosed = wording.Error("refusal.keychain_ends")
	errLate   = wording.Error("refusal.keychain_busy")
)

func newCalls(patience time.Duration) *calls {
	return &calls{patience: patience, slot: make(chan struct{}, 1)}
}

// answer is what a call returned.
type answer struct {
	text string
	err  error
}

// do makes a call and returns its answer, or an error once the patience or ctx is over.
func (c *calls) do(ctx context.Context, call func() (string, error)) (string, error) {
	if err := c.refused(); err != nil {
		return "", err
	}
	patience := time.NewTimer(c.patience)
	defer patience.Stop()
	select {
	case c.slot <- struct{}{}:
	case <-patience.C:
		return "", errLate
	case <-ctx.Done():
		return "", ctx.Err()
	}
	if err := c.begin(); err != nil {
		<-c.slot
		return "", err
	}
	done := make(chan answer, 1) // the call never waits for whoever went away
	go func() {
		defer func() { <-c.slot }()
		a := guarded(call)
		c.end()
		done <- a
	}()
	select {
	case a := <-done:
		return a.text, a.err
	case <-patience.C:
		c.outlived()
		return "", wording.Error("refusal.keychain_silent", c.patience)
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// guarded turns a panic of the call into an error.
func guarded(call func() (string, error)) (a answer) {
	defer func() {
		if r := recover(); r != nil {
			a = answer{err: wording.Error("refusal.keychain_failed", r)}
		}
	}()
	text, err := call()
	return answer{text, err}
}

// refused says why no call may be made now.
func (c *calls) refused() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.closed:
		return errClosed
	case c.late:
		return errLate
	}
	return nil
}

func (c *calls) begin() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return errClosed
	}
	c.under = true
	return nil
}

func (c *calls) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.under, c.late = false, false
}

func (c *calls) outlived() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.late = c.under
}

// close lets no further call begin and waits, until ctx ends, for the one under way.
func (c *calls) close(ctx context.Context) {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	select {
	case c.slot <- struct{}{}:
		<-c.slot
	case <-ctx.Done():
	}
}
