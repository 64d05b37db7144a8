package review

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Undoable returns the decision that Undo would reverse, as far as its words need it: without
// its targets. ok is false where there is none.
func (svc *Service) Undoable(ctx context.Context) (decision domain.Decision, ok bool, err error) {
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		var e error
		decision, e = q.LastUndoable(svc.Actor().Name, undoableKinds())
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
	return svc.undo(ctx, func(q domain.Reader) (domain.Decision, error) {
		last, err := q.LastUndoable(svc.Actor().Name, undoableKinds())
		if isNotFound(err) {
			return last, domain.Refuse(domain.CodeNotFound, "refusal.undo_nothing")
		}
		if err != nil {
			return last, err
		}
		return q.Decision(last.ID)
	})
}

// UndoOne reverses one of this person's own decisions, whenever it was made.
func (svc *Service) UndoOne(ctx context.Context, id domain.DecisionID) (domain.Decision, error) {
	return svc.undo(ctx, func(q domain.Reader) (domain.Decision, error) {
		one, err := q.Decision(id)
		switch {
		case isNotFound(err):
			return one, domain.Refuse(domain.CodeNotFound, "refusal.decision_unknown")
		case err != nil:
			return one, err
		case one.Actor != svc.Actor().Name:
			return one, domain.Refuse(domain.CodePermission, "refusal.undo_of_another", svc.words(one), one.Actor)
		case one.UndoneBy != "":
			return one, conflict("refusal.undone_already", svc.words(one))
		}
		return one, nil
	})
}

func (svc *Service) undo(ctx context.Context, find func(domain.Reader) (domain.Decision, error)) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActUndo, domain.DecideUndo, func(q domain.Reader, e *entry) error {
		last, err := find(q)
		if err != nil {
			return err
		}
		if !CanUndo(last.Kind) {
			return invalid("refusal.undo_impossible", svc.words(last))
		}
		if err := svc.checkUndoable(q, last, last.ID, "refusal.undo_depends"); err != nil {
			return err
		}
		u, err := stateLostByUndo(q, last)
		if err != nil {
			return err
		}
		u.Of = Say(last, svc.p.Location)
		e.undone = last.Kind
		e.Undoes, e.Targets = cmp.Or(last.RedoneBy, last.ID), last.Targets
		if kinds[last.Kind].files == nil {
			e.payload = u
			return nil
		}
		t, err := payload[filePayload](last)
		if err != nil {
			return err
		}
		u.FileStays, err = changedSince(kinds[last.Kind].files(svc.projector(nil)), t)
		e.payload = u
		return err
	})
}

// checkUndoable refuses to reverse last where a decision later than since that still stands
// depends on it.
func (svc *Service) checkUndoable(q domain.Reader, last domain.Decision, since domain.DecisionID, depends string) error {
	base := kinds[last.Kind].dependsOn(last)
	var on *domain.Decision
	err := q.Since(since, func(later domain.Decision) error {
		if later.Kind == domain.DecideUndo || later.Kind == domain.DecideRedo || later.UndoneBy != "" {
			return nil
		}
		k, known := kinds[later.Kind]
		if known && base.blockUndo(k.dependsOn(later)) { // what a newer program decided changes nothing here
			on = &later
		}
		return nil
	})
	if err != nil || on == nil {
		return err
	}
	return conflict(depends, svc.words(last), svc.words(*on), on.Actor, on.At.In(svc.p.Location))
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
		f.Actor = svc.Actor().Name
	}
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		out, err = svc.searchWords(ctx, q, f)
		return err
	})
	return out, err
}

// searchPage is how many entries are read at a time where words are looked for.
const searchPage = 500

// searchWords reads page after page until enough entries were found: the words of an entry
// are made here, so that the database cannot look for them.
func (svc *Service) searchWords(ctx context.Context, q domain.Reader, f domain.JournalFilter) ([]domain.Decision, error) {
	text, wanted := domain.Fold(f.Text), f.Limit
	if text == "" {
		return q.SearchJournal(f)
	}
	if wanted <= 0 {
		wanted = searchPage
	}
	var out []domain.Decision
	for f.Text, f.Limit = "", searchPage; ; {
		page, err := q.SearchJournal(f)
		if err != nil {
			return nil, err
		}
		for _, d := range page {
			if !svc.mentions(d, text) {
				continue
			}
			if out = append(out, d); len(out) == wanted {
				return out, nil
			}
		}
		if err := ctx.Err(); err != nil || len(page) < searchPage {
			return out, err
		}
		f.Before = page[len(page)-1].ID
	}
}

// mentions reports whether the words of an entry, or a target, hold a folded text.
func (svc *Service) mentions(d domain.Decision, text string) bool {
	return strings.Contains(domain.Fold(svc.words(d)), text) ||
		slices.ContainsFunc(d.Targets, func(target string) bool { return strings.Contains(domain.Fold(target), text) })
}
