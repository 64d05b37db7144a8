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
	line := decisionJSON{
		d.ID,
		d.At.UTC().Format(time.RFC3339),
		d.Actor,
		d.Kind,
		review.Words(d, w.Location),
		d.Targets,
		orNull(string(d.Undoes)),
		orNull(string(d.UndoneBy)),
	}
	text := fmt.Sprintf("%s  %s  %s", local(w, d.At), d.Actor, review.Words(d, w.Location))
	if d.UndoneBy != "" {
		text += "  (undone)"
	}
	return t.print(line, text)
}

// reviewJobs marks every waiting run of jobs as reviewed.
func reviewJobs(ctx context.Context, t *terminal, words []string) error {
	ids, err := numbers("review", words, "job")
	if err != nil {
		return err
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		var targets []review.Target
		err := w.Store.Read(ctx, func(tx domain.Reader) error {
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

// success marks a run as success, and with --scope makes a rule of it.
func success(f *flag.FlagSet) action {
	var q review.OverrideRequest
	scope := f.String(
		"scope",
		string(review.ScopeRun),
		"`run|job|all`: this run, later ones of this job too, or those of all jobs of the product",
	)
	period := f.String("for", string(review.OneWeek), "`1w|1m|permanent`: with --scope job or all, how long it holds")
	match := f.String("match", string(domain.MatchContains), "`contains|exact|starts|ends`: how the text is compared with a message")
	f.BoolVar(&q.SameType, "same-type", false, "with --scope all: only jobs of the same type")
	f.StringVar(&q.Text, "text", "", "`text` of the error; without it the run's own, most frequent one")
	f.StringVar(&q.Reason, "reason", "", "`why` it is no problem")
	f.BoolVar(&q.ThisNight, "this-night", false, "with --scope job or all: leave waiting runs of nights before as they are")
	worst := f.String(
		"up-to",
		"",
		"with --scope job or all: the worst `status` that the rule covers, that of the run unless said otherwise; failed for every problem",
	)
	return func(ctx context.Context, t *terminal, words []string) (err error) {
		if q.Run, err = number("success", words, "run"); err != nil {
			return err
		}
		if q.Scope, err = choice("success", "scope", *scope, review.ScopeRun, review.ScopeJob, review.ScopeAll); err != nil {
			return err
		}
		if q.For, err = choice("success", "for", *period, review.OneWeek, review.OneMonth, review.Permanent); err != nil {
			return err
		}
		if q.Mode, err = choice("success", "match", *match, domain.MatchContains, domain.MatchExact, domain.MatchStarts, domain.MatchEnds); err != nil {
			return err
		}
		if *worst != "" {
			if q.Worst, err = domain.ParseStatus(*worst); err != nil {
				return usagef("success: --up-to: %v", err)
			}
		}
		given := false
		f.Visit(func(f *flag.Flag) { given = given || f.Name == "text" })
		return t.success(ctx, q, given)
	}
}

func (t *terminal) success(ctx context.Context, q review.OverrideRequest, textGiven bool) error {
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
		if err := t.decision(w, d); err != nil {
			return err
		}
		if q.Scope == review.ScopeRun {
			return t.offerProse(ctx, w, q.Run)
		}
		if d, err = w.Desk.CreateOverride(ctx, q); err != nil {
			return err
		}
		return t.decision(w, d)
	})
}

// suggestedText is what the dialog of the window would pre-fill.
func suggestedText(ctx context.Context, w *workspace.Workspace, run int64) (text string, err error) {
	err = w.Store.Read(ctx, func(tx domain.Reader) error {
		r, err := tx.Run(run)
		if texts := review.SuggestTexts(r); len(texts) > 0 {
			text = texts[0]
		}
		return err
	})
	return text, err
}

// unmark returns reviewed runs to the list.
func unmark(f *flag.FlagSet) action {
	last := f.Bool("last", false, "only those of the last review")
	return func(ctx context.Context, t *terminal, words []string) error {
		job, err := number("unmark", words, "job")
		if err != nil {
			return err
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			d, err := w.Desk.Unmark(ctx, []int64{job}, *last)
			if err != nil {
				return err
			}
			return t.decision(w, d)
		})
	}
}

// undo reverses the last decision, or a single one.
func undo(ctx context.Context, t *terminal, words []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		last, _, err := w.Desk.Undoable(ctx)
		if err != nil {
			return err
		}
		var d domain.Decision
		if len(words) == 1 {
			d, err = w.Desk.UndoOne(ctx, domain.DecisionID(words[0]))
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

// redo takes the last undo back.
func redo(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		last, _, err := w.Desk.Redoable(ctx)
		if err != nil {
			return err
		}
		d, err := w.Desk.Redo(ctx)
		if err != nil {
			return err
		}
		if err := t.decision(w, d); err != nil || last.Kind != domain.DecideDefinition {
			return err
		}
		return t.rereadStale(ctx, w)
	})
}

// approve approves the jobs of messages.
func approve(f *flag.FlagSet) action {
	all := f.Bool("all", false, "every job that waits")
	customer := f.String("customer", "", "`name` of the customer whose jobs they are; one that is not there is made")
	return func(ctx context.Context, t *terminal, words []string) error {
		ids, err := numbers("approve", words, "message")
		switch {
		case err != nil:
			return err
		case *customer == "":
			return usagef("approve: --customer NAME is needed")
		case *all == (len(ids) > 0):
			return usagef("approve: name messages by their numbers, or --all")
		}
		return t.approve(ctx, ids, *all, *customer)
	}
}

func (t *terminal) approve(ctx context.Context, ids []int64, all bool, customer string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		rows, err := inboxRows(ctx, w)
		if err != nil {
			return err
		}
		var keys []domain.JobKey
		for _, row := range rows {
			if all || slices.Contains(ids, row.ID) {
				keys = append(keys, row.JobKeys...)
			}
			if i := slices.Index(ids, row.ID); i >= 0 {
				ids = slices.Delete(ids, i, i+1)
			}
		}
		if len(ids) > 0 {
			return fmt.Errorf("message %d does not wait in the inbox; nothing was approved", ids[0])
		}
		d, err := w.Desk.Approve(ctx, keys, customer)
		if err != nil {
			return err
		}
		return t.decision(w, d)
	})
}

// journal lists decisions, newest first.
func journal(f *flag.FlagSet) action {
	limit := f.Int("limit", 200, "the newest `n` of them")
	return func(ctx context.Context, t *terminal, _ []string) error {
		if *limit < 1 {
			return usagef("journal: --limit is at least 1")
		}
		return t.journal(ctx, *limit)
	}
}

func (t *terminal) journal(ctx context.Context, limit int) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		decisions, err := w.Desk.Journal(ctx, limit)
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

// role shows or changes the role of the profile.
func role(ctx context.Context, t *terminal, words []string) error {
	if len(words) == 1 && !slices.Contains([]domain.Role{domain.RoleAdmin, domain.RoleOperator, domain.RoleViewer}, domain.Role(words[0])) {
		return usagef("role: name one of admin, operator or viewer, or nothing")
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		if len(words) == 1 && domain.Role(words[0]) != w.Desk.Actor().Role {
			if _, err := w.Desk.SetRole(ctx, domain.Role(words[0]), os.Getenv(passphraseVariable)); err != nil {
				return err
			}
		}
		current := string(w.Desk.Actor().Role)
		return t.print(roleJSON{current}, current)
	})
}
