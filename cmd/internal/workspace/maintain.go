package workspace

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// How often the database is looked after, and looked through from end to end.
const (
	maintainEvery = 24 * time.Hour
	wholeEvery    = 7 * 24 * time.Hour
)

// MaintenanceStep is a part of looking after the database.
type MaintenanceStep string

// The steps, in their order: nothing goes before there is a copy of it.
const (
	StepCheck     MaintenanceStep = "check"     // it is looked through from end to end
	StepCopy      MaintenanceStep = "copy"      // the day's copy is made and checked
	StepRetention MaintenanceStep = "retention" // what is older than its age goes
	StepPurge     MaintenanceStep = "purge"     // the room of what is final is freed
	StepOptimise  MaintenanceStep = "optimise"  // what the planner of queries knows is refreshed
	StepCompact   MaintenanceStep = "compact"   // free room goes back to the disk; when asked for
)

// Maintained is what a step did.
type Maintained struct {
	Step MaintenanceStep
	// Done is false where there was nothing to do.
	Done bool
	// Waits says of the retention that nobody saw yet what goes by its ages.
	Waits    bool
	Pass     domain.RetentionPass // of the retention
	Bytes    int64                // that the file became smaller by
	Duration time.Duration
	Err      error
}

// maintained is what the profile keeps of it.
type maintained struct{ At, Whole time.Time }

// Maintain looks after the database where it is due, or now. It makes the day's copy, looks the
// database through each week, takes out what is older than its age, frees the room of what
// went before and refreshes what queries are planned by: in short transactions, beside syncs
// and decisions. told is called after each step. It goes on after a step that failed, but
// nothing goes without a copy of it. Whoever may see may do it: what goes was decided.
func (w *Workspace) Maintain(ctx context.Context, now bool, told func(Maintained)) error {
	if err := w.Desk.Permit(rules.ActSee); err != nil {
		return err
	}
	at := w.Clock()
	last, err := w.lastMaintained(ctx)
	if err != nil {
		return err
	}
	// A time of the future was noted by a clock that was wrong.
	due := func(last time.Time, every time.Duration) bool { return now || last.After(at) || at.Sub(last) >= every }
	if !due(last.At, maintainEvery) {
		return nil
	}
	var all []error
	step := func(s MaintenanceStep, do func(m *Maintained) error) error {
		m, begun := Maintained{Step: s}, time.Now()
		m.Err = do(&m)
		if m.Duration = time.Since(begun); told != nil && ctx.Err() == nil {
			told(m)
		}
		all = append(all, m.Err)
		return m.Err
	}
	whole := due(last.Whole, wholeEvery)
	if whole {
		err := step(StepCheck, func(m *Maintained) error {
			m.Done = true
			return w.turns.apart(ctx, w.Store.CheckWhole)
		})
		if err != nil {
			return err // a damaged database is left alone
		}
		last.Whole = at
	}
	err = step(StepCopy, func(m *Maintained) (err error) {
		m.Done, err = w.Keep(ctx)
		return err
	})
	if err == nil {
		_ = step(StepRetention, w.retainDue(ctx))
	}
	_ = step(StepPurge, func(m *Maintained) error { return w.purge(ctx, &m.Done) })
	_ = step(StepOptimise, func(m *Maintained) error {
		m.Done = true
		return w.Store.Optimise(ctx)
	})
	if err := errors.Join(all...); err != nil {
		return err
	}
	last.At = at
	return w.noteMaintained(ctx, last)
}

// retainDue takes out what goes by ages that somebody saw the plan of.
func (w *Workspace) retainDue(ctx context.Context) func(*Maintained) error {
	return func(m *Maintained) error {
		a, seen, err := w.ages(ctx)
		if err != nil || !a.Any() {
			return err
		}
		if m.Waits = !seen; m.Waits {
			return nil
		}
		m.Pass, m.Done, err = w.retain(ctx, a, nil)
		return err
	}
}

func (w *Workspace) purge(ctx context.Context, done *bool) error {
	for {
		more, err := w.Store.PurgeSome(ctx)
		if err != nil || !more {
			return err
		}
		*done = true
	}
}

// Compact makes the file of the database as small as what is in it (Admin). Nothing is decided
// or stored meanwhile, and what went by its age cannot be brought back any more.
func (w *Workspace) Compact(ctx context.Context) (m Maintained, err error) {
	if err := w.Desk.Permit(rules.ActSettings); err != nil {
		return m, err
	}
	begun := time.Now()
	if err := w.Store.SettleRetention(ctx); err != nil {
		return m, err
	}
	var purged bool
	if err := w.purge(ctx, &purged); err != nil {
		return m, err
	}
	before, after, err := w.Store.Compact(ctx)
	return Maintained{Step: StepCompact, Done: true, Bytes: before - after, Duration: time.Since(begun), Err: err}, err
}

func (w *Workspace) lastMaintained(ctx context.Context) (last maintained, err error) {
	err = w.Store.Read(ctx, func(q domain.Reader) error {
		text, err := q.Setting(domain.SettingMaintained)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return nil
		}
		if err == nil && json.Unmarshal([]byte(text), &last) != nil {
			last = maintained{} // of another program: it is due
		}
		return err
	})
	return last, err
}

func (w *Workspace) noteMaintained(ctx context.Context, last maintained) error {
	text, err := json.Marshal(last)
	if err != nil {
		return err
	}
	return w.Store.Refetchable().Write(ctx, func(tx domain.Tx) error {
		return tx.PutSetting(domain.SettingMaintained, string(text))
	})
}
