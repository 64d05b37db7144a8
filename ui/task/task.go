// Package task runs work beside the interface thread and brings its answers back: work of
// its own (Background), of which only the newest wish counts (Latest), or one thing after
// the other (Queue). It knows neither Fyne nor what the work is about.
//
// All methods are called on the interface thread, that is, from the dispatcher and from
// callbacks of widgets; only the work itself runs elsewhere.
package task

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// Dispatch runs a function on the interface thread: fyne.Do in the program, a
// queue or a plain call in tests.
type Dispatch func(func())

// Background runs work beside the interface thread. Wait returns when all of it,
// and what it started in turn, is done.
type Background struct {
	ctx      context.Context
	dispatch Dispatch
	wg       sync.WaitGroup

	loop  *Loop         // nil where nobody waits for answers
	turns time.Duration // how long a turn waits for them
	turn  bool          // one is under way
	under atomic.Int64  // work whose answers have not been dispatched
	rest  func()        // told when none is under way
}

// NewBackground returns a Background whose work ends with ctx.
func NewBackground(ctx context.Context, dispatch Dispatch) *Background {
	return &Background{ctx: ctx, dispatch: dispatch}
}

// NewTurns returns a Background whose answers come by a loop, and for whose answers a turn
// waits so long (Turn).
func NewTurns(ctx context.Context, loop *Loop, wait time.Duration) *Background {
	b := NewBackground(ctx, loop.Dispatch)
	b.loop, b.turns = loop, wait
	loop.turn = b.Turn
	return b
}

// Context returns the context that the work ends with, for what may be cancelled earlier.
func (b *Background) Context() context.Context { return b.ctx }

// Wait waits for the work that is under way.
func (b *Background) Wait() { b.wg.Wait() }

// Go runs work in a goroutine and then, unless the context has ended, what work
// returned on the interface thread.
func (b *Background) Go(work func(context.Context) func()) {
	b.wg.Add(1)
	b.under.Add(1)
	go func() {
		defer b.wg.Done()
		then := work(b.ctx)
		if then != nil && b.ctx.Err() == nil {
			b.dispatch(then)
		}
		left := b.under.Add(-1)
		if b.loop != nil {
			b.loop.wake()
		}
		if left == 0 && b.rest != nil {
			b.rest()
		}
	}()
}

// Turn runs what a person asked for, and then, for a moment, waits for the answers to what
// that began: what is read in a millisecond is then shown by the same picture, and no half of
// it by one before. What takes longer comes when it comes. A turn within another is part of it.
func (b *Background) Turn(do func()) {
	if b.loop == nil || b.turn {
		do()
		return
	}
	b.turn = true
	defer func() { b.turn = false }()
	before := b.under.Load()
	do()
	b.loop.settle(b.turns, func() bool { return b.under.Load() > before })
}

// OnRest has rest called, from any goroutine, whenever no work is under way any more. It is
// called before the first work.
func (b *Background) OnRest(rest func()) { b.rest = rest }

// Settle runs the answers to all that is under way, but waits no longer than so long: before
// the interface runs, so that its first picture holds them.
func (b *Background) Settle(wait time.Duration) {
	if b.loop != nil {
		b.loop.settle(wait, func() bool { return b.under.Load() > 0 })
	}
}

// Show runs a function on the interface thread, unless the context has ended: what work
// has to say before it is done.
func (b *Background) Show(then func()) {
	if b.ctx.Err() == nil {
		b.dispatch(then)
	}
}

// After runs a function on the interface thread once some time has passed, unless the
// context has ended by then. Wait does not wait for it.
func (b *Background) After(d time.Duration, then func()) {
	timer := time.AfterFunc(d, func() {
		if b.ctx.Err() == nil {
			b.dispatch(then)
		}
	})
	context.AfterFunc(b.ctx, func() { timer.Stop() })
}

// Latest runs at most one load at a time and keeps only the newest wish: moving
// through thirty rows loads the first and the last, not thirty. The same wish once more
// (Again) leaves the answer to the one before its worth: a list a little old is better than
// none, and one that is asked for faster than it can be read would never be shown.
type Latest struct {
	b       *Background
	running bool
	next    func(context.Context) func()
	number  int // of the newest wish; answers to older ones are dropped
}

// NewLatest returns a latest whose loads end with those of b.
func NewLatest(b *Background) *Latest { return &Latest{b: b} }

// Run asks for a load; its answer is dropped if something newer was wanted meanwhile.
func (l *Latest) Run(load func(context.Context) func()) {
	l.number++
	l.Again(load)
}

// Again asks for the newest load once more, since what it reads may have changed. The answer
// to the one before is shown if it comes first.
func (l *Latest) Again(load func(context.Context) func()) {
	if l.running {
		l.next = load
		return
	}
	l.start(load)
}

func (l *Latest) start(load func(context.Context) func()) {
	l.running = true
	number := l.number
	l.b.Go(func(ctx context.Context) func() {
		apply := load(ctx)
		return func() {
			l.running = false
			if number == l.number && apply != nil {
				apply()
			}
			if next := l.next; next != nil && !l.running {
				l.next = nil
				l.start(next)
			}
		}
	})
}

// Queue runs decisions one after the other, in the order they were made.
type Queue struct {
	b    *Background
	jobs []func(context.Context) func()
	busy bool
}

// NewQueue returns a queue whose jobs end with the work of b.
func NewQueue(b *Background) *Queue { return &Queue{b: b} }

// Add runs a job after those that were added before.
func (q *Queue) Add(job func(context.Context) func()) {
	q.jobs = append(q.jobs, job)
	q.pump()
}

func (q *Queue) pump() {
	if q.busy || len(q.jobs) == 0 {
		return
	}
	job := q.jobs[0]
	q.jobs = q.jobs[1:]
	q.busy = true
	q.b.Go(func(ctx context.Context) func() {
		then := job(ctx)
		return func() {
			q.busy = false
			if then != nil {
				then()
			}
			q.pump()
		}
	})
}
