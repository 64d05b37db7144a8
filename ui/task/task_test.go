package task_test

import (
	"context"
	"slices"
	"testing"

	"runchecks/ui/task"
)

// loop is an interface thread: what was dispatched waits until run takes it.
type loop chan func()

func (l loop) dispatch(f func()) { l <- f }

// run runs the next n dispatched functions.
func (l loop) run(n int) {
	for range n {
		(<-l)()
	}
}

func TestOfManyLoadsOnlyTheFirstAndTheNewestRun(t *testing.T) {
	l := make(loop, 10)
	latest := task.NewLatest(task.NewBackground(t.Context(), l.dispatch))
	var ran, shown []int
	load := func(n int) func(context.Context) func() {
		return func(context.Context) func() {
			return func() {
				shown = append(shown, n)
			}
		}
	}
	for n := 1; n <= 5; n++ {
		latest.Run(func(ctx context.Context) func() {
			apply := load(n)(ctx)
			l.dispatch(func() { ran = append(ran, n) })
			return apply
		})
	}
	l.run(4)
	if !slices.Equal(ran, []int{1, 5}) || !slices.Equal(shown, []int{5}) {
		t.Errorf("ran %v, shown %v", ran, shown)
	}
}

func TestAQueueRunsItsJobsInTurn(t *testing.T) {
	l := make(loop, 10)
	q := task.NewQueue(task.NewBackground(t.Context(), l.dispatch))
	var done []int
	for n := range 3 {
		q.Add(func(context.Context) func() {
			return func() { done = append(done, n) }
		})
	}
	l.run(3)
	if !slices.Equal(done, []int{0, 1, 2}) {
		t.Errorf("done %v", done)
	}
}

func TestNothingIsDispatchedOnceTheContextEnded(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	dispatched := 0
	b := task.NewBackground(ctx, func(func()) { dispatched++ })
	b.Go(func(context.Context) func() {
		cancel()
		return func() {}
	})
	b.Wait()
	b.Show(func() {})
	if dispatched != 0 {
		t.Errorf("%d dispatched", dispatched)
	}
}
