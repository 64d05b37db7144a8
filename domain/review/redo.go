package review

import (
	"context"
	"encoding/json"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// redoPayload is the payload of DecideRedo. Entries of the first version have none.
type redoPayload struct {
	// Of says what was made again.
	Of Phrase `json:",omitzero"`
}

var redoKind = kind{
	apply:      (*projector).applyUndoOrRedo,
	dependsOn:  onRunsAlone,
	permission: asks(rules.ActUndo),
	words: wordsOf(func(p redoPayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
		return phrase("redo", p.Of), p.Of.Code != ""
	}),
}

// undoPayload is the payload of DecideUndo: what the undone decision had come to, as far as
// making it again does not bring it back. Entries of the first version have none.
type undoPayload struct {
	// Reviews that the decision, or an acceptance that it made, had made by then. Counted is
	// how these runs counted, and other reviewed ones that it judges.
	Reviews map[domain.RunKey]domain.Review    `json:",omitempty"`
	Counted map[domain.RunKey]domain.Effective `json:",omitempty"`
	// Links are all those of the ticket that it made.
	Links       []domain.TicketLink         `json:",omitempty"`
	Acceptances []domain.Acceptance         `json:",omitempty"`
	Imported    map[domain.DeviceKey]string `json:",omitempty"`
	// Of says what was undone; FileStays, that its file was changed by other means since
	// and was left alone.
	Of        Phrase `json:",omitzero"`
	FileStays bool   `json:",omitempty"`
}

var undoKind = kind{
	apply:      (*projector).applyUndoOrRedo,
	dependsOn:  onRunsAlone,
	permission: asks(rules.ActUndo),
	words: wordsOf(func(p undoPayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
		if p.FileStays {
			return phrase("undo.files", p.Of), true
		}
		return phrase("undo", p.Of), p.Of.Code != ""
	}),
}

// Redoable returns the decision that Redo would make again; ok is false where there is none.
func (svc *Service) Redoable(ctx context.Context) (decision domain.Decision, ok bool, err error) {
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		undo, err := q.LastRedoable(svc.Actor().Name)
		if err != nil {
			return err
		}
		decision, err = undoneDecision(q, undo)
		return err
	})
	if isNotFound(err) {
		return domain.Decision{}, false, nil
	}
	return decision, err == nil, err
}

// Redo takes back this person's last undo, as long as they decided nothing else since:
// everything is as it was before the undo. Called again it goes one further. Where a later
// decision builds upon what would change, the error has CodeConflict and names that one.
func (svc *Service) Redo(ctx context.Context) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActUndo, domain.DecideRedo, func(q domain.Reader, e *entry) error {
		undo, err := q.LastRedoable(svc.Actor().Name)
		if isNotFound(err) {
			return domain.Refuse(domain.CodeNotFound, "refusal.redo_nothing")
		}
		if err != nil {
			return err
		}
		last, err := undoneDecision(q, undo)
		if err != nil {
			return err
		}
		// The role may have changed since.
		if err := svc.permit(kinds[last.Kind].permission(last)); err != nil {
			return err
		}
		if err := svc.checkUndoable(q, last, undo.ID, "refusal.redo_depends"); err != nil {
			return err
		}
		if last.Kind == domain.DecideDefinition {
			if err := svc.checkFileUnchanged(last); err != nil {
				return err
			}
		}
		e.undone = last.Kind
		e.Undoes, e.Targets = undo.ID, last.Targets
		e.payload = redoPayload{Say(last, svc.p.Location)}
		return nil
	})
}

// checkFileUnchanged refuses where the file of a definition is not what it was before a decision.
func (svc *Service) checkFileUnchanged(last domain.Decision) error {
	t, err := payload[filePayload](last)
	if err != nil {
		return err
	}
	t.After = t.Before
	changed, err := changedSince(svc.p.Definitions, t)
	if err == nil && changed {
		err = conflict("refusal.redo_file", svc.words(last))
	}
	return err
}

