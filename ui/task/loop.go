package task

import (
	"sync"
	"time"
)

// Loop brings functions to the interface thread in their order: before the interface runs it
// keeps them for Settle, afterwards post carries them there, many at a time. It wakes nobody
// while there is nothing to run.
type Loop struct {
	post Dispatch
	turn func(func()) // runs a part of them as one turn; nil for just running them

	mu      sync.Mutex
	waiting []func()
	running bool // the interface runs
	posted  bool // it was asked to run what waits
	settles bool // it runs what comes without being asked
	came    chan struct{}
}

// NewLoop returns a loop; post runs a function on the interface thread once that runs.
func NewLoop(post Dispatch) *Loop { return &Loop{post: post, came: make(chan struct{}, 1)} }

// Dispatch runs a function on the interface thread, after those that were dispatched before.
// It may be called from any goroutine, and returns at once.
func (l *Loop) Dispatch(f func()) {
	l.mu.Lock()
	l.waiting = append(l.waiting, f)
	l.ask()
	l.mu.Unlock()
	l.wake()
}

// Run says that the interface runs from now on.
func (l *Loop) Run() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.running = true
	l.ask()
}

// ask has what waits run on the interface thread, unless that was asked for.
func (l *Loop) ask() {
	if l.running && !l.posted && !l.settles && len(l.waiting) > 0 {
		l.posted = true
		l.post(l.drain)
	}
}

// wake tells whoever settles that something came, or that some work has ended.
func (l *Loop) wake() {
	select {
	case l.came <- struct{}{}:
	default:
	}
}

// drain runs what waits.
func (l *Loop) drain() {
	l.mu.Lock()
	l.posted = false
	l.mu.Unlock()
	if l.turn != nil {
		l.turn(l.runAll)
		return
	}
	l.runAll()
}

// runAll runs what waits, and what comes to it meanwhile.
func (l *Loop) runAll() {
	for {
		l.mu.Lock()
		now := l.waiting
		l.waiting = nil
		l.mu.Unlock()
		if len(now) == 0 {
			return
		}
		for _, f := range now {
			f()
		}
	}
}

// settle runs what comes while busy says that more is on its way, but not for longer than wait.
func (l *Loop) settle(wait time.Duration, busy func() bool) {
	late := time.NewTimer(wait)
	defer late.Stop()
	l.attend(true)
	defer l.attend(false)
	for {
		more := busy() // looked at first: what ended by now has dispatched its answer
		l.runAll()
		if !more && !busy() {
			return
		}
		select {
		case <-l.came:
		case <-late.C:
			return
		}
	}
}

// attend says that the interface thread runs what comes, or no longer does: then it is asked to
// run what came too late.
func (l *Loop) attend(on bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.settles = on
	l.ask()
}
