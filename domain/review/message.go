package review

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// deletePayload is the payload of DecideDelete: when each message had been deleted before.
type deletePayload struct {
	Restore bool
	Before  map[string]time.Time `json:",omitempty"`
	Names   names                `json:",omitzero"`
}

var deleteKind = func() kind {
	apply, revert := both((*projector).deleteMessages)
	return kind{
		apply:     apply,
		revert:    revert,
		undoable:  true,
		dependsOn: makes("message:"),
		permission: func(d domain.Decision) rules.Action {
			if p, err := payload[deletePayload](d); err == nil && p.Restore {
				return rules.ActDeleted
			}
			return rules.ActApprove
		},
		words: wordsOf(func(p deletePayload, d domain.Decision, _ *time.Location) (Phrase, bool) {
			what := phrase("messages", d.TargetCount())
			if d.TargetCount() == 1 {
				what = phrase("message", brief(p.Names.Subject))
			}
			if p.Restore {
				return phrase("delete.restored", what), true
			}
			return phrase("delete.deleted", what), true
		}),
	}
}()

// DeleteMessages takes messages out of the inbox. They stay in the cache, and later
// messages of the same kind come into the inbox as before.
func (svc *Service) DeleteMessages(ctx context.Context, ids []int64) (domain.Decision, error) {
	return svc.moveMessages(ctx, rules.ActApprove, ids, false)
}

// RestoreMessages brings deleted messages back into the inbox (Admin).
func (svc *Service) RestoreMessages(ctx context.Context, ids []int64) (domain.Decision, error) {
	return svc.moveMessages(ctx, rules.ActDeleted, ids, true)
}

func (svc *Service) moveMessages(ctx context.Context, action rules.Action, ids []int64, restore bool) (domain.Decision, error) {
	return svc.decide(ctx, action, domain.DecideDelete, func(q domain.Reader, e *entry) error {
		p := deletePayload{Restore: restore, Before: map[string]time.Time{}}
		for _, id := range ids {
			m, err := q.Message(id)
			if err != nil {
				return err
			}
			if m.Deleted.IsZero() == restore {
				continue
			}
			p.Names.Subject = brief(m.Subject)
			p.Before[m.Key] = m.Deleted
			e.Targets = append(e.Targets, m.Key)
		}
		none := "refusal.none_deleted"
		if restore {
			none = "refusal.none_restored"
		}
		if len(e.Targets) == 0 {
			return conflict(none)
		}
		e.payload = p
		return nil
	})
}

func (pr *projector) deleteMessages(d domain.Decision, undo bool) error {
	p, err := payload[deletePayload](d)
	if err != nil {
		return err
	}
	for _, key := range d.Targets {
		m, err := pr.tx.MessageByKey(key)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		at := d.At
		switch {
		case undo:
			at = p.Before[key]
		case p.Restore:
			at = time.Time{}
		}
		if err := pr.tx.SetDeleted([]int64{m.ID}, at); err != nil {
			return err
		}
	}
	return nil
}
