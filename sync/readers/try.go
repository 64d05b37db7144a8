package readers

import (
	"context"
	"fmt"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
)

// attempt is what became of a mail with the readers from one on.
type attempt struct {
	reader  int // the one that recognised the mail or failed; their number where none did
	results []domain.Result
	err     error
}

// try runs the readers from first on until one recognises the mail or fails. They
// share a goroutine, because starting one for each reader costs more than most
// readers do. One that takes too long is left behind with that goroutine, which
// ends when it returns.
func (r *Registry) try(ctx context.Context, first int, m *message.Message, env Env) attempt {
	turn := turn{reader: first, since: time.Now()}
	done := make(chan attempt, 1)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // tells a reader that is left behind
	go func() {
		at := first
		defer func() {
			if p := recover(); p != nil {
				done <- attempt{reader: at, err: fmt.Errorf("failed on this message (%v)", p)}
			}
		}()
		for ; at < len(r.readers) && ctx.Err() == nil && turn.begin(at); at++ {
			if results, ok := r.readers[at].Read(ctx, m, env); ok {
				done <- attempt{reader: at, results: results}
				return
			}
		}
		done <- attempt{reader: at}
	}()
	timer := time.NewTimer(r.limit)
	defer timer.Stop()
	for {
		select {
		case a := <-done:
			return a
		case <-ctx.Done():
			return attempt{err: ctx.Err()}
		case <-timer.C:
			slow, left := turn.over(r.limit)
			if left <= 0 {
				return attempt{reader: slow, err: fmt.Errorf("took longer than %s", r.limit)}
			}
			timer.Reset(left)
		}
	}
}

// turn is which reader has the mail, and since when.
type turn struct {
	mu     sync.Mutex
	reader int
	since  time.Time
	ended  bool
}

// begin gives the mail to a reader, unless the one before took too long.
func (t *turn) begin(reader int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.reader, t.since = reader, time.Now() // elapsed time is monotonic: not the injected clock's affair
	return !t.ended
}

// over ends the turn of the reader that has the mail if its time is over; otherwise
// it returns what is left of it.
func (t *turn) over(limit time.Duration) (reader int, left time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	left = limit - time.Since(t.since)
	t.ended = left <= 0
	return t.reader, left
}
