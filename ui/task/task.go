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
}

// NewBackground returns a Background whose work ends with ctx.
func NewBackground(ctx context.Context, dispatch Dispatch) *Background {
	return &Background{ctx: ctx, dispatch: dispatch}
}

// Context returns the context that the work ends with, for what may be cancelled earlier.
func (b *Background) Context() context.Context { return b.ctx }

// Wait waits for the work that is under way.
func (b *Background) Wait() { b.wg.Wait() }

// Go runs work in a goroutine and then, unless the context has ended, what work
// returned on the interface thread.
func (b *Background) Go(work func(context.Context) func()) {
	b.wg.Add(1)
	go func() {
		defer b.wg.Done()
		then := work(b.ctx)
		if then != nil && b.ctx.Err() == nil {
			b.dispatch(then)
		}
	}()
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
// through thirty rows loads the first and the last, not thirty.
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
