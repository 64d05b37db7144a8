package mailbox

import (
	"context"
	"slices"
	"sync"
)

// gate lets so many mails be read at a time, whoever they belong to. Where several wait,
// the one of the account with the least to do goes first: a mailbox with thousands of
// mails does not hold up those with ten.
type gate struct {
	mu      sync.Mutex
	free    int
	waiting []*turn // by weight, those of the same weight as they came
}

type turn struct {
	weight int
	come   chan struct{}
}

func newGate(n int) *gate { return &gate{free: n} }

// enter waits for its turn; weight is how much the account has to do. Without an error
// leave must be called.
func (g *gate) enter(ctx context.Context, weight int) error {
	g.mu.Lock()
	if g.free > 0 {
		g.free--
		g.mu.Unlock()
		return nil
	}
	t := &turn{weight, make(chan struct{})}
	at, _ := slices.BinarySearchFunc(g.waiting, weight+1, func(t *turn, w int) int { return t.weight - w })
	g.waiting = slices.Insert(g.waiting, at, t)
	g.mu.Unlock()
	select {
	case <-t.come:
		return nil
	case <-ctx.Done():
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if at := slices.Index(g.waiting, t); at >= 0 {
		g.waiting = slices.Delete(g.waiting, at, at+1)
	} else {
		g.pass() // the turn came just now: it is the next one's
	}
	return ctx.Err()
}

func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.pass()
}

// pass gives a place to the next one.
func (g *gate) pass() {
	if len(g.waiting) == 0 {
		g.free++
		return
	}
	close(g.waiting[0].come)
	g.waiting = slices.Delete(g.waiting, 0, 1)
}
