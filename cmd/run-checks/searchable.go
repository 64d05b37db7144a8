package main

import (
	"context"
	"log/slog"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

// firstIndexed is how long the index of the search waits for the window to be filled and the
// first sync to begin.
const firstIndexed = 3 * time.Second

// searchable keeps the index of the search up to date.
type searchable struct{ wake chan struct{} }

func newSearchable() *searchable { return &searchable{make(chan struct{}, 1)} }

// changed says that there may be words that the index does not have; it returns at once.
func (s *searchable) changed() {
	select {
	case s.wake <- struct{}{}:
	default: // it is to look already
	}
}

// run works until ctx ends. A search says itself what it could not look in.
func (s *searchable) run(ctx context.Context, space *workspace.Workspace) {
	first := time.NewTimer(firstIndexed)
	defer first.Stop()
	select {
	case <-ctx.Done():
		return
	case <-first.C:
	}
	space.KeepSearchable(ctx, s.wake, func(err error) {
		slog.Warn("the search index is not up to date", "code", string(domain.CodeOf(err)))
	})
}
