package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/review"
)

// copyLine is a copy as JSON.
func copyLine(c domain.Copy) copyJSON {
	return copyJSON{File: c.Path, At: c.At.UTC().Format(time.RFC3339), Bytes: c.Size, Checked: true}
}

func copyWords(c domain.Copy) string {
	return fmt.Sprintf("%s  %s  %s", c.At.Local().Format("2006-01-02 15:04"), megabytes(c.Size), c.Path)
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/(1<<20)) }

// backup makes a copy of the database now, or lists those that are there.
func backup(f *flag.FlagSet) action {
	to := f.String("to", "", "write the copy into this `FILE` instead of among the daily ones")
	list := f.Bool("list", false, "list the copies that are there, newest first, and make none")
	force := forceFlag(f)
	return func(ctx context.Context, t *terminal, _ []string) error {
		if *list {
			if *to != "" {
				return usagef("backup: --list makes no copy, so --to has no use")
			}
			return t.copies(ctx)
		}
		if *to != "" && !*force {
			if _, err := os.Lstat(*to); err == nil {
				return &domain.Error{
					Code:    domain.CodeConflict,
					Message: fmt.Sprintf("There is a file %s already; --force writes over it. Nothing was written.", *to),
				}
			}
		}
		return t.with(ctx, func(w *workspace.Workspace) (err error) {
			var made domain.Copy
			if *to != "" {
				made, err = w.Backup(ctx, *to)
			} else {
				made, err = w.BackupNow(ctx)
			}
			if err != nil {
				return err
			}
			line := copyLine(made)
			line.Entries = &made.Entries
			return t.print(line, fmt.Sprintf("copied and checked: %s, %s, %d decisions", made.Path, megabytes(made.Size), made.Entries))
		})
	}
}

// copies lists the copies of a profile, also of one that cannot be opened.
func (t *terminal) copies(ctx context.Context) error {
	folder, err := t.folder(ctx)
	if err != nil {
		return err
	}
	list, err := workspace.CopiesOf(folder)
	if err != nil {
		return err
	}
	for _, c := range list {
		if err := t.print(copyLine(c), copyWords(c)); err != nil {
			return err
		}
	}
	if len(list) == 0 {
		_, _ = fmt.Fprintln(t.err, "There is no copy yet. One is made every day that the window runs or 'rcheck sync' is called.")
	}
	return nil
}

// folder is the folder of the profile that the flags name, which need not be whole.
func (t *terminal) folder(ctx context.Context) (string, error) {
	if err := t.settle(ctx); err != nil {
		return "", err
	}
	folder := t.profile
	if folder == "" {
		own, err := workspace.DefaultFolder()
		if err != nil {
			return "", err
		}
		folder = own
	}
	if !workspace.Exists(folder) && !workspace.Was(folder) {
		return "", workspace.Missing(folder)
	}
	return folder, nil
}

// restore says what putting a copy back would do and, with --yes, does it.
func restore(f *flag.FlagSet) action {
	yes := f.Bool("yes", false, "do it; without this flag it is only said what would be done")
	keep := f.Bool("keep-decisions", false, "take over the decisions made since the copy; from a damaged database they always are")
	return func(ctx context.Context, t *terminal, words []string) error {
		folder, err := t.folder(ctx)
		if err != nil {
			return err
		}
		file := ""
		if len(words) == 1 {
			if file, err = filepath.Abs(words[0]); err != nil {
				return err
			}
		}
		if !*yes {
			r, err := workspace.PlanRestore(ctx, folder, file, *keep)
			if err != nil {
				return err
			}
			return t.print(restoration(r), restorationWords(r)+"\nNothing was changed: --yes does it.")
		}
		o, err := t.options()
		if err != nil {
			return err
		}
		o.Folder = folder
		r, err := workspace.Restore(ctx, o, file, *keep)
		if err != nil {
			return err
		}
		line := restoration(r.Restoration)
		line.Decision, line.Waiting, line.Replaced = orNull(string(r.Decision.ID)), waiting(r), orNull(r.Replaced)
		text := restorationWords(r.Restoration) + "\nDone. What was replaced is in " + r.Replaced + "."
		text += stillWaiting(r)
		return t.print(line, text)
	}
}

