package main

import (
	"context"
	"flag"
	"fmt"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

type silenceJSON struct {
	// Days are after how many days without a run jobs without a schedule are Missed, null for never.
	Days *int `json:"days"`
}

// silence shows after how many days of silence jobs are Missed, or sets it: for the
// profile, or for jobs.
func silence(f *flag.FlagSet) action {
	set := f.String("days", "", "a `number`, \"never\", or for jobs \"default\": what the profile says (the profile: Admin)")
	return func(ctx context.Context, t *terminal, words []string) error {
		ids, err := numbers("silence", words, "job")
		if err != nil {
			return err
		}
		if *set == "" {
			if len(ids) > 0 {
				return usagef("silence: say --days with jobs; 'rcheck jobs --all' shows what is set")
			}
			return t.silence(ctx)
		}
		days, err := domain.ParseSilence(*set)
		if err != nil {
			return usagef("silence: %v", err)
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			if len(ids) == 0 {
				d, err := w.Desk.SetProfileSilence(ctx, days)
				if err != nil {
					return err
				}
				return t.decision(w, d)
			}
			d, err := w.Desk.SetSilence(ctx, ids, days)
			if err != nil {
				return err
			}
			return t.decision(w, d)
		})
	}
}

func (t *terminal) silence(ctx context.Context) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		var days int
		err := w.Store.Read(ctx, func(q domain.Reader) (err error) {
			days, err = domain.ReadSilence(q)
			return err
		})
		switch {
		case err != nil:
			return err
		case days == domain.SilenceNever:
			return t.print(silenceJSON{}, "a job without a schedule is never missed for silence")
		default:
			unit := "days"
			if days == 1 {
				unit = "day"
			}
			return t.print(silenceJSON{&days}, fmt.Sprintf("a job without a schedule is missed after %d %s without a run", days, unit))
		}
	})
}
