package review

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// retentionPayload is the payload of DecideRetention.
type retentionPayload struct {
	Ages  domain.RetentionAges
	Goes  domain.RetentionCounts // as the preview said, before anything went
	Since time.Time              `json:",omitzero"` // what went then was brought back
}

// retentionKind changes nothing that is decided: runs that went are passed over by every
// decision about them, as those are whose mail was never read here.
var retentionKind = kind{
	apply:      ofProfile,
	dependsOn:  onRunsAlone,
	permission: asks(rules.ActSettings),
	words: wordsOf(func(p retentionPayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
		if !p.Since.IsZero() {
			return phrase("retention.back", p.Since), true
		}
		return phrase("retention", phrase("runs", p.Goes.Runs), phrase("messages", p.Goes.Bodies+p.Goes.Messages),
			phrase("messages", p.Goes.Originals)), true
	}),
}

// RecordRetention writes into the journal what is about to go by its age. It asks for no role:
// the ages are a decision of whoever may change settings.
func (svc *Service) RecordRetention(ctx context.Context, a domain.RetentionAges, goes domain.RetentionCounts) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActSee, domain.DecideRetention, func(_ domain.Reader, e *entry) error {
		e.payload = retentionPayload{Ages: a, Goes: goes}
		return nil
	})
}

// RecordRetentionUndone writes into the journal that what went at a time was brought back. What
// was undone meanwhile is undone of it, too: then everything decided is made anew.
func (svc *Service) RecordRetentionUndone(ctx context.Context, p domain.RetentionPass) (domain.Decision, error) {
	return svc.decideWith(ctx, rules.ActSettings, domain.DecideRetention, func(_ domain.Reader, e *entry) error {
		e.payload = retentionPayload{Goes: p.RetentionCounts, Since: p.At}
		return nil
	}, func(tx domain.Tx) error {
		for _, kind := range []domain.DecisionKind{domain.DecideUndo, domain.DecideRedo, domain.DecideUnmark} {
			list, err := tx.SearchJournal(domain.JournalFilter{Kind: kind, Limit: 1})
			if err != nil {
				return err
			}
			if len(list) > 0 && !list[0].At.Before(p.At) {
				_, _, err = rebuildProjections(ctx, tx, true)
				return err
			}
		}
		return nil
	})
}
