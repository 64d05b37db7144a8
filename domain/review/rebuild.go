package review

import (
	"context"
	"fmt"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Rebuild makes every projection of the journal anew from the runs and the journal:
// reviews, marks, overrides, tickets, remarks, schedules, customers, archive. It is
// one transaction; after an error nothing was changed. The effective status of a run
// that was read again after its review is judged as of the review.
func (d *Desk) Rebuild(ctx context.Context) (entries int, err error) {
	if err := d.permit(rules.ActRebuild); err != nil {
		return 0, err
	}
	err = d.p.Store.Write(ctx, func(tx domain.Changes) error {
		h := hand{tx: tx, again: true, problems: map[int64]bool{}, gone: map[domain.DecisionID]bool{}, facts: newFacts()}
		err := tx.ProblemRuns(domain.ProblemFilter{}, func(r domain.Run, _ domain.Job) error {
			h.problems[r.ID] = true
			return ctx.Err()
		})
		if err != nil {
			return err
		}
		devices, err := tx.Devices()
		if err != nil {
			return err
		}
		if err := tx.ResetDecisions(); err != nil {
			return err
		}
		var all []domain.Decision
		err = tx.WalkJournal(func(e domain.Decision) error {
			all = append(all, e)
			return nil
		})
		if err != nil {
			return err
		}
		for _, e := range all {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := h.apply(e); err != nil {
				return fmt.Errorf("make the decision %s (%s) again: %w", e.ID, e.Summary, err)
			}
		}
		entries = len(all)
		if err := imported(tx, devices); err != nil {
			return err
		}
		// What waits now is judged by the rules as they ended up.
		h.book = nil
		return h.judgeAll(domain.ProblemFilter{})
	})
	if err == nil {
		d.p.Changed()
	}
	return entries, err
}

// imported says again of devices that are linked as before what was imported of them: a
// fact, no decision.
func imported(tx domain.Changes, before []domain.Device) error {
	for _, was := range before {
		now, err := tx.DeviceByKey(was.Key)
		if err != nil {
			return err
		}
		if now.State == domain.DeviceLinked && was.State == domain.DeviceLinked && now.Imported != was.Imported {
			if err := tx.SetImported(now.ID, was.Imported); err != nil {
				return err
			}
		}
	}
	return nil
}