// stillWaiting says what of the decisions is not shown before the next sync. Decisions about jobs
// that are there and reports that are not cannot be told from those that changed nothing:
// Left counts the others alone.
func stillWaiting(r workspace.Restoring) string {
	switch {
	case r.Left > 0:
		return fmt.Sprintf(
			" At least %d of the decisions are about reports that are fetched again first: 'rcheck sync' makes them again.", r.Left,
		)
	case len(r.Later) > 0 && (r.Kept || r.Damage != ""):
		return " What was decided about reports that came since is shown again after 'rcheck sync' has fetched them."
	}
	return ""
}

// waiting is, as JSON, how many of the decisions are not shown before the next sync, at
// least: nil where only the sync can tell, 0 where none is.
func waiting(r workspace.Restoring) *int {
	if r.Left == 0 && stillWaiting(r) != "" {
		return nil
	}
	return &r.Left
}

// restoration is what putting a copy back does, as JSON.
func restoration(r domain.Restoration) restoreJSON {
	line := restoreJSON{
		Copy: orNull(r.From.Path), Entries: r.From.Entries, Damage: orNull(r.Damage), Later: len(r.Later), Loose: len(r.Loose),
		Kept: r.Kept, Lost: r.Lost(), Gained: r.Gained,
	}
	if r.From.Path != "" {
		line.At = timeOrNull(r.From.At)
	}
	return line
}

// mostNamed is how many decisions are named that would be lost.
const mostNamed = 10

func restorationWords(r domain.Restoration) string {
	var b strings.Builder
	if r.From.Path == "" {
		b.WriteString("There is no copy that is whole: a new database takes over the accounts and settings that can still be read.\n")
	} else {
		fmt.Fprintf(&b, "The copy %s is of %s and holds %d decisions; it was looked through and is whole.\n",
			r.From.Path, r.From.At.Local().Format("2006-01-02 15:04"), r.From.Entries)
	}
	if r.Damage != "" {
		fmt.Fprintf(&b, "The database is damaged: %s.\n", r.Damage)
	}
	switch {
	case r.Damage != "":
		fmt.Fprintf(&b, "%d decisions made since can still be read and are taken over", len(r.Later))
		if len(r.Loose) > 0 {
			fmt.Fprintf(&b, "; of %d of them nobody can tell that they are what they were", len(r.Loose))
		}
		b.WriteString(". ")
	case len(r.Later) == 0:
		b.WriteString("No decision was made since. ")
	case r.Kept:
		fmt.Fprintf(&b, "%d decisions made since are taken over. ", len(r.Later))
	default:
		fmt.Fprintf(&b, "%d decisions made since are lost (--keep-decisions takes them over):\n", len(r.Later))
		for i, d := range r.Later {
			if i == mostNamed {
				fmt.Fprintf(&b, "  and %d more\n", len(r.Later)-i)
				break
			}
			fmt.Fprintf(&b, "  %s  %s  %s\n", d.At.Local().Format("2006-01-02 15:04"), d.Actor, review.Words(d, time.Local))
		}
	}
	if r.Gained > 0 {
		fmt.Fprintf(&b, "%d decisions of the copy are not in the database that is replaced. ", r.Gained)
	}
	b.WriteString("Messages that came since are fetched again by the next sync.")
	return b.String()
}

// keepCopy makes the day's copy after a sync: whoever never opens the window has them too.
func (t *terminal) keepCopy(ctx context.Context, w *workspace.Workspace) error {
	made, err := w.Keep(ctx)
	if made {
		_, _ = fmt.Fprintln(t.err, "rcheck: the day's copy of the database was made and checked")
	}
	if err == nil {
		err = w.Maintain(ctx, false, nil)
	}
	if err != nil && ctx.Err() == nil {
		return errors.Join(errors.New("the reports were fetched, but the database was not looked after"), err)
	}
	return nil
}
