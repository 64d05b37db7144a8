package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/review"
)

type decisionJSON struct {
	ID       domain.DecisionID   `json:"id"`
	At       string              `json:"at"`
	Actor    string              `json:"actor"`
	Kind     domain.DecisionKind `json:"kind"`
	Summary  string              `json:"summary"`
	Targets  []string            `json:"targets"`
	Undoes   *string             `json:"undoes"`
	UndoneBy *string             `json:"undone_by"`
}

func (t *terminal) decision(w *workspace.Workspace, d domain.Decision) error {
	line := decisionJSON{d.ID, d.At.UTC().Format(time.RFC3339), d.Actor, d.Kind, d.Summary, d.Targets, orNull(string(d.Undoes)), orNull(string(d.UndoneBy))}
	text := fmt.Sprintf("%s  %s  %s", local(w, d.At), d.Actor, d.Summary)
	if d.UndoneBy != "" {
		text += "  (undone)"
	}
	return t.print(line, text)
}

func reviewJobs(ctx context.Context, t *terminal, args []string) error {
	ids, err := numbers(flag.NewFlagSet("review", flag.ContinueOnError), args, "job")
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return usagef("review: name at least one job by its number")
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		var targets []review.Target
		err := w.Store.Read(ctx, func(tx domain.Queries) error {
			for _, id := range ids {
				if _, err := tx.Job(id); err != nil {
					return fmt.Errorf("job %d: %w", id, err)
				}
				targets = append(targets, review.Target{Job: id})
			}
			return nil
		})
		if err != nil {
			return err
		}
		d, err := w.Desk.MarkReviewed(ctx, targets)
		if err != nil {
			return err
		}
		return t.decision(w, d)
	})
}

func success(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("success", flag.ContinueOnError)
	var q review.Request
	scope := flags.String("scope", string(review.ScopeRun), "")
	period := flags.String("for", string(review.OneWeek), "")
	match := flags.String("match", string(domain.MatchContains), "")
	flags.BoolVar(&q.SameType, "same-type", false, "")
	text := flags.String("text", "", "")
	flags.StringVar(&q.Reason, "reason", "", "")
	flags.BoolVar(&q.ThisNight, "this-night", false, "")
	worst := flags.String("up-to", "", "")
	ids, err := numbers(flags, args, "run")
	if err != nil {
		return err
	}
	if len(ids) != 1 {
		return usagef("success: name one run by its number")
	}
	q.Run, q.Scope, q.For, q.Mode, q.Text = ids[0], review.Scope(*scope), review.Period(*period), domain.MatchMode(*match), *text
	if !slices.Contains([]review.Scope{review.ScopeRun, review.ScopeJob, review.ScopeAll}, q.Scope) {
		return usagef("success: --scope is run, job or all, not %q", *scope)
	}
	if !slices.Contains([]review.Period{review.OneWeek, review.OneMonth, review.Permanent}, q.For) {
		return usagef("success: --for is 1w, 1m or permanent, not %q", *period)
	}
	if !slices.Contains([]domain.MatchMode{domain.MatchContains, domain.MatchExact, domain.MatchStarts, domain.MatchEnds}, q.Mode) {
		return usagef("success: --match is contains, exact, starts or ends, not %q", *match)
	}
	if *worst != "" {
		if q.Worst, err = domain.ParseStatus(*worst); err != nil {
			return usagef("success: --up-to: %v", err)
		}
	}
	textGiven := false
	flags.Visit(func(f *flag.Flag) { textGiven = textGiven || f.Name == "text" })
	return t.with(ctx, func(w *workspace.Workspace) error {
		if q.Scope != review.ScopeRun {
			if !textGiven {
				var err error
				if q.Text, err = suggestedText(ctx, w, q.Run); err != nil {
					return err
				}
			}
			// A rule that would be refused must not leave a half-done command.
			if _, err := w.Desk.Preview(ctx, q); err != nil {
				return err
			}
		}
		d, err := w.Desk.MarkSuccess(ctx, q.Run, q.Reason)
		if err != nil {
			return err
		}
		if err := t.decision(w, d); err != nil || q.Scope == review.ScopeRun {
			return err
		}
		if d, err = w.Desk.Apply(ctx, q); err != nil {
			return err
		}
		return t.decision(w, d)
	})
}

