package mailbox

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
)

func TestTheAccountWithTheLeastToDoGoesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1)
		if err := g.enter(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var order []int
		for _, weight := range []int{20_000, 7, 300, 8} {
			go func() {
				if err := g.enter(t.Context(), weight); err != nil {
					t.Error(err)
				}
				mu.Lock()
				order = append(order, weight)
				mu.Unlock()
				g.leave()
			}()
			synctest.Wait() // they come one after the other
		}
		g.leave()
		synctest.Wait()
		if !slices.Equal(order, []int{7, 8, 300, 20_000}) || g.free != 1 {
			t.Errorf("they went %v, %d places are free", order, g.free)
		}
	})
}

func TestWhoLeavesTheQueueKeepsNoPlace(t *testing.T) {
	g := newGate(1)
	if err := g.enter(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := g.enter(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	g.leave()
	if g.free != 1 || len(g.waiting) != 0 {
		t.Errorf("%d places are free, %d wait", g.free, len(g.waiting))
	}
}
