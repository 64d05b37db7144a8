package review

import (
	"context"
	"fmt"
	"slices"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Undoable returns the decision that Undo would reverse; ok is false where there is none.
func (d *Desk) Undoable(ctx context.Context) (decision domain.Decision, ok bool, err error) {
	err = d.p.Store.Read(ctx, func(q domain.Queries) error {
		var e error
		decision, e = q.LastUndoable(d.p.Actor.Name)
		return e
	})
	if missing(err) {
		return domain.Decision{}, false, nil
	}
	return decision, err == nil, err
}

// Undo reverses this person's last decision that is not undone yet. It is a
// decision itself; called again it goes one further back, also after a restart.
// Where a later decision depends on it, the error has CodeConflict and names that one.
func (d *Desk) Undo(ctx context.Context) (domain.Decision, error) {
	return d.undo(ctx, func(q domain.Queries) (domain.Decision, error) {
		last, err := q.LastUndoable(d.p.Actor.Name)
		if missing(err) {
			return last, &domain.Error{Code: domain.CodeNotFound, Message: "There is nothing left to undo."}
		}
		return last, err
	})
}

// UndoOne reverses one of this person's own decisions, whenever it was made.
func (d *Desk) UndoOne(ctx context.Context, id domain.DecisionID) (domain.Decision, error) {
	return d.undo(ctx, func(q domain.Queries) (domain.Decision, error) {
		one, err := q.Decision(id)
		switch {
		case missing(err):
			return one, &domain.Error{Code: domain.CodeNotFound, Message: "There is no such decision in the journal."}
		case err != nil:
			return one, err
		case one.Actor != d.p.Actor.Name:
			return one, &domain.Error{Code: domain.CodePermission, Message: fmt.Sprintf("“%s” was decided by %s. Everybody undoes their own decisions.", one.Summary, one.Actor)}
		case one.UndoneBy != "":
			return one, conflict("“%s” is undone already.", one.Summary)
		}
		return one, nil
	})
}

func (d *Desk) undo(ctx context.Context, find func(domain.Queries) (domain.Decision, error)) (domain.Decision, error) {
	return d.decide(ctx, rules.ActUndo, domain.DecideUndo, func(q domain.Queries, e *entry) error {
		last, err := find(q)
		if err != nil {
			return err
		}
		if err := d.free(q, last); err != nil {
			return err
		}
		e.undone = last.Kind
		e.Undoes, e.Targets, e.Summary = last.ID, last.Targets, "undone: "+last.Summary
		if last.Kind != domain.DecideDefinition {
			return nil
		}
		t, err := payload[taught](last)
		if err != nil {
			return err
		}
		kept, err := changedSince(d.p.Definitions, t)
		if kept {
			e.Summary += " (the file was changed since by other means, and stays)"
		}
		return err
	})
}

// free refuses where a later decision that still stands depends on last.
func (d *Desk) free(q domain.Queries, last domain.Decision) error {
	if !last.Kind.Undoable() {
		return invalid("“%s” cannot be undone; decide anew instead.", last.Summary)
	}
	things := touched(last)
	if len(things) == 0 {
		return nil
	}
	var on *domain.Decision
	err := q.Since(last.ID, func(later domain.Decision) error {
		if later.Kind == domain.DecideUndo || later.UndoneBy != "" {
			return nil
		}
		if slices.ContainsFunc(touched(later), func(t string) bool { return slices.Contains(things, t) }) {
			on = &later
		}
		return nil
	})
	if err != nil || on == nil {
		return err
	}
	return conflict("“%s” cannot be undone yet: “%s” (%s, %s) depends on it. Undo that one first; the audit log undoes single decisions.",
		last.Summary, on.Summary, on.Actor, on.At.In(d.p.Location).Format("2 Jan 15:04"))
}

// touched names the things that a decision makes or needs and that another one may
// build upon. Reviews and marks build upon runs alone, which nobody takes away.
func touched(d domain.Decision) []string {
	prefix := ""
	switch d.Kind {
	case domain.DecideApprove:
		things := make([]string, 0, len(d.Targets)+1)
		for _, t := range d.Targets {
			things = append(things, "job:"+t)
		}
		if p, err := payload[approved](d); err == nil {
			things = append(things, "customer:"+domain.Fold(p.Customer))
		}
		return things
	case domain.DecideLink:
		return linkTouched(d)
	case domain.DecideDeviceRules:
		return []string{"setting:" + domain.SettingDeviceRules}
	case domain.DecideSetting:
		prefix = "setting:"
	case domain.DecideArchive, domain.DecideSchedule:
		prefix = "job:"
	case domain.DecideCustomer:
		prefix = "customer:"
	case domain.DecideRule, domain.DecideOverride:
		return []string{"rule:" + d.Targets[0]}
	case domain.DecideTicket, domain.DecideRemark:
		return []string{"about:" + d.Targets[0]}
	case domain.DecideAccept:
		things := []string{"about:" + d.Targets[0]}
		if p, err := payload[acceptance](d); err == nil {
			for _, other := range p.Others {
				things = append(things, "about:"+string(other.Key))
			}
		}
		return things
	case domain.DecideDefinition:
		prefix = "definition:"
	case domain.DecideDelete:
		prefix = "message:"
	default:
		return nil
	}
	things := make([]string, len(d.Targets))
	for i, t := range d.Targets {
		things[i] = prefix + t
		if prefix == "customer:" {
			things[i] = prefix + domain.Fold(t)
		}
	}
	return things
}

func linkTouched(d domain.Decision) []string {
	p, err := payload[linking](d)
	if err != nil {
		return nil
	}
	var things []string
	for _, one := range p.Devices {
		things = append(things, "device:"+string(one.Device))
		if one.Job != nil {
			things = append(things, "job:"+string(one.Job.Key))
		}
	}
	for _, name := range p.Made {
		things = append(things, "customer:"+domain.Fold(name))
	}
	return things
}

// Journal lists decisions, newest first: everybody's for an Admin, else one's own.
func (d *Desk) Journal(ctx context.Context, limit int) ([]domain.Decision, error) {
	return d.SearchJournal(ctx, domain.JournalFilter{Limit: limit})
}

// SearchJournal lists decisions that a filter lets through, newest first: everybody's
// for an Admin, else one's own.
func (d *Desk) SearchJournal(ctx context.Context, f domain.JournalFilter) (out []domain.Decision, err error) {
	if err := d.permit(rules.ActSee); err != nil {
		return nil, err
	}
	if !d.May(rules.ActAudit) {
		f.Actor = d.p.Actor.Name
	}
	err = d.p.Store.Read(ctx, func(q domain.Queries) error {
		out, err = q.SearchJournal(f)
		return err
	})
	return out, err
}
