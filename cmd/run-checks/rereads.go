package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"runchecks/domain"
)

// rereads reads stored messages again when asked, one wish after the other.
type rereads struct {
	report func(domain.RereadProgress)
	wake   chan struct{}

	mu      sync.Mutex
	stale   bool    // wanted: what the readers in use have not read yet
	ids     []int64 // wanted: these, whoever read them
	walking bool    // over what the readers in use had not read
	stop    context.CancelFunc
}

func newRereads(report func(domain.RereadProgress)) *rereads {
	return &rereads{report: report, wake: make(chan struct{}, 1), stop: func() {}}
}

// want asks for messages to be read again, nil for those that the readers in use
// have not read yet; it returns at once. A walk over those that is under way begins
// anew with the readers of now.
func (r *rereads) want(ids []int64) {
	r.mu.Lock()
	if ids == nil {
		r.stale = true
		if r.walking {
			r.stop()
		}
	}
	r.ids = append(r.ids, ids...)
	r.mu.Unlock()
	select {
	case r.wake <- struct{}{}:
	default: // it is awake
	}
}

// cancel ends what is under way; what is read stays.
func (r *rereads) cancel() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stale, r.ids = false, nil
	r.stop()
}

// next takes one wish; ok is false where there is none.
func (r *rereads) next(ctx context.Context) (walk context.Context, ids []int64, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stop()
	walk, r.stop = context.WithCancel(ctx)
	switch {
	case len(r.ids) > 0:
		ids, r.ids, r.walking = r.ids, nil, false
	case r.stale:
		r.stale, r.walking = false, true
	default:
		r.walking = false
		return walk, nil, false
	}
	return walk, ids, true
}

// run reads until ctx ends.
func (r *rereads) run(ctx context.Context, read reading) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.wake:
		}
		for walk, ids, ok := r.next(ctx); ok; walk, ids, ok = r.next(ctx) {
			r.once(walk, ids, read)
		}
	}
}

// reading reads messages again, nil for those that the readers in use have not read.
type reading func(ctx context.Context, messages []int64, progress func(done, total int)) (domain.Reread, error)

// often is how often progress is told at most.
const often = 100 * time.Millisecond

func (r *rereads) once(ctx context.Context, ids []int64, read reading) {
	var told time.Time
	result, err := read(ctx, ids, func(done, total int) {
		if now := time.Now(); now.Sub(told) >= often {
			told = now
			r.report(domain.RereadProgress{Done: done, Total: total})
		}
	})
	r.mu.Lock()
	anew := errors.Is(err, context.Canceled) && r.stale
	r.mu.Unlock()
	if !anew {
		r.report(domain.RereadProgress{Finished: true, Result: result, Err: err})
	}
}
