package review

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Undoable returns the decision that Undo would reverse; ok is false where there is none.
func (d *Desk) Undoable(ctx context.Context) (decision domain.Decision, ok bool, err error) {
	err = d.p.Store.Read(ctx, func(tx domain.Queries) error {
		var e error
		decision, e = tx.LastUndoable(d.p.Actor.Name)
		return e
	})
	if domain.CodeOf(err) == domain.CodeNotFound {
		return domain.Decision{}, false, nil
	}
	return decision, err == nil, err
}

// Undo reverses this person's last decision that is not undone yet. It is a
// decision itself; called again it goes one further back, also after a restart.
func (d *Desk) Undo(ctx context.Context) (domain.Decision, error) {
	return d.decide(ctx, rules.ActUndo, domain.DecideUndo, func(tx domain.Changes, e *entry) error {
		last, err := tx.LastUndoable(d.p.Actor.Name)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return &domain.Error{Code: domain.CodeNotFound, Message: "There is nothing left to undo."}
		}
		if err != nil {
			return err
		}
		e.Undoes = last.ID
		e.Targets = last.Targets
		e.Summary = "undone: " + last.Summary
		if last.Kind == domain.DecideDefinition {
			kept, err := d.reverseDefinition(last)
			if kept {
				e.Summary += " (the file was changed since by other means, and stays)"
			}
			return err
		}
		return reverse(tx, last)
	})
}

func reverse(tx domain.Changes, last domain.Decision) error {
	switch last.Kind {
	case domain.DecideReview:
		return reverseReview(tx, last.ID)
	case domain.DecideSuccess:
		return reverseSuccess(tx, last)
	case domain.DecideUnmark:
		return reverseUnmark(tx, last)
	case domain.DecideOverride:
		return reverseOverride(tx, last.ID)
	case domain.DecideRule:
		return reverseRule(tx, last)
	case domain.DecideApprove:
		return reverseApprove(tx, last)
	default:
		return &domain.Error{Code: domain.CodeInvalid, Message: fmt.Sprintf("A decision of the kind %q cannot be undone.", last.Kind)}
	}
}

func reverseReview(tx domain.Changes, id domain.DecisionID) error {
	runs, err := tx.RunsReviewedBy(id)
	if err != nil {
		return err
	}
	if err := tx.SetReview(runs, nil); err != nil {
		return err
	}
	// A rule may have been made or changed while they were reviewed.
	overrides, err := tx.Overrides()
	if err != nil {
		return err
	}
	for _, run := range runs {
		r, err := tx.Run(run)
		if err != nil {
			return err
		}
		job, err := tx.Job(r.JobID)
		if err != nil {
			return err
		}
		if err := judge(tx, r, job, overrides); err != nil {
			return err
		}
	}
	return nil
}

func reverseSuccess(tx domain.Changes, last domain.Decision) error {
	for _, key := range last.Targets {
		r, err := tx.RunByKey(domain.RunKey(key))
		if err != nil {
			return err
		}
		if err := tx.SetSuccessMark(r.ID, "", nil); err != nil {
			return err
		}
		job, err := tx.Job(r.JobID)
		if err != nil {
			return err
		}
		overrides, err := tx.Overrides()
		if err != nil {
			return err
		}
		if err := judge(tx, r, job, overrides); err != nil {
			return err
		}
	}
	return reverseReview(tx, last.ID)
}

func reverseUnmark(tx domain.Changes, last domain.Decision) error {
	var payload unmarked
	if err := json.Unmarshal(last.Payload, &payload); err != nil {
		return fmt.Errorf("read the journal entry %s: %w", last.ID, err)
	}
	for key, review := range payload.Reviews {
		r, err := tx.RunByKey(key)
		if err != nil {
			return err
		}
		if r.Review != nil {
			continue // somebody reviewed it since: the newer review stands
		}
		if err := tx.SetReview([]int64{r.ID}, &review); err != nil {
			return err
		}
	}
	return nil
}

func reverseOverride(tx domain.Changes, id domain.DecisionID) error {
	o, err := tx.Override(id)
	var known *domain.Error
	if errors.As(err, &known) && known.Code == domain.CodeNotFound {
		return nil // deleted since
	}
	if err != nil {
		return err
	}
	if err := tx.DeleteOverride(id); err != nil {
		return err
	}
	return judgeWaiting(tx, o)
}

func reverseApprove(tx domain.Changes, last domain.Decision) error {
	for _, key := range last.Targets {
		job, err := tx.JobByKey(domain.JobKey(key))
		if err != nil {
			return err
		}
		if err := tx.SetJob(job.ID, domain.JobPending, 0); err != nil {
			return err
		}
	}
	return nil
}

// Journal lists decisions, newest first: everybody's for an Admin, else one's own.
func (d *Desk) Journal(ctx context.Context, limit int) ([]domain.Decision, error) {
	actor := d.p.Actor.Name
	if d.May(rules.ActAudit) {
		actor = ""
	}
	var out []domain.Decision
	err := d.p.Store.Read(ctx, func(tx domain.Queries) error {
		var e error
		out, e = tx.Journal(actor, limit)
		return e
	})
	return out, err
}
