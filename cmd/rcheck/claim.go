package main

import (
	"context"
	"flag"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/review"
)

// claim says who looks after jobs, or that nobody does any more.
func claim(f *flag.FlagSet) action {
	who := f.String("for", "", "`name` of whoever looks after them; without it, you")
	hours := f.Duration("time", 2*time.Hour, "for how `long`, like 90m or 8h; at most 31 days")
	back := f.Bool("back", false, "nobody looks after them any more")
	return func(ctx context.Context, t *terminal, words []string) error {
		ids, err := numbers("claim", words, "job")
		if err != nil {
			return err
		}
		var targets []review.Target
		for _, id := range ids {
			targets = append(targets, review.Target{Job: id})
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			var d domain.Decision
			var err error
			if *back {
				d, err = w.Desk.GiveBack(ctx, targets)
			} else {
				d, err = w.Desk.Claim(ctx, targets, *who, w.Clock().Add(*hours))
			}
			if err != nil {
				return err
			}
			return t.decision(w, d)
		})
	}
}
