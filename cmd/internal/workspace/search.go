package workspace

import (
	"context"

	"runchecks/sync/message"
)

// Index brings the words of all reports into the search index. It waits for the sync that is
// under way, and for those that begin meanwhile: it slows none down. What was brought stays
// when ctx ends.
func (w *Workspace) Index(ctx context.Context) error {
	for {
		if err := w.turns.wait(ctx); err != nil {
			return err
		}
		more, err := w.Store.IndexSome(ctx, message.Searched)
		if err != nil || !more {
			return err
		}
	}
}

// KeepSearchable keeps the index up to date until ctx ends: at once, and whenever something
// changed. failed is called with what is new that went wrong.
func (w *Workspace) KeepSearchable(ctx context.Context, changed <-chan struct{}, failed func(error)) {
	last := ""
	for {
		err := w.Index(ctx)
		if ctx.Err() != nil {
			return
		}
		now := ""
		if err != nil {
			if now = err.Error(); now != last {
				failed(err)
			}
		}
		last = now
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}
