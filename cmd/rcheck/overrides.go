package main

import (
	"context"
	"flag"
	"fmt"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/vm"
)

type overrideJSON struct {
	Key     domain.DecisionID `json:"key"`
	State   review.RuleState  `json:"state"`
	For     string            `json:"for"`
	Level   domain.Level      `json:"level"`
	Text    string            `json:"text"`
	Match   domain.MatchMode  `json:"match"`
	From    string            `json:"from"`
	Until   *string           `json:"until"`
	Reason  string            `json:"reason"`
	By      string            `json:"by"`
	Runs    int               `json:"runs"`
	Jobs    int               `json:"jobs"`
	LastRun *string           `json:"last_run"`
}

// overrides lists the overrides with what each matched in the last 90 days, or
// switches one on or off, or deletes it.
func overrides(ctx context.Context, t *terminal, args []string) error {
	words, err := arguments(flag.NewFlagSet("overrides", flag.ContinueOnError), args)
	if err != nil {
		return err
	}
	switch {
	case len(words) == 0:
		return t.with(ctx, func(w *workspace.Workspace) error { return listOverrides(ctx, t, w) })
	case len(words) != 2:
		return usagef("overrides: say nothing, or on, off or delete and the key of an override")
	}
	key := domain.DecisionID(words[1])
	return t.with(ctx, func(w *workspace.Workspace) error {
		var d domain.Decision
		var err error
		switch words[0] {
		case "on", "off":
			d, err = w.Desk.EnableRule(ctx, key, words[0] == "on")
		case "delete":
			d, err = w.Desk.DeleteRule(ctx, key)
		default:
			return usagef("overrides: there is no %q; say on, off or delete", words[0])
		}
		if err != nil {
			return err
		}
		return t.decision(w, d)
	})
}

func listOverrides(ctx context.Context, t *terminal, w *workspace.Workspace) error {
	list, err := w.Desk.Rules(ctx)
	if err != nil {
		return err
	}
	now := w.Clock()
	for _, o := range list {
		p, err := w.Desk.Matches(ctx, o.Override)
		if err != nil {
			return err
		}
		out := overrideJSON{
			Key: o.Key, State: o.State, For: o.Reach, Level: o.Level, Text: o.Text, Match: o.Mode, From: o.From.UTC().Format(time.RFC3339),
			Reason: o.Reason, By: o.By, Runs: p.Runs, Jobs: p.Jobs,
		}
		if !o.Until.IsZero() {
			out.Until = orNull(o.Until.UTC().Format(time.RFC3339))
		}
		if len(p.Rows) > 0 {
			out.LastRun = orNull(p.Rows[0].At.UTC().Format(time.RFC3339))
		}
		text := fmt.Sprintf("%s  %-8s %s: %s, %s; %s", o.Key, out.State, o.Reach, vm.TextWords(o.Override), vm.UntilWords(o.Override, now, w.Location), vm.MatchesLine(p, true, now))
		if err := t.print(out, text); err != nil {
			return err
		}
	}
	return nil
}
