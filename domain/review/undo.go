package review

import (
	"cmp"
	"context"
	"fmt"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Undoable returns the decision that Undo would reverse; ok is false where there is none.
func (svc *Service) Undoable(ctx context.Context) (decision domain.Decision, ok bool, err error) {
	err = svc.p.Store.Read(ctx, func(q domain.Queries) error {
		var e error
		decision, e = q.LastUndoable(svc.p.Actor.Name)
		return e
	})
	if isNotFound(err) {
		return domain.Decision{}, false, nil
	}
	return decision, err == nil, err
}

// Undo reverses this person's last decision that is not undone yet. It is a
// decision itself; called again it goes one further back, also after a restart.
// Where a later decision depends on it, the error has CodeConflict and names that one.
func (svc *Service) Undo(ctx context.Context) (domain.Decision, error) {
	return svc.undo(ctx, func(q domain.Queries) (domain.Decision, error) {
		last, err := q.LastUndoable(svc.p.Actor.Name)
		if isNotFound(err) {
			return last, &domain.Error{Code: domain.CodeNotFound, Message: "There is nothing left to undo."}
		}
		return last, err
	})
}

// UndoOne reverses one of this person's own decisions, whenever it was made.
func (svc *Service) UndoOne(ctx context.Context, id domain.DecisionID) (domain.Decision, error) {
	return svc.undo(ctx, func(q domain.Queries) (domain.Decision, error) {
		one, err := q.Decision(id)
		switch {
		case isNotFound(err):
			return one, &domain.Error{Code: domain.CodeNotFound, Message: "There is no such decision in the journal."}
		case err != nil:
			return one, err
		case one.Actor != svc.p.Actor.Name:
			return one, &domain.Error{
				Code:    domain.CodePermission,
				Message: fmt.Sprintf("“%s” was decided by %s. Everybody undoes their own decisions.", one.Summary, one.Actor),
			}
		case one.UndoneBy != "":
			return one, conflict("“%s” is undone already.", one.Summary)
		}
		return one, nil
	})
}

func (svc *Service) undo(ctx context.Context, find func(domain.Queries) (domain.Decision, error)) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActUndo, domain.DecideUndo, func(q domain.Queries, e *entry) error {
		last, err := find(q)
		if err != nil {
			return err
		}
		if !last.Kind.Undoable() {
			return invalid("“%s” cannot be undone; decide anew instead.", last.Summary)
		}
		if err := svc.checkUndoable(q, last, last.ID, "undone"); err != nil {
			return err
		}
		if e.payload, err = stateLostByUndo(q, last); err != nil {
			return err
		}
		e.undone = last.Kind
		e.Undoes, e.Targets, e.Summary = cmp.Or(last.RedoneBy, last.ID), last.Targets, "undone: "+last.Summary
		h := projector{definitions: svc.p.Definitions, words: svc.p.Words}
		shelf := h.shelf(last.Kind)
		if shelf == nil {
			return nil
		}
		t, err := payload[filePayload](last)
		if err != nil {
			return err
		}
		kept, err := changedSince(shelf, t)
		if kept {
			e.Summary += " (the file was changed since by other means, and stays)"
		}
		return err
	})
}

// checkUndoable refuses to reverse last where a decision later than since that still stands
// depends on it.
func (svc *Service) checkUndoable(q domain.Queries, last domain.Decision, since domain.DecisionID, did string) error {
	base := dependenciesOf(last)
	var on *domain.Decision
	err := q.Since(since, func(later domain.Decision) error {
		if later.Kind == domain.DecideUndo || later.Kind == domain.DecideRedo || later.UndoneBy != "" {
			return nil
		}
		if base.blockUndo(dependenciesOf(later)) {
			on = &later
		}
		return nil
	})
	if err != nil || on == nil {
		return err
	}
	return conflict("“%s” cannot be %s yet: “%s” (%s, %s) depends on it. Undo that one first; the audit log undoes single decisions.",
		last.Summary, did, on.Summary, on.Actor, on.At.In(svc.p.Location).Format("2 Jan 15:04"))
}

// Journal lists decisions, newest first: everybody's for an Admin, else one's own.
func (svc *Service) Journal(ctx context.Context, limit int) ([]domain.Decision, error) {
	return svc.SearchJournal(ctx, domain.JournalFilter{Limit: limit})
}

// SearchJournal lists decisions that a filter lets through, newest first: everybody's
// for an Admin, else one's own.
func (svc *Service) SearchJournal(ctx context.Context, f domain.JournalFilter) (out []domain.Decision, err error) {
	if err := svc.permit(rules.ActSee); err != nil {
		return nil, err
	}
	if !svc.May(rules.ActAudit) {
		f.Actor = svc.p.Actor.Name
	}
	err = svc.p.Store.Read(ctx, func(q domain.Queries) error {
		out, err = q.SearchJournal(f)
		return err
	})
	return out, err
}
