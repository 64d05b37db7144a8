package mailbox

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/source"
)

// The times of a watch. A server ends an IDLE after 30 minutes (RFC 2177); how long
// to stay away from one that does not answer doubles from least to most. One that offers
// IDLE and did not tell of something new so many times in a row is looked at each time
// that muteEvery passes.
const (
	idleRenewal  = 25 * time.Minute
	muteTimes    = 2
	muteEvery    = time.Minute
	leastBackOff = time.Second
	mostBackOff  = 5 * time.Minute
)

// Watch watches the first folder of a mail account until ctx ends, whose error it then
// returns; other folders wait for the caller's own timetable. It keeps a connection of its
// own, and after a fault of the network connects again, ever more slowly. Any other fault
// ends it: a refused sign-in that is tried again locks the account.
func (s *Source) Watch(ctx context.Context, a domain.Account, w source.Watch) error {
	if w.After == nil {
		w.After = time.After
	}
	w.Every = max(w.Every, time.Second)
	var seen domain.FolderMark
	pause := leastBackOff
	for {
		err := s.watchOnce(ctx, a, w, &seen, func() { pause = leastBackOff })
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case domain.CodeOf(err) != domain.CodeNetwork:
			return err
		}
		// Not all at once, when a server comes back.
		jitter := time.Duration(rand.Int64N(int64(pause) + 1))
		select {
		case <-w.After(pause/2 + jitter):
		case <-ctx.Done():
			return ctx.Err()
		}
		pause = min(2*pause, mostBackOff)
	}
}

// watchOnce watches over one connection. It calls alive whenever the server answered.
func (s *Source) watchOnce(ctx context.Context, a domain.Account, w source.Watch, seen *domain.FolderMark, alive func()) error {
	session, err := s.Connect(ctx, a)
	if err != nil {
		return err
	}
	defer func() { _ = session.Close() }() // nothing is written to the server
	told, untold := true, 0
	for {
		state, err := session.Examine(ctx, foldersOf(a)[0])
		if err != nil {
			return err
		}
		alive()
		if mark := markOf(state); !seen.Same(mark) {
			if !told && session.CanIdle() {
				untold++
			}
			*seen = mark
			w.News()
		}
		mute := untold >= muteTimes || s.mute.is(a.ID)
		s.mute.set(a.ID, mute)
		pause := w.Every
		switch {
		case mute:
			pause = min(pause, muteEvery)
		case session.CanIdle():
			pause = min(max(pause, muteEvery), idleRenewal)
		}
		if told, err = session.Wait(ctx, w.After(pause)); err != nil {
			return err
		}
		if told {
			untold = 0
			s.mute.set(a.ID, false)
		}
	}
}

// mutes are the accounts whose servers do not tell of new mails though they offer to.
type mutes struct {
	mu sync.Mutex
	of map[int64]bool
}

func (m *mutes) is(account int64) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.of[account]
}

func (m *mutes) set(account int64, mute bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.of == nil {
		m.of = map[int64]bool{}
	}
	m.of[account] = mute
}

// markOf is what the folder's row will say once this state was synced.
func markOf(s imap.State) domain.FolderMark {
	return domain.FolderMark{UIDNext: s.UIDNext, Mails: s.Exists, ModSeq: s.ModSeq}
}
