package task_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"runchecks/ui/task"
)

// patient is longer than any test lasts: what is waited for comes.
const patient = time.Hour

func TestAnAnswerThatIsThereSoonBelongsToTheTurn(t *testing.T) {
	b := task.NewTurns(t.Context(), task.NewLoop(func(func()) {}), patient)
	var did []string
	b.Turn(func() {
		b.Go(func(context.Context) func() {
			return func() {
				did = append(did, "list")
				b.Go(func(context.Context) func() { return func() { did = append(did, "report") } })
			}
		})
		did = append(did, "key")
	})
	if !slices.Equal(did, []string{"key", "list", "report"}) {
		t.Errorf("the turn did %q", did)
	}
}

func TestATurnWaitsNeitherForWhatWasUnderWayNorForLong(t *testing.T) {
	l := make(loop, 10)
	turns := task.NewLoop(l.dispatch)
	b := task.NewTurns(t.Context(), turns, time.Millisecond)
	turns.Run()
	var did []string
	hold := make(chan struct{})
	slow := func(context.Context) func() {
		<-hold
		return func() { did = append(did, "slow") }
	}
	b.Go(slow)
	b.Turn(func() { b.Go(slow) })
	b.Turn(func() {})
	if len(did) != 0 {
		t.Errorf("before anything was read it did %q", did)
	}
	close(hold)
	b.Wait()
	l.run(1)
	if !slices.Equal(did, []string{"slow", "slow"}) {
		t.Errorf("in the end it did %q", did)
	}
}

func TestATurnWithinATurnIsPartOfIt(t *testing.T) {
	b := task.NewTurns(t.Context(), task.NewLoop(func(func()) {}), patient)
	var did []string
	b.Turn(func() {
		b.Turn(func() { b.Go(func(context.Context) func() { return func() { did = append(did, "answer") } }) })
		did = append(did, "end")
	})
	if !slices.Equal(did, []string{"end", "answer"}) {
		t.Errorf("it did %q", did)
	}
}

func TestWhatIsReadBeforeTheInterfaceRunsIsThereBeforeIt(t *testing.T) {
	posted := 0
	l := task.NewLoop(func(func()) { posted++ })
	b := task.NewTurns(t.Context(), l, 0)
	read := false
	b.Go(func(context.Context) func() { return func() { read = true } })
	b.Settle(patient)
	if !read || posted != 0 {
		t.Errorf("read: %v; %d posted", read, posted)
	}
}

func TestWhatWaitsIsPostedOnceAndRunsInItsOrder(t *testing.T) {
	var posted []func()
	l := task.NewLoop(func(f func()) { posted = append(posted, f) })
	var did []int
	for n := range 3 {
		l.Dispatch(func() { did = append(did, n) })
	}
	l.Run()
	l.Dispatch(func() { did = append(did, 3) })
	if len(posted) != 1 {
		t.Fatalf("%d posted", len(posted))
	}
	posted[0]()
	if !slices.Equal(did, []int{0, 1, 2, 3}) {
		t.Errorf("did %v", did)
	}
	l.Dispatch(func() {})
	if len(posted) != 2 {
		t.Errorf("what came later was posted %d times", len(posted)-1)
	}
}

func TestTheSameWishOnceMoreShowsTheAnswerBefore(t *testing.T) {
	l := make(loop, 10)
	latest := task.NewLatest(task.NewBackground(t.Context(), l.dispatch))
	var shown []string
	load := func(name string) func(context.Context) func() {
		return func(context.Context) func() { return func() { shown = append(shown, name) } }
	}
	latest.Run(load("first"))
	latest.Again(load("second"))
	latest.Again(load("third"))
	l.run(2)
	if !slices.Equal(shown, []string{"first", "third"}) {
		t.Errorf("shown %q", shown)
	}
	latest.Again(load("stale"))
	latest.Run(load("new"))
	l.run(2)
	if !slices.Equal(shown, []string{"first", "third", "new"}) {
		t.Errorf("shown %q after another wish", shown)
	}
}

func TestItIsToldWhenNoWorkIsUnderWay(t *testing.T) {
	b := task.NewBackground(t.Context(), func(func()) {})
	rests := make(chan int, 3)
	b.OnRest(func() { rests <- 1 })
	hold := make(chan struct{})
	b.Go(func(context.Context) func() { <-hold; return nil })
	b.Go(func(context.Context) func() { <-hold; return nil })
	close(hold)
	b.Wait()
	if len(rests) == 0 || len(rests) > 2 {
		t.Errorf("told %d times", len(rests))
	}
}

func TestAnAnswerWithinATurnWakesNobodyAndOneThatIsLateDoes(t *testing.T) {
	posted := make(loop, 10)
	l := task.NewLoop(posted.dispatch)
	b := task.NewTurns(t.Context(), l, patient)
	l.Run()
	did := 0
	b.Turn(func() { b.Go(func(context.Context) func() { return func() { did++ } }) })
	if did != 1 || len(posted) != 0 {
		t.Errorf("%d answers in the turn, and the interface thread is woken %d times", did, len(posted))
	}
	l.Dispatch(func() { did++ })
	posted.run(1)
	if did != 2 {
		t.Error("what came after the turn was not run")
	}
}