// suggestedText is what the dialog of the window would pre-fill.
func suggestedText(ctx context.Context, w *workspace.Workspace, run int64) (text string, err error) {
	err = w.Store.Read(ctx, func(tx domain.Queries) error {
		r, err := tx.Run(run)
		if texts := review.SuggestTexts(r); len(texts) > 0 {
			text = texts[0]
		}
		return err
	})
	return text, err
}

func unmark(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("unmark", flag.ContinueOnError)
	last := flags.Bool("last", false, "")
	ids, err := numbers(flags, args, "job")
	if err != nil {
		return err
	}
	if len(ids) != 1 {
		return usagef("unmark: name one job by its number")
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		d, err := w.Desk.Unmark(ctx, []int64{ids[0]}, *last)
		if err != nil {
			return err
		}
		return t.decision(w, d)
	})
}

func undo(ctx context.Context, t *terminal, args []string) error {
	if len(args) > 1 {
		return usagef("undo: say nothing, or name one decision by its id")
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		last, _, err := w.Desk.Undoable(ctx)
		if err != nil {
			return err
		}
		var d domain.Decision
		if len(args) == 1 {
			d, err = w.Desk.UndoOne(ctx, domain.DecisionID(args[0]))
		} else {
			d, err = w.Desk.Undo(ctx)
		}
		if err != nil {
			return err
		}
		if err := t.decision(w, d); err != nil || last.ID != d.Undoes || last.Kind != domain.DecideDefinition {
			return err
		}
		return t.rereadStale(ctx, w)
	})
}

func approve(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("approve", flag.ContinueOnError)
	all := flags.Bool("all", false, "")
	customer := flags.String("customer", "", "")
	ids, err := numbers(flags, args, "message")
	if err != nil {
		return err
	}
	switch {
	case *customer == "":
		return usagef("approve: --customer NAME is needed")
	case *all == (len(ids) > 0):
		return usagef("approve: name messages by their numbers, or --all")
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		rows, err := inboxRows(ctx, w)
		if err != nil {
			return err
		}
		var keys []domain.JobKey
		for _, row := range rows {
			if *all || slices.Contains(ids, row.ID) {
				keys = append(keys, row.JobKeys...)
			}
			if i := slices.Index(ids, row.ID); i >= 0 {
				ids = slices.Delete(ids, i, i+1)
			}
		}
		if len(ids) > 0 {
			return fmt.Errorf("message %d does not wait in the inbox; nothing was approved", ids[0])
		}
		d, err := w.Desk.Approve(ctx, keys, *customer)
		if err != nil {
			return err
		}
		return t.decision(w, d)
	})
}

func journal(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("journal", flag.ContinueOnError)
	limit := flags.Int("limit", 200, "")
	words, err := arguments(flags, args)
	switch {
	case err != nil:
		return err
	case len(words) == 1 && words[0] == "verify":
		return verifyJournal(ctx, t)
	case len(words) > 0 || *limit < 1:
		return usagef("journal takes only verify, or --limit N")
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		decisions, err := w.Desk.Journal(ctx, *limit)
		if err != nil {
			return err
		}
		for _, d := range decisions {
			if err := t.decision(w, d); err != nil {
				return err
			}
		}
		return nil
	})
}

// passphraseVariable names where the administrator's passphrase comes from: words on a
// command line are seen by everybody on the machine.
const passphraseVariable = "RCHECK_PASSPHRASE"

func role(ctx context.Context, t *terminal, args []string) error {
	if len(args) > 1 {
		return usagef("role: name one of admin, operator, viewer, or nothing")
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		if len(args) == 1 && domain.Role(args[0]) != w.Desk.Actor().Role {
			if _, err := w.Desk.SetRole(ctx, domain.Role(args[0]), os.Getenv(passphraseVariable)); err != nil {
				return err
			}
		}
		current := string(w.Desk.Actor().Role)
		return t.print(map[string]string{"role": current}, current)
	})
}
