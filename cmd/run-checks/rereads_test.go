package main

import (
	"context"
	"fmt"
	"testing"

	"runchecks/domain"
)

// walks is a reader whose walks the test lets end one by one.
type walks struct {
	begun chan string
	end   chan struct{}
	told  chan domain.RereadProgress
	r     *rereads
}

func newWalks(t *testing.T) *walks {
	w := &walks{begun: make(chan string), end: make(chan struct{}), told: make(chan domain.RereadProgress, 10)}
	w.r = newRereads(func(p domain.RereadProgress) { w.told <- p })
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.r.run(ctx, func(ctx context.Context, ids []int64, _ func(int, int)) (domain.Reread, error) {
			w.begun <- fmt.Sprint(ids)
			select {
			case <-w.end:
				return domain.Reread{Messages: 1}, nil
			case <-ctx.Done():
				return domain.Reread{}, ctx.Err()
			}
		})
	}()
	t.Cleanup(func() { cancel(); <-done })
	return w
}

func (w *walks) wantBegun(t *testing.T, ids string) {
	t.Helper()
	if got := <-w.begun; got != ids {
		t.Errorf("a walk over %s began, want %s", got, ids)
	}
}

func TestWishesAreReadOneAfterTheOther(t *testing.T) {
	w := newWalks(t)
	w.r.want([]int64{1, 2})
	w.wantBegun(t, "[1 2]")
	w.r.want([]int64{3})
	w.r.want(nil)
	w.end <- struct{}{}
	w.wantBegun(t, "[3]")
	w.end <- struct{}{}
	w.wantBegun(t, "[]")
	w.end <- struct{}{}
	for range 3 {
		if p := <-w.told; !p.Finished || p.Err != nil {
			t.Errorf("told %+v", p)
		}
	}
}

func TestAChangedDefinitionBeginsTheWalkAnewWithoutAWord(t *testing.T) {
	w := newWalks(t)
	w.r.want(nil)
	w.wantBegun(t, "[]")
	w.r.want(nil)
	w.wantBegun(t, "[]")
	w.end <- struct{}{}
	if p := <-w.told; p.Err != nil {
		t.Errorf("told %+v", p)
	}
}

func TestACancelledWalkSaysSo(t *testing.T) {
	w := newWalks(t)
	w.r.want(nil)
	w.wantBegun(t, "[]")
	w.r.cancel()
	if p := <-w.told; p.Err == nil || !p.Finished {
		t.Errorf("told %+v", p)
	}
}
