package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

// retentionJSON is what goes, or went, by its age.
type retentionJSON struct {
	// The ages in days; 0 keeps for ever.
	KeepOriginals int `json:"keep_originals"`
	KeepBodies    int `json:"keep_bodies"`
	KeepHistory   int `json:"keep_history"`
	// Mails of which only what is shown stays, mails of which no text stays, runs, and the mails
	// that go with their runs.
	Originals int   `json:"originals"`
	Bodies    int   `json:"bodies"`
	Runs      int   `json:"runs"`
	Messages  int   `json:"messages"`
	Bytes     int64 `json:"bytes"` // of the database, about
	// State is "plan" while nothing went; then removed, undoing, undone or final.
	State string `json:"state"`
	// Waits is true where nobody saw this plan before: nothing goes by itself then.
	Waits bool    `json:"waits"`
	At    *string `json:"at"` // when it went
}

// maintainJSON is one step of looking after the database.
type maintainJSON struct {
	Step     string  `json:"step"` // check, copy, retention, purge, optimise or compact
	Done     bool    `json:"done"` // false: there was nothing to do
	Bytes    int64   `json:"bytes"`
	Duration float64 `json:"seconds"`
	Error    *string `json:"error"`
}

const statePlan = "plan"

func retentionLine(a domain.RetentionAges, c domain.RetentionCounts, state string) retentionJSON {
	return retentionJSON{
		KeepOriginals: a.Originals, KeepBodies: a.Bodies, KeepHistory: a.History,
		Originals: c.Originals, Bodies: c.Bodies, Runs: c.Runs, Messages: c.Messages, Bytes: c.Bytes, State: state,
	}
}

// retentionWords says what goes, or went.
func retentionWords(c domain.RetentionCounts) string {
	return fmt.Sprintf(
		"%d runs with %d mails, the text of %d mails, and the original of %d mails of which what is shown stays: about %s",
		c.Runs, c.Messages, c.Bodies, c.Originals, megabytes(c.Bytes),
	)
}

// retention says what would go by the ages of the profile and, with --yes, takes it out.
func retention(f *flag.FlagSet) action {
	yes := f.Bool("yes", false, "do it, and let the same go by itself each day; without this flag it is only said what would go")
	return func(ctx context.Context, t *terminal, _ []string) error {
		return t.with(ctx, func(w *workspace.Workspace) error {
			plan, err := w.PlanRetention(ctx)
			if err != nil {
				return err
			}
			line := retentionLine(plan.Ages, plan.Goes, statePlan)
			line.Waits = plan.Waits
			switch {
			case !plan.Ages.Any() && !*yes:
				return t.print(
					line,
					"Nothing goes: everything is kept for ever. 'rcheck settings set keep.originals 365' and the like set ages.",
				)
			case !*yes:
				text := "These go: " + retentionWords(plan.Goes) + ".\nNothing was changed: --yes does it."
				if plan.Waits {
					text += " Until then nothing goes by itself."
				}
				return t.print(line, text)
			}
			p, err := w.Retain(ctx, plan, nil)
			if err != nil {
				return err
			}
			return t.print(passLine(plan.Ages, p), "Gone: "+retentionWords(p.RetentionCounts)+
				".\n'rcheck retention undo' brings it back until the window is started or something goes again.")
		})
	}
}

func passLine(a domain.RetentionAges, p domain.RetentionPass) retentionJSON {
	line := retentionLine(a, p.RetentionCounts, string(p.State))
	line.At = timeOrNull(p.At)
	return line
}

// retentionUndo brings back what went last.
func retentionUndo(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		p, err := w.UndoRetention(ctx)
		if err != nil {
			return err
		}
		return t.print(passLine(domain.RetentionAges{}, p), "Brought back: "+retentionWords(p.RetentionCounts)+".")
	})
}

// maintain looks after the database, whether it is due or not.
func maintain(f *flag.FlagSet) action {
	due := f.Bool("if-due", false, "only what is due: each step once a day, looking it through from end to end once a week")
	compact := f.Bool("compact", false, "give free room back to the disk, too; nothing is stored meanwhile (Admin)")
	return func(ctx context.Context, t *terminal, _ []string) error {
		return t.with(ctx, func(w *workspace.Workspace) error {
			var failed error
			told := func(m workspace.Maintained) { failed = errors.Join(failed, t.maintained(m)) }
			if err := w.Maintain(ctx, !*due, told); err != nil {
				return err
			}
			if *compact {
				m, err := w.Compact(ctx)
				if err != nil {
					return err
				}
				told(m)
			}
			return failed
		})
	}
}

var stepWords = map[workspace.MaintenanceStep]string{
	workspace.StepCheck: "looked through from end to end", workspace.StepCopy: "copied, and the copy checked",
	workspace.StepRetention: "removed by age", workspace.StepPurge: "freed the room of what went before",
	workspace.StepOptimise: "refreshed what queries are planned by", workspace.StepCompact: "made the file smaller",
}

func (t *terminal) maintained(m workspace.Maintained) error {
	line := maintainJSON{Step: string(m.Step), Done: m.Done, Bytes: m.Bytes, Duration: m.Duration.Seconds()}
	text := stepWords[m.Step]
	switch {
	case m.Err != nil:
		said := m.Err.Error()
		line.Error, text = &said, "failed: "+said
	case m.Waits:
		text = "nothing went: 'rcheck retention' says what would go, and --yes lets it"
	case !m.Done:
		text = "nothing to do"
	case m.Step == workspace.StepRetention:
		line.Bytes = m.Pass.Bytes
		text += ": " + retentionWords(m.Pass.RetentionCounts)
	case m.Step == workspace.StepCompact:
		text += " by " + megabytes(m.Bytes)
	}
	return t.print(line, fmt.Sprintf("%-9s  %6.1f s  %s", m.Step, m.Duration.Round(time.Millisecond*100).Seconds(), text))
}
