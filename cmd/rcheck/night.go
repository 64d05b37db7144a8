package main

import (
	"context"
	"flag"
	"fmt"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/rules"
)

type nightJSON struct {
	Start int     `json:"start_hour"`
	Judge string  `json:"retries_count_by"`
	Night string  `json:"night"`
	From  *string `json:"from"`
	To    *string `json:"to"`
}

// night shows tonight, or sets the hour at which a night of the profile begins and how its
// retries count.
func night(f *flag.FlagSet) action {
	start := f.Int("start", -1, "the `hour`, 0 to 23, at which a night begins from now on (Admin)")
	retries := f.String("retries", "", "count the retries of a night by the `last` or by the worst one (Admin)")
	return func(ctx context.Context, t *terminal, words []string) error {
		if len(words) > 0 {
			return usagef("night: %q is not expected", words[0])
		}
		set := false
		f.Visit(func(f *flag.Flag) { set = set || f.Name == "start" })
		return t.with(ctx, func(w *workspace.Workspace) error {
			if !set && *retries == "" {
				return t.tonight(ctx, w)
			}
			if set {
				d, err := w.Desk.SetNightStart(ctx, *start)
				if err != nil {
					return err
				}
				if err := t.decision(w, d); err != nil || *retries == "" {
					return err
				}
			}
			d, err := w.Desk.SetAttemptJudge(ctx, domain.AttemptJudge(*retries))
			if err != nil {
				return err
			}
			return t.decision(w, d)
		})
	}
}

func (t *terminal) tonight(ctx context.Context, w *workspace.Workspace) error {
	var nights rules.Nights
	var judge domain.AttemptJudge
	err := w.Store.Read(ctx, func(q domain.Reader) (err error) {
		if nights, err = rules.ReadNights(q, w.Location); err != nil {
			return err
		}
		judge, err = q.AttemptJudge()
		return err
	})
	if err != nil {
		return err
	}
	n := nights.Of(w.Clock())
	return t.print(
		nightJSON{nights.Start, string(judge), n.Date.Format(time.DateOnly), timeOrNull(n.From), timeOrNull(n.To)},
		fmt.Sprintf(
			"tonight is the night of %s, from %s to %s; retries count by the %s one",
			n.Date.Format(time.DateOnly),
			local(w, n.From),
			local(w, n.To),
			judge,
		),
	)
}
