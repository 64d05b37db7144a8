package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

// syncEvery is the timetable of the accounts.
const syncEvery = 10 * time.Minute

// syncer syncs a workspace at the start, on the timetable and when asked.
type syncer struct {
	space *workspace.Workspace
	wake  chan struct{}

	mu   sync.Mutex
	stop context.CancelFunc // of the sync under way
}

func newSyncer(space *workspace.Workspace) *syncer {
	return &syncer{space: space, wake: make(chan struct{}, 1), stop: func() {}}
}

// now asks for a sync; it returns at once.
func (s *syncer) now() {
	select {
	case s.wake <- struct{}{}:
	default: // one is asked for already
	}
}

// cancel ends the sync that is under way; what it stored stays.
func (s *syncer) cancel() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stop()
}

// run syncs until ctx ends. What went wrong is in the accounts' health and in the
// reports that the window shows.
func (s *syncer) run(ctx context.Context) {
	tick := time.NewTicker(syncEvery)
	defer tick.Stop()
	for {
		s.once(ctx)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-s.wake:
		}
	}
}

func (s *syncer) once(ctx context.Context) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s.mu.Lock()
	s.stop = stop
	s.mu.Unlock()
	switch err := s.space.Sync(ctx, ""); {
	case err == nil:
		slog.Info("set-up finished")
	case ctx.Err() == nil && domain.CodeOf(err) != domain.CodeNotFound: // no account yet is no failure
		slog.Warn("sync failed", "code", string(domain.CodeOf(err)))
	}
}