// undoneDecision returns the decision that an undo or redo is about in the end.
func undoneDecision(q domain.Reader, e domain.Decision) (domain.Decision, error) {
	for e.Kind == domain.DecideUndo || e.Kind == domain.DecideRedo {
		next, err := q.Decision(e.Undoes)
		if err != nil {
			return e, err
		}
		e = next
	}
	return e, nil
}

// stateLostByUndo finds what the undo of a decision takes away.
func stateLostByUndo(q domain.Reader, last domain.Decision) (u undoPayload, err error) {
	by := []domain.DecisionID{last.ID}
	if lost := kinds[last.Kind].lost; lost != nil {
		if by, err = lost(q, last, &u); err != nil {
			return u, err
		}
	}
	for _, key := range by {
		runs, err := q.RunsReviewedBy(key)
		if err != nil {
			return u, err
		}
		for _, id := range runs {
			r, err := q.Run(id)
			if err != nil {
				return u, err
			}
			if u.Reviews == nil {
				u.Reviews, u.Counted = map[domain.RunKey]domain.Review{}, map[domain.RunKey]domain.Effective{}
			}
			u.Reviews[r.Key], u.Counted[r.Key] = *r.Review, r.Effective
		}
	}
	return u, nil
}

// applyUndoOrRedo carries out an undo or a redo.
func (pr *projector) applyUndoOrRedo(e domain.Decision) error {
	if done, err := pr.reversedBefore(e); err != nil || done {
		return err
	}
	last, err := undoneDecision(pr.tx, e)
	if err != nil {
		return err
	}
	if pr.rebuilding {
		pr.undone[last.ID] = e.Kind == domain.DecideUndo
	}
	if e.Kind == domain.DecideUndo {
		if pr.facts != nil {
			if err := pr.facts.noteUndo(e); err != nil {
				return err
			}
		}
		return pr.revert(last)
	}
	undo, err := pr.tx.Decision(e.Undoes)
	if err != nil {
		return err
	}
	var u undoPayload
	if err := json.Unmarshal(undo.Payload, &u); err != nil {
		return err
	}
	pr.redo = &u
	defer func() { pr.redo = nil }()
	pr.ids = nil
	if err := pr.apply(last); err != nil {
		return err
	}
	return pr.restoreState(last, u)
}

// restoreState puts back what an undo took away and making the decision again does not.
func (pr *projector) restoreState(last domain.Decision, u undoPayload) error {
	for key, review := range u.Reviews {
		r, err := pr.tx.RunByKey(key)
		if isNotFound(err) || err == nil && r.Review != nil {
			continue // gone, or somebody reviewed it since
		}
		if err != nil {
			return err
		}
		if err := pr.tx.SetReview([]int64{r.ID}, &review); err != nil {
			return err
		}
		if err := pr.tx.SetEffective([]int64{r.ID}, u.Counted[key]); err != nil {
			return err
		}
	}
	for key, counted := range u.Counted {
		if _, took := u.Reviews[key]; took {
			continue
		}
		r, err := pr.tx.RunByKey(key)
		if isNotFound(err) || err == nil && r.Review == nil {
			continue // gone, or it waits: the rules say how it counts
		}
		if err != nil {
			return err
		}
		if err := pr.tx.SetEffective([]int64{r.ID}, counted); err != nil {
			return err
		}
	}
	if len(u.Links) > 0 {
		if err := pr.tx.PutTicketLinks(domain.DecisionID(last.Targets[0]), u.Links); err != nil {
			return err
		}
	}
	if regain := pr.kinds[last.Kind].regain; regain != nil {
		if err := regain(pr, last); err != nil {
			return err
		}
	}
	for _, a := range u.Acceptances {
		if err := pr.putAcceptance(a, last); err != nil {
			return err
		}
	}
	if pr.rebuilding {
		return nil // what was imported is no decision
	}
	for key, print := range u.Imported {
		device, err := pr.tx.DeviceByKey(key)
		if isNotFound(err) || err == nil && device.State != domain.DeviceLinked {
			continue
		}
		if err != nil {
			return err
		}
		if err := pr.tx.SetImported(device.ID, print); err != nil {
			return err
		}
	}
	return nil
}
