package review

import (
	"context"
	"errors"
	"fmt"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Rebuild makes every projection of the journal anew from the runs and the journal:
// reviews, marks, overrides, tickets, remarks, schedules, customers, archive. It is
// one transaction; after an error nothing was changed. The effective status of a run
// that was read again after its review is judged as of the review.
func (svc *Service) Rebuild(ctx context.Context) (entries int, err error) {
	if err := svc.permit(rules.ActRebuild); err != nil {
		return 0, err
	}
	err = svc.p.Store.Write(ctx, func(tx domain.Tx) (err error) {
		missing, err := hasMissing(tx)
		if err != nil {
			return err
		}
		entries, _, err = rebuildProjections(ctx, tx, missing)
		return err
	})
	if err == nil {
		svc.p.Changed()
	}
	return entries, err
}

// hasMissing reports whether decisions may be about what is not there: a copy took the place
// of the cache, something went by its age, or colleagues decide about what was not read here.
func hasMissing(q domain.Reader) (bool, error) {
	team, err := q.Team()
	if err != nil || team.ID != "" {
		return team.ID != "", err
	}
	for _, kind := range []domain.DecisionKind{domain.DecideRestore, domain.DecideRetention} {
		list, err := q.SearchJournal(domain.JournalFilter{Kind: kind, Limit: 1})
		if err != nil || len(list) > 0 {
			return len(list) > 0, err
		}
	}
	return false, nil
}

// rebuildBatch is how many entries are held in memory.
const rebuildBatch = 1000

// errBatchFull ends the walk at the end of a batch.
var errBatchFull = errors.New("the batch is full")

// rebuildProjections makes every projection anew. With missing, decisions about what is not there are
// left out and counted: it is fetched again.
func rebuildProjections(ctx context.Context, tx domain.Tx, missing bool) (entries, left int, err error) {
	h := projector{
		tx: tx, kinds: kinds, rebuilding: true, problems: map[int64]bool{}, undone: map[domain.DecisionID]bool{}, facts: newFacts(),
		reversed: map[domain.DecisionID]domain.DecisionID{},
	}
	team, err := tx.Team()
	if err != nil {
		return 0, 0, err
	}
	h.shared = team.ID != ""
	err = tx.ProblemRuns(domain.ProblemFilter{}, func(r domain.Run, _ domain.Job) error {
		h.problems[r.ID] = true
		return ctx.Err()
	})
	if err != nil {
		return 0, 0, err
	}
	devices, err := tx.Devices()
	if err != nil {
		return 0, 0, err
	}
	if err := tx.ResetDecisions(); err != nil {
		return 0, 0, err
	}
	for last := domain.DecisionID(""); ; {
		batch := make([]domain.Decision, 0, rebuildBatch)
		err := tx.Since(last, func(e domain.Decision) error {
			if batch = append(batch, e); len(batch) == rebuildBatch {
				return errBatchFull
			}
			return nil
		})
		if err != nil && !errors.Is(err, errBatchFull) {
			return entries, left, err
		}
		for _, e := range batch {
			if err := ctx.Err(); err != nil {
				return entries, left, err
			}
			err := h.tryApply(e, missing)
			if err != nil && missing && isAboutMissing(err) {
				left, err = left+1, nil
			}
			if err != nil {
				return entries, left, fmt.Errorf("make the decision %s (%s) again: %w", e.ID, Words(e, time.UTC), err)
			}
			entries, last = entries+1, e.ID
		}
		if len(batch) < rebuildBatch {
			break
		}
	}
	if err := restoreImported(tx, devices); err != nil {
		return entries, left, err
	}
	// What waits now is judged by the rules as they ended up.
	h.book = nil
	return entries, left, h.judgeAll(domain.ProblemFilter{})
}

// tryApply carries an entry out, whole or not at all where it may be left out.
func (pr *projector) tryApply(e domain.Decision, missing bool) error {
	if !missing {
		return pr.apply(e)
	}
	own, err := pr.isTheirOwn(e)
	if err != nil || own {
		return err
	}
	err = pr.tx.Try(func() error { return guarded(e, func() error { return pr.apply(e) }) })
	if err != nil {
		pr.book = nil // it may have been read of what was taken back
	}
	return err
}

// guarded does something about an entry that somebody else may have written: what does not
// hold together in it is an error, and ends neither this program nor that of a colleague.
func guarded(e domain.Decision, do func() error) (err error) {
	defer func() {
		if found := recover(); found != nil {
			err = invalid("refusal.entry_broken", e.ID, e.Kind, e.Actor, found)
		}
	}()
	return do()
}

// sound refuses what a colleague cannot have decided: whoever plans a decision checks the
// same. What stands in a journal of one's own was checked then, by the rules of its time.
func (pr *projector) sound(key domain.DecisionID, fault error) error {
	switch {
	case !pr.shared:
		return nil
	case key == "":
		return invalid("refusal.decided_no_key")
	case fault != nil:
		return invalid("refusal.decided_cannot_be", fault)
	}
	return nil
}

// isAboutMissing reports whether a decision cannot be made again since what it is about
// is not there, is not what it was then, or since its entry was saved from a damaged
// database and cannot be read. That the cache fails is none of these.
func isAboutMissing(err error) bool {
	switch domain.CodeOf(err) {
	case domain.CodeStorage, domain.CodeDamaged, domain.CodeCancelled:
		return false
	}
	return !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
}

// restoreImported says again of devices that are linked as before what was imported of them: a
// fact, no decision.
func restoreImported(tx domain.Tx, before []domain.Device) error {
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
